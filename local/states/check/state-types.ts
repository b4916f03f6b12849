import { isExpression } from '../expressions.ts'
import { momentOf } from '../moment.ts'
import { fieldProblems, PARTS } from './fields.ts'
import { numberProblems } from './numbers.ts'
import { isObject, type Problem, required, schemaProblem } from './problem.ts'
import { resourceProblems } from './resource.ts'

/** A year, the longest a Standard execution lasts, is less; AWS takes this as the largest number of seconds. */
export const MOST_SECONDS = 99_999_999

/** What a state of its type must have, and what it may not. */
export function typeProblems(state: any, path: string): Problem[] {
  switch (state.Type) {
    case 'Task':
      return [...required(state, ['Resource'], path), ...taskProblems(state, path)]
    case 'Choice':
      return [...required(state, ['Choices'], path), ...choiceProblems(state, path)]
    case 'Wait':
      return waitProblems(state, path)
    case 'Parallel':
      return required(state, ['Branches'], path)
    case 'Map':
      return [...required(state, ['ItemProcessor'], path), ...mapProblems(state, path)]
    default:
      return []
  }
}

function taskProblems(state: any, path: string): Problem[] {
  const seconds = { TimeoutSeconds: [1, MOST_SECONDS], HeartbeatSeconds: [1, MOST_SECONDS] } as const
  const problems = [...numberProblems(state, path, seconds), ...resourceProblems(state, path)]
  if (
    Number.isInteger(state.HeartbeatSeconds) &&
    state.HeartbeatSeconds >= (state.TimeoutSeconds ?? Infinity)
  ) {
    problems.push(
      schemaProblem("'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'", `${path}/HeartbeatSeconds`),
    )
  }
  return problems
}

function choiceProblems(state: any, path: string): Problem[] {
  if (!Array.isArray(state.Choices)) return []
  if (state.Choices.length === 0) return [schemaProblem("The field 'Choices' should be non-empty", path)]
  return state.Choices.flatMap((rule: any, at: number) => {
    const where = `${path}/Choices[${at}]`
    if (!isObject(rule)) return [schemaProblem('Expected value of type [OBJECT]', where)]
    return [...fieldProblems(rule, PARTS.rule, where), ...required(rule, ['Condition', 'Next'], where)]
  })
}

function waitProblems(state: any, path: string): Problem[] {
  const has = ['Seconds', 'Timestamp'].filter((field) => state[field] !== undefined)
  if (has.length !== 1)
    return [schemaProblem('Exactly one of the following fields is required: [Seconds, Timestamp]', path)]
  const { Timestamp: moment } = state
  if (typeof moment === 'string' && !isExpression(moment) && momentOf(moment) === undefined)
    return [schemaProblem('String does not match RFC3339 timestamp', `${path}/Timestamp`)]
  return numberProblems(state, path, { Seconds: [0, MOST_SECONDS] })
}

function mapProblems(state: any, path: string): Problem[] {
  const limits = {
    MaxConcurrency: [0, Infinity],
    ToleratedFailureCount: [0, Infinity],
    ToleratedFailurePercentage: [0, 100],
  } as const
  return [...numberProblems(state, path, limits), ...processorProblems(state.ItemProcessor, path)]
}

/** Only inline Maps are run here: of a distributed one its Mode is told, of an inline one what only the other has. */
function processorProblems(processor: any, path: string): Problem[] {
  const config = processor?.ProcessorConfig ?? {}
  const { Mode: mode = 'INLINE' } = config
  const where = `${path}/ItemProcessor/ProcessorConfig`
  if (!['INLINE', 'DISTRIBUTED'].includes(mode))
    return [schemaProblem('Value should be one of the following: [INLINE, DISTRIBUTED]', `${where}/Mode`)]
  if (mode === 'DISTRIBUTED') {
    const told = "A Map with Mode 'DISTRIBUTED' is not modelled by the local contact centre, only 'INLINE'"
    return [schemaProblem(told, `${where}/Mode`)]
  }
  return Object.keys(config)
    .filter((field) => field !== 'Mode')
    .map((field) => schemaProblem(`Field '${field}' is not supported with Mode 'INLINE'`, where))
}
