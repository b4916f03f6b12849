import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aRoom, invoke, invoked, machine, START, typesOf } from './room.ts'

const ENDS = ['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionAborted', 'ExecutionTimedOut']

/** Branches that wait, fail, call or finish, at all moments relative to one another. */
const branch = fc.record({
  seconds: fc.integer({ min: 0, max: 4 }),
  last: fc.constantFrom('finish', 'fail', 'call', 'ask'),
})
const happening = fc.record({
  afterMs: fc.integer({ min: 0, max: 3000 }),
  what: fc.constantFrom('stop', 'answer', 'refuse', 'beat', 'nothing'),
})

function branchOf({ seconds, last }: { seconds: number; last: string }, at: number) {
  const then = {
    finish: { Type: 'Pass', End: true },
    fail: { Type: 'Fail', Error: 'Boom' },
    call: invoke({ TimeoutSeconds: 2, Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }], End: true }),
    ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Arguments: { QueueUrl: 'q', MessageBody: '{% $states.context.Task.Token %}' },
      TimeoutSeconds: 3,
      HeartbeatSeconds: 2,
      End: true,
    },
  }[last]
  const wait = { Type: 'Wait', Seconds: seconds, Next: `Then ${at}` }
  return { StartAt: `Wait ${at}`, States: { [`Wait ${at}`]: wait, [`Then ${at}`]: then } }
}

describe('whatever happens', () => {
  it('an execution ends exactly once, and its events are numbered and linked backwards', async () => {
    const days = fc.tuple(
      fc.array(branch, { minLength: 1, maxLength: 4 }),
      fc.array(happening, { maxLength: 5 }),
    )
    await fc.assert(
      fc.asyncProperty(days, fc.boolean(), async ([branches, happenings], caught) => {
        const room = aRoom(({ service }) =>
          service === 'lambda' ? invoked({ errorType: 'X' }, 'Handled') : {},
        )
        const rules = caught ? [{ ErrorEquals: ['States.ALL'], Next: 'After' }] : []
        const parallel = { Type: 'Parallel', Branches: branches.map(branchOf), Catch: rules, Next: 'After' }
        const execution = room.start(
          room.create(machine({ P: parallel, After: { Type: 'Succeed' } }, { TimeoutSeconds: 9 })),
        )
        for (const { afterMs, what } of happenings) {
          await room.timeline.advance(afterMs)
          act(room, execution, what)
        }
        await room.timeline.advance(20_000)

        const events = room.events(execution)
        expect(typesOf(events).filter((type) => ENDS.includes(type))).toEqual([typesOf(events).at(-1)])
        expect(room.describe(execution).status).not.toBe('RUNNING')
        expect(room.states.running()).toBe(0)
        expect(events.every(({ id, previousEventId }, at) => id === at + 1 && previousEventId < id)).toBe(
          true,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('a Wait never wakes early but for the milliseconds it drops', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -5000, max: 100_000 }), async (ms) => {
        const until = new Date(START + ms).toISOString()
        const wait = { Type: 'Wait', Timestamp: until, End: true }
        const { stopDate } = await aRoom().run(machine({ W: wait }), {}, 200_000)

        expect(stopDate.getTime()).toBe(Math.max(START, START + Math.floor(ms / 1000) * 1000))
      }),
      { numRuns: 40 },
    )
  })

  it('a retrier makes its attempts, no more, and none too soon', async () => {
    const rules = fc.record({
      MaxAttempts: fc.integer({ min: 0, max: 5 }),
      IntervalSeconds: fc.integer({ min: 1, max: 9 }),
      BackoffRate: fc.integer({ min: 1, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(rules, fc.integer({ min: 0, max: 7 }), async (rule, failures) => {
        const at: number[] = []
        const room = aRoom(() => {
          at.push(room.timeline.now())
          return at.length <= failures ? invoked({ errorType: 'X' }, 'Handled') : invoked(1)
        })
        const task = invoke({ Retry: [{ ErrorEquals: ['X'], ...rule }], End: true })
        const { status } = await room.run(machine({ T: task }), {}, 10_000_000)

        expect(at.length).toBe(1 + Math.min(failures, rule.MaxAttempts))
        expect(status).toBe(failures <= rule.MaxAttempts ? 'SUCCEEDED' : 'FAILED')
        const gaps = at.slice(1).map((moment, i) => moment - at[i]!)
        expect(gaps).toEqual(gaps.map((_, i) => 1000 * rule.IntervalSeconds * rule.BackoffRate ** i))
      }),
      { numRuns: 40 },
    )
  })
})

function act(room: ReturnType<typeof aRoom>, execution: string, what: string): void {
  if (what === 'stop') room.ask('StopExecution', { executionArn: execution })
  const token = room.calls.findLast(({ service }) => service === 'sqs')?.input.MessageBody
  if (token === undefined || what === 'stop' || what === 'nothing') return
  try {
    if (what === 'answer') room.ask('SendTaskSuccess', { taskToken: token, output: '1' })
    if (what === 'refuse') room.ask('SendTaskFailure', { taskToken: token, error: 'No' })
    if (what === 'beat') room.ask('SendTaskHeartbeat', { taskToken: token })
  } catch (error) {
    expect((error as Error).name).toBe('TaskTimedOut')
  }
}

describe('ten thousand executions', () => {
  it('that wait 16 hours all finish, none early', async () => {
    const room = aRoom(() => invoked('released'))
    const arn = room.create(
      machine({
        Hold: { Type: 'Wait', Timestamp: '{% $states.input.until %}', Next: 'Release' },
        Release: invoke({ TimeoutSeconds: 30, Output: '{% $states.result.Payload %}', End: true }),
      }),
    )
    const until = new Date(START + 57_600_000).toISOString()
    const executions = Array.from({ length: 10_000 }, (_, n) => room.start(arn, { until, n }))
    await room.timeline.advance(57_599_999)
    const early = room.calls.length
    await room.timeline.advance(1)

    expect(early).toBe(0)
    expect(room.calls.length).toBe(10_000)
    expect(new Set(executions.map((execution) => room.describe(execution).output))).toEqual(
      new Set(['"released"']),
    )
    expect(room.states.running()).toBe(0)
  })
})
