import { describe, expect, it } from 'vitest'
import {
  aRoom,
  askSupervisor,
  type Call,
  hold,
  invoked,
  linksOf,
  machine,
  pass,
  review,
  START,
  scope,
  threw,
  tokenOf,
  typesOf,
} from './room.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** A room whose function fails as long as `broken.now` is true; what it is asked is told by its owner. */
function aBrokenRoom(fails: (owner: string) => boolean = () => true) {
  const broken = { now: true }
  const asked: string[] = []
  const room = aRoom(({ input }: Call) => {
    if (input.MessageBody) return { MessageId: 'm-1' }
    const owner = JSON.parse(String(input.Payload)) as string
    asked.push(owner)
    return broken.now && fails(owner) ? threw('OwnerLeft') : invoked(owner)
  })
  const redrive = (executionArn: string, clientToken?: string) =>
    room.ask('RedriveExecution', { executionArn, clientToken })
  /** The types after the redrive, and what they point at. */
  const after = (executionArn: string): [string, number][] => {
    const events = room.events(executionArn)
    const from = typesOf(events).lastIndexOf('ExecutionRedriven')
    return events.slice(from).map(({ type, previousEventId }) => [type, previousEventId])
  }
  return { ...room, broken, asked, redrive, after }
}

const reviewOf = (owner: string, rest: object = { End: true }) =>
  review({ Arguments: { FunctionName: 'review-hold', Payload: owner }, ...rest })

