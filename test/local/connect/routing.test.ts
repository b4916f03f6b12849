import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aCentre, BILLING, INBOX, type TestCentre } from './a-centre.ts'

const offersOf = (centre: TestCentre, id: string) =>
  centre.connect.timeline(id).flatMap(({ what, details }) => (what === 'offered' ? [details.agent] : []))

async function queuedMail(centre: TestCentre, address = INBOX): Promise<string> {
  const [id = ''] = centre.mail({ to: [{ name: '', address }] })
  await centre.pass(10)
  return id
}

describe('routing', () => {
  it('offers to who has waited longest', async () => {
    const centre = await aCentre()
    for (const name of ['ana', 'ben', 'cem']) await centre.agent(name)
    for (const name of ['ben', 'cem', 'ana']) {
      centre.connect.people.setStatus(name, 'Available')
      await centre.pass(1)
    }
    expect(offersOf(centre, await queuedMail(centre))).toEqual(['ben'])
  })

  it('offers the queue that is first in the routing profile first, then the oldest', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    const billing = await queuedMail(centre, BILLING)
    const older = await queuedMail(centre)
    const newer = await queuedMail(centre)
    centre.connect.people.setStatus('ana', 'Available')
    expect([older, newer, billing].map((id) => offersOf(centre, id).length)).toEqual([1, 1, 0])
  })

  it('waits with a queue for its delay', async () => {
    const centre = await aCentre()
    const { RoutingProfileId: profileId } = await centre.ask('CreateRoutingProfile', {
      ...{ Name: 'Slow', Description: 'Slow', DefaultOutboundQueueId: centre.queueId },
      MediaConcurrencies: [{ Channel: 'EMAIL', Concurrency: 1 }],
      QueueConfigs: [
        { QueueReference: { QueueId: centre.queueId, Channel: 'EMAIL' }, Priority: 1, Delay: 300 },
      ],
    })
    await centre.agent('ana', { profileId })
    centre.connect.people.setStatus('ana', 'Available')
    const id = await queuedMail(centre)
    await centre.pass(280)
    expect(offersOf(centre, id)).toEqual([])
    await centre.pass(20)
    expect(offersOf(centre, id)).toEqual(['ana'])
  })

  it('gives back what is missed or rejected, and offers it to her no more until she clears it from her slot', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    const rejected = await queuedMail(centre)
    const missed = await queuedMail(centre)
    people.reject('ana', rejected)
    await centre.pass(20)
    expect(people.list()[0]?.contacts.map(({ state }) => state)).toEqual(['REJECTED', 'MISSED'])
    expect(centre.connect.contact(missed)).toMatchObject({ State: 'QUEUED' })
    const other = await queuedMail(centre)
    expect(offersOf(centre, other)).toEqual([])
    people.close('ana', missed)
    expect([rejected, missed, other].map((id) => offersOf(centre, id).length)).toEqual([1, 2, 0])
  })

  it('keeps new contacts from an agent who chose her next status, and begins it after her last contact', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    const id = await queuedMail(centre)
    people.accept('ana', id)
    expect(people.setStatus('ana', 'Offline')).toMatchObject({ status: 'Available', nextStatus: 'Offline' })
    const other = await queuedMail(centre)
    expect(offersOf(centre, other)).toEqual([])
    people.close('ana', id)
    expect(people.list()).toMatchObject([{ status: 'Offline', nextStatus: undefined }])
  })

  it('lets an agent who logged out with a contact in hand come back at once', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    people.accept('ana', await queuedMail(centre))
    people.logOut('ana')
    expect(people.setStatus('ana', 'Available')).toMatchObject({ status: 'Available', nextStatus: undefined })
    expect(offersOf(centre, await queuedMail(centre))).toEqual(['ana'])
  })

  it('takes an offer back from an agent who logs out, and leaves her what she has in hand', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    const inHand = await queuedMail(centre)
    people.accept('ana', inHand)
    const offered = await queuedMail(centre)
    people.logOut('ana')
    expect(centre.connect.contact(offered)).toMatchObject({ State: 'QUEUED' })
    expect(centre.connect.contact(inHand)).toMatchObject({ State: 'CONNECTED' })
  })

  it('offers by itself to an agent with auto-accept', async () => {
    const centre = await aCentre()
    const AutoAcceptConfigs = [{ Channel: 'EMAIL', AutoAccept: true }]
    await centre.agent('ana', { more: { AutoAcceptConfigs } })
    centre.connect.people.setStatus('ana', 'Available')
    const id = await queuedMail(centre)
    expect(centre.connect.contact(id)).toMatchObject({ State: 'CONNECTED' })
  })

  it.each([
    ['of 60 s ends by itself', 60, 60],
    ['of 0 lasts until it is cleared', 0, undefined],
  ])('after-contact work %s', async (_, AfterContactWorkTimeLimit, endsAfter) => {
    const centre = await aCentre()
    const AfterContactWorkConfigs = [
      { Channel: 'EMAIL', AfterContactWorkConfig: { AfterContactWorkTimeLimit } },
    ]
    const UserId = await centre.agent('ana', { more: { AfterContactWorkConfigs } })
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    const id = await queuedMail(centre)
    people.accept('ana', id)
    await expect(centre.ask('DismissUserContact', { UserId, ContactId: id })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
    people.close('ana', id)
    await centre.pass(59)
    const completed = () => centre.events.filter(({ detail }) => detail.eventType === 'COMPLETED').length
    expect(completed()).toBe(0)
    await centre.pass(1000)
    expect(completed()).toBe(endsAfter === undefined ? 0 : 1)
    if (endsAfter === undefined) await centre.ask('DismissUserContact', { UserId, ContactId: id })
    expect(people.list()[0]?.contacts).toEqual([])
    expect(centre.events.at(-1)?.detail.agentInfo.afterContactWorkDuration).toBe(endsAfter ?? 1059)
  })

  it('refuses people with a sentence that says what is and what may be', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    const { people } = centre.connect
    const id = await queuedMail(centre)
    expect(() => people.accept('ana', id)).toThrow(`contact ${id} is not with ana: it is QUEUED`)
    expect(() => people.accept('bob', id)).toThrow('there is no agent bob: ana is known')
    expect(() => people.setStatus('ana', 'Lunch')).toThrow(
      'there is no status Lunch: Available, Offline are known',
    )
    people.setStatus('ana', 'Available')
    expect(() => people.reply('ana', id, { body: 'x' })).toThrow('it has to be CONNECTED')
  })

  it('associates a waiting contact with a user beyond her slots, unless she is offline', async () => {
    const centre = await aCentre()
    const UserId = await centre.agent('ana')
    const id = await queuedMail(centre)
    const associate = () => centre.ask('AssociateContactWithUser', { ContactId: id, UserId })
    await expect(associate()).rejects.toMatchObject({ name: 'InvalidRequestException' })
    await centre.ask('CreateAgentStatus', { Name: 'Lunch', State: 'ENABLED' })
    centre.connect.people.setStatus('ana', 'Lunch')
    await associate()
    expect(centre.connect.contact(id)).toMatchObject({ State: 'CONNECTING' })
  })
})

