import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, type Call, invoke, invoked, machine, START, typesOf } from './room.ts'

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/111122223333/answers'

/** A Task that sends its token and waits for the answer. */
const asking = (rest: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Arguments: { QueueUrl: QUEUE, MessageBody: { token: '{% $states.context.Task.Token %}' } },
  End: true,
  ...rest,
})
const tokenOf = ({ input }: Call): string => JSON.parse(input.MessageBody).token

/** Fails `times` times, each at its own moment. */
function flaky(times: number, errorType = 'Boom') {
  const room = aRoom(() => {
    at.push(room.timeline.now() - START)
    return at.length <= times ? invoked({ errorType, errorMessage: 'no' }, 'Unhandled') : invoked('done')
  })
  const at: number[] = []
  return { room, at }
}

describe('Retry', () => {
  it('waits IntervalSeconds, then BackoffRate times as long, at most MaxDelaySeconds', async () => {
    const { room, at } = flaky(4)
    const rule = {
      ErrorEquals: ['Boom'],
      IntervalSeconds: 2,
      BackoffRate: 3,
      MaxAttempts: 4,
      MaxDelaySeconds: 10,
    }
    const { status } = await room.run(machine({ T: invoke({ Retry: [rule], End: true }) }), {}, 60_000)

    expect(status).toBe('SUCCEEDED')
    expect(at).toEqual([0, 2000, 8000, 18_000, 28_000])
  })

  it('makes three attempts more, after 1, 2 and 4 seconds, unless told otherwise', async () => {
    const { room, at } = flaky(9)
    const { error } = await room.run(
      machine({ T: invoke({ Retry: [{ ErrorEquals: ['States.ALL'] }], End: true }) }),
      {},
      60_000,
    )

    expect([error, at]).toEqual(['Boom', [0, 1000, 3000, 7000]])
  })

  it('makes none where MaxAttempts is 0', async () => {
    const { room, at } = flaky(9)
    await room.run(
      machine({
        T: invoke({
          Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }],
          End: true,
        }),
      }),
      {},
      60_000,
    )

    expect(at).toEqual([0])
  })

  it('draws the delay up to the full one under JitterStrategy FULL', async () => {
    const { room, at } = flaky(1)
    const rule = { ErrorEquals: ['Boom'], IntervalSeconds: 100, JitterStrategy: 'FULL' }
    await room.run(machine({ T: invoke({ Retry: [rule], End: true }) }), {}, 200_000)

    expect(at[1]).toBeGreaterThan(0)
    expect(at[1]).toBeLessThan(100_000)
  })

  it('counts in the context', async () => {
    const { room } = flaky(2)
    const task = invoke({
      Retry: [{ ErrorEquals: ['States.TaskFailed'] }],
      Output: '{% $states.context.State.RetryCount %}',
      End: true,
    })

    expect((await room.run(machine({ T: task }), {}, 60_000)).output).toBe(2)
  })

  it('starts a Parallel anew', async () => {
    const branch = { StartAt: 'B', States: { B: { Type: 'Fail', Error: 'MyError', Cause: 'my cause' } } }
    const parallel = {
      Type: 'Parallel',
      Branches: [branch],
      Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
      End: true,
    }
    const { events } = await aRoom().run(machine({ P: parallel }), {}, 10_000)

    expect(typesOf(events).slice(2)).toEqual([
      'ParallelStateStarted',
      'FailStateEntered',
      'ParallelStateStarted',
      'FailStateEntered',
      'ParallelStateFailed',
      'ExecutionFailed',
    ])
  })

  it('makes a failed expression be recorded once for each attempt', async () => {
    const task = invoke({
      Arguments: { FunctionName: '{% $states.input.none %}' },
      Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
      End: true,
    })
    const { events } = await aRoom().run(machine({ T: task }), {}, 10_000)

    expect(typesOf(events).slice(2)).toEqual(['EvaluationFailed', 'EvaluationFailed', 'ExecutionFailed'])
  })
})

describe('Catch', () => {
  const caught = (names: string[], rest: object = {}) =>
    machine({
      T: invoke({ Catch: [{ ErrorEquals: names, Next: 'Caught', ...rest }], End: true }),
      Caught: { Type: 'Pass', End: true },
    })

  it('hands on the error where it has no Output', async () => {
    const { output } = await flaky(1).room.run(caught(['Boom']))

    expect(output).toEqual({ Error: 'Boom', Cause: '{"errorType":"Boom","errorMessage":"no"}' })
  })

  it('has Output and Assign of its own, which see the error', async () => {
    const rule = {
      Output: { e: '{% $states.errorOutput.Error %}', i: '{% $states.input %}' },
      Assign: { e: 1 },
    }
    const { output, events } = await flaky(1).room.run(caught(['Boom'], rule), 5)

    expect(output).toEqual({ e: 'Boom', i: 5 })
    expect(events[5].stateExitedEventDetails.assignedVariables).toEqual({ e: '1' })
  })

  it.each([
    ['Boom', ['States.TaskFailed'], 'SUCCEEDED'],
    ['Boom', ['States.ALL'], 'SUCCEEDED'],
    ['Boom', ['Other'], 'FAILED'],
    ['States.Runtime', ['States.ALL'], 'FAILED'],
    ['States.DataLimitExceeded', ['States.TaskFailed'], 'FAILED'],
    ['States.DataLimitExceeded', ['States.DataLimitExceeded'], 'SUCCEEDED'],
    ['States.Timeout', ['States.TaskFailed'], 'FAILED'],
    ['States.Timeout', ['States.ALL'], 'SUCCEEDED'],
  ])('of %s by %j: %s', async (error, names, status) => {
    expect((await flaky(1, error).room.run(caught(names))).status).toBe(status)
  })

  it('catches an expression of the Task, after its result', async () => {
    const states = {
      T: invoke({
        Output: '{% $states.result.none %}',
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
        End: true,
      }),
      Caught: { Type: 'Succeed' },
    }
    const { events, status } = await aRoom(() => invoked(1)).run(machine(states))

    expect(status).toBe('SUCCEEDED')
    expect(typesOf(events).slice(4, 7)).toEqual(['TaskSucceeded', 'EvaluationFailed', 'TaskStateExited'])
  })
})

