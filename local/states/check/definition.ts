import type { Definition } from '../definition.ts'
import { jsonProblem } from '../payload.ts'
import { expressionProblems } from './expressions.ts'
import { graphProblems } from './graph.ts'
import { formProblems } from './machine.ts'
import { definitionRefusal, type Problem } from './problem.ts'
import { variableProblems } from './variables.ts'

/** What is wrong with a definition, an empty list if nothing is; what is not modelled here is wrong as well. */
export function problemsOf(text: string): Problem[] {
  if (text === '')
    return [{ code: 'SCHEMA_VALIDATION_FAILED', message: 'Definition must be a valid JSON object' }]
  const broken = jsonProblem(text)
  if (broken !== undefined) return [{ code: 'INVALID_JSON_DESCRIPTION', message: broken }]
  const definition: unknown = JSON.parse(text)
  if (definition === null || typeof definition !== 'object' || Array.isArray(definition)) {
    return [{ code: 'SCHEMA_VALIDATION_FAILED', message: 'Definition must be a valid JSON object' }]
  }
  const form = formProblems(definition)
  if (form.length > 0) return form
  const machine = definition as Definition
  return [...graphProblems(machine), ...variableProblems(machine), ...expressionProblems(machine)]
}

/** The definition that `text` is. Throws InvalidDefinition with all that is wrong. */
export function parseDefinition(text: string): Definition {
  const problems = problemsOf(text)
  if (problems.length > 0) throw definitionRefusal(problems)
  return JSON.parse(text) as Definition
}
