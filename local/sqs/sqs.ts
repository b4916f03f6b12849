import * as sdk from '@aws-sdk/client-sqs'
import type { Random } from '../random.ts'
import type { Operation, PolicyStatement, Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { sqsAccess } from './access.ts'
import { perEntry } from './batch.ts'
import { messageFrom, received, sent } from './message-shapes.ts'
import { MoveTasks } from './move-tasks.ts'
import type { Message, Queue } from './queue.ts'
import { QueueRegister } from './queue-register.ts'
import { invalidParameter } from './refusals.ts'
import { Signal } from './signal.ts'

export interface SqsProps {
  timeline: Timeline
  random: Random
  /** Where clients reach the service, e.g. `http://127.0.0.1:4566`: SDK clients take queue URLs at their word. */
  origin: () => string
}

const MAX_WAIT_SECONDS = 20
const MAX_VISIBILITY_SECONDS = 43_200

/** SQS's standard queues on the virtual clock. */
export class Sqs implements Service {
  readonly name = 'sqs'
  readonly sdk = sdk
  readonly operations: Readonly<Record<string, Operation>>
  readonly access = sqsAccess
  private readonly timeline: Timeline
  private readonly random: Random
  private readonly queues: QueueRegister
  private readonly arrivals = new Signal()

  constructor({ timeline, random, origin }: SqsProps) {
    this.timeline = timeline
    this.random = random
    this.queues = new QueueRegister({ timeline, origin })
    const moves = new MoveTasks({
      ...{ timeline, random, queues: this.queues },
      place: (queue, message) => this.place(queue, message),
    })
    this.operations = {
      ...this.queues.operations,
      ...moves.operations,
      SendMessage: this.onQueue((queue, input) => this.send(queue, input)),
      SendMessageBatch: this.onQueue((queue, input) =>
        perEntry(input, (entry) => this.send(queue, entry), bytesOf),
      ),
      ReceiveMessage: this.onQueue((queue, input) => this.receive(queue, input)),
      DeleteMessage: this.onQueue((queue, { ReceiptHandle }) => queue.delete(ReceiptHandle)),
      DeleteMessageBatch: this.onQueue((queue, input) =>
        perEntry(input, ({ ReceiptHandle }) => queue.delete(ReceiptHandle)),
      ),
      ChangeMessageVisibility: this.onQueue((queue, input) => this.changeVisibility(queue, input)),
      ChangeMessageVisibilityBatch: this.onQueue((queue, input) =>
        perEntry(input, (entry) => this.changeVisibility(queue, entry)),
      ),
    }
  }

  /** The queue's Policy attribute. */
  resourcePolicy(_operation: string, input: any): PolicyStatement[] {
    return this.queues.peek(input)?.settings.policy ?? []
  }

  /** Calls `listener` whenever messages of that queue can be received, as an event source mapping needs. Returns how to stop that. */
  onArrival(queueArn: string, listener: () => void): () => void {
    return this.arrivals.on(queueArn, listener)
  }

  private onQueue(perform: (queue: Queue, input: any) => unknown): Operation {
    return (input) => perform(this.queues.find(input), input)
  }

  private send(queue: Queue, input: any): object {
    const now = this.timeline.now()
    const message = messageFrom(queue, input, { id: this.random.uuid(), now })
    this.place(queue, message)
    return sent(message)
  }

  private place(queue: Queue, message: Message): void {
    queue.add(message)
    this.announce(queue, [message])
  }

  private async receive(queue: Queue, input: any): Promise<object> {
    const most = within('MaxNumberOfMessages', input.MaxNumberOfMessages ?? 1, 1, 10)
    const wait = within(
      'WaitTimeSeconds',
      input.WaitTimeSeconds ?? queue.settings.waitMs / 1000,
      0,
      MAX_WAIT_SECONDS,
    )
    const end = this.timeline.now() + wait * 1000
    let messages = this.take(queue, input, most)
    while (messages.length === 0 && this.timeline.now() < end) {
      await this.timeline.waiting(this.arrivals.once(queue.arn, this.timeline, end))
      messages = this.take(queue, input, most)
    }
    return messages.length === 0 ? {} : { Messages: messages.map((each) => received(queue, each, input)) }
  }

  private take(queue: Queue, input: any, most: number): Message[] {
    const now = this.timeline.now()
    const hidden = visibility(input.VisibilityTimeout ?? queue.settings.visibilityTimeoutMs / 1000)
    const messages = queue.receive(most, now + hidden, now, (message) => this.bury(queue, message))
    if (messages.length > 0) this.announce(queue, messages)
    return messages
  }

  /** To the dead-letter queue, with its own age and count. False where that queue is gone. */
  private bury(queue: Queue, message: Message): boolean {
    const target = this.queues.byArn(queue.settings.redrive?.deadLetterTargetArn)
    if (!target) return false
    const system = { ...message.system, DeadLetterQueueSourceArn: queue.arn }
    this.place(target, { ...message, system, visibleAt: this.timeline.now() })
    return true
  }

  private changeVisibility(queue: Queue, { ReceiptHandle, VisibilityTimeout }: any): void {
    const now = this.timeline.now()
    const message = queue.changeVisibility(ReceiptHandle, now + visibility(VisibilityTimeout), now)
    this.announce(queue, [message])
  }

  /** Says so once these messages can be received: now, or when they become visible. */
  private announce(queue: Queue, messages: readonly Message[]): void {
    const at = Math.min(...messages.map((message) => message.visibleAt))
    const ids = messages.map(({ id }) => id)
    const tell = () => {
      if (queue.isAnyVisible(ids, this.timeline.now())) this.arrivals.tell(queue.arn)
    }
    if (at <= this.timeline.now()) tell()
    else this.timeline.at(at, `messages of ${queue.name} become visible`, tell)
  }
}

const bytesOf = (entry: any) => Buffer.byteLength(entry.MessageBody)

const visibility = (seconds: number) => within('VisibilityTimeout', seconds, 0, MAX_VISIBILITY_SECONDS) * 1000

function within(parameter: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw invalidParameter(parameter, value, `Must be between ${least} and ${most}, if provided.`)
}
