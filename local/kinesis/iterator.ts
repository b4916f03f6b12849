import { AwsError } from '../service.ts'
import type { Shard } from './stream.ts'

/** Kinesis API reference, GetShardIterator: "A shard iterator expires 5 minutes after it is returned". */
const LIFETIME_MS = 300_000

export interface Iterator {
  stream: string
  shard: string
  position: number
}

export function iteratorText({ stream, shard, position }: Iterator, now: number): string {
  return Buffer.from(JSON.stringify([stream, shard, position, now])).toString('base64')
}

/** Throws InvalidArgumentException or ExpiredIteratorException. */
export function parseIterator(text: string, now: number): Iterator {
  const [stream, shard, position, issuedAt] = parts(text)
  if (now > issuedAt + LIFETIME_MS)
    throw new AwsError('ExpiredIteratorException', 'Iterator expired. Get a new shard iterator.')
  return { stream, shard, position }
}

function parts(text: string): [string, string, number, number] {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8'))
  } catch {
    throw new AwsError('InvalidArgumentException', 'Invalid ShardIterator.')
  }
}

/** Where GetShardIterator's input begins. Throws InvalidArgumentException. */
export function startOf(shard: Shard, input: any): number {
  const { ShardIteratorType: type, StartingSequenceNumber: number, Timestamp } = input
  switch (type) {
    case 'TRIM_HORIZON':
      return shard.start
    case 'LATEST':
      return shard.end
    case 'AT_SEQUENCE_NUMBER':
      return shard.positionOf((record) => BigInt(record.SequenceNumber) >= sequenceNumber(number))
    case 'AFTER_SEQUENCE_NUMBER':
      return shard.positionOf((record) => BigInt(record.SequenceNumber) > sequenceNumber(number))
    case 'AT_TIMESTAMP':
      if (!Timestamp)
        throw new AwsError(
          'InvalidArgumentException',
          'Must specify timestamp parameter for iterator type AT_TIMESTAMP.',
        )
      return shard.positionOf((record) => record.ApproximateArrivalTimestamp >= Timestamp)
    default:
      throw new AwsError('ValidationException', `ShardIteratorType ${type} is not a valid type`)
  }
}

function sequenceNumber(text: string | undefined): bigint {
  if (text === undefined || !/^\d+$/.test(text))
    throw new AwsError('InvalidArgumentException', 'StartingSequenceNumber must be a sequence number.')
  return BigInt(text)
}
