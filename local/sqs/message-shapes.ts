import { AwsError } from '../service.ts'
import { md5, md5OfAttributes } from './checksum.ts'
import type { Message, Queue } from './queue.ts'
import { invalidParameter } from './refusals.ts'

/** What XML does not allow, as SQS has it (API reference, SendMessage). */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** From SendMessage's input or a batch's entry. Throws what SendMessage refuses. */
export function messageFrom(queue: Queue, input: any, { id, now }: { id: string; now: number }): Message {
  const { MessageBody: body, DelaySeconds, MessageAttributes, MessageSystemAttributes } = input
  if (input.MessageDeduplicationId !== undefined)
    throw invalidParameter(
      'MessageDeduplicationId',
      input.MessageDeduplicationId,
      'it is for FIFO queues only.',
    )
  if (body === '') throw invalidParameter('MessageBody', "''", 'the message body must not be empty.')
  const bytes = Buffer.byteLength(body)
  if (bytes > queue.settings.maximumBytes)
    throw invalidParameter(
      'MessageBody',
      `of ${bytes} bytes`,
      `Message must be shorter than ${queue.settings.maximumBytes} bytes.`,
    )
  if (FORBIDDEN.test(body))
    throw new AwsError('InvalidMessageContents', 'Invalid characters found in the message body.')
  if (DelaySeconds !== undefined && !(DelaySeconds >= 0 && DelaySeconds <= 900))
    throw invalidParameter('DelaySeconds', DelaySeconds, 'DelaySeconds must be >= 0 and <= 900.')
  const delayMs = DelaySeconds === undefined ? queue.settings.delayMs : DelaySeconds * 1000
  const trace = MessageSystemAttributes?.AWSTraceHeader?.StringValue
  return {
    id,
    body,
    attributes: MessageAttributes ?? {},
    system: trace ? { AWSTraceHeader: trace } : {},
    sentAt: now,
    visibleAt: now + delayMs,
    receiveCount: 0,
    firstReceivedAt: undefined,
  }
}

export function sent({ id, body, attributes }: Message): object {
  return {
    MessageId: id,
    MD5OfMessageBody: md5(body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
  }
}

/** As ReceiveMessage gives it, with the attributes that its input asks for. */
export function received(queue: Queue, message: Message, input: any): object {
  const wanted: string[] = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])]
  const attributes = chosen(message.attributes, input.MessageAttributeNames ?? [])
  return {
    MessageId: message.id,
    ReceiptHandle: queue.handleOf(message),
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(wanted.length > 0 && { Attributes: systemAttributes(message, wanted) }),
    ...(Object.keys(attributes).length > 0 && {
      MessageAttributes: attributes,
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    }),
  }
}

function systemAttributes(message: Message, wanted: readonly string[]): Record<string, string> {
  const all: Record<string, string> = {
    ...message.system,
    SenderId: 'LOCAL',
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  }
  if (wanted.includes('All')) return all
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)))
}

function chosen(attributes: Message['attributes'], names: readonly string[]): Message['attributes'] {
  const prefixes = names.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -2))
  const all = names.includes('All') || names.includes('.*')
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([name]) => all || names.includes(name) || prefixes.some((prefix) => prefix && name.startsWith(prefix)),
    ),
  )
}
