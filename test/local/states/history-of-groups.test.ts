import { describe, expect, it } from 'vitest'
import { aRoom, askSupervisor, hold, linksOf, machine, pass, review, scope, threw, typesOf } from './room.ts'

describe('the history of a Map', () => {
  it('lets each iteration go on from the one that made room for it', async () => {
    const map = {
      Type: 'Map',
      Items: ['support', 'billing'],
      MaxConcurrency: 1,
      ItemProcessor: scope({ 'Look at the inbox': hold(30) }),
      End: true,
    }
    const { events, output } = await aRoom().run(machine({ 'Each inbox': map }), {}, 60_000)

    expect(output).toEqual(['support', 'billing'])
    expect(typesOf(events).slice(2)).toEqual([
      'MapStateStarted',
      'MapIterationStarted',
      'WaitStateEntered',
      'WaitStateExited',
      'MapIterationSucceeded',
      'MapIterationStarted',
      'WaitStateEntered',
      'WaitStateExited',
      'MapIterationSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 4, 5, 6, 6, 8, 9, 10, 11, 11, 13])
    expect(events[2].mapStateStartedEventDetails).toEqual({ length: 2 })
    expect(events[7].mapIterationStartedEventDetails).toEqual({ name: 'Each inbox', index: 1 })
  })

  it('goes on from its Started event where there is nothing to do', async () => {
    const map = {
      Type: 'Map',
      Items: '{% $states.input.held %}',
      ItemProcessor: scope({ Look: pass() }),
      End: true,
    }
    const { events } = await aRoom().run(machine({ 'Each hold': map }), { held: [] })

    expect(linksOf(events)).toEqual([0, 0, 2, 3, 3, 5])
  })

  it('tells what a failing iteration cuts, all from the failure', async () => {
    const processor = scope({
      Hold: hold('{% $states.input.seconds %}', { Next: 'Taken back?' }),
      'Taken back?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.takenBack %}', Next: 'Gone' }],
        Default: 'Released',
      },
      Gone: { Type: 'Fail', Error: 'ContactGone', Cause: 'the customer took it back' },
      Released: { Type: 'Succeed' },
    })
    const Items = [
      { seconds: 60, takenBack: false },
      { seconds: 1, takenBack: true },
    ]
    const map = { Type: 'Map', Items, ItemProcessor: processor, End: true }
    const { events, error, cause } = await aRoom().run(machine({ 'Each hold': map }), {}, 5000)

    const failure = typesOf(events).indexOf('FailStateEntered') + 1
    const tail = events.slice(failure)
    expect([error, cause]).toEqual(['ContactGone', 'the customer took it back'])
    expect(typesOf(tail)).toEqual([
      'MapIterationAborted',
      'WaitStateAborted',
      'MapIterationFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ])
    expect(linksOf(tail)).toEqual([failure, failure, failure, failure, failure + 4])
    expect(tail[0].mapIterationAbortedEventDetails).toEqual({ name: 'Each hold', index: 0 })
    expect(tail[2].mapIterationFailedEventDetails).toEqual({ name: 'Each hold', index: 1 })
  })

  it('tells its iterations in the order of the items where the first fails, each Task inside them aborted', async () => {
    const processor = scope({ Ask: askSupervisor({ TimeoutSeconds: 60 }) })
    const map = { Type: 'Map', Items: ['ana', 'ben', 'cleo'], ItemProcessor: processor, End: true }
    const { events } = await aRoom().run(machine({ 'Each agent': map }), {}, 60_000)

    const late = events.filter(({ type }: any) => type === 'TaskTimedOut').map(({ id }: any) => id)
    const tail = events.slice(late.at(-1))
    expect(late.length).toBe(3)
    expect(typesOf(tail)).toEqual([
      'MapIterationFailed',
      'TaskStateAborted',
      'MapIterationAborted',
      'TaskStateAborted',
      'MapIterationAborted',
      'TaskStateAborted',
      'MapStateFailed',
      'ExecutionFailed',
    ])
    expect(linksOf(tail)).toEqual([...Array(7).fill(late[0]), late.at(-1) + 7])
  })
})

describe('the history of a Parallel', () => {
  const parallel = (branches: Record<string, object>[], rest: object = { End: true }) => ({
    Type: 'Parallel',
    Branches: branches.map(scope),
    ...rest,
  })

  it('goes on from the last event of its branches', async () => {
    const states = {
      Meanwhile: parallel([{ Hold: hold(60) }, { Acknowledge: pass() }], { Next: 'Close' }),
      Close: pass(),
    }
    const { events, output } = await aRoom().run(machine(states), { owner: 'ben' }, 60_000)

    expect(output).toEqual([{ owner: 'ben' }, { owner: 'ben' }])
    expect(typesOf(events)).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'WaitStateEntered',
      'PassStateEntered',
      'PassStateExited',
      'WaitStateExited',
      'ParallelStateSucceeded',
      'ParallelStateExited',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 3, 5, 4, 7, 7, 9, 10, 11])
  })

  it('tells a failing branch, its Task aborted beside it', async () => {
    const branch = { Hold: hold(5, { Next: 'Review' }), Review: review() }
    const states = {
      Meanwhile: parallel([branch], {
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Left to the sweep' }],
        End: true,
      }),
      'Left to the sweep': { Type: 'Succeed' },
    }
    const { events } = await aRoom(() => threw('AgentGone')).run(machine(states), {}, 5000)

    expect(typesOf(events).slice(5)).toEqual([
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
      'TaskStateAborted',
      'ParallelStateFailed',
      'ParallelStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 9, 11, 12, 13, 14])
  })

  it('has no failed events for a States.Runtime', async () => {
    const choice = { Type: 'Choice', Choices: [{ Condition: "{% $states.input = 'send' %}", Next: 'Send' }] }
    const branch = { 'Read the verdict': pass({ Next: 'To be sent?' }), 'To be sent?': choice, Send: pass() }
    const { events, error, cause } = await aRoom().run(machine({ Meanwhile: parallel([branch]) }), 'skip')

    expect(typesOf(events).slice(3)).toEqual([
      'PassStateEntered',
      'PassStateExited',
      'ChoiceStateEntered',
      'ExecutionFailed',
    ])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 4, 5, 6])
    expect(error).toBe('States.Runtime')
    expect(cause).toBe(
      "An error occurred while executing the state 'To be sent?' (entered at the event id #6). Failed to transition out of the state. The state does not point to a next state.",
    )
  })

  it('goes on from before the failure where a rule of Catch itself fails', async () => {
    const branch = { Offer: pass({ Next: 'Rejected' }), Rejected: { Type: 'Fail', Error: 'OfferRejected' } }
    const rules = [
      { ErrorEquals: ['OfferMissed'], Next: 'Open to all' },
      { ErrorEquals: ['States.ALL'], Output: { next: '{% $states.input.deputy %}' }, Next: 'Open to all' },
    ]
    const states = { Meanwhile: parallel([branch], { Catch: rules, End: true }), 'Open to all': pass() }
    const { events } = await aRoom().run(machine(states), { owner: 'cleo' })

    expect(typesOf(events).slice(6)).toEqual([
      'ParallelStateFailed',
      'EvaluationFailed',
      'ParallelStateFailed',
      'ExecutionFailed',
    ])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 4, 5, 6, 6, 8, 9])
    expect(events[7].evaluationFailedEventDetails.location).toBe('Catch[1]/Output/next')
  })
})
