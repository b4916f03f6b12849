import { scopesOf } from '../definition.ts'
import { errorRuleProblems } from './error-rules.ts'
import { fieldProblems, PARTS, STATE_TYPES, stateFieldProblems } from './fields.ts'
import { numberProblems } from './numbers.ts'
import { isObject, type Problem, required, schemaProblem } from './problem.ts'
import { MOST_SECONDS, typeProblems } from './state-types.ts'

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
