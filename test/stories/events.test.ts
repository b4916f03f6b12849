import { describe, expect, it } from 'vitest'
import type { DeliveryFault } from '../../local/faults.ts'
import { asItShouldBe, conversation } from './conversation.ts'
import { HOUR, MINUTE, type Office } from './office.ts'
import { offices } from './offices.ts'

const open = offices()

const rule = (deliver: DeliveryFault['deliver'], probability: number): DeliveryFault => ({
  deliver,
  probability,
  ...(deliver === 'late' && { lateByMs: 20 * MINUTE }),
})

describe('contact events', () => {
  it.each<[string, DeliveryFault[], number]>([
    ['all twice', [rule('twice', 1)], 1],
    ['in any order', [rule('reorder', 1)], 2],
    ['all twenty minutes late, after what they caused', [rule('late', 1)], 3],
    ['lost, every one', [rule('drop', 1)], 4],
    [
      'some late, some twice, some in another order',
      [rule('late', 0.3), rule('twice', 0.4), rule('reorder', 0.5)],
      5,
    ],
    ['some late, some twice, otherwise', [rule('late', 0.3), rule('twice', 0.4), rule('reorder', 0.5)], 6],
  ])('%s: the main story is the same', async (_, rules, seed) => {
    const office = await open({ sweep: false, seed })
    office.breaks(...rules)
    expect(await conversation(office)).toEqual(asItShouldBe)
    expect(await office.deadLetters()).toEqual({})
  })

  it.each([7, 8, 9])('half of them lost: nobody is, and nobody waits longer (seed %i)', async (seed) => {
    const office = await open({ sweep: false, seed })
    office.breaks(rule('drop', 0.5))
    const { acknowledged, sameThread, openedTo } = await conversation(office)
    expect({ acknowledged, sameThread, openedTo }).toEqual({
      acknowledged: [1, 1],
      sameThread: true,
      openedTo: 'ben',
    })
  })

  it('that are unknown, of the future or unreadable are counted and gone', async () => {
    const office = await open({ sweep: false })
    const known = {
      contactId: 'c0ffee00-0000-4000-8000-000000000001',
      channel: 'EMAIL',
      initiationMethod: 'INBOUND',
    }
    await arrives(office, { ...known, eventType: 'TELEPORTED' })
    await arrives(office, { ...known, eventType: 'TELEPORTED' })
    await arrives(office, { ...known, channel: 'VOICE', eventType: 'QUEUED' })
    await arrives(office, { eventType: 'QUEUED' })
    await arrives(office, { ...known, contactId: 42, eventType: ['QUEUED'] })
    await arrives(office, 'no detail at all')
    await office.call('sqs', 'SendMessage', { QueueUrl: eventQueue(office), MessageBody: 'no JSON {' })
    await office.pass(HOUR)
    expect(office.counted('UnknownContactEvents')).toBe(2)
    expect(office.counted('IgnoredContactEvents')).toBe(1)
    expect(office.counted('UnreadableMessages')).toBe(4)
    expect(office.told('message failed')).toEqual([])
    expect(await waiting(office)).toBe(0)
    expect(await office.deadLetters()).toEqual({})
  })

  it('about a contact that nobody knows are looked up once, and gone', async () => {
    const office = await open({ sweep: false })
    for (const eventType of ['QUEUED', 'CONNECTED_TO_AGENT', 'DISCONNECTED'])
      await arrives(office, {
        ...{ eventType, contactId: 'c0ffee00-0000-4000-8000-000000000002', channel: 'EMAIL' },
        ...{
          initiationMethod: 'INBOUND',
          agentInfo: {
            agentArn: 'arn:aws:connect:::agent/x',
            connectedToAgentTimestamp: '2026-01-05T08:00:00Z',
          },
        },
      })
    await office.pass(HOUR)
    expect(await waiting(office)).toBe(0)
    expect(await office.deadLetters()).toEqual({})
    expect(office.told('failed')).toEqual([])
  })

  it('that tell before ReceiveEmail did who has the contact end in the same record', async () => {
    const office = await open({ sweep: false })
    office.sets('ana', 'Available')
    office.breaks({
      service: 'lambda',
      operation: 'Invoke',
      caller: 'connect',
      error: 'TooManyRequestsException',
      when: 'before',
    })
    office.breaks({ deliver: 'late', probability: 0.5, lateByMs: 10 * MINUTE })
    const { contact } = await office.customerWrites()
    const answer = await office.agentAnswers('ana', contact)
    await office.agentCloses('ana', contact)
    office.sets('ana', 'Offline')
    office.mends()
    await office.pass(HOUR)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(await office.record(contact)).toMatchObject({ handledBy: office.idOf('ana'), thread: contact })
    const reply = await office.customerWrites({ answers: answer })
    expect(await office.record(reply.contact)).toMatchObject({
      thread: contact,
      holdOwner: office.idOf('ana'),
    })
  })

  it('that are dead letters after an outage are worked on when they are sent back', async () => {
    const office = await open({ sweep: false })
    office.breaks({
      service: 'dynamodb',
      caller: 'observecontacts',
      error: 'ConnectionReset',
      when: 'before',
    })
    office.sets('ana', 'Available')
    const { contact } = await office.customerWrites()
    await office.agentAnswers('ana', contact)
    await office.pass(2 * HOUR)
    expect(await office.record(contact)).not.toHaveProperty('handledBy')
    expect(await office.deadLetters()).toEqual({ events: expect.any(Number) })
    office.mends()
    const QueueUrl = office.resource('AWS::SQS::Queue', 'ContactEventsDeadLetters')
    const AttributeNames = ['QueueArn']
    const { Attributes } = await office.call('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames })
    // The command of docs/runbooks/observe-contacts.md.
    await office.call('sqs', 'StartMessageMoveTask', { SourceArn: Attributes.QueueArn })
    await office.pass(MINUTE)
    expect(await office.record(contact)).toMatchObject({ handledBy: office.idOf('ana') })
    expect(await office.deadLetters()).toEqual({})
  })
})

const eventQueue = (office: Office) => office.resource('AWS::SQS::Queue', 'ContactEventsQueue')

async function arrives(office: Office, detail: unknown): Promise<void> {
  const MessageBody = JSON.stringify({ time: '2026-01-05T09:00:00Z', source: 'aws.connect', detail })
  await office.call('sqs', 'SendMessage', { QueueUrl: eventQueue(office), MessageBody })
}

async function waiting(office: Office): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible']
  const { Attributes } = await office.call('sqs', 'GetQueueAttributes', {
    QueueUrl: eventQueue(office),
    AttributeNames,
  })
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0)
}
