import { describe, expect, it } from 'vitest'
import { aCentre, type TestCentre } from './a-centre.ts'

async function handled(centre: TestCentre): Promise<string> {
  await centre.agent('ana')
  centre.connect.people.setStatus('ana', 'Available')
  const [id = ''] = centre.mail()
  await centre.pass(10)
  await centre.ask('UpdateContactAttributes', { InitialContactId: id, Attributes: { a: 'b' } })
  await centre.ask('TagContact', { ContactId: id, Tags: { Dept: 'Finance' } })
  centre.connect.people.accept('ana', id)
  centre.connect.people.close('ana', id)
  return id
}

describe('contact events', () => {
  it('tell a contact’s life in order, without naming its thread or its attributes', async () => {
    const centre = await aCentre()
    const id = await handled(centre)
    expect(centre.events.map(({ detail }) => [detail.eventType, detail.updatedProperties])).toEqual([
      ['INITIATED', undefined],
      ['QUEUED', undefined],
      ['CONTACT_DATA_UPDATED', ['UserDefinedAttributes']],
      ['CONTACT_DATA_UPDATED', ['Tags']],
      ['CONNECTED_TO_AGENT', undefined],
      ['DISCONNECTED', undefined],
      ['COMPLETED', undefined],
    ])
    const instance = `arn:aws:connect:us-east-1:111122223333:instance/${centre.instanceId}`
    const last = centre.events.at(-1)
    expect(last?.resources).toEqual([`${instance}/contact/${id}`, instance])
    const { connectedToAgentTimestamp, agentArn } = last?.detail.agentInfo ?? {}
    expect(agentArn).toMatch(/\/agent\//)
    expect(connectedToAgentTimestamp).toMatch(/Z$/)
    expect(last?.detail).toMatchObject({
      ...{
        contactId: id,
        channel: 'EMAIL',
        initiationMethod: 'INBOUND',
        disconnectReason: 'AGENT_DISCONNECT',
      },
      ...{ instanceArn: instance, connectedToSystemTimestamp: '1970-01-01T00:00:00.001Z' },
      queueInfo: { queueType: 'STANDARD', queueArn: `${instance}/queue/${centre.queueId}` },
      customerEndpoint: { address: 'ada@customer.example', type: 'EMAIL_ADDRESS', displayName: 'Ada' },
      tags: { Dept: 'Finance', 'aws:connect:instanceId': centre.instanceId },
    })
    for (const absent of ['contactAssociationId', 'attributes', 'relatedContactId', 'segmentAttributes'])
      expect(last?.detail).not.toHaveProperty(absent)
  })

  it('have capital keys, and criteria as a list, where the switch says so; names in tags keep their case', async () => {
    const centre = await aCentre({ eventKeys: 'pascal', eventsCarrySegmentAttributes: true })
    await handled(centre)
    const [ContactId = ''] = centre.mail()
    await centre.pass(10)
    const AttributeCondition = {
      ComparisonOperator: 'Match',
      MatchCriteria: { AgentsCriteria: { AgentIds: ['x'] } },
    }
    const Steps = [{ Expression: { AttributeCondition }, Expiry: { DurationInSeconds: 5 } }]
    await centre.ask('UpdateContactRoutingData', { ContactId, RoutingCriteria: { Steps } })
    await centre.pass(5)
    const { detail } = centre.events.at(-1)!
    expect(detail).toMatchObject({
      EventType: 'CONTACT_DATA_UPDATED',
      QueueInfo: { QueueType: 'STANDARD' },
      Tags: { 'aws:connect:instanceId': centre.instanceId },
      SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Email' } },
      RoutingCriteria: [
        {
          Steps: [{ Status: 'EXPIRED', Expression: { AttributeCondition: { ComparisonOperator: 'Match' } } }],
        },
      ],
    })
  })

  it('come in both key cases and under both names where the switches leave it open', async () => {
    const centre = await aCentre({ eventKeys: 'mixed', eventDetailType: 'mixed' })
    for (let mails = 0; mails < 20; mails++) centre.mail()
    await centre.pass(10)
    expect(new Set(centre.events.map(({ detailType }) => detailType)).size).toBe(2)
    expect(new Set(centre.events.map(({ detail }) => 'contactId' in detail)).size).toBe(2)
  })

  it('of an OUTBOUND contact have no queueInfo', async () => {
    const centre = await aCentre()
    const UserId = await centre.agent('ana')
    await centre.ask('CreateContact', {
      Channel: 'EMAIL',
      InitiationMethod: 'OUTBOUND',
      UserInfo: { UserId },
    })
    expect(centre.events.at(-1)?.detail).not.toHaveProperty('queueInfo')
    expect(centre.events.at(-1)?.detail).toMatchObject({
      eventType: 'CONNECTED_TO_AGENT',
      initiationMethod: 'OUTBOUND',
    })
  })
})
