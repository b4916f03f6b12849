import type { State } from '../definition.ts'
import type { Frame } from '../execution.ts'
import { isExpression, sourceOf } from '../expressions.ts'
import { evaluationFailure, type StateFailure } from '../failure.ts'
import type { Json } from '../payload.ts'
import type { Stage } from '../stage.ts'

/** The failure of a field whose value is not of the type it must have, in AWS's words (recorded for Items). */
export function unexpectedType(written: unknown, field: string, expected: string, value: Json): StateFailure {
  const source = isExpression(written) ? sourceOf(written) : JSON.stringify(written)
  const told = `The JSONata expression '${source}' specified for the field '${field}' returned an unexpected result type.`
  return evaluationFailure(
    field,
    `${told} Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
  )
}

/**
 * The whole number a field is or evaluates to, between `least` and `most`; undefined if the field is not written.
 * Throws States.QueryEvaluationError for anything else.
 */
export async function wholeNumber(
  stage: Stage,
  frame: Frame,
  state: State,
  field: string,
  [least, most]: readonly [least: number, most: number],
): Promise<number | undefined> {
  const written = state[field]
  if (written === undefined) return undefined
  const value = await stage.value(frame, written, field)
  if (typeof value !== 'number') throw unexpectedType(written, field, 'number', value)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  const source = isExpression(written) ? sourceOf(written) : String(written)
  const range = most === Infinity ? `${least} or more` : `from ${least} to ${most}`
  const told = `The JSONata expression '${source}' specified for the field '${field}' returned a value out of range.`
  throw evaluationFailure(field, `${told} Expected a whole number ${range}, but was: ${value}`)
}

function typeName(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
