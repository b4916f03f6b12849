import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { People } from '../../../local/connect/people.ts'
import { aCentre, START, type TestCentre } from './a-centre.ts'

const STREAM = 'arn:aws:kinesis:us-east-1:111122223333:stream/agents'

async function streaming(...given: Parameters<typeof aCentre>): Promise<TestCentre> {
  const centre = await aCentre(...given)
  await attach(centre)
  return centre
}

const attach = (centre: TestCentre) =>
  centre.ask('AssociateInstanceStorageConfig', {
    ResourceType: 'AGENT_EVENTS',
    StorageConfig: { StorageType: 'KINESIS_STREAM', KinesisStreamConfig: { StreamArn: STREAM } },
  })

function records(centre: TestCentre): { PartitionKey: string; Data: Uint8Array }[] {
  return centre.calls
    .filter(({ operation }) => operation === 'PutRecords')
    .flatMap(({ input }) => input.Records)
}

/** Events so far, in the order in which they were put. */
const told = (centre: TestCentre): any[] =>
  records(centre).map(({ Data }) => JSON.parse(Buffer.from(Data).toString()))

const inShort = (event: any) => [
  event.EventType,
  event.CurrentAgentSnapshot.AgentStatus.Name,
  event.CurrentAgentSnapshot.Contacts.map(({ State }: { State: string }) => State).join(),
]

