import type { Chain } from './chain.ts'
import { type Scope, type State, scopesOf } from './definition.ts'
import { type Frame, type Group, newFrame } from './execution.ts'
import type { Json } from './payload.ts'
import type { Step } from './stage.ts'

/** A group without members yet. */
export function openGroup(frame: Frame, items: Json[] | undefined): Group {
  return { members: [], results: [], outstanding: 0, latest: frame.last, items, nextSlot: 0 }
}

/** A frame for each branch of a Parallel, about to enter its first state with `given`. */
export function openBranches(frame: Frame, state: State, given: Omit<Step, 'state'>): Frame[] {
  const group = openGroup(frame, undefined)
  frame.group = group
  for (const [slot, [, scope]] of scopesOf(state).entries()) {
    const branch = member(frame, scope, slot, frame.last)
    branch.pending = { state: scope.StartAt, ...given }
    group.members.push(branch)
  }
  group.outstanding = group.members.length
  return group.members as Frame[]
}

/** A frame for the Map's next item; its history goes on from the event `from`. */
export function nextIteration(frame: Frame, state: State, from: number): Frame {
  const group = frame.group!
  const slot = group.nextSlot++
  const iteration = member(frame, state.ItemProcessor as Scope, slot, from)
  iteration.item = { Index: slot, Value: group.items![slot]! }
  group.members[slot] = iteration
  group.outstanding++
  return iteration
}

function member(frame: Frame, scope: Scope, slot: number, from: number): Frame {
  const { execution, item, variables } = frame
  return newFrame(execution, scope, { parent: { frame, slot }, item, variables, last: from, tail: from })
}

/**
 * Ends the other members of a group of which one failed. What they were in is recorded as aborted, all of it pointing at
 * the failed member's last event, before the state's own failure, which points there too (measured). The group stays as
 * it is, for a redrive.
 */
export function cutMembers(
  chain: Chain,
  parent: Frame,
  failed: Frame,
  tell: boolean,
  abandon: (frame: Frame) => void,
): void {
  const group = parent.group
  if (!group) return
  parent.last = failed.last
  parent.tail = failed.last
  for (const [slot, frame] of group.members.entries()) {
    if (!frame) continue
    const end = frame === failed ? 'MapIterationFailed' : 'MapIterationAborted'
    if (tell && group.items) chain.beside(parent, end, { name: parent.state, index: slot })
    if (tell) recordCut(chain, parent, frame, frame === failed)
    abandon(frame)
  }
}

/** Of the failed member itself only a Task is recorded as aborted; it was inside it. */
function recordCut(chain: Chain, parent: Frame, frame: Frame, failed: boolean): void {
  if (!frame.inside) return
  const { Type } = frame.scope.States[frame.state]!
  if (Type === 'Task' || (!failed && (Type === 'Wait' || Type === 'Parallel' || Type === 'Map'))) {
    chain.beside(parent, `${Type}StateAborted`)
  }
}
