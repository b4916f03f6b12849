import { describe, expect, it } from 'vitest'
import {
  aRoom,
  FUNCTION,
  hold,
  holdUntil,
  invoked,
  linksOf,
  machine,
  pass,
  ROLE,
  SIXTEEN_HOURS,
  START,
  scope,
  typesOf,
} from './room.ts'

const whole = { truncated: false }

describe('the history of an execution', () => {
  it('tells all that happens, when, and with what data', async () => {
    const states = {
      Hold: hold(SIXTEEN_HOURS, { Next: 'Release' }),
      Release: pass({ Output: { to: 'support' } }),
    }
    const { events, execution } = await aRoom().run(machine(states), { owner: 'ana' }, SIXTEEN_HOURS * 1000)
    const [arrival, deadline] = [new Date(START), new Date(START + SIXTEEN_HOURS * 1000)]
    const [input, output] = ['{"owner":"ana"}', '{"to":"support"}']

    expect(execution).toMatch(/^arn:aws:states:us-east-1:111122223333:execution:holds:[0-9a-f-]{36}$/)
    expect(events).toEqual([
      {
        id: 1,
        previousEventId: 0,
        timestamp: arrival,
        type: 'ExecutionStarted',
        executionStartedEventDetails: { input, inputDetails: whole, roleArn: ROLE },
      },
      {
        id: 2,
        previousEventId: 0,
        timestamp: arrival,
        type: 'WaitStateEntered',
        stateEnteredEventDetails: { name: 'Hold', input, inputDetails: whole },
      },
      {
        id: 3,
        previousEventId: 2,
        timestamp: deadline,
        type: 'WaitStateExited',
        stateExitedEventDetails: { name: 'Hold', output: input, outputDetails: whole },
      },
      {
        id: 4,
        previousEventId: 3,
        timestamp: deadline,
        type: 'PassStateEntered',
        stateEnteredEventDetails: { name: 'Release', input, inputDetails: whole },
      },
      {
        id: 5,
        previousEventId: 4,
        timestamp: deadline,
        type: 'PassStateExited',
        stateExitedEventDetails: { name: 'Release', output, outputDetails: whole },
      },
      {
        id: 6,
        previousEventId: 5,
        timestamp: deadline,
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output, outputDetails: whole },
      },
    ])
  })

  it('shows the variables a state assigned, as JSON', async () => {
    const assign = pass({ Assign: { hours: '{% 8 + 8 %}', owner: 'ana' } })
    const { events } = await aRoom().run(machine({ Arrived: assign }))

    expect(events[2].stateExitedEventDetails).toEqual({
      name: 'Arrived',
      output: '{}',
      outputDetails: whole,
      assignedVariables: { hours: '16', owner: '"ana"' },
      assignedVariablesDetails: whole,
    })
  })

  it('names a function called by its own ARN in its own events', async () => {
    const room = aRoom(() => invoked({ kind: 'release' }))
    const task = { Type: 'Task', Resource: FUNCTION, TimeoutSeconds: 60, End: true }
    const { events, output } = await room.run(machine({ Review: task }), { contact: 'c-1' })

    expect(output).toEqual({ kind: 'release' })
    expect(typesOf(events).slice(2, 5)).toEqual([
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
    ])
    expect(events[2].lambdaFunctionScheduledEventDetails).toEqual({
      input: '{"contact":"c-1"}',
      inputDetails: whole,
      resource: FUNCTION,
      timeoutInSeconds: 60,
    })
    expect('lambdaFunctionStartedEventDetails' in events[3]).toBe(false)
  })

  it('ends a machine that never stops at 25,000 events', async () => {
    const room = aRoom()
    const states = {
      'Look again': pass({ Next: 'Still held?' }),
      'Still held?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% true %}', Next: 'Look again' }],
        Default: 'Over',
      },
      Over: { Type: 'Succeed' },
    }
    const { execution } = await room.run(machine(states))

    const [last] = room.ask('GetExecutionHistory', { executionArn: execution, reverseOrder: true }).events
    expect(last.id).toBe(25_000)
    expect(last.executionFailedEventDetails).toEqual({
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    })
  })
})

describe('an expression that fails', () => {
  it('is told with its field and its state', async () => {
    const ask = pass({ Output: { thread: { owner: '{% $states.input.owner %}' } } })
    const { events, error } = await aRoom().run(machine({ 'Whose is it?': ask }), { inbox: 'support' })

    const cause =
      "An error occurred while executing the state 'Whose is it?' (entered at the event id #2). The JSONata expression '$states.input.owner' specified for the field 'Output/thread/owner' returned nothing (undefined)."
    expect(error).toBe('States.QueryEvaluationError')
    expect(events[2].evaluationFailedEventDetails).toEqual({
      error,
      cause,
      location: 'Output/thread/owner',
      state: 'Whose is it?',
    })
    expect(events[3].executionFailedEventDetails).toEqual({ error, cause })
  })

  it('as a Pass begins points past its Entered event', async () => {
    const states = {
      Arrived: pass({ Next: 'Whose is it?' }),
      'Whose is it?': pass({ Output: '{% $ownerOf($states.input) %}' }),
    }
    const { events } = await aRoom().run(machine(states), { contact: 'c-1' })

    expect(typesOf(events).slice(3)).toEqual(['PassStateEntered', 'EvaluationFailed', 'ExecutionFailed'])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 3, 5])
  })

  it('as a Map begins points past its Entered event', async () => {
    const states = {
      Hold: hold(60, { Next: 'Each reply' }),
      'Each reply': {
        Type: 'Map',
        Items: '{% $states.input.held %}',
        ItemProcessor: scope({ Release: pass() }),
        End: true,
      },
    }
    const { events, cause } = await aRoom().run(machine(states), { held: { ana: 2 } }, 60_000)

    expect(typesOf(events).slice(4)).toEqual(['EvaluationFailed', 'MapStateFailed', 'ExecutionFailed'])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 3, 5, 6])
    expect(cause).toContain("Expected 'array', but was 'object' for value: {\"ana\":2}")
  })

  it('is of no field where a Map without Items has no array as its input', async () => {
    const definition = machine({
      'Each reply': { Type: 'Map', ItemProcessor: scope({ Release: pass() }), End: true },
    })
    const { events } = await aRoom().run(definition, 'ana')

    expect(events[2].evaluationFailedEventDetails).toEqual({
      error: 'States.QueryEvaluationError',
      cause:
        'An error occurred while executing the state \'Each reply\' (entered at the event id #2). Map state input must be an array but was: "ana"',
      state: 'Each reply',
    })
  })

  it('as a Wait begins points at its Entered event', async () => {
    const until = '2026-03-03 01:00:00+01:00'
    const states = machine({ Hold: holdUntil('{% $states.input.until %}') })
    const { events, cause } = await aRoom().run(states, { until })

    expect(linksOf(events)).toEqual([0, 0, 2, 3])
    expect(cause).toBe(
      `An error occurred while executing the state 'Hold' (entered at the event id #2). The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${until}`,
    )
  })
})
