import { statesOf } from '../definition.ts'
import { type Problem, schemaProblem } from './problem.ts'

/** What an Express machine may not wait for, in AWS's words and spaces (recorded). */
export function expressProblems(machine: unknown): Problem[] {
  return [...statesOf(machine)].flatMap(([path, , state]) => {
    const refused = refusedFor(String(state?.Resource ?? ''))
    return refused === undefined ? [] : [schemaProblem(refused, `${path}/Resource`)]
  })
}

function refusedFor(resource: string): string | undefined {
  const pattern = /\.(waitForTaskToken|sync)(:2)?$/.exec(resource)?.[1]
  if (pattern === 'sync') return "Express state machine does not support '.sync' service integration"
  if (pattern !== undefined)
    return "Express state machine does not support '.waitForTaskToken' service integration "
  return resource.includes(':activity:') ? 'Express state machine does not support Activity ARN' : undefined
}
