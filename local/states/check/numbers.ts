import { type Problem, schemaProblem } from './problem.ts'

/** What is wrong with literal numbers of a part: each field with its least and greatest value. */
export function numberProblems(
  part: any,
  path: string,
  limits: Readonly<Record<string, readonly [least: number, most: number]>>,
): Problem[] {
  return Object.entries(limits).flatMap(([field, [least, most]]) => {
    const value = part[field]
    if (typeof value !== 'number' || (value >= least && value <= most)) return []
    const told = most === Infinity ? `should be at least ${least}` : `should be between ${least} and ${most}`
    return [schemaProblem(`The field '${field}' ${told}`, `${path}/${field}`)]
  })
}
