import { beforeAll, describe, expect, it } from 'vitest'

import { testEventPattern } from '../../local/events/test-event-pattern.ts'
import { CHANGED_INSTANCE, type Deployment, deploy, NEW_INSTANCE } from './deployment.ts'

let created: Deployment
let existing: Deployment

beforeAll(async () => {
  created = await deploy(NEW_INSTANCE)
  existing = await deploy(CHANGED_INSTANCE)
})

describe('return to original agent', () => {
  it('is a quick connect to the queue of the inbox, by its own transfer flow', () => {
    const [quickConnect] = created.ofType('AWS::Connect::QuickConnect')
    expect(quickConnect?.Properties).toMatchObject({
      Name: 'Return to original agent: Support',
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

describe('contact events come', () => {
  const comes = (detail: object) => {
    const [rule] = existing
      .ofType('AWS::Events::Rule')
      .filter(({ Properties }) => Properties.EventPattern.detail?.$or !== undefined)
    const envelope = { id: '1', account: '111122223333', source: 'aws.connect', time: '2026-01-05T09:00:00Z' }
    const rest = { region: 'eu-central-1', resources: [], detail }
    return ['Amazon Connect Contact Event', 'Connect Customer Contact Event'].map(
      (type) =>
        testEventPattern({
          EventPattern: JSON.stringify(rule?.Properties.EventPattern),
          Event: JSON.stringify({ ...envelope, 'detail-type': type, ...rest }),
        }).Result,
    )
  }
  const instanceArn =
    'arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'
  const ended = { instanceArn, channel: 'TASK', eventType: 'DISCONNECTED', disconnectReason: 'EXPIRED' }
  const capitalised = (detail: object) =>
    Object.fromEntries(
      Object.entries(detail).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
    )

  it.each([
    ['of emails', { instanceArn, channel: 'EMAIL', eventType: 'QUEUED', initiationMethod: 'INBOUND' }],
    [
      'of emails that others than customers begin',
      { instanceArn, channel: 'EMAIL', eventType: 'INITIATED', initiationMethod: 'TRANSFER' },
    ],
    ['of tasks that ended by themselves', ended],
  ])('%s, in either spelling', (_, detail) => {
    expect([...comes(detail), ...comes(capitalised(detail))]).toEqual([true, true, true, true])
  })

  it.each([
    [
      'of an email that a customer begins, which says nothing yet',
      { instanceArn, channel: 'EMAIL', eventType: 'INITIATED', initiationMethod: 'INBOUND' },
    ],
    ['of a task that an agent ended', { ...ended, disconnectReason: 'AGENT_DISCONNECT' }],
    ['of a task that waits', { ...ended, eventType: 'QUEUED', disconnectReason: undefined }],
    ['of a call', { ...ended, channel: 'VOICE' }],
    ['of another instance', { ...ended, instanceArn: instanceArn.replace('aaaaaaaa', 'bbbbbbbb') }],
  ])('and not %s', (_, detail) => {
    expect([...comes(detail), ...comes(capitalised(detail))]).toEqual([false, false, false, false])
  })
})

it('alarms say what is noticed when an owner is not told, or a contact cannot be returned', () => {
  const runbooks = created
    .ofType('AWS::CloudWatch::Alarm')
    .map(({ Properties }) => /runbooks\/([\w-]+)\.md/.exec(Properties.AlarmDescription)?.[1])
  expect(runbooks.filter((runbook) => runbook === 'tell-owner')).toHaveLength(3)
  expect(runbooks).toContain('return-to-owner')
})