type Deed =
  | { do: 'mail'; queue: 0 | 1 }
  | { do: 'status'; agent: number; to: 'Available' | 'Offline' }
  | { do: 'accept' | 'reject' | 'close' | 'logOut'; agent: number }
  | { do: 'prefer'; agent: number; seconds: number }
  | { do: 'pass'; seconds: number }

const agentNumber = fc.integer({ min: 0, max: 2 })
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('mail' as const),
      queue: fc.constantFrom(0 as const, 1 as const),
    }),
  },
  fc.record({
    do: fc.constant('status' as const),
    agent: agentNumber,
    to: fc.constantFrom('Available' as const, 'Offline' as const),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('accept' as const, 'reject' as const, 'close' as const, 'logOut' as const),
      agent: agentNumber,
    }),
  },
  fc.record({
    do: fc.constant('prefer' as const),
    agent: agentNumber,
    seconds: fc.integer({ min: 1, max: 100 }),
  }),
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 60 }) }),
  },
)

/** Two agents serve both queues, the third one serves Billing alone. */
async function aTeam() {
  const centre = await aCentre()
  const { RoutingProfileId: profileId } = await centre.ask('CreateRoutingProfile', {
    ...{ Name: 'Billing only', Description: 'x', DefaultOutboundQueueId: centre.queueId },
    MediaConcurrencies: [{ Channel: 'EMAIL', Concurrency: 1 }],
    QueueConfigs: [
      { QueueReference: { QueueId: centre.billingQueueId, Channel: 'EMAIL' }, Priority: 1, Delay: 0 },
    ],
  })
  const ids = [await centre.agent('a0'), await centre.agent('a1'), await centre.agent('a2', { profileId })]
  return { centre, ids }
}

