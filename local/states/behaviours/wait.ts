import type { State } from '../definition.ts'
import type { Frame } from '../execution.ts'
import { evaluationFailure } from '../failure.ts'
import { momentOf } from '../moment.ts'
import type { Behaviour, Stage } from '../stage.ts'
import { unexpectedType, wholeNumber } from './field.ts'

/** Wait: until a moment, whose milliseconds are dropped (developer guide, "Wait state"), or for whole seconds. */
export const wait: Behaviour = async (stage, frame, state, alive) => {
  const until =
    state.Timestamp === undefined
      ? await afterSeconds(stage, frame, state)
      : await moment(stage, frame, state)
  if (alive()) stage.alarms.arm(frame, 'wait', until)
  return undefined
}

async function afterSeconds(stage: Stage, frame: Frame, state: State): Promise<number> {
  const seconds = await wholeNumber(stage, frame, state, 'Seconds', [0, 99_999_999])
  // A redrive waits anew.
  const from = Math.max(frame.enteredAt, frame.execution.redrives.at(-1)?.at ?? 0)
  return from + 1000 * seconds!
}

async function moment(stage: Stage, frame: Frame, state: State): Promise<number> {
  const written = state.Timestamp
  const value = await stage.value(frame, written, 'Timestamp')
  if (typeof value !== 'string') throw unexpectedType(written, 'Timestamp', 'string', value)
  const at = momentOf(value)
  if (at !== undefined) return Math.floor(at / 1000) * 1000
  // As recorded, literal or expression.
  const told = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`
  throw evaluationFailure('Timestamp', told)
}
