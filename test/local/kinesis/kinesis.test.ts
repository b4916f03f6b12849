import * as kinesis from '@aws-sdk/client-kinesis'
import { afterEach, describe, expect, it } from 'vitest'
import { Endpoint } from '../../../local/endpoint/endpoint.ts'
import { Faults } from '../../../local/faults.ts'
import { Iam } from '../../../local/iam/iam.ts'
import { Kinesis } from '../../../local/kinesis/kinesis.ts'
import { Random } from '../../../local/random.ts'
import { Timeline } from '../../../local/timeline.ts'
import { clientOf, START } from '../endpoint/an-endpoint.ts'

const StreamName = 'agent-events'
const STREAM_ARN = 'arn:aws:kinesis:us-east-1:111122223333:stream/agent-events'

const opened: { client: kinesis.KinesisClient; endpoint: Endpoint }[] = []

async function open(ShardCount = 1) {
  const timeline = new Timeline({ start: START, flowing: false })
  const random = new Random(1)
  const service = new Kinesis({ timeline })
  const faults = new Faults(random, timeline)
  const endpoint = new Endpoint({
    services: [service],
    iam: new Iam(),
    timeline,
    random,
    faults,
    quotas: 'off',
  })
  const { url } = await endpoint.listen(0)
  const client = new kinesis.KinesisClient(clientOf(url))
  opened.push({ client, endpoint })
  await client.send(new kinesis.CreateStreamCommand({ StreamName, ShardCount }))
  const put = (PartitionKey: string, text: string) =>
    client.send(new kinesis.PutRecordCommand({ StreamName, PartitionKey, Data: Buffer.from(text) }))
  const iterator = async (
    type: kinesis.ShardIteratorType,
    more: object = {},
    ShardId = 'shardId-000000000000',
  ) =>
    (
      await client.send(
        new kinesis.GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: type, ...more }),
      )
    ).ShardIterator
  const read = async (ShardIterator: string | undefined, Limit?: number) => {
    const input = Limit === undefined ? { ShardIterator } : { ShardIterator, Limit }
    const { Records = [], NextShardIterator } = await client.send(new kinesis.GetRecordsCommand(input))
    return { texts: Records.map(({ Data }) => Buffer.from(Data ?? '').toString()), next: NextShardIterator }
  }
  return { timeline, service, client, put, iterator, read }
}

const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error) => error)

describe('Kinesis, through the unmodified HTTP/2 client', () => {
  afterEach(async () => {
    for (const { client, endpoint } of opened.splice(0)) {
      client.destroy()
      await endpoint.close()
    }
  })

  it('gives records back in order, page by page', async () => {
    const { put, iterator, read } = await open()
    for (const text of ['a', 'b', 'c']) await put('agent-1', text)
    const first = await read(await iterator('TRIM_HORIZON'), 2)
    const second = await read(first.next)
    expect([first.texts, second.texts, (await read(second.next)).texts]).toEqual([['a', 'b'], ['c'], []])
  })

  it('begins where it is asked to', async () => {
    const { timeline, put, iterator, read } = await open()
    await put('k', 'a')
    await timeline.advance(1000)
    const { SequenceNumber } = await put('k', 'b')
    const latest = await iterator('LATEST')
    await put('k', 'c')
    const at = { StartingSequenceNumber: SequenceNumber }
    expect((await read(latest)).texts).toEqual(['c'])
    expect((await read(await iterator('AT_SEQUENCE_NUMBER', at))).texts).toEqual(['b', 'c'])
    expect((await read(await iterator('AFTER_SEQUENCE_NUMBER', at))).texts).toEqual(['c'])
    const since = { Timestamp: new Date(START + 1) }
    expect((await read(await iterator('AT_TIMESTAMP', since))).texts).toEqual(['b', 'c'])
  })

  it('keeps a partition key in one shard, and uses all shards', async () => {
    const { client, put } = await open(4)
    const shards = await Promise.all(Array.from({ length: 40 }, (_, i) => put(`agent-${i}`, 'x')))
    expect(new Set(shards.map(({ ShardId }) => ShardId)).size).toBe(4)
    expect((await put('agent-7', 'y')).ShardId).toBe(shards[7]?.ShardId)
    const { Shards } = await client.send(new kinesis.ListShardsCommand({ StreamName }))
    expect(Shards).toHaveLength(4)
  })

  it('forgets records after a day, and iterators after five minutes', async () => {
    const { timeline, put, iterator, read } = await open()
    await put('k', 'old')
    await timeline.advance(24 * 3_600_000 + 1)
    await put('k', 'new')
    const start = await iterator('TRIM_HORIZON')
    expect((await read(start)).texts).toEqual(['new'])
    await timeline.advance(300_001)
    expect(await refusal(read(start))).toBeInstanceOf(kinesis.ExpiredIteratorException)
  })

  it('keeps records longer where it is told to, for a year at most', async () => {
    const { client, timeline, put, iterator, read } = await open()
    const keep = (RetentionPeriodHours: number) =>
      client.send(new kinesis.IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours }))
    await keep(48)
    await put('k', 'old')
    await timeline.advance(47 * 3_600_000)
    expect((await read(await iterator('TRIM_HORIZON'))).texts).toEqual(['old'])
    for (const hours of [24, 8761])
      expect(await refusal(keep(hours))).toBeInstanceOf(kinesis.InvalidArgumentException)
  })

  it('is gone once it is deleted', async () => {
    const { client, put } = await open()
    await client.send(new kinesis.DeleteStreamCommand({ StreamName }))
    expect(await refusal(put('k', 'a'))).toBeInstanceOf(kinesis.ResourceNotFoundException)
  })

  it('takes a thousand records and a megabyte in a second for each shard, and says which it did not take', async () => {
    const { client, timeline, put } = await open()
    const many = (count: number, bytes = 1) =>
      client.send(
        new kinesis.PutRecordsCommand({
          StreamName,
          Records: Array.from({ length: count }, () => ({ PartitionKey: 'k', Data: Buffer.alloc(bytes) })),
        }),
      )
    await many(500)
    await many(490)
    const { FailedRecordCount, Records = [] } = await many(20)
    expect(FailedRecordCount).toBe(10)
    expect(Records.at(9)?.SequenceNumber).toMatch(/^\d{56}$/)
    expect(Records.at(10)?.ErrorCode).toBe('ProvisionedThroughputExceededException')
    expect(await refusal(put('k', 'a'))).toBeInstanceOf(kinesis.ProvisionedThroughputExceededException)
    await timeline.advance(1000)
    expect((await many(3, 400_000)).FailedRecordCount).toBe(1)
  })

  it('wakes a listener when records arrive', async () => {
    const { service, put } = await open()
    let woken = 0
    service.onArrival(STREAM_ARN, () => woken++)
    await put('k', 'a')
    expect(woken).toBe(1)
  })

  it('refuses a stream that is not there, or is there already', async () => {
    const { client } = await open()
    const none = new kinesis.DescribeStreamSummaryCommand({ StreamName: 'none' })
    expect(await refusal(client.send(none))).toBeInstanceOf(kinesis.ResourceNotFoundException)
    const again = new kinesis.CreateStreamCommand({ StreamName, ShardCount: 1 })
    expect(await refusal(client.send(again))).toBeInstanceOf(kinesis.ResourceInUseException)
  })
})
