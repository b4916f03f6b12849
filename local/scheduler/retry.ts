import { REGION } from '../place.ts'
import type { Random } from '../random.ts'
import { type Aws, AwsError, type Caller } from '../service.ts'
import type { Timeline } from '../timeline.ts'

/** Whom to call with what: one delivery to a target. */
export interface Delivery {
  what: string
  /** Makes the call for the n-th attempt (from 1). */
  call: (attempt: number) => { service: string; operation: string; input: object; caller: Caller }
  maximumRetryAttempts: number
  maximumAgeSeconds: number
  deadLetter?:
    | {
        arn: string
        caller: Caller
        body: (attempt: number) => string
        attributes: Readonly<Record<string, string>>
        /** Whether the letter counts no retries where there were none: a rule's does not (recorded). */
        omitsNoRetries?: boolean
      }
    | undefined
}

export interface DeliveryProps {
  timeline: Timeline
  random: Random
  aws: Aws
}

const LONGEST_WAIT_MS = 5 * 60_000

/** What a target answers when trying again cannot help: such events go to the dead-letter queue at once. */
const NOT_RETRIED: Record<string, string> = {
  AccessDenied: 'NO_PERMISSIONS',
  AccessDeniedException: 'NO_PERMISSIONS',
  ResourceNotFoundException: 'NO_RESOURCE',
  QueueDoesNotExist: 'NO_RESOURCE',
  NonExistentQueue: 'NO_RESOURCE',
  StateMachineDoesNotExist: 'NO_RESOURCE',
  ValidationException: 'INVALID_PARAMETER',
  INVALID_JSON: 'INVALID_JSON',
  InvalidRequestContentException: 'INVALID_PARAMETER',
}

/**
 * Delivers with exponential backoff and jitter in virtual time, until attempts or age run out; then, if there is one, to
 * the dead-letter queue (EventBridge guide, "Retrying event delivery" and "Using dead-letter queues"). Never rejects.
 */
export async function deliver(delivery: Delivery, props: DeliveryProps): Promise<void> {
  await attempt(delivery, props, { number: 1, begunAt: props.timeline.now() })
}

async function attempt(
  delivery: Delivery,
  props: DeliveryProps,
  { number, begunAt }: { number: number; begunAt: number },
): Promise<void> {
  const { timeline, random, aws } = props
  try {
    const { service, operation, input, caller } = delivery.call(number)
    await aws.call(service, operation, input, caller)
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error))
    const wait = Math.min(1000 * 2 ** (number - 1), LONGEST_WAIT_MS) * (0.5 + random.next() / 2)
    const exhausted = exhaustion(delivery, failure, number, timeline.now() + wait - begunAt)
    if (exhausted !== undefined) return bury(delivery, props, failure, number, exhausted)
    timeline.after(wait, `retry of ${delivery.what}`, () =>
      attempt(delivery, props, { number: number + 1, begunAt }),
    )
  }
}

/** Empty when retrying is pointless, undefined when it is not yet exhausted. */
function exhaustion(delivery: Delivery, failure: Error, number: number, ageMs: number): string | undefined {
  if (failure.name in NOT_RETRIED) return ''
  if (number > delivery.maximumRetryAttempts) return 'MaximumRetryAttempts'
  return ageMs > delivery.maximumAgeSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined
}

async function bury(
  { deadLetter, what }: Delivery,
  { aws }: DeliveryProps,
  failure: Error,
  number: number,
  exhausted: string,
): Promise<void> {
  if (!deadLetter) return
  const attributes = {
    ...deadLetter.attributes,
    ERROR_CODE:
      NOT_RETRIED[failure.name] ?? (failure instanceof AwsError ? failure.name : 'SDK_CLIENT_ERROR'),
    ERROR_MESSAGE: failure.message || failure.name,
    ...(!(deadLetter.omitsNoRetries && number === 1 && !exhausted) && { RETRY_ATTEMPTS: String(number - 1) }),
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
  }
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  )
  const input = {
    QueueUrl: queueUrl(deadLetter.arn),
    MessageBody: deadLetter.body(number),
    MessageAttributes,
  }
  try {
    await aws.call('sqs', 'SendMessage', input, deadLetter.caller)
  } catch (error) {
    process.emitWarning(`${what}: its dead-letter queue refused: ${String(error)}`)
  }
}

/** A queue's URL from its ARN, as the SQS API spells it. */
export function queueUrl(queueArn: string): string {
  const [, , , , account, name] = queueArn.split(':')
  return `https://sqs.${REGION}.amazonaws.com/${account}/${name}`
}
