import type { Scope } from '../definition.ts'
import { scopesOf, statesOf } from '../definition.ts'
import type { Problem } from './problem.ts'

/**
 * What is wrong with the transitions of a machine whose form is right, in AWS's order and words (measured with
 * ValidateStateMachineDefinition): a missing terminal state hides unreachable ones, and counts at the top only.
 */
export function graphProblems(machine: Scope): Problem[] {
  const endless = !Object.values(machine.States).some(isTerminal)
  return [
    ...scopeProblems(machine, '', !endless),
    ...(endless ? [{ code: 'MISSING_END_STATE', message: 'Workflow has no terminal state' }] : []),
    ...repeatedNames(machine),
  ]
}

function scopeProblems(scope: Scope, path: string, reach: boolean): Problem[] {
  const problems: Problem[] = []
  const missing = (target: string, location: string) =>
    problems.push({
      code: 'MISSING_TRANSITION_TARGET',
      message: `Missing 'Next' target: ${target}`,
      location,
    })
  if (!Object.hasOwn(scope.States, scope.StartAt)) missing(scope.StartAt, `${path}/StartAt`)
  for (const [name, state] of Object.entries(scope.States)) {
    for (const [at, target] of targetsOf(state)) {
      if (!Object.hasOwn(scope.States, target)) missing(target, `${path}/States/${name}${at}`)
    }
  }
  if (reach) problems.push(...unreachable(scope, path))
  for (const [name, state] of Object.entries(scope.States)) {
    for (const [at, inner] of scopesOf(state))
      problems.push(...scopeProblems(inner, `${path}/States/${name}${at}`, true))
  }
  return problems
}

function unreachable(scope: Scope, path: string): Problem[] {
  const seen = new Set<string>()
  const open = [scope.StartAt]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = scope.States[name]
    if (!state || seen.has(name)) continue
    seen.add(name)
    open.push(...targetsOf(state).map(([, target]) => target))
  }
  return Object.keys(scope.States)
    .filter((name) => !seen.has(name))
    .map((name) => ({
      code: 'MISSING_TRANSITION_TARGET',
      message: `State "${name}" is not reachable.`,
      location: `${path}/States/${name}`,
    }))
}

function targetsOf(state: any): [at: string, target: string][] {
  const targets: [string, string | undefined][] = [
    ['/Next', state.Next],
    ['/Default', state.Default],
    ...(state.Choices ?? []).map((rule: any, at: number) => [`/Choices[${at}]/Next`, rule.Next]),
    ...(state.Catch ?? []).map((rule: any, at: number) => [`/Catch[${at}]/Next`, rule.Next]),
  ]
  return targets.filter((entry): entry is [string, string] => entry[1] !== undefined)
}

const isTerminal = (state: any) => state.End === true || state.Type === 'Succeed' || state.Type === 'Fail'

/** State names are unique within the whole machine (Amazon States Language specification, "States"). */
function repeatedNames(machine: Scope): Problem[] {
  const seen = new Set<string>()
  const problems: Problem[] = []
  for (const [location, name] of statesOf(machine)) {
    if (seen.has(name))
      problems.push({ code: 'DUPLICATE_STATE_NAME', message: `Duplicate state name: ${name}`, location })
    seen.add(name)
  }
  return problems
}
