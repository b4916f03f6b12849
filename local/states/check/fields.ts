import type { StateType } from '../definition.ts'
import { isExpression } from '../expressions.ts'
import { type Problem, schemaProblem } from './problem.ts'

type Kind = 'STRING' | 'BOOLEAN' | 'OBJECT' | 'ARRAY' | 'ANY' | 'INTEGER' | 'NUMBER'
/** A field, what it may be, and whether an expression may stand for it. */
type Fields = Record<string, Kind | `${Kind} or expression`>

const COMMON: Fields = { Type: 'STRING', Comment: 'STRING', QueryLanguage: 'STRING' }
const TRANSITION: Fields = { Next: 'STRING', End: 'BOOLEAN' }
const RESULT: Fields = { Output: 'ANY', Assign: 'OBJECT' }
const ERRORS: Fields = { Retry: 'ARRAY', Catch: 'ARRAY' }

/** The fields of each state type under JSONata (Amazon States Language specification, "State Types"). */
const FIELDS: Record<StateType, Fields> = {
  Pass: { ...COMMON, ...TRANSITION, ...RESULT },
  Task: {
    ...COMMON,
    ...TRANSITION,
    ...RESULT,
    ...ERRORS,
    Resource: 'STRING',
    Arguments: 'ANY',
    TimeoutSeconds: 'INTEGER or expression',
    HeartbeatSeconds: 'INTEGER or expression',
  },
  Choice: { ...COMMON, ...RESULT, Choices: 'ARRAY', Default: 'STRING' },
  Wait: {
    ...COMMON,
    ...TRANSITION,
    ...RESULT,
    Seconds: 'INTEGER or expression',
    Timestamp: 'STRING or expression',
  },
  Succeed: { ...COMMON, Output: 'ANY' },
  Fail: { ...COMMON, Error: 'STRING or expression', Cause: 'STRING or expression' },
  Parallel: { ...COMMON, ...TRANSITION, ...RESULT, ...ERRORS, Branches: 'ARRAY', Arguments: 'ANY' },
  Map: {
    ...COMMON,
    ...TRANSITION,
    ...RESULT,
    ...ERRORS,
    Items: 'ARRAY or expression',
    ItemSelector: 'ANY',
    ItemProcessor: 'OBJECT',
    MaxConcurrency: 'INTEGER or expression',
    ToleratedFailureCount: 'INTEGER or expression',
    ToleratedFailurePercentage: 'NUMBER or expression',
  },
}

const RULE: Fields = { Condition: 'BOOLEAN or expression', Next: 'STRING', Comment: 'STRING', ...RESULT }
const RETRIER: Fields = {
  ErrorEquals: 'ARRAY',
  IntervalSeconds: 'INTEGER',
  MaxAttempts: 'INTEGER',
  BackoffRate: 'NUMBER',
  MaxDelaySeconds: 'INTEGER',
  JitterStrategy: 'STRING',
  Comment: 'STRING',
}
const CATCHER: Fields = { ErrorEquals: 'ARRAY', Next: 'STRING', Comment: 'STRING', ...RESULT }
const SCOPE: Fields = { StartAt: 'STRING', States: 'OBJECT', Comment: 'STRING' }
const MACHINE: Fields = { ...SCOPE, QueryLanguage: 'STRING', TimeoutSeconds: 'INTEGER', Version: 'STRING' }
const PROCESSOR: Fields = { ...SCOPE, ProcessorConfig: 'OBJECT' }

export const PARTS = {
  rule: RULE,
  retrier: RETRIER,
  catcher: CATCHER,
  branch: SCOPE,
  machine: MACHINE,
  processor: PROCESSOR,
}
export const STATE_TYPES = Object.keys(FIELDS) as StateType[]

const JSONPATH_FIELDS = new Set(
  [
    'InputPath',
    'OutputPath',
    'ResultPath',
    'ResultSelector',
    'Parameters',
    'Result',
    'ItemsPath',
    'Variable',
  ].concat(
    ['SecondsPath', 'TimestampPath', 'TimeoutSecondsPath', 'HeartbeatSecondsPath', 'MaxConcurrencyPath'],
    [
      'ToleratedFailureCountPath',
      'ToleratedFailurePercentagePath',
      'ErrorPath',
      'CausePath',
      'And',
      'Or',
      'Not',
    ],
  ),
)
/** Known to AWS, not modelled here: refused by name rather than as unknown. */
const NOT_MODELLED = new Set([
  'Credentials',
  'ItemReader',
  'ResultWriter',
  'ItemBatcher',
  'Iterator',
  'Label',
])

/** What is wrong with the fields of a state at `path`: unknown ones, JSONPath's, and values of the wrong type. */
export function stateFieldProblems(state: Record<string, unknown>, path: string): Problem[] {
  return fieldProblems(state, FIELDS[state.Type as StateType], path)
}

/** As {@link stateFieldProblems}, for any part of a definition. */
export function fieldProblems(part: Record<string, unknown>, fields: Fields, path: string): Problem[] {
  return Object.entries(part).flatMap(([name, value]) => {
    const kind = fields[name]
    if (kind === undefined) return [unsupported(name, path)]
    return isOf(kind, value)
      ? []
      : [schemaProblem(`Expected value of type [${kind.split(' ')[0]}]`, `${path}/${name}`)]
  })
}

function unsupported(name: string, path: string): Problem {
  const at = path === '' ? '/' : path
  if (JSONPATH_FIELDS.has(name)) {
    const told = `The QueryLanguage is set to 'JSONata', but field '${name}' is only supported for the 'JSONPath' QueryLanguage`
    return schemaProblem(told, at)
  }
  if (NOT_MODELLED.has(name)) {
    return schemaProblem(`Field '${name}' is not modelled by the local contact centre`, at)
  }
  return schemaProblem(`Field '${name}' is not supported`, at)
}

function isOf(kind: Fields[string], value: unknown): boolean {
  if (kind.endsWith(' or expression') && isExpression(value)) return true
  switch (kind.split(' ')[0] as Kind) {
    case 'STRING':
      return typeof value === 'string'
    case 'BOOLEAN':
      return typeof value === 'boolean'
    case 'INTEGER':
      return Number.isInteger(value)
    case 'NUMBER':
      return typeof value === 'number'
    case 'ARRAY':
      return Array.isArray(value)
    case 'OBJECT':
      return value !== null && typeof value === 'object' && !Array.isArray(value)
    case 'ANY':
      return true
  }
}
