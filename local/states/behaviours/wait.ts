import type { State } from '../definition.ts'
import type { Frame } from '../execution.ts'
import { isExpression, sourceOf } from '../expressions.ts'
import { evaluationFailure } from '../failure.ts'
import type { Behaviour, Stage } from '../stage.ts'
import { unexpectedType, wholeNumber } from './field.ts'

/** ISO 8601 extended with offset, as Java's parser takes it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d(:\d\d)?)$/

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
  return frame.enteredAt + 1000 * seconds!
}

async function moment(stage: Stage, frame: Frame, state: State): Promise<number> {
  const written = state.Timestamp
  const value = await stage.value(frame, written, 'Timestamp')
  if (typeof value !== 'string') throw unexpectedType(written, 'Timestamp', 'string', value)
  const at = MOMENT.test(value) ? Date.parse(value.replace(/(\.\d{3})\d+/, '$1')) : Number.NaN
  if (!Number.isNaN(at)) return Math.floor(at / 1000) * 1000
  const source = isExpression(written) ? sourceOf(written) : written
  const told = `The JSONata expression '${source}' specified for the field 'Timestamp' did not return a valid ISO-8601`
  throw evaluationFailure('Timestamp', `${told} extended offset date-time format string: ${value}`)
}
