import { AwsError } from '../service.ts'
import { type Attributes, type Settings, settingsOf } from './attributes.ts'
import type { MessageAttribute } from './checksum.ts'
import { invalidParameter, invalidReceipt } from './refusals.ts'

/** Moments are epoch milliseconds, virtual. */
export interface Message {
  id: string
  body: string
  attributes: Readonly<Record<string, MessageAttribute>>
  /** E.g. AWSTraceHeader, SenderId. */
  system: Readonly<Record<string, string>>
  sentAt: number
  visibleAt: number
  receiveCount: number
  firstReceivedAt: number | undefined
}

export interface QueueProps {
  name: string
  arn: string
  attributes: Attributes
  createdAt: number
}

/** A standard queue: at least once, oldest first as far as visibility allows. */
export class Queue {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  modifiedAt: number
  purgedAt = Number.NEGATIVE_INFINITY
  attributes: Attributes
  settings: Settings
  private readonly messages = new Map<string, Message>()

  constructor({ name, arn, attributes, createdAt }: QueueProps) {
    this.name = name
    this.arn = arn
    this.createdAt = createdAt
    this.modifiedAt = createdAt
    this.attributes = attributes
    this.settings = settingsOf(attributes)
  }

  set(attributes: Attributes, now: number): void {
    const next = { ...this.attributes, ...attributes }
    this.settings = settingsOf(next)
    this.attributes = next
    this.modifiedAt = now
  }

  add(message: Message): void {
    this.messages.set(message.id, message)
  }

  /**
   * Takes up to `most` visible messages and hides them until `hiddenUntil`. `bury` is given each message that was
   * received too often; false: it could not be buried, and is delivered again.
   */
  receive(
    most: number,
    hiddenUntil: number,
    now: number,
    bury: (message: Message, maxReceiveCount: number) => boolean,
  ): Message[] {
    const taken: Message[] = []
    for (const message of this.messages.values()) {
      if (taken.length === most) break
      if (this.dropExpired(message, now) || message.visibleAt > now) continue
      const limit = this.settings.redrive?.maxReceiveCount
      if (limit !== undefined && message.receiveCount >= limit && bury(message, limit)) {
        this.messages.delete(message.id)
        continue
      }
      message.receiveCount++
      message.firstReceivedAt ??= now
      message.visibleAt = hiddenUntil
      taken.push(message)
    }
    return taken
  }

  /** Up to `most` that could be received now. */
  visible(most: number, now: number): Message[] {
    return [...this.messages.values()]
      .filter((message) => !this.dropExpired(message, now) && message.visibleAt <= now)
      .slice(0, most)
  }

  drop({ id }: Message): void {
    this.messages.delete(id)
  }

  isAnyVisible(ids: readonly string[], now: number): boolean {
    return ids.some((id) => (this.messages.get(id)?.visibleAt ?? Number.POSITIVE_INFINITY) <= now)
  }

  /** An outdated handle succeeds without effect, as the API reference has it. Throws ReceiptHandleIsInvalid. */
  delete(receiptHandle: string): void {
    const { id, receive } = this.receipt(receiptHandle)
    if (this.messages.get(id)?.receiveCount === receive) this.messages.delete(id)
  }

  /** Throws ReceiptHandleIsInvalid, InvalidParameterValue (message gone) or MessageNotInflight. */
  changeVisibility(receiptHandle: string, visibleAt: number, now: number): Message {
    const { id, receive } = this.receipt(receiptHandle)
    const message = this.messages.get(id)
    if (!message)
      throw invalidParameter(
        'ReceiptHandle',
        receiptHandle,
        'Message does not exist or is not available for visibility timeout change.',
      )
    if (message.visibleAt <= now || message.receiveCount !== receive)
      throw new AwsError('MessageNotInflight', 'The specified message is not in flight.')
    message.visibleAt = visibleAt
    return message
  }

  purge(): void {
    this.messages.clear()
  }

  counts(now: number): { visible: number; inFlight: number; delayed: number } {
    const counts = { visible: 0, inFlight: 0, delayed: 0 }
    for (const message of this.messages.values()) {
      if (this.dropExpired(message, now)) continue
      if (message.visibleAt <= now) counts.visible++
      else if (message.receiveCount > 0) counts.inFlight++
      else counts.delayed++
    }
    return counts
  }

  /** Names queue, message and the receive it belongs to. */
  handleOf({ id, receiveCount }: Message): string {
    return Buffer.from(`${this.name} ${id} ${receiveCount}`).toString('base64')
  }

  private receipt(handle: string): { id: string; receive: number } {
    const [name, id, receive] = Buffer.from(handle, 'base64').toString('utf8').split(' ')
    if (name !== this.name || !id || !/^\d+$/.test(receive ?? '')) throw invalidReceipt()
    return { id, receive: Number(receive) }
  }

  private dropExpired(message: Message, now: number): boolean {
    const expired = now >= message.sentAt + this.settings.retentionMs
    if (expired) this.messages.delete(message.id)
    return expired
  }
}