describe('a redrive', () => {
  it('goes on from the Task that failed: the states before it stay as they were', async () => {
    const room = aBrokenRoom()
    const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60, MaxAttempts: 1 }]
    const context = { Output: '{% $states.context.Execution %}', End: true }
    const work = review({
      Arguments: { FunctionName: 'review-hold', Payload: 'ana' },
      Retry: retry,
      Next: 'Done',
    })
    const definition = machine({ First: pass({ Next: 'Work' }), Work: work, Done: pass(context) })
    const { execution, ...failed } = await room.run(definition, {}, MINUTE_MS)
    expect(failed).toMatchObject({ status: 'FAILED', redriveCount: 0, redriveStatus: 'REDRIVABLE' })
    expect(failed.redriveStatusReason).toBeUndefined()

    await room.timeline.advance(MINUTE_MS)
    room.broken.now = false
    const redriveDate = new Date(START + 2 * MINUTE_MS)
    expect(room.redrive(execution)).toEqual({ redriveDate })
    const running = room.describe(execution)
    expect(running).toMatchObject({ status: 'RUNNING', redriveCount: 1, redriveDate })
    for (const gone of ['stopDate', 'error', 'cause']) expect(running).not.toHaveProperty(gone)

    await room.timeline.quiet()
    const { status, output } = room.describe(execution)
    expect(status).toBe('SUCCEEDED')
    expect(JSON.parse(output)).toMatchObject({
      StartTime: new Date(START).toISOString(),
      RedriveCount: 1,
      RedriveTime: redriveDate.toISOString(),
    })
    // Entered at event 4, twice tried, failed at event 11.
    expect(room.after(execution)).toEqual([
      ['ExecutionRedriven', 11],
      ['TaskScheduled', 4],
      ['TaskStarted', 13],
      ['TaskSucceeded', 14],
      ['TaskStateExited', 15],
      ['PassStateEntered', 16],
      ['PassStateExited', 17],
      ['ExecutionSucceeded', 18],
    ])
    expect(room.events(execution)[11].executionRedrivenEventDetails).toEqual({ redriveCount: 1 })
  })

  it('counts the retries anew, and may be given again', async () => {
    const room = aBrokenRoom()
    const retry = [{ ErrorEquals: ['OwnerLeft'], IntervalSeconds: 1, MaxAttempts: 2 }]
    const { execution } = await room.run(
      machine({ Work: reviewOf('ana', { Retry: retry, End: true }) }),
      {},
      9000,
    )
    expect(room.asked).toHaveLength(3)

    for (const [redrives, calls] of [
      [1, 6],
      [2, 9],
    ]) {
      room.redrive(execution)
      await room.timeline.advance(9000)
      expect(room.asked).toHaveLength(calls!)
      expect(room.describe(execution)).toMatchObject({ status: 'FAILED', redriveCount: redrives })
    }
  })

  it('runs of a Parallel only the branches that did not succeed', async () => {
    const room = aBrokenRoom((owner) => owner === 'ben')
    const branches = [
      scope({ A: reviewOf('ana') }),
      scope({ B: hold(1, { Next: 'Ben' }), Ben: reviewOf('ben') }),
      scope({ C: hold(5, { Next: 'Cleo' }), Cleo: reviewOf('cleo') }),
    ]
    const all = { Type: 'Parallel', Branches: branches, Output: '{% $states.result.Payload %}', End: true }
    const { execution, status } = await room.run(machine({ All: all }), {}, 2000)
    expect([status, ...room.asked]).toEqual(['FAILED', 'ana', 'ben'])

    room.broken.now = false
    room.redrive(execution)
    await room.timeline.advance(5000)
    expect(room.asked).toEqual(['ana', 'ben', 'ben', 'cleo'])
    expect(JSON.parse(room.describe(execution).output)).toEqual(['ana', 'ben', 'cleo'])
    const types = room.after(execution).map(([type]) => type)
    expect(types).not.toContain('ParallelStateStarted')
    expect(types.slice(-3)).toEqual(['ParallelStateSucceeded', 'ParallelStateExited', 'ExecutionSucceeded'])
  })

  it('runs of a Map the iteration that failed, and then those that had not begun', async () => {
    const room = aBrokenRoom((owner) => owner === 'ben')
    const payload = { FunctionName: 'review-hold', Payload: '{% $states.input %}' }
    const each = {
      Type: 'Map',
      Items: ['ana', 'ben', 'cleo'],
      MaxConcurrency: 1,
      ItemProcessor: scope({
        Each: review({ Arguments: payload, Output: '{% $states.input %}', End: true }),
      }),
      End: true,
    }
    const { execution, events } = await room.run(machine({ All: each }))
    const entered = events.findLast(({ type }: any) => type === 'TaskStateEntered').id

    room.broken.now = false
    room.redrive(execution)
    await room.timeline.quiet()
    expect(room.asked).toEqual(['ana', 'ben', 'ben', 'cleo'])
    expect(room.describe(execution).output).toBe('["ana","ben","cleo"]')
    const then = room.after(execution)
    expect(then[1]).toEqual(['TaskScheduled', entered])
    expect(then.filter(([type]) => type === 'MapIterationStarted')).toHaveLength(1)
    expect(then.map(([type]) => type)).not.toContain('MapStateStarted')
  })

  it('selects the item again where its selection failed, without a second beginning', async () => {
    const room = aRoom()
    const each = {
      Type: 'Map',
      Items: [1],
      ItemSelector: '{% $states.context.Execution.RedriveCount = 0 ? $error("no") : "once more" %}',
      ItemProcessor: scope({ Each: pass() }),
      End: true,
    }
    const { execution, status } = await room.run(machine({ All: each }))
    expect(status).toBe('FAILED')

    room.ask('RedriveExecution', { executionArn: execution })
    await room.timeline.quiet()
    expect(room.describe(execution).output).toBe('["once more"]')
    expect(typesOf(room.events(execution)).filter((type) => type === 'MapIterationStarted')).toHaveLength(1)
  })

  it('of a Fail fails again, without entering it', async () => {
    const room = aBrokenRoom()
    const { execution } = await room.run(machine({ No: { Type: 'Fail', Error: 'NoOwner' } }))
    room.redrive(execution)
    await room.timeline.quiet()

    expect(room.describe(execution)).toMatchObject({ status: 'FAILED', error: 'NoOwner', redriveCount: 1 })
    expect(room.after(execution)).toEqual([
      ['ExecutionRedriven', 3],
      ['ExecutionFailed', 4],
    ])
  })

  it('of a stopped execution gives out a new token; the old one is worth nothing', async () => {
    const room = aBrokenRoom()
    const { execution } = await room.run(machine({ Ask: askSupervisor() }))
    room.ask('StopExecution', { executionArn: execution })
    room.redrive(execution)
    await room.timeline.quiet()

    const [old, fresh] = room.calls.map(tokenOf)
    expect(() => room.ask('SendTaskHeartbeat', { taskToken: old })).toThrow('does not exist anymore')
    room.ask('SendTaskSuccess', { taskToken: fresh, output: '"yes"' })
    await room.timeline.quiet()
    expect(room.describe(execution)).toMatchObject({ status: 'SUCCEEDED', output: '"yes"' })
  })

  it('begins the time of the machine anew, and that of a Wait', async () => {
    const room = aBrokenRoom()
    const { execution, status } = await room.run(
      machine({ Hold: hold(90) }, { TimeoutSeconds: 60 }),
      {},
      70_000,
    )
    expect(status).toBe('TIMED_OUT')

    room.redrive(execution)
    await room.timeline.advance(59_000)
    expect(room.describe(execution).status).toBe('RUNNING')
    await room.timeline.advance(1000)
    expect(room.describe(execution)).toMatchObject({
      status: 'TIMED_OUT',
      stopDate: new Date(START + 130_000),
    })
    expect(linksOf(room.events(execution))).toEqual([0, 0, 0, 3, 0])
  })

  it('keeps the definition that the execution began with', async () => {
    const room = aBrokenRoom()
    const stateMachineArn = room.create(machine({ Work: reviewOf('ana') }))
    const execution = room.start(stateMachineArn)
    await room.timeline.quiet()
    room.ask('UpdateStateMachine', {
      stateMachineArn,
      definition: JSON.stringify(machine({ Other: pass() })),
    })
    room.broken.now = false
    room.redrive(execution)
    await room.timeline.quiet()

    expect(room.asked).toEqual(['ana', 'ana'])
  })
})

