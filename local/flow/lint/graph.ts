import type { Action, FlowDocument } from '../document.ts'
import { targetsOf } from '../document.ts'

type Edges = (action: Action) => string[]

/** The actions that a contact can come to from `start`, along the given edges. */
export function reachableFrom(
  { actions }: FlowDocument,
  start: string,
  edges: Edges = targetsOf,
): Set<string> {
  const seen = new Set<string>()
  const open = [start]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const action = actions.get(name)
    if (!action || seen.has(name)) continue
    seen.add(name)
    open.push(...edges(action))
  }
  return seen
}

/** Where an email contact can go on: a comparison of the channel leaves it one branch only. */
export function emailEdges(action: Action): string[] {
  if (action.type !== 'Compare' || action.parameters.ComparisonValue !== '$.Channel') return targetsOf(action)
  const matching = action.conditions.find(
    ({ operator, operand }) => operator === 'Equals' && operand === 'EMAIL',
  )
  const target = matching ? matching.next : (otherwise(action) ?? action.next)
  return target === undefined ? [] : [target]
}

function otherwise({ errors }: Action): string | undefined {
  return errors.find(({ errorType }) => errorType === 'NoMatchingCondition')?.next
}

/** Where a contact goes on when nothing fails: all branches but those for errors of the action itself. */
export function goodEdges(action: Action): string[] {
  const good = action.errors.filter(({ errorType }) => errorType === 'NoMatchingCondition')
  return targetsOf({ ...action, errors: good })
}

/** The longest sum of weights of a run of weighted actions, capped at `cap` (a cycle of them is endless). */
export function heaviestRuns(
  { actions }: FlowDocument,
  weightOf: (action: Action) => number,
  resets: (action: Action) => boolean,
  cap: number,
): Map<string, number> {
  const arriving = new Map<string, number>()
  const open = [...actions.keys()]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const action = actions.get(name)
    if (!action) continue
    const leaving = resets(action) ? 0 : Math.min(cap, (arriving.get(name) ?? 0) + weightOf(action))
    for (const target of targetsOf(action)) {
      if (leaving <= (arriving.get(target) ?? 0)) continue
      arriving.set(target, leaving)
      open.push(target)
    }
  }
  return arriving
}
