import type { PolicyStatement } from '../service.ts'
import { type Context, compileCondition } from './condition.ts'
import { compilePattern } from './pattern.ts'

/** Whom a resource policy can name. */
export type Principal = { kind: 'aws'; arn: string; account: string } | { kind: 'service'; name: string }

interface Pattern {
  text: string
  matches: (text: string) => boolean
}

/** One statement, ready to be asked. */
export interface CompiledStatement {
  effect: 'Allow' | 'Deny'
  actions: readonly Pattern[]
  /** Where the statement names none (a resource policy on one resource): everything. */
  resources: readonly Pattern[]
  principal: ((principal: Principal) => boolean) | undefined
  condition: (context: Context) => boolean
}

const KNOWN = new Set(['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'])

/** Throws an Error at anything that is not modelled: NotAction, NotResource, NotPrincipal, unknown conditions. */
export function compileStatement(statement: PolicyStatement): CompiledStatement {
  const unknown = Object.keys(statement).find((key) => !KNOWN.has(key))
  if (unknown) throw new Error(`Policy element ${unknown} is not modelled`)
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')
    throw new Error(`Effect must be Allow or Deny, not ${String(statement.Effect)}`)
  return {
    effect: statement.Effect,
    actions: patterns(statement.Action, 'ignore-case', 'Action'),
    resources: patterns(statement.Resource ?? '*', 'exact', 'Resource'),
    principal: statement.Principal === undefined ? undefined : compilePrincipal(statement.Principal),
    condition: compileCondition(statement.Condition),
  }
}

function patterns(given: unknown, flags: 'exact' | 'ignore-case', element: string): Pattern[] {
  const texts: unknown[] = Array.isArray(given) ? given : [given]
  if (texts.length === 0) throw new Error(`${element} must not be empty`)
  return texts.map((text) => {
    if (typeof text !== 'string' || text === '')
      throw new Error(`${element} must be text, not ${typeof text}`)
    if (text.includes('${')) throw new Error(`Policy variable in ${text} is not modelled`)
    return { text, matches: compilePattern(text, flags) }
  })
}

function compilePrincipal(given: unknown): (principal: Principal) => boolean {
  if (given === '*') return () => true
  if (typeof given !== 'object' || given === null) throw new Error('Principal must be "*" or an object')
  const tests = Object.entries(given).flatMap(([kind, values]) =>
    (Array.isArray(values) ? values : [values]).map((value) => principalTest(kind, String(value))),
  )
  return (principal) => tests.some((matches) => matches(principal))
}

function principalTest(kind: string, value: string): (principal: Principal) => boolean {
  switch (kind) {
    case 'Service':
      return (principal) => principal.kind === 'service' && principal.name === value
    case 'AWS':
      if (value === '*') return () => true
      return (principal) => principal.kind === 'aws' && isAws(principal, value)
    default:
      throw new Error(`Principal of kind ${kind} is not modelled`)
  }
}

/** An account number or its root ARN means every principal of that account. */
function isAws(principal: { arn: string; account: string }, value: string): boolean {
  return (
    value === principal.arn || value === principal.account || value.endsWith(`::${principal.account}:root`)
  )
}
