import { beforeAll, describe, expect, it } from 'vitest'

import { bundle } from '../../scripts/bundle.ts'
import { type Deployment, deploy, EXISTING_INSTANCE, NEW_INSTANCE } from './deployment.ts'

let created: Deployment
let existing: Deployment

beforeAll(async () => {
  await bundle()
  created = deploy(NEW_INSTANCE)
  existing = deploy({ ...EXISTING_INSTANCE, takeover: { taskExpiresDays: 3 } })
}, 60_000)

describe('return to original agent', () => {
  it('is a quick connect to the queue of the inbox, by its own transfer flow', () => {
    const [quickConnect] = created.ofType('AWS::Connect::QuickConnect')
    expect(quickConnect?.Properties).toMatchObject({
      Name: 'Return to original agent',
      QuickConnectConfig: {
        QuickConnectType: 'QUEUE',
        QueueConfig: { QueueArn: expect.anything(), ContactFlowArn: expect.anything() },
      },
    })
    const types = created.ofType('AWS::Connect::ContactFlow').map(({ Properties }) => Properties.Type)
    expect(types.filter((type) => type === 'QUEUE_TRANSFER')).toHaveLength(1)
  })

  it('is attached to a queue of ours, and left to the operator for one that is there', () => {
    expect(created.ofType('Custom::QuickConnectAttachment')).toHaveLength(1)
    const made = existing.ofType('AWS::Connect::Queue').map(({ Properties }) => Properties.Name)
    expect(existing.ofType('AWS::Connect::QuickConnect').length).toBeGreaterThan(
      existing.ofType('Custom::QuickConnectAttachment').length,
    )
    expect(made.length).toBeGreaterThanOrEqual(existing.ofType('Custom::QuickConnectAttachment').length)
  })
})

it('contact events come of emails, and of those tasks alone that ended by themselves', () => {
  const rules = created
    .ofType('AWS::Events::Rule')
    .map(({ Properties }) => Properties.EventPattern.detail?.$or)
  const [alternatives] = rules.filter((rule) => rule !== undefined)
  const tasks = alternatives.filter(({ channel }: any) => channel?.includes('TASK'))
  expect(tasks).toEqual([
    {
      instanceArn: expect.anything(),
      channel: ['TASK'],
      eventType: ['DISCONNECTED'],
      disconnectReason: ['EXPIRED'],
    },
  ])
})

it('alarms say what is noticed when an owner is not told, or a contact cannot be returned', () => {
  const runbooks = created
    .ofType('AWS::CloudWatch::Alarm')
    .map(({ Properties }) => /runbooks\/([\w-]+)\.md/.exec(Properties.AlarmDescription)?.[1])
  expect(runbooks.filter((runbook) => runbook === 'tell-owner')).toHaveLength(3)
  expect(runbooks).toContain('return-to-owner')
})
