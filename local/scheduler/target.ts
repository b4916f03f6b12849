import { AwsError, type Caller } from '../service.ts'
import { queueUrl } from './retry.ts'

export interface ScheduleTarget {
  Arn: string
  RoleArn: string
  Input?: string
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number }
  DeadLetterConfig?: { Arn?: string }
  SqsParameters?: { MessageGroupId?: string }
}

const invalid = (message: string) => new AwsError('ValidationException', message)

/** Throws ValidationException for what Scheduler refuses, and for targets that are not modelled. */
export function checkTarget(target: ScheduleTarget): void {
  const { Arn, RoleArn, Input, RetryPolicy } = target
  if (!/^arn:[^:]+:iam::\d{12}:role\//.test(RoleArn)) throw invalid(`RoleArn ${RoleArn} is not a role`)
  targetCall(target, '{}')
  if (Input !== undefined && Arn.split(':')[2] !== 'sqs') checkJson(Input)
  within('MaximumRetryAttempts', RetryPolicy?.MaximumRetryAttempts, 0, 185)
  within('MaximumEventAgeInSeconds', RetryPolicy?.MaximumEventAgeInSeconds, 60, 86_400)
}

/** What Scheduler calls for the target with `payload` (text), as the target's role. */
export function targetCall(
  target: ScheduleTarget,
  payload: string,
): { service: string; operation: string; input: object; caller: Caller } {
  const caller: Caller = { kind: 'role', arn: target.RoleArn }
  const { Arn } = target
  switch (Arn.split(':')[2]) {
    case 'lambda':
      return {
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: Arn, InvocationType: 'Event', Payload: Buffer.from(payload) },
        caller,
      }
    case 'sqs': {
      const MessageGroupId = target.SqsParameters?.MessageGroupId
      const input = {
        QueueUrl: queueUrl(Arn),
        MessageBody: payload,
        ...(MessageGroupId && { MessageGroupId }),
      }
      return { service: 'sqs', operation: 'SendMessage', input, caller }
    }
    case 'states':
      return {
        service: 'states',
        operation: 'StartExecution',
        input: { stateMachineArn: Arn, input: payload },
        caller,
      }
    default:
      throw invalid(`The target ${Arn} is not modelled: only Lambda, SQS and Step Functions`)
  }
}

function checkJson(text: string): void {
  try {
    JSON.parse(text)
  } catch {
    throw invalid('Input must be well-formed JSON')
  }
}

export function within(field: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (value >= least && value <= most)) return
  throw invalid(`${field} must be between ${least} and ${most}, not ${value}`)
}
