import { REGION } from '../place.ts'
import { type Aws, AwsError } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import type { LambdaFunction } from './function.ts'
import type { Execution, Host, LogLine } from './host.ts'

interface AsyncProps {
  host: Host
  timeline: Timeline
  aws: Aws
  onLog: (line: LogLine) => void
}

interface AsyncCall {
  fn: LambdaFunction
  event: string
  requestId: string
  /** Virtual instant at which the event was accepted. */
  acceptedAt: number
  attempts: number
  throttles: number
}

const MINUTE_MS = 60_000
const LONGEST_THROTTLE_WAIT_MS = 5 * MINUTE_MS

/**
 * Asynchronous invocation (Lambda guide, "How Lambda handles errors and retries with asynchronous invocation"): function
 * errors are tried again after one minute and after two more; throttles wait in Lambda's queue with a growing delay of up
 * to five minutes until the event is too old. What fails for good goes to the on-failure destination and the DLQ.
 */
export class AsyncInvocations {
  private readonly props: AsyncProps

  constructor(props: AsyncProps) {
    this.props = props
  }

  /** Accepts `event` (JSON text) and gives at once; all retries have the same request id. */
  accept(fn: LambdaFunction, event: string, requestId: string): void {
    const acceptedAt = this.props.timeline.now()
    this.plan(0, { fn, event, requestId, acceptedAt, attempts: 0, throttles: 0 })
  }

  private plan(afterMs: number, call: AsyncCall): void {
    this.props.timeline.after(afterMs, `asynchronous call of ${call.fn.name}`, () => this.attempt(call))
  }

  private async attempt(call: AsyncCall): Promise<void> {
    const { fn, event, requestId } = call
    let execution: Execution
    try {
      execution = await this.props.host.run(fn, event, requestId)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      return this.again(
        call,
        1000 * 2 ** call.throttles,
        { ...call, throttles: call.throttles + 1 },
        undefined,
      )
    }
    const tried = { ...call, attempts: call.attempts + 1 }
    if ('payload' in execution.outcome)
      return this.tell(fn.eventInvoke.onSuccess, tried, 'Success', execution)
    if (tried.attempts > fn.eventInvoke.maximumRetryAttempts)
      return this.fail(tried, 'RetriesExhausted', execution)
    return this.again(call, tried.attempts * MINUTE_MS, tried, execution)
  }

  private async again(
    call: AsyncCall,
    waitMs: number,
    next: AsyncCall,
    execution: Execution | undefined,
  ): Promise<void> {
    const wait = Math.min(waitMs, LONGEST_THROTTLE_WAIT_MS)
    const age = this.props.timeline.now() + wait - call.acceptedAt
    if (age > call.fn.eventInvoke.maximumEventAgeSeconds * 1000)
      return this.fail(next, 'EventAgeExceeded', execution)
    this.plan(wait, next)
  }

  private async fail(call: AsyncCall, condition: string, execution: Execution | undefined): Promise<void> {
    await this.tell(call.fn.eventInvoke.onFailure, call, condition, execution)
    const { fn, event, requestId } = call
    if (!fn.deadLetterArn) return
    const fault = execution && 'fault' in execution.outcome ? execution.outcome.fault : undefined
    const attribute = (DataType: string, StringValue: string) => ({ DataType, StringValue })
    await this.send(fn, fn.deadLetterArn, event, {
      RequestID: attribute('String', requestId),
      ErrorCode: attribute('Number', fault ? '200' : '429'),
      ErrorMessage: attribute('String', (fault?.errorMessage ?? condition).slice(0, 1024)),
    })
  }

  private async tell(
    destination: string | undefined,
    call: AsyncCall,
    condition: string,
    execution: Execution | undefined,
  ): Promise<void> {
    if (!destination) return
    const { fn, event, requestId, attempts } = call
    const outcome = execution?.outcome
    const failed = outcome && 'fault' in outcome
    const record = {
      version: '1.0',
      timestamp: new Date(this.props.timeline.now()).toISOString(),
      requestContext: {
        requestId,
        functionArn: `${fn.arn}:$LATEST`,
        condition,
        approximateInvokeCount: attempts,
      },
      requestPayload: JSON.parse(event) as unknown,
      ...(outcome && {
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          ...(failed && { functionError: 'Unhandled' }),
        },
        responsePayload: failed ? outcome.fault : (JSON.parse(outcome.payload) as unknown),
      }),
    }
    await this.send(fn, destination, JSON.stringify(record), {})
  }

  /** As the function's role. A refusal is the function's loss: Lambda only counts it, the log names it here. */
  private async send(fn: LambdaFunction, target: string, text: string, attributes: object): Promise<void> {
    const caller = { kind: 'role', arn: fn.roleArn } as const
    try {
      await this.props.aws.call(...messageTo(target, text, attributes), caller)
    } catch (error) {
      const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      const line = { functionName: fn.name, requestId: '', text: `could not send to ${target}: ${why}` }
      this.props.onLog(line)
    }
  }
}

/** The call that sends `text` to a queue, topic or function; throws for any other kind of destination. */
export function messageTo(
  target: string,
  text: string,
  MessageAttributes: object,
): [service: string, operation: string, input: object] {
  const [, , service, , account, name] = target.split(':')
  switch (service) {
    case 'sqs':
      return [
        'sqs',
        'SendMessage',
        { QueueUrl: queueUrl(account!, name!), MessageBody: text, MessageAttributes },
      ]
    case 'sns':
      return ['sns', 'Publish', { TopicArn: target, Message: text, MessageAttributes }]
    case 'lambda':
      return [
        'lambda',
        'Invoke',
        { FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(text) },
      ]
    default:
      throw new AwsError(
        'InvalidParameterValueException',
        `The destination ${target} is not modelled: only sqs, sns and lambda`,
      )
  }
}

/** A queue's URL by its ARN's parts, as the SQS API spells it. */
export const queueUrl = (account: string, name: string) =>
  `https://sqs.${REGION}.amazonaws.com/${account}/${name}`
