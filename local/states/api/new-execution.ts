import { AwsError } from '../../service.ts'
import type { Execution, Revision } from '../execution.ts'
import { isTooLarge, jsonProblem, PAYLOAD_LIMIT } from '../payload.ts'
import { constraint } from './refusals.ts'

/** The input of an execution as it was sent, `{}` where none was. Throws InvalidExecutionInput. */
export function checkedInput(input: string | undefined): string {
  if (input === undefined) return '{}'
  if (input === '') throw invalidInput('Invalid execution input.')
  if (isTooLarge(input)) {
    throw constraint('input', undefined, `Member must have length less than or equal to ${PAYLOAD_LIMIT}`)
  }
  const problem = jsonProblem(input)
  if (problem !== undefined) throw invalidInput(problem.message)
  return input
}

const invalidInput = (why: string) =>
  new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`)

/** An execution about to start at `now` (epoch milliseconds). */
export function newExecution(of: {
  arn: string
  name: string
  revision: Revision
  input: string
  now: number
}): Execution {
  const { now, ...rest } = of
  return {
    ...rest,
    status: 'RUNNING',
    startedAt: now,
    stoppedAt: undefined,
    output: undefined,
    error: undefined,
    cause: undefined,
    events: [],
    root: undefined,
    redrives: [],
    limit: undefined,
    ended: undefined,
  }
}
