import * as sdk from '@aws-sdk/client-kinesis'
import { arn } from '../place.ts'
import { type Access, AwsError, type Operation, type Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { iteratorText, parseIterator, startOf } from './iterator.ts'
import { isHashKey, type Shard, Stream } from './stream.ts'

const MOST_BYTES = 1_048_576
const MOST_RECORDS = 500
const MOST_READ = 10_000
/** A year (API_IncreaseStreamRetentionPeriod). */
const MOST_RETENTION_HOURS = 8760
/** What an on-demand stream begins with (developer guide, "Choose the data stream capacity mode"). */
const ON_DEMAND_SHARDS = 4

/** Kinesis data streams on the virtual clock: writing, reading by shard, retention. No limits per shard, no resharding. */
export class Kinesis implements Service {
  readonly name = 'kinesis'
  readonly sdk = sdk
  readonly operations: Readonly<Record<string, Operation>> = {
    CreateStream: (input) => this.create(input),
    DeleteStream: (input) => {
      this.streams.delete(this.find(input).name)
    },
    IncreaseStreamRetentionPeriod: (input) => this.keepLonger(this.find(input), input),
    DescribeStreamSummary: (input) => this.summary(this.find(input)),
    ListShards: (input) => this.listShards(input),
    PutRecord: (input) => this.put(this.find(input), input),
    PutRecords: (input) => this.putAll(this.find(input), input.Records),
    GetShardIterator: (input) => this.iterator(this.find(input), input),
    GetRecords: (input) => this.read(input),
  }
  private readonly timeline: Timeline
  private readonly streams = new Map<string, Stream>()
  private readonly listeners = new Map<string, Set<() => void>>()

  constructor({ timeline }: { timeline: Timeline }) {
    this.timeline = timeline
  }

  access(operation: string, input: any): Access[] {
    return [{ action: `kinesis:${operation}`, resources: [this.arnOf(operation, input)] }]
  }

  /** Calls `listener` whenever records arrive in that stream, as an event source mapping needs. Returns how to stop that. */
  onArrival(streamArn: string, listener: () => void): () => void {
    const listeners = this.listeners.get(streamArn) ?? new Set()
    this.listeners.set(streamArn, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }

  private arnOf(operation: string, input: any): string {
    if (operation !== 'GetRecords') return input.StreamARN ?? arn('kinesis', `stream/${input.StreamName}`)
    const { stream } = parseIterator(input.ShardIterator, this.timeline.now())
    return arn('kinesis', `stream/${stream}`)
  }

  private find({ StreamName, StreamARN }: { StreamName?: string; StreamARN?: string }): Stream {
    const name = StreamName ?? StreamARN?.slice(StreamARN.indexOf('/') + 1)
    if (!name) throw new AwsError('InvalidArgumentException', 'Either StreamName or StreamARN must be given.')
    const stream = this.streams.get(name)
    if (!stream) throw new AwsError('ResourceNotFoundException', `Stream ${name} not found.`)
    return stream
  }

  private create({ StreamName: name, ShardCount, StreamModeDetails }: any): void {
    if (this.streams.has(name)) throw new AwsError('ResourceInUseException', `Stream ${name} already exists.`)
    const onDemand = StreamModeDetails?.StreamMode === 'ON_DEMAND'
    if (!onDemand && ShardCount === undefined)
      throw new AwsError(
        'InvalidArgumentException',
        'ShardCount is required for streams in PROVISIONED mode.',
      )
    const shards = onDemand ? ON_DEMAND_SHARDS : ShardCount
    const createdAt = this.timeline.now()
    this.streams.set(
      name,
      new Stream({ name, arn: arn('kinesis', `stream/${name}`), createdAt, shards, onDemand }),
    )
  }

  private keepLonger(stream: Stream, { RetentionPeriodHours: hours }: any): void {
    if (!Number.isInteger(hours) || hours < stream.retentionHours || hours > MOST_RETENTION_HOURS)
      throw new AwsError(
        'InvalidArgumentException',
        `Requested retention period (${hours} hours) must be from ${stream.retentionHours} to ${MOST_RETENTION_HOURS} hours.`,
      )
    stream.retentionHours = hours
  }

  private summary(stream: Stream): object {
    return {
      StreamDescriptionSummary: {
        StreamName: stream.name,
        StreamARN: stream.arn,
        StreamStatus: 'ACTIVE',
        StreamModeDetails: { StreamMode: stream.onDemand ? 'ON_DEMAND' : 'PROVISIONED' },
        RetentionPeriodHours: stream.retentionHours,
        StreamCreationTimestamp: new Date(stream.createdAt),
        EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
        EncryptionType: 'NONE',
        OpenShardCount: stream.shards.length,
        ConsumerCount: 0,
      },
    }
  }

  private listShards(input: any): object {
    for (const member of ['NextToken', 'ShardFilter', 'ExclusiveStartShardId', 'MaxResults'])
      if (input[member] !== undefined)
        throw new AwsError(
          'NotImplemented',
          `The local contact centre does not implement ${member} of kinesis ListShards`,
        )
    return {
      Shards: this.find(input).shards.map((shard) => ({
        ShardId: shard.id,
        HashKeyRange: {
          StartingHashKey: String(shard.firstHashKey),
          EndingHashKey: String(shard.lastHashKey),
        },
        SequenceNumberRange: { StartingSequenceNumber: '0' },
      })),
    }
  }

  private put(stream: Stream, input: any): object {
    const [shard, SequenceNumber] = this.write(stream, input)
    this.tell(stream)
    return { ShardId: shard.id, SequenceNumber }
  }

  private putAll(stream: Stream, records: any[]): object {
    if (records.length === 0 || records.length > MOST_RECORDS)
      throw new AwsError('ValidationException', `Records must have 1 to ${MOST_RECORDS} members`)
    for (const record of records) check(record)
    const Records = records.map((record) => {
      const [shard, SequenceNumber] = this.write(stream, record)
      return { ShardId: shard.id, SequenceNumber }
    })
    this.tell(stream)
    return { FailedRecordCount: 0, Records }
  }

  private write(stream: Stream, record: any): [Shard, string] {
    check(record)
    return stream.put(record.PartitionKey, record.ExplicitHashKey, record.Data, this.timeline.now())
  }

  private tell({ arn: name }: Stream): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) listener()
  }

  private iterator(stream: Stream, input: any): object {
    const now = this.timeline.now()
    const shard = stream.shard(input.ShardId, now)
    const position = startOf(shard, input)
    return { ShardIterator: iteratorText({ stream: stream.name, shard: shard.id, position }, now) }
  }

  private read({ ShardIterator, Limit = MOST_READ }: any): object {
    const now = this.timeline.now()
    const iterator = parseIterator(ShardIterator, now)
    if (Limit < 1 || Limit > MOST_READ)
      throw new AwsError('ValidationException', `Limit must be from 1 to ${MOST_READ}`)
    const shard = this.find({ StreamName: iterator.stream }).shard(iterator.shard, now)
    const Records = shard.from(iterator.position, Limit)
    const position = Math.max(iterator.position, shard.start) + Records.length
    const next = shard.from(position, 1)[0]
    return {
      Records,
      NextShardIterator: iteratorText({ ...iterator, position }, now),
      MillisBehindLatest: next ? now - next.ApproximateArrivalTimestamp.getTime() : 0,
    }
  }
}

function check({ PartitionKey, Data, ExplicitHashKey }: any): void {
  if (PartitionKey.length < 1 || PartitionKey.length > 256)
    throw new AwsError('ValidationException', 'PartitionKey must have 1 to 256 characters')
  if (Data.length + Buffer.byteLength(PartitionKey) > MOST_BYTES)
    throw new AwsError('ValidationException', `A record may have ${MOST_BYTES} bytes at most`)
  if (ExplicitHashKey !== undefined && !isHashKey(ExplicitHashKey))
    throw new AwsError('InvalidArgumentException', 'Invalid ExplicitHashKey.')
}
