import jsonata from 'jsonata'
import { statesOf } from '../definition.ts'
import { isExpression, sourceOf } from '../expressions.ts'
import type { Problem } from './problem.ts'
import { forbiddenReferences } from './references.ts'

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

/** What is wrong with the JSONata of a machine whose form is right: syntax, and references that cannot exist. */
export function expressionProblems(machine: any): Problem[] {
  return [...statesOf(machine)].flatMap(([path, , state]) => [
    ...partProblems(state, path, false),
    ...(state.Choices ?? []).flatMap((rule: any, at: number) =>
      partProblems(rule, `${path}/Choices[${at}]`, false),
    ),
    ...(state.Catch ?? []).flatMap((rule: any, at: number) =>
      partProblems(rule, `${path}/Catch[${at}]`, true),
    ),
  ])
}

function partProblems(part: any, path: string, errorOutput: boolean): Problem[] {
  return Object.entries(part).flatMap(([field, value]) =>
    EXPRESSIVE.has(field) ? templateProblems(value, `${path}/${field}`, errorOutput) : [],
  )
}

function templateProblems(template: unknown, path: string, errorOutput: boolean): Problem[] {
  if (isExpression(template)) return sourceProblems(sourceOf(template), path, errorOutput)
  if (template === null || typeof template !== 'object') return []
  if (Array.isArray(template)) {
    return template.flatMap((item, at) => templateProblems(item, `${path}[${at}]`, errorOutput))
  }
  return Object.entries(template).flatMap(([key, item]) =>
    templateProblems(item, `${path}/${key}`, errorOutput),
  )
}

function sourceProblems(source: string, location: string, errorOutput: boolean): Problem[] {
  try {
    const messages = forbiddenReferences(jsonata(source).ast(), { errorOutput })
    return messages.map((message) => ({ code: 'UNSUPPORTED_JSONATA_EXPRESSION', message, location }))
  } catch (error) {
    // JSONata throws plain objects.
    const { message } = error as { message: string }
    return [{ code: 'INVALID_JSONATA_EXPRESSION', message, location }]
  }
}
