import { REGION } from '../place.ts'
import { AwsError, type Caller } from '../service.ts'
import { queueUrl } from './async-invoke.ts'
import { failedItems } from './batch-answer.ts'
import type { Poller, SourceProps } from './event-sources.ts'
import type { LambdaFunction } from './function.ts'
import type { Mapping } from './mapping.ts'

/** As many batches of one queue run at once without ScalingConfig; Lambda begins with 5 and may grow further. */
const DEFAULT_CONCURRENCY = 5
const MOST_PER_RECEIVE = 10

interface Message {
  MessageId: string
  ReceiptHandle: string
  Body: string
  MD5OfBody?: string
  Attributes?: Record<string, string>
  MessageAttributes?: Record<string, any>
}

/**
 * Reads a queue for a function, with the rights of the function's role, so that a permission missing from the template
 * shows. Throws InvalidParameterValueException where the queue hides messages for less than the function may run.
 */
export async function pollSqs(mapping: Mapping, fn: LambdaFunction, props: SourceProps): Promise<Poller> {
  const [, , , , account, name] = mapping.sourceArn.split(':')
  const QueueUrl = queueUrl(account!, name!)
  const caller: Caller = { kind: 'role', arn: fn.roleArn }
  const { Attributes } = await props.aws
    .call('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['VisibilityTimeout'] }, caller)
    .catch((error: Error) => {
      throw new AwsError(
        'InvalidParameterValueException',
        `The provided execution role does not have permissions to call ReceiveMessage on SQS: ${error.name}: ${error.message}`,
        { Type: 'User' },
      )
    })
  const hiddenSeconds = Number(Attributes?.VisibilityTimeout ?? 30)
  if (hiddenSeconds < fn.timeoutSeconds)
    throw new AwsError(
      'InvalidParameterValueException',
      `Queue visibility timeout: ${hiddenSeconds} seconds is less than Function timeout: ${fn.timeoutSeconds} seconds`,
      { Type: 'User' },
    )
  return new SqsPoller({ ...props, mapping, fn, QueueUrl, caller, hiddenMs: hiddenSeconds * 1000 })
}

interface PollerProps extends SourceProps {
  mapping: Mapping
  fn: LambdaFunction
  QueueUrl: string
  caller: Caller
  hiddenMs: number
}

/** Never polls on a timer of its own: it looks when woken, after each batch, and when failed messages reappear. */
class SqsPoller implements Poller {
  private readonly props: PollerProps
  private batch: Message[] = []
  private running = 0
  private looking: boolean = false
  private lookAgain: boolean = false
  private flushPlanned: (() => void) | undefined
  private stopped: boolean = false

  constructor(props: PollerProps) {
    this.props = props
  }

  wake(): void {
    if (this.stopped || !this.props.mapping.enabled) return
    if (this.looking) {
      this.lookAgain = true
      return
    }
    this.looking = true
    const { timeline, mapping } = this.props
    timeline.after(0, `poll ${mapping.sourceArn}`, () => this.look())
  }

  stop(): void {
    this.stopped = true
    this.flushPlanned?.()
  }

  private async look(): Promise<void> {
    do {
      this.lookAgain = false
      while (!this.stopped && this.running < this.most() && (await this.collect()));
    } while (this.lookAgain && this.running < this.most())
    this.looking = false
  }

  private most(): number {
    return this.props.mapping.maximumConcurrency ?? DEFAULT_CONCURRENCY
  }

  /** Adds to the batch; gives whether another look is worth it. */
  private async collect(): Promise<boolean> {
    const { mapping, timeline } = this.props
    const wanted = Math.min(mapping.batchSize - this.batch.length, MOST_PER_RECEIVE)
    const got = await this.receive(wanted)
    this.batch.push(...got)
    if (this.batch.length === 0) return false
    if (this.batch.length >= mapping.batchSize || mapping.windowSeconds === 0) this.dispatch()
    else
      this.flushPlanned ??= timeline.after(
        mapping.windowSeconds * 1000,
        `batch window of ${mapping.sourceArn}`,
        () => this.dispatch(),
      )
    return got.length > 0
  }

  private dispatch(): void {
    this.flushPlanned?.()
    this.flushPlanned = undefined
    const batch = this.batch
    if (batch.length === 0) return
    this.batch = []
    this.running++
    void this.props.timeline.busy(async () => {
      const failed = await this.process(batch)
      this.running--
      if (failed) this.wakeWhenVisible()
      this.wake()
    })
  }

  private wakeWhenVisible(): void {
    const { timeline, hiddenMs, mapping } = this.props
    timeline.after(hiddenMs, `messages of ${mapping.sourceArn} reappear`, () => this.wake())
  }

  private async receive(MaxNumberOfMessages: number): Promise<Message[]> {
    const { aws, QueueUrl, caller, mapping } = this.props
    try {
      const { Messages } = await aws.call<{ Messages?: Message[] }>(
        'sqs',
        'ReceiveMessage',
        { QueueUrl, MaxNumberOfMessages, AttributeNames: ['All'], MessageAttributeNames: ['All'] },
        caller,
      )
      return Messages ?? []
    } catch (error) {
      this.problem('ReceiveMessage', error)
      mapping.lastResult = `PROBLEM: ${(error as Error).message}`
      return []
    }
  }

  /** Gives whether some of the messages stay in the queue. */
  private async process(batch: Message[]): Promise<boolean> {
    const { host, fn, mapping } = this.props
    const event = JSON.stringify({ Records: batch.map((message) => recordOf(message, mapping.sourceArn)) })
    try {
      const { outcome } = await host.run(fn, event, host.newRequestId(fn))
      const ids = batch.map(({ MessageId }) => MessageId)
      const failed = failedItems(outcome, mapping.reportsItemFailures ? ids : undefined)
      mapping.lastResult = failed === 'none' ? 'OK' : 'PROBLEM: Function call failed'
      if (failed === 'all') return true
      const kept = failed === 'none' ? [] : failed
      const done = batch.filter(({ MessageId }) => !kept.includes(MessageId))
      return !(await this.remove(done)) || kept.length > 0
    } catch (error) {
      // Throttled: the messages reappear, as after a failure.
      this.problem('Invoke', error)
      return true
    }
  }

  private async remove(messages: Message[]): Promise<boolean> {
    const { aws, QueueUrl, caller } = this.props
    let allGone = true
    for (let from = 0; from < messages.length; from += MOST_PER_RECEIVE) {
      const some = messages.slice(from, from + MOST_PER_RECEIVE)
      const Entries = some.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
      try {
        await aws.call('sqs', 'DeleteMessageBatch', { QueueUrl, Entries }, caller)
      } catch (error) {
        this.problem('DeleteMessageBatch', error)
        allGone = false
      }
    }
    return allGone
  }

  private problem(what: string, error: unknown): void {
    const { onLog, fn, mapping } = this.props
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    onLog({ functionName: fn.name, requestId: '', text: `${what} for ${mapping.sourceArn} failed: ${why}` })
  }
}

function recordOf(message: Message, eventSourceARN: string): object {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      stringValue: value.StringValue,
      binaryValue: value.BinaryValue && Buffer.from(value.BinaryValue).toString('base64'),
      stringListValues: [],
      binaryListValues: [],
      dataType: value.DataType,
    },
  ])
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: REGION,
  }
}
