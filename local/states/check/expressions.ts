import jsonata from 'jsonata'
import { statesOf } from '../definition.ts'
import { isExpression, sourceOf } from '../expressions.ts'
import type { Problem } from './problem.ts'
import { forbiddenReferences, type Given } from './references.ts'

/** Fields in which a string may be an expression. In all others, as Comment or ErrorEquals, it is text. */
const EXPRESSIVE = new Set(
  [
    'Output',
    'Assign',
    'Arguments',
    'Seconds',
    'Timestamp',
    'TimeoutSeconds',
    'HeartbeatSeconds',
    'Items',
  ].concat(
    [
      'ItemSelector',
      'MaxConcurrency',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
      'Error',
      'Cause',
    ],
    ['Condition'],
  ),
)

/** The states that have a result (developer guide, "Transforming data with JSONata"), and the fields that come after it. */
const WITH_RESULT = new Set(['Task', 'Parallel', 'Map'])
const AFTERWARDS = new Set(['Output', 'Assign'])

/** What is wrong with the JSONata of a machine whose form is right: syntax, and references that cannot exist. */
export function expressionProblems(machine: any): Problem[] {
  return [...statesOf(machine)].flatMap(([path, , state]) => [
    ...partProblems(state, path, WITH_RESULT.has(state.Type) ? ['result'] : []),
    ...(state.Choices ?? []).flatMap((rule: any, at: number) =>
      partProblems(rule, `${path}/Choices[${at}]`, []),
    ),
    ...(state.Catch ?? []).flatMap((rule: any, at: number) =>
      partProblems(rule, `${path}/Catch[${at}]`, ['errorOutput']),
    ),
  ])
}

function partProblems(part: any, path: string, given: readonly Given[]): Problem[] {
  return Object.entries(part).flatMap(([field, value]) =>
    EXPRESSIVE.has(field)
      ? templateProblems(value, `${path}/${field}`, AFTERWARDS.has(field) ? given : [])
      : [],
  )
}

function templateProblems(template: unknown, path: string, given: readonly Given[]): Problem[] {
  if (isExpression(template)) return sourceProblems(sourceOf(template), path, given)
  if (typeof template === 'string') return delimiterProblems(template, path)
  if (template === null || typeof template !== 'object') return []
  if (Array.isArray(template)) {
    return template.flatMap((item, at) => templateProblems(item, `${path}[${at}]`, given))
  }
  return Object.entries(template).flatMap(([key, item]) => templateProblems(item, `${path}/${key}`, given))
}

/**
 * "Improperly opening or closing the expression will result in a validation error" (developer guide, "Transforming data
 * with JSONata"): one delimiter without the other, in words of our own. With spaces around both it is text (recorded).
 */
function delimiterProblems(text: string, location: string): Problem[] {
  if (!text.startsWith('{%') && !text.endsWith('%}')) return []
  const message = "An expression starts with '{%' and ends with '%}', without spaces around them"
  return [{ code: 'INVALID_JSONATA_EXPRESSION', message, location }]
}

function sourceProblems(source: string, location: string, given: readonly Given[]): Problem[] {
  try {
    const messages = forbiddenReferences(jsonata(source).ast(), given)
    return messages.map((message) => ({ code: 'UNSUPPORTED_JSONATA_EXPRESSION', message, location }))
  } catch (error) {
    // JSONata throws plain objects.
    const { message } = error as { message: string }
    return [{ code: 'INVALID_JSONATA_EXPRESSION', message, location }]
  }
}
