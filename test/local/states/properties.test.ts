import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aRoom,
  askSupervisor,
  hold,
  holdUntil,
  invoked,
  machine,
  pass,
  review,
  SIXTEEN_HOURS,
  START,
  scope,
  threw,
  tokenOf,
  typesOf,
} from './room.ts'

const ENDS = ['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionAborted', 'ExecutionTimedOut']

/** Branches that hold and then release, refuse, review or ask, at all moments relative to one another. */
const branch = fc.record({
  seconds: fc.integer({ min: 0, max: 4 }),
  last: fc.constantFrom('release', 'refuse', 'review', 'ask'),
})
const happening = fc.record({
  afterMs: fc.integer({ min: 0, max: 3000 }),
  what: fc.constantFrom('stop', 'answer', 'refuse', 'beat', 'nothing'),
})

function branchOf({ seconds, last }: { seconds: number; last: string }, at: number) {
  const retrying = { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] }
  const step = {
    release: pass(),
    refuse: { Type: 'Fail', Error: 'NotReleased' },
    review: review({ ...retrying, TimeoutSeconds: 2, End: true }),
    ask: askSupervisor({ TimeoutSeconds: 3, HeartbeatSeconds: 2 }),
  }[last]!
  return scope({ [`Hold ${at}`]: hold(seconds, { Next: `Then ${at}` }), [`Then ${at}`]: step })
}

describe('whatever happens', () => {
  it('an execution ends exactly once, and its events are numbered and linked backwards', async () => {
    const days = fc.tuple(
      fc.array(branch, { minLength: 1, maxLength: 4 }),
      fc.array(happening, { maxLength: 5 }),
    )
    await fc.assert(
      fc.asyncProperty(days, fc.boolean(), async ([branches, happenings], caught) => {
        const room = aRoom(({ service }) => (service === 'lambda' ? threw('AgentGone') : {}))
        const rules = caught ? [{ ErrorEquals: ['States.ALL'], Next: 'Over' }] : []
        const parallel = { Type: 'Parallel', Branches: branches.map(branchOf), Catch: rules, Next: 'Over' }
        const definition = machine({ All: parallel, Over: { Type: 'Succeed' } }, { TimeoutSeconds: 9 })
        const execution = room.start(room.create(definition))
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
        const { stopDate } = await aRoom().run(machine({ Hold: holdUntil(until) }), {}, 200_000)

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
          return at.length <= failures ? threw('AgentGone') : invoked('released')
        })
        const task = review({ Retry: [{ ErrorEquals: ['AgentGone'], ...rule }], End: true })
        const { status } = await room.run(machine({ Review: task }), {}, 10_000_000)

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
  const asked = room.calls.findLast(({ service }) => service === 'sqs')
  if (asked === undefined || what === 'stop' || what === 'nothing') return
  const taskToken = tokenOf(asked)
  try {
    if (what === 'answer') room.ask('SendTaskSuccess', { taskToken, output: '"ana"' })
    if (what === 'refuse') room.ask('SendTaskFailure', { taskToken, error: 'NobodyThere' })
    if (what === 'beat') room.ask('SendTaskHeartbeat', { taskToken })
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
        Release: review({ TimeoutSeconds: 30, Output: '{% $states.result.Payload %}', End: true }),
      }),
    )
    const until = new Date(START + SIXTEEN_HOURS * 1000).toISOString()
    const executions = Array.from({ length: 10_000 }, (_, n) => room.start(arn, { until, n }))
    await room.timeline.advance(SIXTEEN_HOURS * 1000 - 1)
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
