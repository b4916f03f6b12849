import { describe, expect, it } from 'vitest'
import { aRoom, invoked, machine, pass, review, START, scope, threw, typesOf } from './room.ts'

/** A function that throws `times` times, and the moment of each call. */
function unsteady(times: number, errorType = 'ConnectThrottled') {
  const room = aRoom(() => {
    at.push(room.timeline.now() - START)
    return at.length <= times ? threw(errorType) : invoked('released')
  })
  const at: number[] = []
  return { room, at }
}

describe('Retry', () => {
  const retrying = (Retry: object[], rest: object = {}) =>
    machine({ Review: review({ Retry, End: true, ...rest }) })

  it('waits IntervalSeconds, then BackoffRate times as long, at most MaxDelaySeconds', async () => {
    const { room, at } = unsteady(4)
    const rule = {
      ErrorEquals: ['ConnectThrottled'],
      IntervalSeconds: 4,
      BackoffRate: 1.5,
      MaxAttempts: 4,
      MaxDelaySeconds: 8,
    }
    const { status } = await room.run(retrying([rule]), {}, 60_000)

    expect(status).toBe('SUCCEEDED')
    expect(at).toEqual([0, 4000, 10_000, 18_000, 26_000])
  })

  it('makes three attempts more, after 1, 2 and 4 seconds, unless told otherwise', async () => {
    const { room, at } = unsteady(9)
    const { error } = await room.run(retrying([{ ErrorEquals: ['States.ALL'] }]), {}, 60_000)

    expect([error, at]).toEqual(['ConnectThrottled', [0, 1000, 3000, 7000]])
  })

  it('makes none where MaxAttempts is 0, whatever the later rules say', async () => {
    const { room, at } = unsteady(9)
    const never = { ErrorEquals: ['ConnectThrottled'], MaxAttempts: 0 }
    await room.run(retrying([never, { ErrorEquals: ['States.ALL'] }]), {}, 60_000)

    expect(at).toEqual([0])
  })

  it('draws the delay up to the full one under JitterStrategy FULL', async () => {
    const { room, at } = unsteady(1)
    const rule = { ErrorEquals: ['ConnectThrottled'], IntervalSeconds: 100, JitterStrategy: 'FULL' }
    await room.run(retrying([rule]), {}, 200_000)

    expect(at[1]).toBeGreaterThan(0)
    expect(at[1]).toBeLessThan(100_000)
  })

  it('counts in the context', async () => {
    const { room } = unsteady(2)
    const Output = { tries: '{% 1 + $states.context.State.RetryCount %}' }
    const definition = retrying([{ ErrorEquals: ['States.TaskFailed'] }], { Output })

    expect((await room.run(definition, {}, 60_000)).output).toEqual({ tries: 3 })
  })

  it('starts a Parallel anew', async () => {
    const branch = scope({
      Offer: pass({ Next: 'Missed' }),
      Missed: { Type: 'Fail', Error: 'OfferMissed', Cause: 'ana is at lunch' },
    })
    const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }]
    const parallel = { Type: 'Parallel', Branches: [branch], Retry, End: true }
    const { events } = await aRoom().run(machine({ Meanwhile: parallel }), {}, 10_000)

    const round = ['ParallelStateStarted', 'PassStateEntered', 'PassStateExited', 'FailStateEntered']
    expect(typesOf(events).slice(2)).toEqual([...round, ...round, 'ParallelStateFailed', 'ExecutionFailed'])
  })

  it('makes a failed expression be recorded once for each attempt', async () => {
    const Arguments = { FunctionName: '{% $states.input.reviewer %}' }
    const definition = retrying([{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }], { Arguments })
    const { events } = await aRoom().run(definition, { owner: 'ana' }, 10_000)

    expect(typesOf(events).slice(2)).toEqual([...Array(3).fill('EvaluationFailed'), 'ExecutionFailed'])
  })
})

describe('Catch', () => {
  const caught = (names: string[], rest: object = {}, task: object = {}) =>
    machine({
      Review: review({
        Catch: [{ ErrorEquals: names, Next: 'Left to the sweep', ...rest }],
        End: true,
        ...task,
      }),
      'Left to the sweep': pass(),
    })

  it('hands on the error where it has no Output', async () => {
    const { output } = await unsteady(1).room.run(caught(['ConnectThrottled']))

    expect(output).toEqual({
      Error: 'ConnectThrottled',
      Cause: '{"errorType":"ConnectThrottled","errorMessage":"ana has left"}',
    })
  })

  it('has Output and Assign of its own, which see the error', async () => {
    const rule = {
      Output: { why: '{% $states.errorOutput.Error %}', whose: '{% $states.input.owner %}' },
      Assign: { sweeps: 1 },
    }
    const { output, events } = await unsteady(1).room.run(caught(['ConnectThrottled'], rule), {
      owner: 'ben',
    })

    expect(output).toEqual({ why: 'ConnectThrottled', whose: 'ben' })
    expect(events[5].stateExitedEventDetails.assignedVariables).toEqual({ sweeps: '1' })
  })

  it.each([
    ['AgentGone', ['States.TaskFailed'], 'SUCCEEDED'],
    ['AgentGone', ['States.ALL'], 'SUCCEEDED'],
    ['AgentGone', ['AgentAway'], 'FAILED'],
    ['States.Runtime', ['States.ALL'], 'FAILED'],
    ['States.DataLimitExceeded', ['States.TaskFailed'], 'FAILED'],
    ['States.DataLimitExceeded', ['States.DataLimitExceeded'], 'SUCCEEDED'],
    ['States.Timeout', ['States.TaskFailed'], 'FAILED'],
    ['States.Timeout', ['States.ALL'], 'SUCCEEDED'],
  ])('of %s by %j: %s', async (error, names, status) => {
    expect((await unsteady(1, error).room.run(caught(names))).status).toBe(status)
  })

  it('catches an expression of the Task, after its result', async () => {
    const definition = caught(['States.QueryEvaluationError'], {}, { Output: '{% $states.result.owner %}' })
    const { events, status } = await aRoom(() => invoked('released')).run(definition)

    expect(status).toBe('SUCCEEDED')
    expect(typesOf(events).slice(4, 7)).toEqual(['TaskSucceeded', 'EvaluationFailed', 'TaskStateExited'])
  })
})
