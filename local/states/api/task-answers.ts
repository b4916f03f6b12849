import type * as sfn from '@aws-sdk/client-sfn'
import { AwsError, type Operation } from '../../service.ts'
import type { Engine } from '../engine.ts'
import { isTooLarge, jsonProblem, PAYLOAD_LIMIT } from '../payload.ts'
import { constraint, limited } from './refusals.ts'

/** What whoever holds a task token may say. */
export function taskAnswers(engine: Engine): Record<string, Operation> {
  return {
    SendTaskSuccess: ({ taskToken, output }: sfn.SendTaskSuccessInput) => {
      const token = tokenOf(taskToken)
      if (output === undefined) throw constraint('output', null, 'Member must not be null')
      // As recorded: a token that is none comes before an output that is none, one that is over comes after it.
      engine.alarms.tokens.check(token)
      engine.succeedTask(token, checkedOutput(output))
      return {}
    },
    SendTaskFailure: ({ taskToken, error, cause }: sfn.SendTaskFailureInput) => {
      engine.failTask(tokenOf(taskToken), limited('error', error, 256), limited('cause', cause, 32_768))
      return {}
    },
    SendTaskHeartbeat: ({ taskToken }: sfn.SendTaskHeartbeatInput) => {
      engine.heartbeat(tokenOf(taskToken))
      return {}
    },
  }
}

function tokenOf(token: string | undefined): string {
  if (token === undefined) throw constraint('taskToken', null, 'Member must not be null')
  if (token.length === 0)
    throw constraint('taskToken', token, 'Member must have length greater than or equal to 1')
  return limited('taskToken', token, 2048)!
}

function checkedOutput(output: string): string {
  if (isTooLarge(output)) {
    throw constraint('output', undefined, `Member must have length less than or equal to ${PAYLOAD_LIMIT}`)
  }
  const problem = output === '' ? 'Invalid task output.' : jsonProblem(output)?.message
  if (problem !== undefined) throw new AwsError('InvalidOutput', `Invalid Output: '${problem}'`)
  return output
}
