import { beforeEach, describe, expect, it } from 'vitest'
import { Random } from '../../../local/random.ts'
import { createScheduler } from '../../../local/scheduler/scheduler.ts'
import { AwsError, OPERATOR, type Service } from '../../../local/service.ts'
import { Timeline } from '../../../local/timeline.ts'

const START = Date.UTC(2026, 2, 1, 12)
const HOUR = 3_600_000
const ROLE = 'arn:aws:iam::111122223333:role/scheduler'
const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:sweep'
const ARN = 'arn:aws:scheduler:us-east-1:111122223333:schedule/default/s'

let timeline: Timeline
let scheduler: Service
let calls: { service: string; operation: string; input: any; caller: unknown; at: number }[]
let refuse: (service: string) => void

beforeEach(() => {
  timeline = new Timeline({ start: START, flowing: false })
  calls = []
  refuse = () => {}
  scheduler = createScheduler({
    timeline,
    random: new Random(3),
    aws: {
      call: async (service, operation, input, caller) => {
        calls.push({ service, operation, input, caller, at: timeline.now() })
        refuse(service)
        return {} as any
      },
    },
  })
})

const call = async (operation: string, input: object): Promise<any> =>
  scheduler.operations[operation]!(input, OPERATOR)

const schedule = (ScheduleExpression: string, more: object = {}) => ({
  Name: 's',
  ScheduleExpression,
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: FUNCTION, RoleArn: ROLE },
  ...more,
})
const create = (expression: string, more: object = {}) => call('CreateSchedule', schedule(expression, more))
const fired = () => calls.map(({ at }) => new Date(at).toISOString())

