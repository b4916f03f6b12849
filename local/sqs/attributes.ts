import { AwsError, type PolicyStatement } from '../service.ts'
import { invalidParameter, noFifo } from './refusals.ts'

export interface Redrive {
  deadLetterTargetArn: string
  maxReceiveCount: number
}

/** A queue's settings, from its attributes. */
export interface Settings {
  visibilityTimeoutMs: number
  retentionMs: number
  delayMs: number
  waitMs: number
  maximumBytes: number
  redrive: Redrive | undefined
  policy: PolicyStatement[]
}

/** Range and default of the numeric attributes (SQS API reference, CreateQueue and SetQueueAttributes). */
const NUMBERS = {
  VisibilityTimeout: { least: 0, most: 43_200, otherwise: 30 },
  MessageRetentionPeriod: { least: 60, most: 1_209_600, otherwise: 345_600 },
  DelaySeconds: { least: 0, most: 900, otherwise: 0 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20, otherwise: 0 },
  MaximumMessageSize: { least: 1024, most: 1_048_576, otherwise: 1_048_576 },
  KmsDataKeyReusePeriodSeconds: { least: 60, most: 86_400, otherwise: 300 },
} as const

type NumberAttribute = keyof typeof NUMBERS

const TEXTS = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'SqsManagedSseEnabled',
])

const FIFO = new Set(['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'])

export type Attributes = Readonly<Record<string, string>>

/** Throws InvalidAttributeName, InvalidAttributeValue, or NotImplemented for FIFO queues. */
export function settingsOf(attributes: Attributes): Settings {
  for (const name of Object.keys(attributes)) {
    if (FIFO.has(name)) throw noFifo()
    if (!(name in NUMBERS) && !TEXTS.has(name)) throw unknownAttribute(name)
  }
  const number = (name: NumberAttribute) => numberOf(name, attributes[name])
  number('KmsDataKeyReusePeriodSeconds')
  return {
    visibilityTimeoutMs: number('VisibilityTimeout') * 1000,
    retentionMs: number('MessageRetentionPeriod') * 1000,
    delayMs: number('DelaySeconds') * 1000,
    waitMs: number('ReceiveMessageWaitTimeSeconds') * 1000,
    maximumBytes: number('MaximumMessageSize'),
    redrive: redriveOf(attributes.RedrivePolicy),
    policy: policyOf(attributes.Policy),
  }
}

/** What GetQueueAttributes shows of attributes that were never set. */
export const DEFAULT_ATTRIBUTES: Attributes = {
  ...Object.fromEntries(
    (['VisibilityTimeout', 'MessageRetentionPeriod', 'DelaySeconds'] as const).map((name) => [
      name,
      String(NUMBERS[name].otherwise),
    ]),
  ),
  ReceiveMessageWaitTimeSeconds: '0',
  MaximumMessageSize: String(NUMBERS.MaximumMessageSize.otherwise),
  SqsManagedSseEnabled: 'true',
}

export const unknownAttribute = (name: string) =>
  new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`)

function numberOf(name: NumberAttribute, text: string | undefined): number {
  const { least, most, otherwise } = NUMBERS[name]
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) throw invalidValue(name)
  return value
}

function redriveOf(text: string | undefined): Redrive | undefined {
  if (!text) return undefined
  const { deadLetterTargetArn, maxReceiveCount } = json('RedrivePolicy', text)
  const most = Number(maxReceiveCount)
  if (typeof deadLetterTargetArn !== 'string' || !Number.isInteger(most) || most < 1 || most > 1000)
    throw invalidParameter(
      'RedrivePolicy',
      text,
      'it needs deadLetterTargetArn and maxReceiveCount from 1 to 1000.',
    )
  return { deadLetterTargetArn, maxReceiveCount: most }
}

function policyOf(text: string | undefined): PolicyStatement[] {
  if (!text) return []
  const { Statement } = json('Policy', text)
  return Array.isArray(Statement) ? Statement : [Statement]
}

function json(name: string, text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidValue(name)
  }
}

const invalidValue = (name: string) =>
  new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`)
