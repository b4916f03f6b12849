import type { State } from '../definition.ts'
import type { Frame } from '../execution.ts'
import { evaluationFailure } from '../failure.ts'
import type { Json } from '../payload.ts'
import type { Behaviour, Stage } from '../stage.ts'
import { unexpectedType, wholeNumber } from './field.ts'

/** Iterations of an inline Map that AWS runs at once at most. */
const MOST_AT_ONCE = 40

/**
 * Map, inline: one iteration for each item. ToleratedFailureCount and -Percentage are accepted and evaluated, as AWS
 * does for an inline Map (recorded), but the first failure ends it: what they would change there is not documented.
 */
export const map: Behaviour = async (stage, frame, state, alive) => {
  const items = await itemsOf(stage, frame, state)
  const limit = await wholeNumber(stage, frame, state, 'MaxConcurrency', [0, Infinity])
  await wholeNumber(stage, frame, state, 'ToleratedFailureCount', [0, Infinity])
  const tolerated = state.ToleratedFailurePercentage
  const percentage =
    tolerated === undefined ? 0 : await stage.value(frame, tolerated, 'ToleratedFailurePercentage')
  if (typeof percentage !== 'number')
    throw unexpectedType(tolerated, 'ToleratedFailurePercentage', 'number', percentage)
  if (alive()) stage.groups.openIterations(frame, items, Math.min(limit || MOST_AT_ONCE, MOST_AT_ONCE))
  return undefined
}

/** What Items gives, or the input where there are none: the failure is then of no field, in words of its own (recorded). */
async function itemsOf(stage: Stage, frame: Frame, { Items: written }: State): Promise<Json[]> {
  const items = written === undefined ? frame.input : await stage.value(frame, written, 'Items')
  if (Array.isArray(items)) return items
  if (written !== undefined) throw unexpectedType(written, 'Items', 'array', items)
  throw evaluationFailure(undefined, `Map state input must be an array but was: ${JSON.stringify(items)}`)
}