describe('a task token', () => {
  it('ends its Task with what is sent', async () => {
    const room = aRoom(() => ({ MessageId: 'm' }))
    const execution = room.start(room.create(machine({ T: asking() })))
    await room.timeline.advance(0)
    room.ask('SendTaskSuccess', { taskToken: tokenOf(room.calls[0]!), output: '{"yes":true}' })
    await room.timeline.advance(0)

    expect(room.describe(execution)).toMatchObject({ status: 'SUCCEEDED', output: '{"yes":true}' })
    const events = room.events(execution)
    expect(typesOf(events).slice(2, 6)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
    ])
    expect(events[5].taskSucceededEventDetails).toEqual({
      resource: 'sendMessage.waitForTaskToken',
      resourceType: 'sqs',
      output: '{"yes":true}',
      outputDetails: { truncated: false },
    })
  })

  it('fails its Task with what is sent', async () => {
    const room = aRoom()
    const execution = room.start(room.create(machine({ T: asking() })))
    await room.timeline.advance(0)
    room.ask('SendTaskFailure', { taskToken: tokenOf(room.calls[0]!), error: 'No', cause: 'refused' })
    await room.timeline.advance(0)

    expect(room.describe(execution)).toMatchObject({ status: 'FAILED', error: 'No', cause: 'refused' })
  })

  it('is answered once, and never if it was not issued', async () => {
    const room = aRoom()
    room.start(room.create(machine({ T: asking() })))
    await room.timeline.advance(0)
    const taskToken = tokenOf(room.calls[0]!)
    room.ask('SendTaskSuccess', { taskToken, output: '1' })
    const send =
      (token: string, output = '1') =>
      () =>
        room.ask('SendTaskSuccess', { taskToken: token, output })

    expect(send(taskToken)).toThrow(
      new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'"),
    )
    expect(send('invented')).toThrow(new AwsError('InvalidToken', "Invalid Token: 'Invalid token'"))
    expect(send(taskToken, 'no json')).toThrow(/^Invalid Output/)
  })

  it('lapses without heartbeats, which reads States.Timeout but is told apart by a Catch', async () => {
    const states = {
      T: asking({
        HeartbeatSeconds: 5,
        TimeoutSeconds: 600,
        Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Late' }],
      }),
      Late: { Type: 'Pass', End: true },
    }
    const room = aRoom()
    const execution = room.start(room.create(machine(states)))
    await room.timeline.advance(4000)
    room.ask('SendTaskHeartbeat', { taskToken: tokenOf(room.calls[0]!) })
    await room.timeline.advance(4000)
    expect(room.describe(execution).status).toBe('RUNNING')
    await room.timeline.advance(2000)

    expect(room.describe(execution).output).toBe('{"Error":"States.Timeout","Cause":""}')
    const late = room.events(execution).find(({ type }) => type === 'TaskTimedOut')
    expect(late.taskTimedOutEventDetails).toEqual({
      error: 'States.Timeout',
      resource: 'sendMessage.waitForTaskToken',
      resourceType: 'sqs',
    })
  })

  it('does not outlive TimeoutSeconds, however often it beats', async () => {
    const room = aRoom()
    const execution = room.start(
      room.create(machine({ T: asking({ HeartbeatSeconds: 5, TimeoutSeconds: 10 }) })),
    )
    for (const _ of [1, 2, 3]) {
      await room.timeline.advance(3000)
      room.ask('SendTaskHeartbeat', { taskToken: tokenOf(room.calls[0]!) })
    }
    await room.timeline.advance(1000)

    expect(room.describe(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
    expect(room.describe(execution)).not.toHaveProperty('cause')
  })
})

describe('the end of time', () => {
  it('is a year for any execution', async () => {
    const year = 365 * 24 * 3600 * 1000
    const wait = { Type: 'Wait', Seconds: 99_999_999, End: true }
    const { status, stopDate } = await aRoom().run(machine({ W: wait }), {}, year)

    expect([status, stopDate.getTime()]).toEqual(['TIMED_OUT', START + year])
  })

  it('ends a machine after its TimeoutSeconds, which names no error', async () => {
    const definition = machine({ W: { Type: 'Wait', Seconds: 100, End: true } }, { TimeoutSeconds: 10 })
    const described = await aRoom().run(definition, {}, 60_000)

    expect(described).toMatchObject({ status: 'TIMED_OUT', stopDate: new Date(START + 10_000) })
    expect(described).not.toHaveProperty('error')
    expect(described.events.at(-1)).toMatchObject({
      type: 'ExecutionTimedOut',
      previousEventId: 0,
      executionTimedOutEventDetails: { error: 'States.Timeout' },
    })
  })

  it('ignores the answer of a call that came too late', async () => {
    let answer = (_: unknown) => {}
    const room = aRoom(() => new Promise((resolve) => (answer = resolve)))
    const execution = room.start(room.create(machine({ T: invoke() })))
    room.ask('StopExecution', { executionArn: execution, error: 'Enough', cause: 'of it' })
    answer(invoked(1))
    await room.timeline.advance(0)

    expect(room.describe(execution)).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'of it' })
    expect(room.events(execution).at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      previousEventId: 0,
      executionAbortedEventDetails: { error: 'Enough', cause: 'of it' },
    })
  })
})
