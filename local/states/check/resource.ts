import { parseResource, type Resource, Unrecognized } from '../tasks/resource.ts'
import { parametersOf } from '../tasks/shapes.ts'
import { type Problem, schemaProblem } from './problem.ts'

/** What is wrong with the Resource of a Task at `path`, and with the names of its Arguments as far as they are written. */
export function resourceProblems(state: any, path: string): Problem[] {
  if (typeof state.Resource !== 'string') return []
  try {
    return argumentProblems(parseResource(state.Resource), state.Arguments, `${path}/Arguments`)
  } catch (error) {
    if (error instanceof Unrecognized) return [schemaProblem(error.message, `${path}/Resource`)]
    throw error
  }
}

function argumentProblems(resource: Resource, args: unknown, path: string): Problem[] {
  if (resource.kind === 'function' || args === null || typeof args !== 'object' || Array.isArray(args))
    return []
  const known = parametersOf(resource.service, resource.operation)
  return Object.keys(args)
    .filter((name) => !known.includes(name))
    .map((name) => schemaProblem(`The field "${name}" is not supported by Step Functions`, path))
}
