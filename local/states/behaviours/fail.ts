import type { State } from '../definition.ts'
import type { Frame } from '../execution.ts'
import { StateFailure } from '../failure.ts'
import type { Behaviour, Stage } from '../stage.ts'
import { unexpectedType } from './field.ts'

/** Fail: its Error and Cause, which may be expressions and must be text. Both may be missing. */
export const fail: Behaviour = async (stage, frame, state) => {
  const error = await text(stage, frame, state, 'Error')
  const cause = await text(stage, frame, state, 'Cause')
  throw new StateFailure('plain', error, cause)
}

async function text(stage: Stage, frame: Frame, state: State, field: string): Promise<string | undefined> {
  if (state[field] === undefined) return undefined
  const value = await stage.value(frame, state[field], field)
  if (typeof value !== 'string') throw unexpectedType(state[field], field, 'string', value)
  return value
}
