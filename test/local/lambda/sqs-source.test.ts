import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, ROLE, START } from './functions.ts'

const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:events'
const HIDDEN_MS = 30_000

let bench: Bench
let messages: { MessageId: string; ReceiptHandle: string; Body: string; visibleAt: number }[]

beforeEach(() => {
  bench = new Bench()
  messages = []
  Object.assign(bench.aws.answers, {
    'sqs:GetQueueAttributes': () => ({ Attributes: { VisibilityTimeout: String(HIDDEN_MS / 1000) } }),
    'sqs:ReceiveMessage': ({ MaxNumberOfMessages }: { MaxNumberOfMessages: number }) => {
      const now = bench.timeline.now()
      const seen = messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, MaxNumberOfMessages)
      for (const message of seen) message.visibleAt = now + HIDDEN_MS
      return { Messages: seen.map((message) => ({ ...message })) }
    },
    'sqs:DeleteMessageBatch': ({ Entries }: { Entries: { ReceiptHandle: string }[] }) => {
      messages = messages.filter(
        ({ ReceiptHandle }) => !Entries.some((e) => e.ReceiptHandle === ReceiptHandle),
      )
      return {}
    },
  })
})
afterEach(() => bench.close())

function put(...bodies: string[]): void {
  for (const Body of bodies)
    messages.push({
      MessageId: `m-${Body}`,
      ReceiptHandle: `r-${Body}`,
      Body,
      visibleAt: bench.timeline.now(),
    })
  for (const wake of bench.wakers) wake()
}

const map = (more: object = {}) =>
  bench.call('CreateEventSourceMapping', { FunctionName: 'f', EventSourceArn: QUEUE, ...more })

const LOGS = 'exports.handler = async ({ Records }) => console.log(Records.map((r) => r.body).join())'

/** What the function logged, and how many seconds after the start. */
const batches = () => bench.log.map(({ text }) => text)

describe('a queue as event source', () => {
  it('gives the function what lies in the queue, as its role, and deletes it afterwards', async () => {
    bench.define('f', 'exports.handler = async (event) => console.log(JSON.stringify(event))')
    await map()
    put('a')
    await bench.timeline.quiet()
    expect(JSON.parse(batches()[0]!)).toEqual({
      Records: [
        {
          messageId: 'm-a',
          receiptHandle: 'r-a',
          body: 'a',
          attributes: {},
          messageAttributes: {},
          eventSource: 'aws:sqs',
          eventSourceARN: QUEUE,
          awsRegion: 'us-east-1',
        },
      ],
    })
    expect(messages).toEqual([])
    expect(new Set(bench.aws.calls.map(({ caller }) => JSON.stringify(caller)))).toEqual(
      new Set([JSON.stringify({ kind: 'role', arn: ROLE })]),
    )
  })

  it('lets a failed batch reappear when its time is over, and leaves time alone when nothing is left', async () => {
    bench.define(
      'f',
      'let n = 0; exports.handler = async () => { console.log(Date.now()); if (n++ < 2) throw new Error("no") }',
    )
    await map()
    put('a')
    await bench.timeline.advance(10 * HIDDEN_MS)
    const seconds = batches()
      .filter((text) => /^\d+$/.test(text))
      .map((at) => Math.floor((Number(at) - START) / 1000))
    expect(seconds).toEqual([0, 30, 60])
    const calls = bench.aws.calls.length
    await bench.timeline.advance(100 * HIDDEN_MS)
    expect(bench.aws.calls).toHaveLength(calls)
  })

  it('deletes only what succeeded when the function reports item failures', async () => {
    bench.define(
      'f',
      `exports.handler = async ({ Records }) => {
         console.log(Records.map((r) => r.body).join())
         return { batchItemFailures: Records.filter((r) => r.body === 'bad').map((r) => ({ itemIdentifier: r.messageId })) }
       }`,
    )
    await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] })
    put('good', 'bad', 'fine')
    await bench.timeline.quiet()
    expect(messages.map(({ Body }) => Body)).toEqual(['bad'])
    await bench.timeline.advance(HIDDEN_MS)
    expect(batches()).toEqual(['good,bad,fine', 'bad'])
  })

  it('waits for a full batch as long as its window', async () => {
    bench.define('f', LOGS)
    await map({ BatchSize: 3, MaximumBatchingWindowInSeconds: 20 })
    put('a')
    await bench.timeline.advance(10_000)
    put('b')
    await bench.timeline.advance(9_999)
    expect(batches()).toEqual([])
    await bench.timeline.advance(1)
    expect(batches()).toEqual(['a,b'])
    put('c', 'd', 'e', 'f')
    await bench.timeline.quiet()
    expect(batches()).toEqual(['a,b', 'c,d,e'])
  })

  it('runs no more batches at once than its MaximumConcurrency', async () => {
    bench.define(
      'f',
      `exports.handler = async ({ Records }) => { console.log('in'); await require('node:timers/promises').setTimeout(300); console.log('out') }`,
    )
    await map({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } })
    put('a', 'b', 'c', 'd')
    await bench.timeline.quiet()
    let [open, most] = [0, 0]
    for (const line of batches()) {
      open += line === 'in' ? 1 : -1
      most = Math.max(most, open)
    }
    expect(batches()).toHaveLength(8)
    expect(most).toBe(2)
  })

  it('says in the log that the role may not receive, and looks again when woken', async () => {
    bench.define('f', LOGS)
    const receive = bench.aws.answers['sqs:ReceiveMessage']!
    delete bench.aws.answers['sqs:ReceiveMessage']
    await map()
    put('a')
    await bench.timeline.quiet()
    expect(batches()[0]).toBe(
      `ReceiveMessage for ${QUEUE} failed: AccessDeniedException: ReceiveMessage is not allowed`,
    )
    bench.aws.answers['sqs:ReceiveMessage'] = receive
    put('b')
    await bench.timeline.quiet()
    expect(batches().at(-1)).toBe('a,b')
  })

  it.each([
    [{ timeoutSeconds: 31 }, {}, /Queue visibility timeout: 30 seconds is less than Function timeout: 31/],
    [{}, { BatchSize: 11 }, /Maximum batch window in seconds must be greater than 0/],
    [{}, { EventSourceArn: 'arn:aws:dynamodb:us-east-1:111122223333:table/t' }, /is not modelled/],
    [{}, { FilterCriteria: {} }, /do not model FilterCriteria/],
    [{}, { ScalingConfig: { MaximumConcurrency: 1 } }, /outside 2 to 1000/],
  ])('is refused for %j with %j', async (more, mapping, message) => {
    bench.define('f', LOGS, more)
    await expect(map(mapping)).rejects.toThrow(
      expect.objectContaining({
        name: 'InvalidParameterValueException',
        message: expect.stringMatching(message),
      }),
    )
  })

  it('is listed, found, not created twice, and ends when deleted', async () => {
    bench.define('f', LOGS)
    const { UUID } = await map()
    await expect(map()).rejects.toMatchObject({ name: 'ResourceConflictException' })
    expect(
      (await bench.call('ListEventSourceMappings', { FunctionName: 'f' })).EventSourceMappings,
    ).toMatchObject([{ UUID, State: 'Enabled', BatchSize: 10 }])
    await bench.call('DeleteEventSourceMapping', { UUID })
    put('a')
    await bench.timeline.quiet()
    expect(batches()).toEqual([])
    await expect(bench.call('GetEventSourceMapping', { UUID })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})
