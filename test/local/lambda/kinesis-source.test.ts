import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Kinesis } from '../../../local/kinesis/kinesis.ts'
import { AwsError } from '../../../local/service.ts'
import { Bench, ROLE, START } from './functions.ts'

const STREAM = 'arn:aws:kinesis:us-east-1:111122223333:stream/agents'
const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:dead'

let bench: Bench
let kinesis: Kinesis

beforeEach(() => {
  bench = new Bench({ wakeOn: (source, listener) => kinesis.onArrival(source, listener) })
  kinesis = new Kinesis({ timeline: bench.timeline })
  for (const operation of ['ListShards', 'GetShardIterator', 'GetRecords'])
    bench.aws.answers[`kinesis:${operation}`] = (input, caller) =>
      kinesis.operations[operation]!(input, caller)
  kinesis.operations.CreateStream!({ StreamName: 'agents', ShardCount: 1 }, { kind: 'operator' })
})
afterEach(() => bench.close())

function put(...texts: string[]): void {
  const Records = texts.map((text) => ({ PartitionKey: 'a', Data: Buffer.from(text) }))
  kinesis.operations.PutRecords!({ StreamARN: STREAM, Records }, { kind: 'operator' })
}

const map = (more: object = {}) =>
  bench.call('CreateEventSourceMapping', {
    FunctionName: 'f',
    EventSourceArn: STREAM,
    StartingPosition: 'LATEST',
    ...more,
  })

/** Logs the texts of each batch with its second, and fails a batch that holds `bad`. */
const FAILS_ON_BAD = `exports.handler = async ({ Records }) => {
  const texts = Records.map((r) => Buffer.from(r.kinesis.data, 'base64').toString())
  console.log(Math.floor((Date.now() - ${START}) / 1000) + ' ' + texts.join())
  if (texts.includes('bad')) throw new Error('bad')
}`
const batches = () => bench.log.map(({ text }) => text).filter((text) => /^\d+ /.test(text))

describe('a stream as event source', () => {
  it('gives the function the records in order, as its role', async () => {
    bench.define('f', 'exports.handler = async (event) => console.log(JSON.stringify(event))')
    put('before')
    await bench.timeline.advance(1000)
    await map()
    put('a', 'b')
    await bench.timeline.quiet()
    const { Records } = JSON.parse(bench.log[0]!.text)
    expect(Records.map((record: any) => Buffer.from(record.kinesis.data, 'base64').toString())).toEqual([
      'a',
      'b',
    ])
    expect(Records[0]).toMatchObject({
      eventSource: 'aws:kinesis',
      eventName: 'aws:kinesis:record',
      eventSourceARN: STREAM,
      invokeIdentityArn: ROLE,
      kinesis: { partitionKey: 'a', kinesisSchemaVersion: '1.0' },
    })
    expect(bench.aws.calls.every(({ caller }) => caller.kind === 'role')).toBe(true)
  })

  it('begins where the stream begins when told so', async () => {
    bench.define('f', FAILS_ON_BAD)
    put('before')
    await map({ StartingPosition: 'TRIM_HORIZON', BatchSize: 1 })
    put('a')
    await bench.timeline.quiet()
    expect(batches()).toEqual(['0 before', '0 a'])
  })

  it('lets a failing batch stand in the way until its attempts run out, then reports it', async () => {
    bench.define('f', FAILS_ON_BAD)
    bench.aws.answers['sqs:SendMessage'] = () => ({})
    await map({ MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination: QUEUE } } })
    put('a', 'bad')
    await bench.timeline.quiet()
    put('c')
    await bench.timeline.advance(60_000)
    expect(batches()).toEqual(['0 a,bad', '1 a,bad', '3 a,bad', '3 c'])
    const sent = bench.aws.calls.find(({ service }) => service === 'sqs')!
    expect(JSON.parse(sent.input.MessageBody)).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      KinesisBatchInfo: { batchSize: 2, streamArn: STREAM },
    })
  })

  it('halves a failing batch when told so, until the bad record is alone', async () => {
    bench.define('f', FAILS_ON_BAD)
    await map({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0 })
    put('a', 'b', 'bad', 'd')
    await bench.timeline.quiet()
    expect(batches()).toEqual(['0 a,b,bad,d', '0 a,b', '0 bad,d', '0 bad', '0 d'])
  })

  it('goes on from the first record that the function reports', async () => {
    bench.define(
      'f',
      `let n = 0
       exports.handler = async ({ Records }) => {
         console.log(n + ' ' + Records.map((r) => Buffer.from(r.kinesis.data, 'base64').toString()).join())
         return n++ ? null : { batchItemFailures: [{ itemIdentifier: Records[1].kinesis.sequenceNumber }] }
       }`,
    )
    await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] })
    put('a', 'b', 'c')
    await bench.timeline.advance(5000)
    expect(batches()).toEqual(['0 a,b,c', '1 b,c'])
  })

  it('reads again, after a pause, what it could not read', async () => {
    bench.define('f', FAILS_ON_BAD)
    await map()
    const read = bench.aws.answers['kinesis:GetRecords']!
    let refusals = 2
    bench.aws.answers['kinesis:GetRecords'] = (input, caller) => {
      if (refusals-- > 0) throw new AwsError('ProvisionedThroughputExceededException', 'Slow down')
      return read(input, caller)
    }
    put('a')
    await bench.timeline.advance(10_000)
    expect(batches()).toEqual(['3 a'])
  })

  it.each([
    [{ StartingPosition: undefined }, /StartingPosition must be/],
    [{ ParallelizationFactor: 2 }, /do not model ParallelizationFactor/],
    [{ MaximumRecordAgeInSeconds: 5 }, /outside 60 to 604800/],
  ])('is refused with %j', async (more, message) => {
    bench.define('f', FAILS_ON_BAD)
    await expect(map(more)).rejects.toThrow(message)
  })

  it('is refused when the role may not see the stream', async () => {
    bench.define('f', FAILS_ON_BAD)
    delete bench.aws.answers['kinesis:ListShards']
    await expect(map()).rejects.toThrow(/Cannot access stream/)
  })
})