describe('the agent event stream', () => {
  it('is silent where the instance keeps no agent events', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    centre.connect.people.setStatus('ana', 'Available')
    await centre.pass(3600)
    expect(told(centre)).toEqual([])
  })

  it('tells an agent’s day: signing in, work, after-contact work, signing out', async () => {
    const centre = await streaming()
    await centre.agent('ana', {
      more: {
        AfterContactWorkConfigs: [
          { Channel: 'EMAIL', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } },
        ],
      },
    })
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    const [id = ''] = centre.mail()
    await centre.pass(10)
    people.accept('ana', id)
    people.close('ana', id)
    people.close('ana', id)
    people.logOut('ana')
    await centre.pass(0)
    expect(told(centre).map(inShort)).toEqual([
      ['LOGIN', 'Offline', ''],
      ['STATE_CHANGE', 'Available', ''],
      ['STATE_CHANGE', 'Available', 'CONNECTING'],
      ['STATE_CHANGE', 'Available', 'CONNECTED'],
      ['STATE_CHANGE', 'Available', 'ENDED'],
      ['STATE_CHANGE', 'Available', ''],
      ['LOGOUT', 'Offline', ''],
    ])
  })

  it('has the documented shape, with the snapshot of the event before', async () => {
    const centre = await streaming({}, 7)
    const userId = await centre.agent('ana', {
      more: { IdentityInfo: { FirstName: 'Ana', LastName: 'Silva' } },
    })
    centre.connect.people.setStatus('ana', 'Available')
    const [id = ''] = centre.mail()
    await centre.pass(10)
    centre.connect.people.accept('ana', id)
    await centre.pass(0)
    const event = told(centre).at(-1)
    const instance = `arn:aws:connect:us-east-1:111122223333:instance/${centre.instanceId}`
    expect(event).toMatchObject({
      AWSAccountId: '111122223333',
      AgentARN: `${instance}/agent/${userId}`,
      EventTimestamp: new Date(START + 10_000).toISOString(),
      InstanceARN: instance,
      Version: '2017-10-01',
    })
    expect(event.EventId).toMatch(/^[0-9a-f-]{36}$/)
    expect(event.PreviousAgentSnapshot.Contacts[0]).toMatchObject({
      State: 'CONNECTING',
      ConnectedToAgentTimestamp: null,
    })
    const { AgentStatus, Configuration, Contacts, NextAgentStatus } = event.CurrentAgentSnapshot
    expect(NextAgentStatus).toBeNull()
    expect(AgentStatus).toEqual({
      ARN: expect.stringContaining(`${instance}/agent-state/`),
      Name: 'Available',
      StartTimestamp: new Date(START).toISOString(),
    })
    const queue = { ARN: `${instance}/queue/${centre.queueId}`, Name: 'Help' }
    expect(Configuration).toEqual({
      AgentHierarchyGroups: null,
      FirstName: 'Ana',
      LastName: 'Silva',
      Proficiencies: [],
      Username: 'ana',
      RoutingProfile: {
        ARN: `${instance}/routing-profile/${centre.profileId}`,
        Name: 'Mail',
        Concurrency: [
          { Channel: 'EMAIL', AvailableSlots: 1, MaximumSlots: 2 },
          { Channel: 'TASKS', AvailableSlots: 1, MaximumSlots: 1 },
        ],
        DefaultOutboundQueue: { ...queue, Channels: ['VOICE'] },
        InboundQueues: [
          { ARN: `${instance}/queue/agent/${userId}`, Name: null, Channels: ['EMAIL', 'TASKS'] },
          { ...queue, Channels: ['EMAIL'] },
          { ARN: `${instance}/queue/${centre.billingQueueId}`, Name: 'Billing', Channels: ['EMAIL'] },
        ],
      },
    })
    expect(Contacts).toEqual([
      {
        Channel: 'EMAIL',
        ConnectedToAgentTimestamp: new Date(START + 10_000).toISOString(),
        ContactId: id,
        InitialContactId: null,
        InitiationMethod: 'INBOUND',
        Queue: queue,
        QueueTimestamp: expect.stringMatching(/^2026-11-02T09:00:0\d\.\d{3}Z$/),
        State: 'CONNECTED',
        StateStartTimestamp: new Date(START + 10_000).toISOString(),
      },
    ])
  })

  it('shows the status that is to come while a contact is in hand', async () => {
    const centre = await streaming()
    await centre.ask('CreateAgentStatus', { Name: 'Lunch', State: 'ENABLED' })
    await centre.agent('ana')
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    const [id = ''] = centre.mail()
    await centre.pass(10)
    people.accept('ana', id)
    people.setStatus('ana', 'Lunch')
    await centre.pass(0)
    const { AgentStatus, NextAgentStatus } = told(centre).at(-1).CurrentAgentSnapshot
    expect([AgentStatus.Name, NextAgentStatus.Name, NextAgentStatus.EnqueuedTimestamp]).toEqual([
      'Available',
      'Lunch',
      new Date(START + 10_000).toISOString(),
    ])
    people.close('ana', id)
    await centre.pass(0)
    const last = told(centre).at(-1).CurrentAgentSnapshot
    expect([last.AgentStatus.Name, last.NextAgentStatus]).toEqual(['Lunch', null])
  })

  it('shows a popped-out softphone as a status that changed during a contact', async () => {
    const centre = await streaming()
    await centre.ask('CreateAgentStatus', { Name: 'Unavailable', State: 'ENABLED' })
    await centre.agent('ana')
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    const [id = ''] = centre.mail()
    await centre.pass(10)
    people.accept('ana', id)
    expect(people.popOut('ana')).toMatchObject({ status: 'Unavailable', nextStatus: undefined })
    await centre.pass(0)
    expect(told(centre).map(inShort).at(-1)).toEqual(['STATE_CHANGE', 'Unavailable', 'CONNECTED'])
    centre.mail()
    people.close('ana', id)
    await centre.pass(0)
    expect(told(centre).map(inShort).at(-1)).toEqual(['STATE_CHANGE', 'Unavailable', ''])
  })

  it('tells of a status set by API for an agent who has not signed in, without a sign-in', async () => {
    const centre = await streaming()
    const UserId = await centre.agent('ana')
    const { AgentStatusSummaryList: statuses } = await centre.ask('ListAgentStatuses')
    const available = statuses.find(({ Name }: { Name: string }) => Name === 'Available')
    await centre.ask('PutUserStatus', { UserId, AgentStatusId: available.Id })
    await centre.pass(7200)
    expect(told(centre).map(inShort)).toEqual([['STATE_CHANGE', 'Available', '']])
  })

  it('tells when an agent’s routing profile, or a queue of it, changes', async () => {
    const centre = await streaming()
    const UserId = await centre.agent('ana')
    centre.connect.people.setStatus('ana', 'Available')
    const { RoutingProfileId } = await centre.ask('CreateRoutingProfile', {
      Name: 'Nothing',
      Description: 'Nothing',
      DefaultOutboundQueueId: centre.queueId,
      MediaConcurrencies: [{ Channel: 'TASK', Concurrency: 3 }],
    })
    await centre.ask('UpdateUserRoutingProfile', { UserId, RoutingProfileId })
    await centre.ask('AssociateRoutingProfileQueues', {
      RoutingProfileId,
      QueueConfigs: [{ QueueReference: { QueueId: centre.queueId, Channel: 'TASK' }, Priority: 1, Delay: 0 }],
    })
    await centre.pass(0)
    const profiles = told(centre).map(
      ({ CurrentAgentSnapshot }) => CurrentAgentSnapshot.Configuration.RoutingProfile,
    )
    expect(profiles.map(({ Name, InboundQueues }) => [Name, InboundQueues.length])).toEqual([
      ['Mail', 3],
      ['Mail', 3],
      ['Nothing', 1],
      ['Nothing', 2],
    ])
  })

  it('repeats itself each 120 seconds in which nothing happens', async () => {
    const centre = await streaming()
    await centre.agent('ana')
    centre.connect.people.setStatus('ana', 'Available')
    await centre.pass(100)
    centre.connect.people.setStatus('ana', 'Available')
    await centre.pass(119)
    expect(told(centre).filter(({ EventType }) => EventType === 'HEART_BEAT')).toEqual([])
    await centre.pass(121)
    const beats = told(centre).filter(({ EventType }) => EventType === 'HEART_BEAT')
    expect(beats.map(({ EventTimestamp }) => (Date.parse(EventTimestamp) - START) / 1000)).toEqual([220, 340])
    expect(beats[0].CurrentAgentSnapshot).toEqual(beats[0].PreviousAgentSnapshot)
  })

  it.each([
    ['signed out', (people: People) => people.logOut('ana')],
    ['gone offline', (people: People) => people.setStatus('ana', 'Offline')],
  ])('goes on with heartbeats for an hour after an agent has %s, and no longer', async (_, goes) => {
    const centre = await streaming()
    await centre.agent('ana')
    centre.connect.people.setStatus('ana', 'Available')
    goes(centre.connect.people)
    await centre.pass(3 * 3600)
    const beats = told(centre).filter(({ EventType }) => EventType === 'HEART_BEAT')
    expect(beats).toHaveLength(30)
    expect(Date.parse(beats.at(-1).EventTimestamp)).toBe(START + 3_600_000)
  })

  it('begins with a heartbeat for who is signed in when the stream is attached, and ends with it', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    centre.connect.people.setStatus('ana', 'Available')
    const { AssociationId } = await attach(centre)
    await centre.pass(120)
    expect(told(centre).map(inShort)).toEqual([['HEART_BEAT', 'Available', '']])
    await centre.ask('DisassociateInstanceStorageConfig', { AssociationId, ResourceType: 'AGENT_EVENTS' })
    await centre.pass(3600)
    expect(told(centre)).toHaveLength(1)
  })

  it('says nothing more of a deleted agent', async () => {
    const centre = await streaming()
    const UserId = await centre.agent('ana')
    centre.connect.people.setStatus('ana', 'Available')
    await centre.pass(0)
    await centre.ask('DeleteUser', { UserId })
    await centre.pass(3600)
    expect(told(centre)).toHaveLength(2)
  })

  it('is written again where a shard was full, and in the end not, which is noted', async () => {
    const centre = await streaming()
    await centre.agent('ana')
    const full = { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded' }
    let taken = 0
    centre.answers.set('PutRecords', ({ Records }) => ({
      Records: Records.map((_: unknown, index: number) => (index === 0 && taken++ === 0 ? {} : full)),
    }))
    centre.connect.people.setStatus('ana', 'Available')
    await centre.pass(60)
    const sizes = centre.calls
      .filter(({ operation }) => operation === 'PutRecords')
      .map(({ input }) => input.Records.length)
    expect(sizes).toEqual([2, 1, 1, 1, 1, 1])
    const lost = centre.connect.timeline().filter(({ what }) => what === 'agent events lost')
    expect(lost.map(({ details }) => details)).toEqual([{ events: 1, because: full.ErrorCode }])
  })

  it('is written by Connect’s own role, with a key for each event or for each agent', async () => {
    const keys = async (agentEventPartitionKey: 'event' | 'agent') => {
      const centre = await streaming({ agentEventPartitionKey })
      await centre.agent('ana')
      centre.connect.people.setStatus('ana', 'Available')
      await centre.pass(0)
      const put = centre.calls.find(({ operation }) => operation === 'PutRecords')
      expect(put?.caller).toEqual({
        kind: 'role',
        arn: expect.stringMatching(
          /^arn:aws:iam::111122223333:role\/aws-service-role\/connect\.amazonaws\.com\/AWSServiceRoleForAmazonConnect_/,
        ),
      })
      return new Set(records(centre).map(({ PartitionKey }) => PartitionKey)).size
    }
    expect([await keys('event'), await keys('agent')]).toEqual([2, 1])
  })

  it('has the type of the status, the other name of a task and another clock where the switches say so', async () => {
    const centre = await streaming({
      ...{ agentEventsCarryStatusType: true, agentEventTaskChannel: 'TASK', agentEventClockAheadMs: 60_000 },
    })
    await centre.agent('ana')
    centre.connect.people.setStatus('ana', 'Available')
    await centre.pass(0)
    const event = told(centre).at(-1)
    expect(event.EventTimestamp).toBe(new Date(START + 60_000).toISOString())
    expect(event.CurrentAgentSnapshot.AgentStatus.Type).toBe('ROUTABLE')
    const { Concurrency } = event.CurrentAgentSnapshot.Configuration.RoutingProfile
    expect(Concurrency.map(({ Channel }: { Channel: string }) => Channel)).toEqual(['EMAIL', 'TASK'])
  })
})

