import { ACCOUNT, arn } from '../place.ts'
import { AwsError, type Operation } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { queueName } from './access.ts'
import { type Attributes, DEFAULT_ATTRIBUTES, settingsOf, unknownAttribute } from './attributes.ts'
import { Queue } from './queue.ts'
import { invalidParameter, noFifo, noSuchQueue } from './refusals.ts'

/** A name is free again, and a queue can be purged again, after this time (API reference, DeleteQueue, PurgeQueue). */
const PAUSE_MS = 60_000

/** The queues by name, and the operations on queues as such. */
export class QueueRegister {
  readonly operations: Readonly<Record<string, Operation>>
  private readonly timeline: Timeline
  private readonly origin: () => string
  private readonly queues = new Map<string, Queue>()
  private readonly deletedAt = new Map<string, number>()

  constructor({ timeline, origin }: { timeline: Timeline; origin: () => string }) {
    this.timeline = timeline
    this.origin = origin
    this.operations = {
      CreateQueue: (input) => this.create(input),
      GetQueueUrl: ({ QueueName }) => ({ QueueUrl: this.urlOf(this.named(QueueName)) }),
      ListQueues: (input) => this.list(input),
      GetQueueAttributes: (input) => this.attributes(this.find(input), input.AttributeNames ?? []),
      SetQueueAttributes: (input) => this.set(this.find(input), input.Attributes),
      PurgeQueue: (input) => this.purge(this.find(input)),
      DeleteQueue: (input) => this.delete(this.find(input)),
    }
  }

  /** Throws QueueDoesNotExist. */
  find({ QueueUrl }: { QueueUrl: string }): Queue {
    return this.named(queueName(QueueUrl))
  }

  /** By URL or name, for operations that may have neither. */
  peek({ QueueUrl, QueueName }: { QueueUrl?: string; QueueName?: string }): Queue | undefined {
    return this.queues.get(QueueName ?? queueName(QueueUrl ?? ''))
  }

  all(): Queue[] {
    return [...this.queues.values()]
  }

  byArn(queueArn: string | undefined): Queue | undefined {
    return queueArn === undefined ? undefined : this.queues.get(queueArn.slice(queueArn.lastIndexOf(':') + 1))
  }

  private named(name: string): Queue {
    const queue = this.queues.get(name)
    if (!queue) throw noSuchQueue()
    return queue
  }

  private urlOf({ name }: Queue): string {
    return `${this.origin()}/${ACCOUNT}/${name}`
  }

  private create({ QueueName: name, Attributes: attributes = {} }: any): object {
    if (name.endsWith('.fifo')) throw noFifo()
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(name))
      throw invalidParameter(
        'QueueName',
        name,
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.',
      )
    const now = this.timeline.now()
    const existing = this.queues.get(name)
    if (existing) return { QueueUrl: this.urlOf(this.same(existing, attributes)) }
    if (now < (this.deletedAt.get(name) ?? Number.NEGATIVE_INFINITY) + PAUSE_MS)
      throw new AwsError(
        'QueueDeletedRecently',
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
      )
    this.checkRedrive(attributes)
    const queue = new Queue({ name, arn: arn('sqs', name), attributes, createdAt: now })
    this.queues.set(name, queue)
    return { QueueUrl: this.urlOf(queue) }
  }

  private same(queue: Queue, attributes: Attributes): Queue {
    const known: Attributes = { ...DEFAULT_ATTRIBUTES, ...queue.attributes }
    const differing = Object.keys(attributes).find((name) => known[name] !== attributes[name])
    if (differing)
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${differing}`,
      )
    return queue
  }

  private list({ QueueNamePrefix = '', MaxResults = 1000, NextToken }: any): object {
    const names = [...this.queues.keys()]
      .filter((name) => name.startsWith(QueueNamePrefix))
      .sort((a, b) => (a < b ? -1 : 1))
    const from = NextToken === undefined ? 0 : Number(NextToken)
    const page = names.slice(from, from + MaxResults).map((name) => this.urlOf(this.named(name)))
    const next = from + MaxResults
    return { QueueUrls: page, ...(next < names.length && { NextToken: String(next) }) }
  }

  private attributes(queue: Queue, wanted: readonly string[]): object {
    const { visible, inFlight, delayed } = queue.counts(this.timeline.now())
    const all: Record<string, string> = {
      ...DEFAULT_ATTRIBUTES,
      ...queue.attributes,
      QueueArn: queue.arn,
      CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
      LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
    }
    if (wanted.includes('All')) return { Attributes: all }
    const named = wanted.filter((name) => this.isAttribute(name, all)).map((name) => [name, all[name]])
    return { Attributes: Object.fromEntries(named) }
  }

  /** False: known, and not set. Throws InvalidAttributeName. */
  private isAttribute(name: string, all: Attributes): boolean {
    const settable = [
      'Policy',
      'RedrivePolicy',
      'RedriveAllowPolicy',
      'KmsMasterKeyId',
      'KmsDataKeyReusePeriodSeconds',
    ]
    if (!(name in all) && !settable.includes(name)) throw unknownAttribute(name)
    return name in all
  }

  private set(queue: Queue, attributes: Attributes): void {
    this.checkRedrive(attributes)
    queue.set(attributes, this.timeline.now())
  }

  private checkRedrive(attributes: Attributes): void {
    const { redrive } = settingsOf(attributes)
    if (redrive && !this.byArn(redrive.deadLetterTargetArn))
      throw invalidParameter('RedrivePolicy', attributes.RedrivePolicy, 'Dead letter target does not exist.')
  }

  private purge(queue: Queue): void {
    const now = this.timeline.now()
    if (now < queue.purgedAt + PAUSE_MS)
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      )
    queue.purgedAt = now
    queue.purge()
  }

  private delete(queue: Queue): void {
    this.queues.delete(queue.name)
    this.deletedAt.set(queue.name, this.timeline.now())
  }
}
