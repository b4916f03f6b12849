import { sourceAt } from '../json-tokens.ts'
import { ACCOUNT } from '../place.ts'
import { queueUrl } from '../scheduler/retry.ts'
import { AwsError, type Caller } from '../service.ts'
import { wrongJsonAt } from './input-json.ts'
import { checkPath } from './input-path.ts'
import { checkTransformer, type InputTransformer } from './transform.ts'

export interface Target {
  Id: string
  Arn: string
  RoleArn?: string
  Input?: string
  InputPath?: string
  InputTransformer?: InputTransformer
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number }
  DeadLetterConfig?: { Arn?: string }
  SqsParameters?: { MessageGroupId?: string }
}

const invalid = (message: string) => new AwsError('ValidationException', message)

/** Throws ValidationException. `at`: its place among the targets of the call, from 1. */
export function checkTarget(target: Target, at: number): void {
  const { Arn, Id, Input, InputPath, InputTransformer: transformer } = target
  if ([Input, InputPath, transformer].filter((given) => given !== undefined).length > 1)
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`)
  if (Arn.split(':')[2] === 'states' && !target.RoleArn)
    throw invalid(`RoleArn is required for target ${Arn}.`)
  const wrong = wrongJsonAt(Input ?? '', false)
  if (wrong !== undefined)
    throw invalid(`JSON syntax error in input for target ${Id}: ${sourceAt(Input!, wrong)}`)
  if (InputPath) checkPath(Id, InputPath)
  if (transformer) checkTransformer({ id: Id, at }, transformer)
  targetCall(target, '{}', 'arn:aws:events:::rule/check')
}

/** EventBridge as it acts for a rule: Lambda and SQS let it in by their own policies. */
export const asRule = (rule: string): Caller => ({
  kind: 'service',
  principal: 'events.amazonaws.com',
  sourceArn: rule,
  sourceAccount: ACCOUNT,
})

/** What EventBridge calls for the target with `payload` (JSON text). */
export function targetCall(
  target: Target,
  payload: string,
  rule: string,
): { service: string; operation: string; input: object; caller: Caller } {
  const { Arn, RoleArn } = target
  const caller: Caller = RoleArn ? { kind: 'role', arn: RoleArn } : asRule(rule)
  switch (Arn.split(':')[2]) {
    case 'lambda': {
      const input = { FunctionName: Arn, InvocationType: 'Event', Payload: Buffer.from(payload) }
      return { service: 'lambda', operation: 'Invoke', input, caller: asRule(rule) }
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
    case 'states': {
      const input = { stateMachineArn: Arn, input: payload }
      return { service: 'states', operation: 'StartExecution', input, caller }
    }
    default:
      throw invalid(`The target ${Arn} is not modelled: only Lambda, SQS and Step Functions`)
  }
}
