import { describe, expect, it } from 'vitest'
import { aRoom, hold, holdUntil, machine, pass, ROLE, SIXTEEN_HOURS, START, scope, typesOf } from './room.ts'

describe('a Wait', () => {
  it('drops the milliseconds of its Timestamp and so wakes early', async () => {
    const until = new Date(START + 30_900).toISOString()
    const { stopDate } = await aRoom().run(machine({ Hold: holdUntil(until) }), {}, 60_000)

    expect(stopDate.getTime()).toBe(START + 30_000)
  })

  it('takes whole seconds from an expression', async () => {
    const definition = machine({ Hold: hold('{% $states.input.hours * 3600 %}') })
    const { stopDate, status } = await aRoom().run(definition, { hours: 16 }, SIXTEEN_HOURS * 1000)

    expect([status, stopDate.getTime()]).toEqual(['SUCCEEDED', START + SIXTEEN_HOURS * 1000])
  })

  it.each([1.5, -1, 100_000_000])('fails for %s seconds', async (seconds) => {
    const { error } = await aRoom().run(machine({ Hold: hold('{% $states.input %}') }), seconds)

    expect(error).toBe('States.QueryEvaluationError')
  })

  it('fails for a moment without an offset, naming the field', async () => {
    const definition = machine({ Hold: holdUntil('{% $states.input %}') })
    const { events } = await aRoom().run(definition, '2026-03-03T01:00:00')

    expect(events[2].evaluationFailedEventDetails.location).toBe('Timestamp')
  })

  it('is over at once where its moment is past', async () => {
    const { stopDate } = await aRoom().run(machine({ Hold: holdUntil('2026-03-01T09:00:00Z') }))

    expect(stopDate.getTime()).toBe(START)
  })
})

describe('a Choice', () => {
  const decide = (condition: unknown) =>
    machine({
      'Long held?': {
        Type: 'Choice',
        Choices: [
          {
            Condition: condition,
            Next: 'Release',
            Output: 'by the rule',
            Assign: { hours: '{% $states.input %}' },
          },
        ],
        Default: 'Keep',
        Output: 'by the state',
      },
      Release: pass({ Output: { decided: '{% $states.input %}', hours: '{% $hours %}' } }),
      Keep: { Type: 'Succeed' },
    })

  it('takes the Output and Assign of the rule that matches', async () => {
    const { output } = await aRoom().run(decide('{% $states.input >= 16 %}'), 17)

    expect(output).toEqual({ decided: 'by the rule', hours: 17 })
  })

  it('takes its own Output with Default', async () => {
    const { output } = await aRoom().run(decide('{% $states.input >= 16 %}'), 15)

    expect(output).toBe('by the state')
  })

  it('takes a literal condition', async () => {
    expect((await aRoom().run(decide(true), 15)).output).toEqual({ decided: 'by the rule', hours: 15 })
  })

  it('fails where a condition is no boolean', async () => {
    const { cause } = await aRoom().run(decide('{% $states.input %}'), 'overnight')

    expect(cause).toBe(
      "An error occurred while executing the state 'Long held?' (entered at the event id #2). The JSONata expression '$states.input' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: \"overnight\"",
    )
  })
})

describe('variables', () => {
  it('are seen in their old value by the state that assigns them', async () => {
    const { output } = await aRoom().run(
      machine({
        Arrived: pass({ Assign: { offers: 1 }, Next: 'Offered again' }),
        'Offered again': pass({
          Assign: { offers: '{% $offers + 1 %}' },
          Output: { before: '{% $offers %}' },
          Next: 'Tell',
        }),
        Tell: pass({ Output: { before: '{% $states.input.before %}', after: '{% $offers %}' } }),
      }),
    )

    expect(output).toEqual({ before: 1, after: 2 })
  })

  it('of an outer scope are read inside; those of an inner scope end with it', async () => {
    const branch = scope({
      Address: pass({ Assign: { greeting: "{% 'Dear ' & $customer %}" }, Next: 'Write' }),
      Write: pass({ Output: '{% $greeting %}' }),
    })
    const { output } = await aRoom().run(
      machine({
        Arrived: pass({ Assign: { customer: 'Dana' }, Next: 'Meanwhile' }),
        Meanwhile: { Type: 'Parallel', Branches: [branch], Next: 'Tell' },
        Tell: pass({ Output: { wrote: '{% $states.input[0] %}', kept: '{% $exists($greeting) %}' } }),
      }),
    )

    expect(output).toEqual({ wrote: 'Dear Dana', kept: false })
  })
})

describe('a Map', () => {
  const forEach = (Items: unknown, rest: object = {}) =>
    machine({
      'Each hold': { Type: 'Map', Items, ItemProcessor: scope({ Review: pass() }), End: true, ...rest },
    })

  it('gives each iteration its item, and what ItemSelector makes of it', async () => {
    const ItemSelector = {
      place: '{% $states.context.Map.Item.Index %}',
      owner: '{% $states.context.Map.Item.Value %}',
    }
    const definition = forEach('{% $states.input.owners %}', { ItemSelector })

    expect((await aRoom().run(definition, { owners: ['ana', 'ben'] })).output).toEqual([
      { place: 0, owner: 'ana' },
      { place: 1, owner: 'ben' },
    ])
  })

  it('fails where its Items are no array', async () => {
    const { events, cause } = await aRoom().run(forEach('{% $states.input %}'), 'ana')

    expect(typesOf(events)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'EvaluationFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ])
    expect(cause).toContain("Expected 'array', but was 'string' for value: \"ana\"")
  })

  it('never runs more iterations at once than MaxConcurrency', async () => {
    const definition = forEach(['c-1', 'c-2', 'c-3', 'c-4', 'c-5'], {
      MaxConcurrency: 2,
      ItemProcessor: scope({ Hold: hold(10) }),
    })

    expect((await aRoom().run(definition, {}, 60_000)).stopDate.getTime()).toBe(START + 30_000)
  })
})

describe('a Fail', () => {
  it('evaluates its Error and Cause', async () => {
    const fail = {
      Type: 'Fail',
      Error: "{% 'Agent' & $states.input.state %}",
      Cause: '{% $states.input.who %}',
    }
    const { status, error, cause } = await aRoom().run(machine({ Away: fail }), { state: 'Gone', who: 'ben' })

    expect([status, error, cause]).toEqual(['FAILED', 'AgentGone', 'ben'])
  })

  it('may say nothing', async () => {
    const { events, status, error } = await aRoom().run(machine({ Away: { Type: 'Fail' } }))

    expect([status, error]).toEqual(['FAILED', undefined])
    expect(events.at(-1).executionFailedEventDetails).toEqual({})
  })
})

describe('the context', () => {
  it('has all that AWS gives, in its order', async () => {
    const definition = machine({ Look: pass({ Output: '{% $states.context %}' }) })
    const { output, execution, stateMachineArn } = await aRoom().run(definition, { contact: 'c-1' })

    expect(JSON.stringify(output)).toBe(
      JSON.stringify({
        Execution: {
          Id: execution,
          Input: { contact: 'c-1' },
          StartTime: '2026-03-02T09:00:00.000Z',
          Name: execution.split(':').at(-1),
          RoleArn: ROLE,
          RedriveCount: 0,
        },
        StateMachine: { Id: stateMachineArn, Name: 'holds' },
        State: { Name: 'Look', EnteredTime: '2026-03-02T09:00:00.000Z' },
      }),
    )
  })
})
