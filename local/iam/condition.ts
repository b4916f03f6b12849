import { compileArnPattern, compilePattern } from './pattern.ts'

/** What conditions can ask about a call, by lower-case key (keys are not case-sensitive). Absent: the call has no such value. */
export type Context = Readonly<Partial<Record<ContextKey, string>>>

const CONTEXT_KEYS = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalisawsservice',
  'aws:securetransport',
] as const

type ContextKey = (typeof CONTEXT_KEYS)[number]

type Matcher = (pattern: string) => (value: string) => boolean

const bool: Matcher = (pattern) => (value) => value.toLowerCase() === pattern.toLowerCase()

const POSITIVE: Readonly<Record<string, Matcher>> = {
  StringEquals: (pattern) => (value) => value === pattern,
  StringLike: (pattern) => compilePattern(pattern, 'exact'),
  // IAM user guide: ArnEquals and ArnLike behave identically.
  ArnEquals: compileArnPattern,
  ArnLike: compileArnPattern,
  Bool: bool,
}

/**
 * Compiles a statement's Condition block: all of its operators and keys must hold, one of a key's values suffices.
 * Throws an Error at an operator or key that is not modelled, since guessing would grant or refuse wrongly.
 */
export function compileCondition(condition: unknown): (context: Context) => boolean {
  const tests = Object.entries((condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(
    ([operator, keys]) => Object.entries(keys).map(([key, values]) => compileTest(operator, key, values)),
  )
  return (context) => tests.every((holds) => holds(context))
}

function compileTest(operator: string, key: string, given: unknown): (context: Context) => boolean {
  const known = CONTEXT_KEYS.find((each) => each === key.toLowerCase())
  if (!known) throw new Error(`Condition key ${key} is not modelled`)
  const values = (Array.isArray(given) ? given : [given]).map(String)
  const variable = values.find((value) => value.includes('${'))
  if (variable) throw new Error(`Policy variable in ${variable} is not modelled`)
  if (operator === 'Null') return (context) => values.includes(String(context[known] === undefined))
  const base = operator.replace(/IfExists$/, '')
  // Without IfExists an absent key fails a positive operator and satisfies a negated one.
  const whenAbsent = base !== operator || base === 'StringNotEquals'
  if (base === 'StringNotEquals') return (context) => !values.includes(context[known] ?? '')
  const matcher = POSITIVE[base]
  if (!matcher) throw new Error(`Condition operator ${operator} is not modelled`)
  const matchers = values.map(matcher)
  return (context) => {
    const value = context[known]
    return value === undefined ? whenAbsent : matchers.some((matches) => matches(value))
  }
}