async function perform({ centre, ids }: Awaited<ReturnType<typeof aTeam>>, given: Deed): Promise<void> {
  const { people } = centre.connect
  if (given.do === 'mail')
    return void centre.mail({ to: [{ name: '', address: [INBOX, BILLING][given.queue]! }] })
  if (given.do === 'pass') return centre.pass(given.seconds)
  const name = `a${given.agent}`
  if (given.do === 'status') return void people.setStatus(name, given.to)
  if (given.do === 'logOut') return void people.logOut(name)
  if (given.do === 'prefer') {
    const waiting = centre.connect.contacts().find(({ phase }) => phase === 'QUEUED')
    if (!waiting) return
    const AgentsCriteria = { AgentIds: [ids[given.agent]] }
    const AttributeCondition = { ComparisonOperator: 'Match', MatchCriteria: { AgentsCriteria } }
    const Steps = [{ Expression: { AttributeCondition }, Expiry: { DurationInSeconds: given.seconds } }]
    return centre.ask('UpdateContactRoutingData', { ContactId: waiting.id, RoutingCriteria: { Steps } })
  }
  const contact = people
    .list()
    .find(({ username }) => username === name)
    ?.contacts.at(-1)
  const offered = contact?.state === 'CONNECTING'
  if (contact && (given.do === 'close') !== offered && (offered || given.do === 'close'))
    people[given.do](name, contact.contactId)
}

describe('whatever people do', () => {
  it('nobody is offered what is not for her, no contact is with two agents, and none is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
        const team = await aTeam()
        const { centre, ids } = team
        for (const each of deeds) {
          await perform(team, each)
          await centre.timeline.quiet()
          check(centre, ids)
        }
        // Everybody comes, takes and closes what she is offered: in the end nothing waits.
        for (let round = 0; round < 60; round++) {
          for (const { username } of centre.connect.people.list()) {
            centre.connect.people.setStatus(username, 'Available')
            for (const { contactId, state } of handOf(centre, username)) {
              if (state === 'CONNECTING') centre.connect.people.accept(username, contactId)
              centre.connect.people.close(username, contactId)
            }
          }
          await centre.pass(30)
        }
        const left = centre.connect.contacts().filter(({ phase }) => phase !== 'ENDED')
        expect(left.map(({ phase }) => phase)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

const handOf = (centre: TestCentre, name: string) =>
  centre.connect.people.list().find(({ username }) => username === name)?.contacts ?? []

function check(centre: TestCentre, ids: string[]): void {
  const people = centre.connect.people.list()
  for (const contact of centre.connect.contacts()) {
    const holders = people.filter(({ contacts }) =>
      contacts.some(({ contactId, state }) => contactId === contact.id && /^CONNECT/.test(state)),
    )
    const expected = contact.phase === 'CONNECTING' || contact.phase === 'CONNECTED' ? 1 : 0
    expect(holders).toHaveLength(expected)
    if (contact.phase !== 'CONNECTING') continue
    const [holder] = holders
    if (holder?.username === 'a2')
      expect(contact.queue).toEqual({ kind: 'queue', queueId: centre.billingQueueId })
  }
  for (const { username, contacts } of people)
    expect(contacts.length).toBeLessThanOrEqual(username === 'a2' ? 1 : 2)
  noneIdle(centre, ids)
}

/** No agent with a free slot is kept from a contact that waits for her, but from what she missed or rejected herself. */
function noneIdle(centre: TestCentre, ids: string[]): void {
  const waiting = centre.connect.contacts().filter(({ phase }) => phase === 'QUEUED')
  for (const { username, status, nextStatus, contacts, id } of centre.connect.people.list()) {
    const slots = username === 'a2' ? 1 : 2
    if (status !== 'Available' || nextStatus || contacts.length >= slots) continue
    const hers = waiting.filter(({ id: waits, queue, criteria }) => {
      if (contacts.some(({ contactId }) => contactId === waits)) return false
      const step = criteria?.steps.find((each) => each.status === 'ACTIVE')
      const serves = username !== 'a2' || (queue?.kind === 'queue' && queue.queueId === centre.billingQueueId)
      return serves && (!step || step.agentIds.includes(id))
    })
    expect(ids).toContain(id)
    expect(hers).toEqual([])
  }
}
