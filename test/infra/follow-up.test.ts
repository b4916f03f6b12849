import { beforeAll, describe, expect, it } from 'vitest'

import {
  CHANGED_INSTANCE,
  type Deployment,
  deploy,
  EXISTING_INSTANCE,
  LEANER_INSTANCE,
  NEW_INSTANCE,
  SUPERVISORS,
} from './deployment.ts'

let created: Deployment
let existing: Deployment
let without: Deployment

beforeAll(async () => {
  created = await deploy(NEW_INSTANCE)
  existing = await deploy(CHANGED_INSTANCE)
  without = await deploy(LEANER_INSTANCE)
})

const schedules = (deployment: Deployment) =>
  deployment.ofType('AWS::Scheduler::Schedule').map(({ Properties }) => Properties)
const variables = (deployment: Deployment) =>
  deployment.functionNamed('follow-up').Properties.Environment.Variables
const settingsOf = (deployment: Deployment) =>
  JSON.parse(deployment.assetFile('receive-email', 'settings.json') ?? '').inboxes.map(
    ({ followUp }: any) => followUp,
  )

describe('following up on customers who wait', () => {
  it('is looked after every hour, and set aside where that fails', () => {
    expect(schedules(created)).toContainEqual(
      expect.objectContaining({
        ScheduleExpression: 'rate(60 minutes)',
        Target: expect.objectContaining({
          Arn: { 'Fn::GetAtt': [created.functionId('follow-up'), 'Arn'] },
          DeadLetterConfig: expect.anything(),
        }),
      }),
    )
    expect(schedules(existing)).toContainEqual(
      expect.objectContaining({ ScheduleExpression: 'rate(30 minutes)' }),
    )
  })

  it('goes to the queue of the inbox, or of its supervisors, each named once', () => {
    expect(settingsOf(created)).toEqual([{ afterSeconds: 86_400, queue: 0 }])
    expect(settingsOf(existing)).toEqual(
      [7200, 172_800, 172_800].map((afterSeconds) => ({ afterSeconds, queue: 0 })),
    )
    expect(variables(existing).FOLLOW_UP_QUEUES).toBe(SUPERVISORS.split('/').at(-1))
    expect(variables(created)).toMatchObject({
      FOLLOW_UP_QUEUES: expect.anything(),
      OWNER_TASK_FLOW_ID: expect.anything(),
    })
  })

  it('is left out where it is not wanted', () => {
    expect(settingsOf(without)).toEqual([undefined])
    expect(() => without.functionNamed('follow-up')).toThrow('not deployed')
    expect(schedules(without).length).toBe(schedules(created).length - 1)
  })

  it.each([
    [{ followUp: { afterHours: 0.5 } }, 'followUp.afterHours: got 0.5; a customer may wait at least 1 hour'],
    [{ followUp: { everyMinutes: 5 } }, 'followUp.everyMinutes: got 5; write whole minutes from 15 to 480'],
    [{ followUp: true }, 'followUp: got true; write false or an object with afterHours and everyMinutes'],
  ])('is refused as %j', async (change, problem) => {
    await expect(deploy({ ...NEW_INSTANCE, ...change })).rejects.toThrow(problem)
  })

  it('is refused with a queue of another instance', async () => {
    const arn = SUPERVISORS.replace('aaaaaaaa', 'bbbbbbbb')
    const [billing, ...others] = EXISTING_INSTANCE.inboxes
    const inboxes = [{ ...billing, followUp: { supervisorQueue: { arn } } }, ...others]
    await expect(deploy({ ...EXISTING_INSTANCE, inboxes })).rejects.toThrow(
      'inboxes[0].followUp.supervisorQueue.arn',
    )
  })
})
