import * as sdk from '@aws-sdk/client-kinesis'
import { ACCOUNT, arn } from '../place.ts'
import { type Access, AwsError, type Operation, type Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { iteratorText, parseIterator, startOf } from './iterator.ts'
import { isHashKey, Stream } from './stream.ts'

const MOST_BYTES = 1_048_576
const MOST_RECORDS = 500
const MOST_READ = 10_000
/** A year (API_IncreaseStreamRetentionPeriod). */
const MOST_RETENTION_HOURS = 8760
/** What an on-demand stream begins with (developer guide, "Choose the data stream capacity mode"). */
const ON_DEMAND_SHARDS = 4

/**
 * Kinesis data streams on the virtual clock: writing, reading by shard, retention, and what a shard takes in a second. Reading
 * has no limits here; no resharding.
 */
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
  private readonly limits: 'default' | 'off'
  private readonly streams = new Map<string, Stream>()
  private readonly listeners = new Map<string, Set<() => void>>()

  constructor({ timeline, limits = 'default' }: { timeline: Timeline; limits?: 'default' | 'off' }) {
    this.timeline = timeline
    this.limits = limits
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
    check(input)
    const result = this.write(stream, input)
    if ('ErrorCode' in result) throw new AwsError(result.ErrorCode, result.ErrorMessage)
    this.tell(stream)
    return result
  }

  /** What a shard does not take is named in the answer, and the rest is written (API_PutRecords). */
  private putAll(stream: Stream, records: any[]): object {
    if (records.length === 0 || records.length > MOST_RECORDS)
      throw new AwsError('ValidationException', `Records must have 1 to ${MOST_RECORDS} members`)
    for (const record of records) check(record)
    const Records = records.map((record) => this.write(stream, record))
    const FailedRecordCount = Records.filter((result) => 'ErrorCode' in result).length
    if (FailedRecordCount < Records.length) this.tell(stream)
    return { FailedRecordCount, Records }
  }

  private write(stream: Stream, { PartitionKey, ExplicitHashKey, Data }: any): Written | NotWritten {
    const now = this.timeline.now()
    const shard = stream.shardOf(PartitionKey, ExplicitHashKey)
    const bytes = Data.length + Buffer.byteLength(PartitionKey)
    if (this.limits === 'default' && !shard.takes(bytes, now))
      return {
        ErrorCode: 'ProvisionedThroughputExceededException',
        ErrorMessage: `Rate exceeded for shard ${shard.id} in stream ${stream.name} under account ${ACCOUNT}.`,
      }
    return { ShardId: shard.id, SequenceNumber: stream.put(shard, PartitionKey, Data, now) }
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

interface Written {
  ShardId: string
  SequenceNumber: string
}

interface NotWritten {
  ErrorCode: string
  ErrorMessage: string
}

function check({ PartitionKey, Data, ExplicitHashKey }: any): void {
  if (PartitionKey.length < 1 || PartitionKey.length > 256)
    throw new AwsError('ValidationException', 'PartitionKey must have 1 to 256 characters')
  if (Data.length + Buffer.byteLength(PartitionKey) > MOST_BYTES)
    throw new AwsError('ValidationException', `A record may have ${MOST_BYTES} bytes at most`)
  if (ExplicitHashKey !== undefined && !isHashKey(ExplicitHashKey))
    throw new AwsError('InvalidArgumentException', 'Invalid ExplicitHashKey.')
}
