import { REGION } from '../place.ts'
import { AwsError, type Caller } from '../service.ts'
import { messageTo } from './async-invoke.ts'
import { failedItems } from './batch-answer.ts'
import type { Poller, SourceProps } from './event-sources.ts'
import type { LambdaFunction } from './function.ts'
import type { Mapping } from './mapping.ts'

interface KinesisRecord {
  SequenceNumber: string
  PartitionKey: string
  Data: Uint8Array
  ApproximateArrivalTimestamp: Date
}

interface ShardProps extends SourceProps {
  mapping: Mapping
  fn: LambdaFunction
  caller: Caller
  shardId: string
}

const LONGEST_PAUSE_MS = 60_000

/**
 * Reads a stream for a function, shard by shard and in order, with the rights of the function's role. Throws
 * InvalidParameterValueException when the role may not see the stream.
 */
export async function pollKinesis(mapping: Mapping, fn: LambdaFunction, props: SourceProps): Promise<Poller> {
  const caller: Caller = { kind: 'role', arn: fn.roleArn }
  const { Shards } = await props.aws
    .call<{ Shards: { ShardId: string }[] }>(
      'kinesis',
      'ListShards',
      { StreamARN: mapping.sourceArn },
      caller,
    )
    .catch((error: Error) => {
      throw new AwsError(
        'InvalidParameterValueException',
        `Cannot access stream ${mapping.sourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListShards actions on your stream in IAM: ${error.message}`,
        { Type: 'User' },
      )
    })
  const shards = Shards.map(
    ({ ShardId }) => new ShardReader({ ...props, mapping, fn, caller, shardId: ShardId }),
  )
  return {
    wake: () => {
      for (const shard of shards) shard.wake()
    },
    stop: () => {
      for (const shard of shards) shard.stop()
    },
  }
}

/**
 * One shard: a batch that fails stands in the way of those after it, until it succeeds, its attempts or its age run out
 * (Lambda guide, "Using Lambda to process records from Amazon Kinesis Data Streams").
 */
class ShardReader {
  private readonly props: ShardProps
  /** What has been read and not yet been done with; the first is next. */
  private batches: KinesisRecord[][] = []
  private after: string | undefined
  private attempts = 0
  private troubles = 0
  private busy: boolean = false
  private wokenMeanwhile: boolean = false
  private stopped: boolean = false

  constructor(props: ShardProps) {
    this.props = props
  }

  wake(): void {
    if (this.busy) this.wokenMeanwhile = true
    else if (!this.stopped && this.props.mapping.enabled) this.plan(this.props.mapping.windowSeconds * 1000)
  }

  stop(): void {
    this.stopped = true
  }

  private plan(ms: number): void {
    this.busy = true
    this.props.timeline.after(ms, `read ${this.props.mapping.sourceArn}`, () => this.work())
  }

  /** Goes on until the shard is empty, or a failure asks for a pause. */
  private async work(): Promise<void> {
    while (!this.stopped) {
      if (this.batches.length === 0 && !(await this.read())) return this.plan(this.pauseAfterTrouble())
      if (this.batches.length === 0) break
      const pauseMs = await this.process(this.batches.shift()!)
      if (pauseMs > 0) return this.plan(pauseMs)
    }
    this.busy = false
    if (this.wokenMeanwhile) {
      this.wokenMeanwhile = false
      this.wake()
    }
  }

  private pauseAfterTrouble(): number {
    return Math.min(1000 * 2 ** this.troubles++, LONGEST_PAUSE_MS)
  }

