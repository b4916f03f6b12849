import { scopesOf } from '../definition.ts'
import { isExpression } from '../expressions.ts'
import { momentOf } from '../moment.ts'
import { errorRuleProblems } from './error-rules.ts'
import { fieldProblems, PARTS, STATE_TYPES, stateFieldProblems } from './fields.ts'
import { numberProblems } from './numbers.ts'
import { type Problem, schemaProblem } from './problem.ts'
import { resourceProblems } from './resource.ts'

/** A year, the longest a Standard execution lasts, is less; AWS takes this as the largest number of seconds. */
const MOST_SECONDS = 99_999_999

/** What is wrong with the form of a machine: fields, types, what each state must have. `/` is the machine itself. */
export function formProblems(definition: any): Problem[] {
  const language = definition.QueryLanguage
  const problems = [
    ...required(definition, ['States', 'StartAt'], ''),
    ...fieldProblems(definition, PARTS.machine, ''),
  ]
  if (language !== undefined && !['JSONPath', 'JSONata'].includes(language)) {
    problems.push(
      schemaProblem('Value should be one of the following: [JSONPath, JSONata]', '/QueryLanguage'),
    )
  }
  problems.push(...numberProblems(definition, '', { TimeoutSeconds: [1, MOST_SECONDS] }))
  return [...problems, ...scopeProblems(definition, '', language === 'JSONata')]
}

function scopeProblems(scope: any, path: string, jsonata: boolean): Problem[] {
  if (!isObject(scope?.States)) return []
  const names = Object.keys(scope.States)
  const empty =
    names.length === 0 ? [schemaProblem("The field 'States' should be non-empty", path || '/')] : []
  return [
    ...empty,
    ...names.flatMap((name) => stateProblems(name, scope.States[name], `${path}/States/${name}`, jsonata)),
  ]
}

function stateProblems(name: string, state: any, path: string, jsonata: boolean): Problem[] {
  if (!isObject(state)) return [schemaProblem('Expected value of type [OBJECT]', path)]
  if (name.length > 80) return [schemaProblem('State name should be no longer than 80 characters', path)]
  const language = languageProblem(state, path, jsonata)
  if (language) return [language]
  if (!STATE_TYPES.includes(state.Type)) {
    if (state.Type === undefined) return required(state, ['Type'], path)
    return [
      schemaProblem(`Value should be one of the following: [${STATE_TYPES.join(', ')}]`, `${path}/Type`),
    ]
  }
  const problems = stateFieldProblems(state, path)
  // What follows reads the fields, so their form comes first.
  if (problems.length > 0) return problems
  return [
    ...transitionProblems(state, path),
    ...typeProblems(state, path),
    ...innerProblems(state, path, jsonata),
  ]
}

function languageProblem(state: any, path: string, jsonata: boolean): Problem | undefined {
  const { QueryLanguage: language } = state
  if (language !== undefined && !['JSONPath', 'JSONata'].includes(language)) {
    return schemaProblem('Value should be one of the following: [JSONPath, JSONata]', `${path}/QueryLanguage`)
  }
  if (jsonata && language === 'JSONPath') {
    return schemaProblem(
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      path,
    )
  }
  if (jsonata || language === 'JSONata') return undefined
  const told =
    "The QueryLanguage 'JSONPath' is not modelled by the local contact centre, set 'QueryLanguage' to 'JSONata'"
  return schemaProblem(told, path)
}

function transitionProblems(state: any, path: string): Problem[] {
  if (['Choice', 'Succeed', 'Fail'].includes(state.Type)) return []
  const has = ['Next', 'End'].filter((field) => state[field] !== undefined && state[field] !== false)
  if (has.length === 1) return []
  const told =
    has.length === 0
      ? 'One of the following fields is required: [Next, End]'
      : 'Only one of the following fields is allowed: [Next, End]'
  return [schemaProblem(told, path)]
}

function typeProblems(state: any, path: string): Problem[] {
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

function innerProblems(state: any, path: string, jsonata: boolean): Problem[] {
  const fields = state.Type === 'Map' ? PARTS.processor : PARTS.branch
  const inner = scopesOf(state).flatMap(([at, scope]) => {
    if (!isObject(scope)) return [schemaProblem('Expected value of type [OBJECT]', path + at)]
    return [
      ...fieldProblems(scope, fields, path + at),
      ...required(scope, ['States', 'StartAt'], path + at),
      ...scopeProblems(scope, path + at, jsonata),
    ]
  })
  if (state.Type === 'Parallel' && state.Branches?.length === 0) {
    inner.push(schemaProblem("The field 'Branches' should be non-empty", path))
  }
  return [...errorRuleProblems(state, path), ...inner]
}

function required(part: any, fields: string[], path: string): Problem[] {
  const missing = fields.filter((field) => part[field] === undefined)
  if (missing.length === 0) return []
  return [schemaProblem(`These fields are required: [${missing.join(', ')}]`, path === '' ? '/' : path)]
}

const isObject = (value: unknown): value is Record<string, any> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
