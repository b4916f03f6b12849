import { sourceAt } from '../../json-tokens.ts'
import type { Definition } from '../definition.ts'
import { jsonProblem } from '../payload.ts'
import { expressProblems } from './express.ts'
import { expressionProblems } from './expressions.ts'
import { graphProblems } from './graph.ts'
import { formProblems } from './machine.ts'
import { definitionRefusal, type Problem } from './problem.ts'
import { variableProblems } from './variables.ts'

/** What is wrong with a definition, an empty list if nothing is; what is not modelled here is wrong as well. */
export function problemsOf(text: string, express = false): Problem[] {
  if (text === '')
    return [{ code: 'SCHEMA_VALIDATION_FAILED', message: 'Definition must be a valid JSON object' }]
  const broken = jsonProblem(text)
  if (broken !== undefined) {
    const location = sourceAt(text, broken.offset)
    const message = `${broken.message}\n at ${location}`
    return [{ code: 'INVALID_JSON_DESCRIPTION', message, location }]
  }
  const definition: unknown = JSON.parse(text)
  if (definition === null || typeof definition !== 'object' || Array.isArray(definition)) {
    return [{ code: 'SCHEMA_VALIDATION_FAILED', message: 'Definition must be a valid JSON object' }]
  }
  const waiting = express ? expressProblems(definition) : []
  const form = waiting.length > 0 ? waiting : formProblems(definition)
  if (form.length > 0) return form
  const machine = definition as Definition
  return [...graphProblems(machine), ...variableProblems(machine), ...expressionProblems(machine)]
}

/** The definition that `text` is. Throws InvalidDefinition with all that is wrong. */
export function parseDefinition(text: string, express: boolean): Definition {
  const problems = problemsOf(text, express)
  if (problems.length > 0) throw definitionRefusal(problems)
  return JSON.parse(text) as Definition
}