describe('however agents behave', () => {
  const deed = fc.record({
    who: fc.constantFrom('ana', 'ben'),
    what: fc.constantFrom('Available', 'Lunch', 'Offline', 'out', 'pop', 'accept', 'reject', 'close', 'mail'),
    seconds: fc.integer({ min: 0, max: 300 }),
  })

  it('each event continues the one before it, and the last one says how things are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
        const centre = await streaming()
        await centre.ask('CreateAgentStatus', { Name: 'Lunch', State: 'ENABLED' })
        for (const name of ['ana', 'ben']) await centre.agent(name)
        for (const each of deeds) {
          perform(centre, each)
          await centre.pass(each.seconds)
        }
        for (const person of centre.connect.people.list()) {
          const mine = told(centre).filter(({ AgentARN }) => AgentARN.endsWith(person.id))
          for (const [index, event] of mine.entries())
            if (index > 0) expect(event.PreviousAgentSnapshot).toEqual(mine[index - 1].CurrentAgentSnapshot)
          const last = mine.at(-1)?.CurrentAgentSnapshot
          expect(last?.AgentStatus.Name ?? 'Offline').toBe(person.status)
          expect(last?.NextAgentStatus?.Name).toBe(person.nextStatus)
          expect(last?.Contacts.map(({ ContactId, State }: any) => [ContactId, State]) ?? []).toEqual(
            person.contacts.map(({ contactId, state }) => [contactId, state]),
          )
        }
      }),
      { numRuns: 60 },
    )
  })
})

function perform(centre: TestCentre, { who, what }: { who: string; what: string }): void {
  const { people } = centre.connect
  const held = people.list().find(({ username }) => username === who)?.contacts ?? []
  const offered = held.find(({ state }) => state === 'CONNECTING')
  if (what === 'mail') centre.mail()
  else if (what === 'out') people.logOut(who)
  else if (what === 'pop') people.popOut(who)
  else if (what === 'accept' || what === 'reject') {
    if (offered) people[what](who, offered.contactId)
  } else if (what === 'close') {
    const closable = held.find(({ state }) => state !== 'CONNECTING')
    if (closable) people.close(who, closable.contactId)
  } else people.setStatus(who, what)
}
