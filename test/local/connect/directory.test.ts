import { describe, expect, it } from 'vitest'
import type { Switches } from '../../../local/connect/switches.ts'
import { aCentre, type TestCentre } from './a-centre.ts'

const named = (name: string) => expect.objectContaining({ name })

async function people(switches: Partial<Switches> = {}): Promise<TestCentre> {
  const centre = await aCentre(switches)
  for (const [username, FirstName, LastName] of [
    ['ana', 'Ana', 'Silva'],
    ['ben', 'Ben', 'Silverman'],
    ['eve', 'Eve', 'Anand'],
  ] as const)
    await centre.agent(username, {
      more: { IdentityInfo: { FirstName, LastName, Email: `${username}@x.y` } },
    })
  return centre
}

const text = (FieldName: string, ComparisonType: string, Value: string) => ({
  StringCondition: { FieldName, ComparisonType, Value },
})

async function search(centre: TestCentre, SearchCriteria: object): Promise<string[]> {
  const { Users } = await centre.ask('SearchUsers', { SearchCriteria })
  return Users.map(({ Username }: { Username: string }) => Username)
}

describe('the search for users', () => {
  it.each([
    [text('Username', 'EXACT', 'ana'), ['ana']],
    [text('LastName', 'STARTS_WITH', 'Silv'), ['ana', 'ben']],
    [text('LastName', 'CONTAINS', 'man'), ['ben']],
    [text('FirstName', 'CONTAINS', 'e'), ['ben', 'eve'].slice(0, 2)],
    [text('FirstName', 'EXACT', 'ana'), []],
    [
      { OrConditions: [text('FirstName', 'STARTS_WITH', 'An'), text('LastName', 'STARTS_WITH', 'An')] },
      ['ana', 'eve'],
    ],
    [{ AndConditions: [text('LastName', 'STARTS_WITH', 'Silv'), text('Username', 'EXACT', 'ben')] }, ['ben']],
    [{}, ['ana', 'ben', 'eve']],
  ])('finds by %j', async (criteria, usernames) => {
    expect(await search(await people(), criteria)).toEqual(usernames)
  })

  it('finds by routing profile and by id, and tells case where the switch says so', async () => {
    const centre = await people({ userSearchCase: 'insensitive' })
    expect(await search(centre, text('FirstName', 'EXACT', 'ANA'))).toEqual(['ana'])
    expect(await search(centre, text('RoutingProfileId', 'EXACT', centre.profileId))).toHaveLength(3)
    const [{ Id }] = (await centre.ask('SearchUsers')).Users
    expect(await search(centre, text('resourceId', 'EXACT', Id))).toEqual(['ana'])
  })

  it('shows names and no address, by pages', async () => {
    const centre = await people()
    const first = await centre.ask('SearchUsers', { MaxResults: 2 })
    expect(first.ApproximateTotalCount).toBe(3)
    expect(first.Users[0].IdentityInfo).toEqual({ FirstName: 'Ana', LastName: 'Silva' })
    const rest = await centre.ask('SearchUsers', { MaxResults: 2, NextToken: first.NextToken })
    expect(rest.Users).toHaveLength(1)
  })

  it.each([
    [{ SearchCriteria: text('Email', 'EXACT', 'x') }, 'InvalidParameterException'],
    [{ SearchCriteria: text('Username', 'LIKE', 'x') }, 'InvalidParameterException'],
    [{ SearchCriteria: text('Username', 'EXACT', '') }, 'InvalidParameterException'],
    [{ SearchCriteria: { HierarchyGroupCondition: { Value: 'x' } } }, 'InvalidRequestException'],
    [{ SearchFilter: { TagFilter: {} } }, 'InvalidRequestException'],
  ])('refuses %j', async (input, name) => {
    await expect((await people()).ask('SearchUsers', input)).rejects.toThrow(named(name))
  })

  it('goes by a new name once it is changed', async () => {
    const centre = await people()
    const [{ Id: UserId }] = (await centre.ask('SearchUsers')).Users
    await centre.ask('UpdateUserIdentityInfo', { UserId, IdentityInfo: { FirstName: 'Anna' } })
    expect(await search(centre, text('FirstName', 'EXACT', 'Anna'))).toEqual(['ana'])
    expect((await centre.ask('DescribeUser', { UserId })).User.IdentityInfo).toEqual({ FirstName: 'Anna' })
  })
})

describe('the queues of a routing profile', () => {
  const pair = (QueueId: string) => ({ QueueId, Channel: 'EMAIL' })

  it('go and come: who lost one is offered nothing of it, who got it back is, at once', async () => {
    const centre = await people()
    const profile = { RoutingProfileId: centre.profileId }
    await centre.ask('DisassociateRoutingProfileQueues', {
      ...profile,
      QueueReferences: [pair(centre.queueId)],
    })
    centre.connect.people.setStatus('ana', 'Available')
    centre.mail()
    await centre.pass(60)
    const inHand = () => centre.connect.people.list().flatMap(({ contacts }) => contacts)
    expect(inHand()).toEqual([])
    const QueueConfigs = [{ QueueReference: pair(centre.queueId), Priority: 1, Delay: 0 }]
    await centre.ask('AssociateRoutingProfileQueues', { ...profile, QueueConfigs })
    expect(inHand()).toMatchObject([{ state: 'CONNECTING' }])
    const { RoutingProfileQueueConfigSummaryList: queues } = await centre.ask(
      'ListRoutingProfileQueues',
      profile,
    )
    expect(queues.map(({ QueueName }: { QueueName: string }) => QueueName)).toEqual(['Billing', 'Help'])
    await expect(centre.ask('AssociateRoutingProfileQueues', { ...profile, QueueConfigs })).rejects.toThrow(
      named('InvalidRequestException'),
    )
  })

  it('are refused where the profile has none such, where none is named, and for manual assignment', async () => {
    const centre = await people()
    const profile = { RoutingProfileId: centre.profileId }
    const wrong = async (input: object, name: string) =>
      expect(centre.ask('DisassociateRoutingProfileQueues', { ...profile, ...input })).rejects.toThrow(
        named(name),
      )
    const tasks = { QueueId: centre.queueId, Channel: 'TASK' }
    await wrong({ QueueReferences: [tasks] }, 'ResourceNotFoundException')
    await wrong({ QueueReferences: [] }, 'InvalidParameterException')
    await wrong({ ManualAssignmentQueueReferences: [tasks] }, 'InvalidRequestException')
  })

  it('serve the channels that the profile has: more slots are filled at once, none take what is in hand', async () => {
    const centre = await people()
    const profile = { RoutingProfileId: centre.profileId }
    const slots = (Concurrency: number) =>
      centre.ask('UpdateRoutingProfileConcurrency', {
        ...profile,
        MediaConcurrencies: [{ Channel: 'EMAIL', Concurrency }],
      })
    await slots(1)
    centre.connect.people.setStatus('ana', 'Available')
    centre.mail()
    centre.mail()
    await centre.pass(10)
    const inHand = () => centre.connect.people.list().flatMap(({ contacts }) => contacts).length
    expect(inHand()).toBe(1)
    await slots(2)
    expect(inHand()).toBe(2)
    await slots(1)
    expect(inHand()).toBe(2)
    const { RoutingProfile } = await centre.ask('DescribeRoutingProfile', profile)
    expect(RoutingProfile.MediaConcurrencies).toEqual([{ Channel: 'EMAIL', Concurrency: 1 }])
    await expect(slots(11)).rejects.toThrow(named('InvalidParameterException'))
  })
})