  /** False: the stream could not be read, and what is in it is still to be read. */
  private async read(): Promise<boolean> {
    const { aws, mapping, caller, shardId } = this.props
    const from = this.after
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: this.after }
      : startOf(mapping)
    try {
      const { ShardIterator } = await aws.call(
        'kinesis',
        'GetShardIterator',
        { StreamARN: mapping.sourceArn, ShardId: shardId, ...from },
        caller,
      )
      const { Records } = await aws.call<{ Records: KinesisRecord[] }>(
        'kinesis',
        'GetRecords',
        { ShardIterator, Limit: mapping.batchSize },
        caller,
      )
      if (Records.length > 0) this.batches = [Records]
      this.after = Records.at(-1)?.SequenceNumber ?? this.after
      this.troubles = 0
      return true
    } catch (error) {
      this.problem('GetRecords', error)
      return false
    }
  }

  /** Gives how long to pause before what comes next, in virtual milliseconds. */
  private async process(batch: KinesisRecord[]): Promise<number> {
    const { mapping, fn, host } = this.props
    const ids = batch.map(({ SequenceNumber }) => SequenceNumber)
    let failed: ReturnType<typeof failedItems> = 'all'
    try {
      const { outcome } = await host.run(fn, this.eventOf(batch), host.newRequestId(fn))
      failed = failedItems(outcome, mapping.reportsItemFailures ? ids : undefined)
    } catch (error) {
      this.problem('Invoke', error)
    }
    mapping.lastResult = failed === 'none' ? 'OK' : 'PROBLEM: Function call failed'
    if (failed === 'none') {
      this.attempts = 0
      return 0
    }
    return this.again(batch, failed === 'all' ? 0 : Math.min(...failed.map((id) => ids.indexOf(id))))
  }

  /** From the first failed record on: halved, tried again, or given up. */
  private async again(batch: KinesisRecord[], firstFailed: number): Promise<number> {
    const { mapping, timeline } = this.props
    const rest = batch.slice(firstFailed)
    if (firstFailed > 0) this.attempts = 0
    const half = Math.ceil(rest.length / 2)
    if (mapping.bisects && rest.length > 1) {
      this.batches.unshift(rest.slice(0, half), rest.slice(half))
      return 0
    }
    this.attempts++
    const ageMs = timeline.now() - rest[0]!.ApproximateArrivalTimestamp.getTime()
    const tooOld = mapping.maximumAgeSeconds >= 0 && ageMs > mapping.maximumAgeSeconds * 1000
    const exhausted = mapping.maximumRetries >= 0 && this.attempts > mapping.maximumRetries
    if (tooOld || exhausted) {
      await this.giveUp(rest, tooOld ? 'RecordAgeExceeded' : 'RetryAttemptsExhausted')
      this.attempts = 0
      return 0
    }
    this.batches.unshift(rest)
    return Math.min(1000 * 2 ** (this.attempts - 1), LONGEST_PAUSE_MS)
  }

  private async giveUp(batch: KinesisRecord[], condition: string): Promise<void> {
    const { mapping, fn, aws, caller, timeline, shardId } = this.props
    if (!mapping.onFailure) return
    const [first, last] = [batch[0]!, batch.at(-1)!]
    const text = JSON.stringify({
      requestContext: { functionArn: fn.arn, condition, approximateInvokeCount: this.attempts },
      version: '1.0',
      timestamp: new Date(timeline.now()).toISOString(),
      KinesisBatchInfo: {
        shardId,
        startSequenceNumber: first.SequenceNumber,
        endSequenceNumber: last.SequenceNumber,
        approximateArrivalOfFirstRecord: first.ApproximateArrivalTimestamp.toISOString(),
        approximateArrivalOfLastRecord: last.ApproximateArrivalTimestamp.toISOString(),
        batchSize: batch.length,
        streamArn: mapping.sourceArn,
      },
    })
    try {
      await aws.call(...messageTo(mapping.onFailure, text, {}), caller)
    } catch (error) {
      this.problem(`sending to ${mapping.onFailure}`, error)
    }
  }

  private eventOf(batch: KinesisRecord[]): string {
    const { mapping, fn, shardId } = this.props
    const Records = batch.map(({ SequenceNumber, PartitionKey, Data, ApproximateArrivalTimestamp }) => ({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: PartitionKey,
        sequenceNumber: SequenceNumber,
        data: Buffer.from(Data).toString('base64'),
        approximateArrivalTimestamp: ApproximateArrivalTimestamp.getTime() / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shardId}:${SequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: fn.roleArn,
      awsRegion: REGION,
      eventSourceARN: mapping.sourceArn,
    }))
    return JSON.stringify({ Records })
  }

  private problem(what: string, error: unknown): void {
    const { onLog, fn, mapping } = this.props
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    onLog({ functionName: fn.name, requestId: '', text: `${what} for ${mapping.sourceArn} failed: ${why}` })
  }
}

/** LATEST means from the mapping's creation on, also when the first look comes later. */
function startOf({ startingPosition, startingAt, changedAt }: Mapping): object {
  if (startingPosition === 'TRIM_HORIZON') return { ShardIteratorType: 'TRIM_HORIZON' }
  return { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(startingAt ?? changedAt) }
}
