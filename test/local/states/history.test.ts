import { describe, expect, it } from 'vitest'
import { aRoom, FUNCTION, invoke, invoked, linksOf, machine, ROLE, START, typesOf } from './room.ts'

describe('the history of an execution', () => {
  it('is that of a recorded run of one Pass', async () => {
    const { events, execution } = await aRoom().run(
      machine({ Start: { Type: 'Pass', Output: true, End: true } }),
    )

    expect(execution).toMatch(/^arn:aws:states:us-east-1:111122223333:execution:machine:[0-9a-f-]{36}$/)
    expect(events).toEqual([
      {
        executionStartedEventDetails: { input: '{}', inputDetails: { truncated: false }, roleArn: ROLE },
        id: 1,
        previousEventId: 0,
        timestamp: new Date(START),
        type: 'ExecutionStarted',
      },
      {
        id: 2,
        previousEventId: 0,
        stateEnteredEventDetails: { input: '{}', inputDetails: { truncated: false }, name: 'Start' },
        timestamp: new Date(START),
        type: 'PassStateEntered',
      },
      {
        id: 3,
        previousEventId: 2,
        stateExitedEventDetails: { name: 'Start', output: 'true', outputDetails: { truncated: false } },
        timestamp: new Date(START),
        type: 'PassStateExited',
      },
      {
        executionSucceededEventDetails: { output: 'true', outputDetails: { truncated: false } },
        id: 4,
        previousEventId: 3,
        timestamp: new Date(START),
        type: 'ExecutionSucceeded',
      },
    ])
  })

  it('links the events of a sequential Map as recorded', async () => {
    const process = { StartAt: 'Process', States: { Process: { Type: 'Pass', End: true } } }
    const map = { Type: 'Map', Items: [1, 2, 3], MaxConcurrency: 1, ItemProcessor: process, End: true }
    const { events, output } = await aRoom().run(machine({ Start: map }))

    expect(output).toEqual([1, 2, 3])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 4, 5, 6, 6, 8, 9, 10, 10, 12, 13, 14, 15, 15, 17])
    expect(typesOf(events).slice(2, 8)).toEqual([
      'MapStateStarted',
      'MapIterationStarted',
      'PassStateEntered',
      'PassStateExited',
      'MapIterationSucceeded',
      'MapIterationStarted',
    ])
    expect(events[2].mapStateStartedEventDetails).toEqual({ length: 3 })
    expect(events[7].mapIterationStartedEventDetails).toEqual({ name: 'Start', index: 1 })
    expect(typesOf(events).slice(15)).toEqual(['MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'])
  })

  it('lets a Map over nothing exit from its Started event', async () => {
    const process = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } }
    const { events } = await aRoom().run(
      machine({ M: { Type: 'Map', Items: [], ItemProcessor: process, End: true } }),
    )

    expect(linksOf(events)).toEqual([0, 0, 2, 3, 3, 5])
  })

  it('lets a Parallel go on from the last event of its branches', async () => {
    const branch = (one: string, two: string) => ({
      StartAt: one,
      States: { [one]: { Type: 'Pass', Next: two }, [two]: { Type: 'Pass', End: true } },
    })
    const states = {
      P: { Type: 'Parallel', Branches: [branch('A1', 'A2'), branch('B1', 'B2')], Next: 'After' },
      After: { Type: 'Pass', End: true },
    }
    const { events, output } = await aRoom().run(machine(states), { x: 'a' })

    expect(output).toEqual([{ x: 'a' }, { x: 'a' }])
    expect(typesOf(events).slice(0, 3)).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
    ])
    expect(typesOf(events).slice(11)).toEqual([
      'ParallelStateSucceeded',
      'ParallelStateExited',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ])
    expect(linksOf(events).slice(11)).toEqual([11, 11, 13, 14, 15])
    const firsts = events.filter(({ stateEnteredEventDetails }: any) =>
      /^[AB]1$/.test(stateEnteredEventDetails?.name),
    )
    expect(linksOf(firsts)).toEqual([3, 3])
  })

  it('records a failing branch, its Task aborted beside it', async () => {
    const branch = { StartAt: 'Send', States: { Send: invoke() } }
    const states = {
      P: {
        Type: 'Parallel',
        Branches: [branch],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Handled' }],
        End: true,
      },
      Handled: { Type: 'Pass', End: true },
    }
    const failing = aRoom(() => invoked({ errorType: 'Boom', errorMessage: 'no' }, 'Unhandled'))
    const { events } = await failing.run(machine(states))

    expect(typesOf(events).slice(3)).toEqual([
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
      'TaskStateAborted',
      'ParallelStateFailed',
      'ParallelStateExited',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 4, 5, 6, 7, 7, 9, 10, 11, 12])
  })

  it('records what a failing iteration cuts, all from the failure', async () => {
    const processor = {
      StartAt: 'Route',
      States: {
        Route: {
          Type: 'Choice',
          Choices: [{ Condition: "{% $states.input = 'fail' %}", Next: 'Pause' }],
          Default: 'Long',
        },
        Pause: { Type: 'Wait', Seconds: 1, Next: 'Boom' },
        Boom: { Type: 'Fail', Error: 'Boom', Cause: 'sibling failed' },
        Long: { Type: 'Wait', Seconds: 20, End: true },
      },
    }
    const map = { Type: 'Map', Items: ['wait', 'fail'], ItemProcessor: processor, End: true }
    const { events, error, cause } = await aRoom().run(machine({ P: map }), {}, 5000)

    const failure = events.findIndex(({ type }: any) => type === 'FailStateEntered') + 1
    const tail = events.slice(failure)
    expect([error, cause]).toEqual(['Boom', 'sibling failed'])
    expect(typesOf(tail)).toEqual([
      'MapIterationAborted',
      'WaitStateAborted',
      'MapIterationFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ])
    expect(linksOf(tail)).toEqual([failure, failure, failure, failure, failure + 4])
    expect(tail[0].mapIterationAbortedEventDetails).toEqual({ name: 'P', index: 0 })
    expect(tail[2].mapIterationFailedEventDetails).toEqual({ name: 'P', index: 1 })
  })

  it('leaves no failed events behind for a States.Runtime', async () => {
    const choice = { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Done' }] }
    const branch = { StartAt: 'C', States: { C: choice, Done: { Type: 'Pass', End: true } } }
    const { events, error, cause } = await aRoom().run(
      machine({ P: { Type: 'Parallel', Branches: [branch], End: true } }),
    )

    expect(typesOf(events).slice(3)).toEqual(['ChoiceStateEntered', 'ExecutionFailed'])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 4])
    expect(error).toBe('States.Runtime')
    expect(cause).toBe(
      "An error occurred while executing the state 'C' (entered at the event id #4). Failed to transition out of the state. The state does not point to a next state.",
    )
  })

  it('records an expression that fails, with its field and its state', async () => {
    const broken = { Type: 'Pass', Output: { v: '{% $states.input.missing %}' }, End: true }
    const { events, error } = await aRoom().run(machine({ Undef: broken }))

    const cause =
      "An error occurred while executing the state 'Undef' (entered at the event id #2). The JSONata expression '$states.input.missing' specified for the field 'Output/v' returned nothing (undefined)."
    expect(error).toBe('States.QueryEvaluationError')
    expect(events[2].evaluationFailedEventDetails).toEqual({
      error,
      cause,
      location: 'Output/v',
      state: 'Undef',
    })
    expect(events[3].executionFailedEventDetails).toEqual({ error, cause })
  })

  it('goes on from before the failure where a rule of Catch itself fails', async () => {
    const boom = { StartAt: 'Boom', States: { Boom: { Type: 'Fail', Error: 'MyError', Cause: 'my cause' } } }
    const rules = [
      { ErrorEquals: ['Other'], Next: 'Done' },
      { ErrorEquals: ['States.ALL'], Output: { v: '{% $states.input.missing %}' }, Next: 'Done' },
    ]
    const states = {
      P: { Type: 'Parallel', Branches: [boom], Catch: rules, End: true },
      Done: { Type: 'Pass', End: true },
    }
    const { events } = await aRoom().run(machine(states))

    expect(typesOf(events).slice(4)).toEqual([
      'ParallelStateFailed',
      'EvaluationFailed',
      'ParallelStateFailed',
      'ExecutionFailed',
    ])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 4, 4, 6, 7])
    expect(events[5].evaluationFailedEventDetails.location).toBe('Catch[1]/Output/v')
  })

  it('shows the variables a state assigned, as JSON', async () => {
    const { events } = await aRoom().run(
      machine({ A: { Type: 'Pass', Assign: { one: '{% 1 %}', text: 'x' }, End: true } }),
    )

    expect(events[2].stateExitedEventDetails).toEqual({
      name: 'A',
      output: '{}',
      outputDetails: { truncated: false },
      assignedVariables: { one: '1', text: '"x"' },
      assignedVariablesDetails: { truncated: false },
    })
  })

  it('names a function called by its own ARN in its own events', async () => {
    const room = aRoom(() => invoked({ done: true }))
    const { events, output } = await room.run(
      machine({ T: { Type: 'Task', Resource: FUNCTION, TimeoutSeconds: 30, End: true } }),
      { a: 1 },
    )

    expect(output).toEqual({ done: true })
    expect(typesOf(events).slice(2, 5)).toEqual([
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
    ])
    expect(events[2].lambdaFunctionScheduledEventDetails).toEqual({
      input: '{"a":1}',
      inputDetails: { truncated: false },
      resource: FUNCTION,
      timeoutInSeconds: 30,
    })
    expect('lambdaFunctionStartedEventDetails' in events[3]).toBe(false)
  })

  it('ends a machine that never stops at 25,000 events', async () => {
    const room = aRoom()
    const { execution } = await room.run(
      machine({
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'A' }], Default: 'C' },
        C: { Type: 'Succeed' },
      }),
    )

    const [last] = room.ask('GetExecutionHistory', { executionArn: execution, reverseOrder: true }).events
    expect(last.id).toBe(25_000)
    expect(last.executionFailedEventDetails).toEqual({
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    })
  })
})
