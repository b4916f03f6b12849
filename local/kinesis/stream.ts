import { createHash } from 'node:crypto'
import { AwsError } from '../service.ts'

export interface KinesisRecord {
  SequenceNumber: string
  ApproximateArrivalTimestamp: Date
  Data: Uint8Array
  PartitionKey: string
}

/** Hash keys are MD5 digests taken as numbers below this. */
const HASH_KEYS = 2n ** 128n

/** A whole number of 128 bits, in decimal. */
export const isHashKey = (text: string) => /^(0|[1-9]\d{0,38})$/.test(text) && BigInt(text) < HASH_KEYS

/** Sequence numbers have 56 digits and grow. */
const FIRST_SEQUENCE_NUMBER = 49_600_000_000_000_000_000_000_000_000_000_000_000_000_000_000_000_000_000n

/** What a shard takes in a second (developer guide, "Quotas and limits"). */
const RECORDS_PER_SECOND = 1000
const BYTES_PER_SECOND = 1_048_576

/** One shard: records in order; those older than the retention are gone, and positions stay. */
export class Shard {
  readonly id: string
  readonly firstHashKey: bigint
  readonly lastHashKey: bigint
  private records: KinesisRecord[] = []
  private trimmed = 0
  /** What may be written now, as of `roomAt` (epoch ms). */
  private room = { records: RECORDS_PER_SECOND, bytes: BYTES_PER_SECOND }
  private roomAt = 0

  constructor(index: number, count: number) {
    this.id = `shardId-${String(index).padStart(12, '0')}`
    this.firstHashKey = (HASH_KEYS * BigInt(index)) / BigInt(count)
    this.lastHashKey = (HASH_KEYS * BigInt(index + 1)) / BigInt(count) - 1n
  }

  /** Takes room for one more record; false where the shard has had its share of this second. */
  takes(bytes: number, now: number): boolean {
    const seconds = (now - this.roomAt) / 1000
    this.roomAt = now
    this.room.records = Math.min(RECORDS_PER_SECOND, this.room.records + seconds * RECORDS_PER_SECOND)
    this.room.bytes = Math.min(BYTES_PER_SECOND, this.room.bytes + seconds * BYTES_PER_SECOND)
    if (this.room.records < 1 || this.room.bytes < bytes) return false
    this.room.records--
    this.room.bytes -= bytes
    return true
  }

  add(record: KinesisRecord): void {
    this.records.push(record)
  }

  get start(): number {
    return this.trimmed
  }

  get end(): number {
    return this.trimmed + this.records.length
  }

  /** The position of the first record that is so, where all after it are so too. */
  positionOf(is: (record: KinesisRecord) => boolean): number {
    let [low, high] = [0, this.records.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (is(this.records[middle] as KinesisRecord)) high = middle
      else low = middle + 1
    }
    return this.trimmed + low
  }

  from(position: number, most: number): KinesisRecord[] {
    const index = Math.max(0, position - this.trimmed)
    return this.records.slice(index, index + most)
  }

  /** Forgets what arrived before `moment` (epoch ms). */
  trim(moment: number): void {
    const kept = this.records.findIndex((record) => record.ApproximateArrivalTimestamp.getTime() >= moment)
    const gone = kept < 0 ? this.records.length : kept
    if (gone === 0) return
    this.records = this.records.slice(gone)
    this.trimmed += gone
  }
}

export class Stream {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  readonly shards: readonly Shard[]
  readonly onDemand: boolean
  retentionHours = 24
  private written = 0n

  constructor(props: { name: string; arn: string; createdAt: number; shards: number; onDemand: boolean }) {
    this.name = props.name
    this.arn = props.arn
    this.createdAt = props.createdAt
    this.onDemand = props.onDemand
    this.shards = Array.from({ length: props.shards }, (_, index) => new Shard(index, props.shards))
  }

  /** The shard whose range the partition key, or the explicit hash key, lies in. */
  shardOf(partitionKey: string, hashKey: string | undefined): Shard {
    const key = hashKey === undefined ? digest(partitionKey) : BigInt(hashKey)
    return this.shards.find((each) => key <= each.lastHashKey) as Shard
  }

  /** Gives the record's sequence number. */
  put(shard: Shard, partitionKey: string, data: Uint8Array, now: number): string {
    const SequenceNumber = String(FIRST_SEQUENCE_NUMBER + this.written++)
    shard.add({
      SequenceNumber,
      ApproximateArrivalTimestamp: new Date(now),
      Data: data,
      PartitionKey: partitionKey,
    })
    return SequenceNumber
  }

  /** Throws ResourceNotFoundException. */
  shard(id: string, now: number): Shard {
    const shard = this.shards.find((each) => each.id === id)
    if (!shard)
      throw new AwsError('ResourceNotFoundException', `Shard ${id} in stream ${this.name} does not exist.`)
    shard.trim(now - this.retentionHours * 3_600_000)
    return shard
  }
}

const digest = (key: string) => BigInt(`0x${createHash('md5').update(key).digest('hex')}`)
