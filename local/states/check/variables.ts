import { type Scope, scopesOf } from '../definition.ts'
import { type Problem, schemaProblem } from './problem.ts'

/** A variable's name: an identifier of Unicode, at most 80 characters (developer guide, "Workflow variables"). */
const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,79}$/u

/**
 * What is wrong with the variables that are assigned: their names, and an inner scope that assigns a variable of an
 * outer one, which it can read only (developer guide, "Workflow variables", scope).
 */
export function variableProblems(scope: Scope, path = '', outer: ReadonlySet<string> = new Set()): Problem[] {
  const states = Object.entries(scope.States)
  const assigned = states.flatMap(([name, state]) => assignmentsOf(state, `${path}/States/${name}`))
  const problems = assigned.flatMap(([at, variable]) => nameProblems(variable, at, outer))
  const known = new Set([...outer, ...assigned.map(([, variable]) => variable)])
  const inner = states.flatMap(([name, state]) =>
    scopesOf(state).flatMap(([at, nested]) => variableProblems(nested, `${path}/States/${name}${at}`, known)),
  )
  return [...problems, ...inner]
}

function nameProblems(variable: string, location: string, outer: ReadonlySet<string>): Problem[] {
  if (variable === 'states') return [schemaProblem("The variable name 'states' is reserved", location)]
  if (!NAME.test(variable)) return [schemaProblem(`'${variable}' is not a valid variable name`, location)]
  if (!outer.has(variable)) return []
  return [
    schemaProblem(
      `The variable '${variable}' is assigned in an outer scope and cannot be assigned here`,
      location,
    ),
  ]
}

function assignmentsOf(state: any, path: string): [location: string, variable: string][] {
  const parts: [string, any][] = [
    [path, state],
    ...(state.Choices ?? []).map((rule: any, at: number) => [`${path}/Choices[${at}]`, rule]),
    ...(state.Catch ?? []).map((rule: any, at: number) => [`${path}/Catch[${at}]`, rule]),
  ]
  return parts.flatMap(([at, part]) =>
    Object.keys(part.Assign ?? {}).map((variable): [string, string] => [
      `${at}/Assign/${variable}`,
      variable,
    ]),
  )
}
