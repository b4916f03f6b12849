import { fieldProblems, PARTS } from './fields.ts'
import { numberProblems } from './numbers.ts'
import { type Problem, schemaProblem } from './problem.ts'

/** Seconds of a retrier's MaxDelaySeconds must be below a year (developer guide, "Handling errors"). */
const MOST_DELAY = 31_622_399

/** What is wrong with Retry and Catch of a state at `path`. */
export function errorRuleProblems(state: any, path: string): Problem[] {
  return [...rules(state, 'Retry', path, retrierProblems), ...rules(state, 'Catch', path, catcherProblems)]
}

function rules(
  state: any,
  field: string,
  path: string,
  check: (rule: any, at: string) => Problem[],
): Problem[] {
  if (!Array.isArray(state[field])) return []
  return state[field].flatMap((rule: any, at: number) => {
    const where = `${path}/${field}[${at}]`
    if (rule === null || typeof rule !== 'object')
      return [schemaProblem('Expected value of type [OBJECT]', where)]
    const last = at === state[field].length - 1
    const form = check(rule, where)
    return form.length > 0 ? form : errorNameProblems(rule.ErrorEquals, last, where)
  })
}

function errorNameProblems(names: unknown, last: boolean, path: string): Problem[] {
  if (!Array.isArray(names)) return [schemaProblem('These fields are required: [ErrorEquals]', path)]
  if (names.length === 0) return [schemaProblem("The field 'ErrorEquals' should be non-empty", path)]
  if (!names.every((name) => typeof name === 'string')) {
    return [schemaProblem('Expected value of type [STRING]', `${path}/ErrorEquals`)]
  }
  if (!names.includes('States.ALL')) return []
  if (names.length > 1) return [schemaProblem("'States.ALL' must appear alone", `${path}/ErrorEquals`)]
  return last ? [] : [schemaProblem("'States.ALL' must be in the last element", `${path}/ErrorEquals`)]
}

function retrierProblems(rule: any, path: string): Problem[] {
  const limits = {
    IntervalSeconds: [1, 99_999_999],
    MaxAttempts: [0, 99_999_999],
    BackoffRate: [1, Infinity],
    MaxDelaySeconds: [1, MOST_DELAY],
  } as const
  const problems = [...fieldProblems(rule, PARTS.retrier, path), ...numberProblems(rule, path, limits)]
  if (rule.MaxDelaySeconds <= (rule.IntervalSeconds ?? 1)) {
    problems.push(
      schemaProblem("'MaxDelaySeconds' must be greater than 'IntervalSeconds'", `${path}/MaxDelaySeconds`),
    )
  }
  if (rule.JitterStrategy !== undefined && !['FULL', 'NONE'].includes(rule.JitterStrategy)) {
    problems.push(
      schemaProblem('Value should be one of the following: [FULL, NONE]', `${path}/JitterStrategy`),
    )
  }
  return problems
}

function catcherProblems(rule: any, path: string): Problem[] {
  const problems = fieldProblems(rule, PARTS.catcher, path)
  return rule.Next === undefined
    ? [...problems, schemaProblem('These fields are required: [Next]', path)]
    : problems
}
