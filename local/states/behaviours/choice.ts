import { runtimeFailure } from '../failure.ts'
import type { Behaviour } from '../stage.ts'
import { unexpectedType } from './field.ts'

/**
 * Choice: the first rule whose Condition is true, with that rule's Assign and Output; the state's own go with Default.
 * Without a Default it fails as recorded: with States.Runtime, although the documentation names States.NoChoiceMatched.
 */
export const choice: Behaviour = async (stage, frame, state) => {
  for (const [at, rule] of state.Choices.entries()) {
    const field = `Choices[${at}]/Condition`
    const holds = await stage.value(frame, rule.Condition, field)
    if (typeof holds !== 'boolean') throw unexpectedType(rule.Condition, field, 'boolean', holds)
    if (holds) return { part: rule, prefix: `Choices[${at}]/`, next: rule.Next }
  }
  if (state.Default !== undefined) return { next: state.Default }
  throw runtimeFailure('Failed to transition out of the state. The state does not point to a next state.')
}