describe('a request to redrive', () => {
  it('is known by its token: what was granted is answered again, whatever has happened since', async () => {
    const room = aBrokenRoom()
    const { execution } = await room.run(machine({ Work: reviewOf('ana') }))
    const first = room.redrive(execution, 'a')
    await room.timeline.advance(MINUTE_MS)
    expect(room.redrive(execution, 'a')).toEqual(first)
    expect(room.describe(execution)).toMatchObject({ status: 'FAILED', redriveCount: 1 })

    const second = room.redrive(execution, 'b')
    expect(second).toEqual({ redriveDate: new Date(START + MINUTE_MS) })
    expect(() => room.redrive(execution, 'c')).toThrow('Execution is RUNNING and cannot be redriven')
    await room.timeline.advance(14 * MINUTE_MS)
    expect(room.redrive(execution, 'b')).toEqual(second)
    // Forgotten after a quarter of an hour: the same token asks anew.
    room.redrive(execution, 'a')
    expect(room.describe(execution).redriveCount).toBe(3)
  })

  it('is refused for what succeeded, and for what ended more than fourteen days ago', async () => {
    const room = aBrokenRoom()
    const done = await room.run(machine({ P: pass() }))
    const told = `Execution ${done.execution} invalid for redrive as: Execution is SUCCEEDED and cannot be redriven`
    expect(() => room.redrive(done.execution)).toThrow(
      expect.objectContaining({ name: 'ExecutionNotRedrivable', message: told }),
    )

    const executionArn = room.start(room.create(machine({ Work: reviewOf('ana') }), 'works'))
    await room.timeline.advance(14 * DAY_MS)
    expect(room.describe(executionArn).redriveStatus).toBe('REDRIVABLE')
    await room.timeline.advance(1)
    expect(room.describe(executionArn)).toMatchObject({
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution redrivable period exceeded',
    })
    expect(() => room.redrive(executionArn)).toThrow('Execution redrivable period exceeded')
  })

  it('is refused for an execution that there is not, and for one of an Express machine', () => {
    const room = aBrokenRoom()
    const standard = 'arn:aws:states:us-east-1:111122223333:execution:holds:none'
    const express = 'arn:aws:states:us-east-1:111122223333:express:holds:none:1'
    expect(() => room.redrive(standard)).toThrow(expect.objectContaining({ name: 'ExecutionDoesNotExist' }))
    expect(() => room.redrive(express)).toThrow(expect.objectContaining({ name: 'InvalidArn' }))
  })
})
