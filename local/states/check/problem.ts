import { AwsError } from '../../service.ts'

/** One thing that is wrong with a definition, as ValidateStateMachineDefinition reports it. */
export interface Problem {
  code: string
  message: string
  /** e.g. `/States/Hold/Next`; absent where the whole machine is meant. */
  location?: string
}

/** A problem with the form of the definition, the most frequent kind. */
export function schemaProblem(message: string, location: string): Problem {
  return { code: 'SCHEMA_VALIDATION_FAILED', message, location }
}

/** The refusal of a definition, with all its problems in the one sentence that CreateStateMachine answers. */
export function definitionRefusal(problems: readonly Problem[]): AwsError {
  const told = problems.map(({ code, message, location }) => {
    const words = message.split('\n at ')[0]
    return location === undefined ? `${code}: ${words}` : `${code}: ${words} at ${location}`
  })
  return new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${told.join(', ')}'`)
}

/** The fields that are missing from a part; `/` is the machine itself. */
export function required(part: any, fields: string[], path: string): Problem[] {
  const missing = fields.filter((field) => part[field] === undefined)
  if (missing.length === 0) return []
  return [schemaProblem(`These fields are required: [${missing.join(', ')}]`, path === '' ? '/' : path)]
}

export const isObject = (value: unknown): value is Record<string, any> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
