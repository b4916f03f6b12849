import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import {
  aRoom,
  askSupervisor,
  hold,
  invoked,
  machine,
  review,
  START,
  SUPERVISORS,
  tokenOf,
  typesOf,
} from './room.ts'

/** An execution that has asked the supervisors and waits for their answer. */
async function asked(rest: object = {}, others: Record<string, object> = {}) {
  const room = aRoom(() => ({ MessageId: 'asked' }))
  const execution = room.start(room.create(machine({ Ask: askSupervisor(rest), ...others })))
  await room.timeline.advance(0)
  const taskToken = tokenOf(room.calls[0]!)
  const beat = () => room.ask('SendTaskHeartbeat', { taskToken })
  return { room, execution, taskToken, beat, described: () => room.describe(execution) }
}

describe('a task token', () => {
  it('ends its Task with what is sent', async () => {
    const { room, execution, taskToken, described } = await asked()
    expect(room.calls[0]!.input.QueueUrl).toBe(SUPERVISORS)
    room.ask('SendTaskSuccess', { taskToken, output: '{"owner":"cleo"}' })
    await room.timeline.advance(0)

    expect(described()).toMatchObject({ status: 'SUCCEEDED', output: '{"owner":"cleo"}' })
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
      output: '{"owner":"cleo"}',
      outputDetails: { truncated: false },
    })
  })

  it('fails its Task with what is sent', async () => {
    const { room, taskToken, described } = await asked()
    room.ask('SendTaskFailure', { taskToken, error: 'NobodyThere', cause: 'all are asleep' })
    await room.timeline.advance(0)

    expect(described()).toMatchObject({ status: 'FAILED', error: 'NobodyThere', cause: 'all are asleep' })
  })

  it('is answered once, and never if it was not issued', async () => {
    const { room, taskToken } = await asked()
    const answer = (token: string, output: string) => () =>
      room.ask('SendTaskSuccess', { taskToken: token, output })
    answer(taskToken, '"cleo"')()

    expect(answer(taskToken, '"ben"')).toThrow(
      new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'"),
    )
    expect(answer('made up', '"ben"')).toThrow(new AwsError('InvalidToken', "Invalid Token: 'Invalid token'"))
    expect(answer(taskToken, 'ben')).toThrow(/^Invalid Output/)
    expect(answer('made up', 'ben')).toThrow(/^Invalid Token/)
  })

  it('lapses without heartbeats, which reads States.Timeout but is told apart by a Catch', async () => {
    const Catch = [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Open to all' }]
    const task = { HeartbeatSeconds: 30, TimeoutSeconds: 3600, Catch }
    const { room, execution, beat, described } = await asked(task, { 'Open to all': { Type: 'Succeed' } })
    await room.timeline.advance(25_000)
    beat()
    await room.timeline.advance(29_000)
    expect(described().status).toBe('RUNNING')
    await room.timeline.advance(1000)

    expect(described().output).toBe('{"Error":"States.Timeout","Cause":""}')
    const late = room.events(execution).find(({ type }) => type === 'TaskTimedOut')
    expect(late.taskTimedOutEventDetails).toEqual({
      error: 'States.Timeout',
      resource: 'sendMessage.waitForTaskToken',
      resourceType: 'sqs',
    })
  })

  it('does not outlive TimeoutSeconds, however often it beats', async () => {
    const { room, beat, described } = await asked({ HeartbeatSeconds: 30, TimeoutSeconds: 60 })
    for (let beats = 0; beats < 3; beats++) {
      await room.timeline.advance(19_000)
      beat()
    }
    await room.timeline.advance(3000)

    expect(described()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
    expect(described()).not.toHaveProperty('cause')
  })
})

describe('the end of time', () => {
  it('is a year for any execution', async () => {
    const year = 365 * 24 * 3600 * 1000
    const { status, stopDate } = await aRoom().run(machine({ Hold: hold(99_999_999) }), {}, year)

    expect([status, stopDate.getTime()]).toEqual(['TIMED_OUT', START + year])
  })

  it('ends a machine after its TimeoutSeconds, which names no error', async () => {
    const definition = machine({ Hold: hold(3600) }, { TimeoutSeconds: 600 })
    const described = await aRoom().run(definition, {}, 3_600_000)

    expect(described).toMatchObject({ status: 'TIMED_OUT', stopDate: new Date(START + 600_000) })
    expect(described).not.toHaveProperty('error')
    expect(described.events.at(-1)).toMatchObject({
      type: 'ExecutionTimedOut',
      previousEventId: 0,
      executionTimedOutEventDetails: { error: 'States.Timeout' },
    })
  })

  it('ignores the answer of a call that came too late', async () => {
    const called = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<unknown>()
    const room = aRoom(() => {
      called.resolve()
      return answer.promise
    })
    const execution = room.start(room.create(machine({ Review: review() })))
    const advanced = room.timeline.advance(0)
    await called.promise
    const end = { error: 'Withdrawn', cause: 'the customer called' }
    room.ask('StopExecution', { executionArn: execution, ...end })
    answer.resolve(invoked('released'))
    await advanced

    expect(room.describe(execution)).toMatchObject({ status: 'ABORTED', ...end })
    expect(room.events(execution).at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      previousEventId: 0,
      executionAbortedEventDetails: end,
    })
  })
})
