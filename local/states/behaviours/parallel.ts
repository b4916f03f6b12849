import type { Behaviour } from '../stage.ts'

/** Parallel: all branches at once, each with the state's Arguments or its input. */
export const parallel: Behaviour = async (stage, frame, state, alive) => {
  const input =
    state.Arguments === undefined ? frame.input : await stage.value(frame, state.Arguments, 'Arguments')
  if (alive()) stage.groups.openBranches(frame, input)
  return undefined
}