describe('a schedule', () => {
  it('fires once at its instant and is gone if it shall delete itself', async () => {
    expect(await create('at(2026-03-02T04:00:00)', { ActionAfterCompletion: 'DELETE' })).toEqual({
      ScheduleArn: ARN,
    })
    await timeline.advance(16 * HOUR - 1)
    expect(calls).toEqual([])
    await timeline.advance(1)
    expect(fired()).toEqual(['2026-03-02T04:00:00.000Z'])
    expect(calls[0]!.caller).toEqual({ kind: 'role', arn: ROLE })
    expect(JSON.parse(Buffer.from(calls[0]!.input.Payload).toString())).toMatchObject({
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
      resources: [ARN],
      time: '2026-03-02T04:00:00Z',
      detail: '{}',
    })
    await expect(call('GetSchedule', { Name: 's' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Schedule s does not exist.',
    })
  })

  it('stays after it has fired if it shall not, and does not fire again', async () => {
    await create('at(2026-03-01T13:00:00)')
    await timeline.advance(48 * HOUR)
    expect(calls).toHaveLength(1)
    expect(await call('GetSchedule', { Name: 's' })).toMatchObject({
      ActionAfterCompletion: 'NONE',
      State: 'ENABLED',
    })
  })

  it('at a rate begins at once, or at its start date, and ends with its end date', async () => {
    await create('rate(15 minutes)', { EndDate: new Date(START + HOUR / 2) })
    await create('rate(1 hour)', {
      Name: 't',
      StartDate: new Date(START + 2 * HOUR),
      EndDate: new Date(START + 3 * HOUR),
    })
    await timeline.advance(24 * HOUR)
    expect(fired().map((at) => at.slice(11, 16))).toEqual(['12:00', '12:15', '12:30', '14:00', '15:00'])
  })

  it('fires within its flexible window, the same for the same seed', async () => {
    await create('cron(0 * * * ? *)', {
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 10 },
    })
    await timeline.advance(4 * HOUR)
    const minutes = calls.map(({ at }) => ((at - START) % HOUR) / 60_000)
    expect(minutes.length).toBeGreaterThanOrEqual(4)
    expect(minutes.every((minute) => minute < 10)).toBe(true)
    expect(new Set(minutes).size).toBeGreaterThan(1)
  })

  it('fills the context attributes into its input', async () => {
    const Input =
      '{"at":"<aws.scheduler.scheduled-time>","n":"<aws.scheduler.attempt-number>","of":"<aws.scheduler.schedule-arn>","else":"<aws.scheduler.other>"}'
    const Target = { Arn: 'arn:aws:sqs:us-east-1:111122223333:q', RoleArn: ROLE, Input }
    await create('at(2026-03-01T13:00:00)', { Target })
    await timeline.advance(HOUR)
    expect(JSON.parse(calls[0]!.input.MessageBody)).toEqual({
      at: '2026-03-01T13:00:00Z',
      n: '1',
      of: ARN,
      else: '<aws.scheduler.other>',
    })
  })

  it('tries again, then gives the input to the dead-letter queue as its role', async () => {
    refuse = (service) => {
      if (service === 'states') throw new AwsError('ThrottlingException', 'slow down')
    }
    const Target = {
      Arn: 'arn:aws:states:us-east-1:111122223333:stateMachine:m',
      RoleArn: ROLE,
      Input: '{"n":<aws.scheduler.attempt-number>}'.replace('<', '"<').replace('>', '>"'),
      RetryPolicy: { MaximumRetryAttempts: 2 },
      DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:111122223333:dead' },
    }
    await create('at(2026-03-01T13:00:00)', { Target })
    await timeline.advance(2 * HOUR)
    expect(calls.map(({ input }) => input.input ?? input.MessageBody)).toEqual([
      '{"n":"1"}',
      '{"n":"2"}',
      '{"n":"3"}',
      '{"n":"3"}',
    ])
    expect(calls[3]).toMatchObject({
      service: 'sqs',
      caller: { kind: 'role', arn: ROLE },
      input: {
        MessageAttributes: { SCHEDULE_ARN: { StringValue: ARN }, RETRY_ATTEMPTS: { StringValue: '2' } },
      },
    })
  })

  it('can be replaced, switched off, listed and deleted', async () => {
    await create('rate(1 hour)', { StartDate: new Date(START + HOUR) })
    await expect(create('rate(1 hour)')).rejects.toMatchObject({ name: 'ConflictException' })
    await call('UpdateSchedule', schedule('rate(1 hour)', { State: 'DISABLED' }))
    await timeline.advance(3 * HOUR)
    expect(calls).toEqual([])
    expect((await call('ListSchedules', { NamePrefix: 's', State: 'DISABLED' })).Schedules).toMatchObject([
      { Name: 's', GroupName: 'default', Target: { Arn: FUNCTION } },
    ])
    await call('UpdateSchedule', schedule('cron(0 * * * ? *)'))
    await timeline.advance(HOUR)
    expect(calls).toHaveLength(2)
    await call('DeleteSchedule', { Name: 's' })
    await timeline.advance(3 * HOUR)
    expect(calls).toHaveLength(2)
  })

  it('belongs to a group, which takes it along when it goes', async () => {
    await expect(create('rate(1 hour)', { GroupName: 'g' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await call('CreateScheduleGroup', { Name: 'g' })
    await create('rate(1 hour)', { GroupName: 'g', StartDate: new Date(START + HOUR) })
    await call('DeleteScheduleGroup', { Name: 'g' })
    await timeline.advance(3 * HOUR)
    expect(calls).toEqual([])
  })

  it.each([
    ['every hour', {}, /Invalid Schedule Expression every hour\./],
    ['at(2026-02-30T10:00:00)', {}, /Invalid Schedule Expression/],
    ['at(2026-03-01 10:00)', {}, /Invalid Schedule Expression/],
    ['rate(0 hours)', {}, /Invalid Schedule Expression/],
    ['rate(1 hours)', {}, /Invalid Schedule Expression/],
    ['cron(0 9 * * * *)', {}, /Invalid Schedule Expression/],
    ['cron(60 9 * * ? *)', {}, /Invalid Schedule Expression/],
    ['cron(0 9 * * ?)', {}, /Invalid Schedule Expression/],
    ['cron(0  9 * * ? *)', {}, /Invalid Schedule Expression/],
    ['cron(0 9 1 1 ? 2030-2027)', {}, /Invalid Schedule Expression/],
    ['rate(1 hour)', { ScheduleExpressionTimezone: 'Mars/Olympus' }, /Timezone is not valid/],
    ['rate(1 hour)', { StartDate: new Date(START - HOUR) }, /earlier than 5 minutes ago/],
    ['rate(1 hour)', { EndDate: new Date(START - 1) }, /in the future/],
    ['rate(1 hour)', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, /MaximumWindowInMinutes/],
    ['rate(1 hour)', { Target: { Arn: FUNCTION, RoleArn: 'x' } }, /is not a role/],
    [
      'rate(1 hour)',
      { Target: { Arn: 'arn:aws:scheduler:::aws-sdk:connect:stopContact', RoleArn: ROLE } },
      /is not modelled/,
    ],
    ['rate(1 hour)', { Target: { Arn: FUNCTION, RoleArn: ROLE, Input: '{' } }, /well-formed JSON/],
  ])('is refused: %s %j', async (expression, more, message) => {
    await expect(create(expression, more)).rejects.toThrow(
      expect.objectContaining({ name: 'ValidationException', message: expect.stringMatching(message) }),
    )
  })
})
