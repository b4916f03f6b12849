import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Switches } from '../../../local/connect/switches.ts'
import { aCallCentre, aFunction, CALLER, type CallCentre, statesOf } from './a-call.ts'
import { action, disconnect, flowContent, toQueue } from './a-flow.ts'

const toTarget = [...toQueue('unused').slice(1), disconnect]

type Blocks = Parameters<typeof flowContent>[0]

/** Ana talks to a caller; quick connects lead to Ben and to Billing, by these blocks before the queue. */
async function aTalk(
  before: (centre: CallCentre) => Promise<Blocks> = async () => [],
  switches: Partial<Switches> = {},
) {
  const centre = await aCallCentre(switches)
  const ana = await centre.caller('ana')
  const ben = await centre.caller('ben')
  const blocks = await before(centre)
  const content = flowContent(blocks.includes(disconnect) ? blocks : [...blocks, ...toTarget])
  const quickConnect = async (Name: string, type: string, configOf: (ContactFlowId: string) => object) => {
    const QuickConnectConfig = configOf(await centre.flow(`To ${Name}`, content, type))
    return (await centre.ask('CreateQuickConnect', { Name, QuickConnectConfig })).QuickConnectId
  }
  const QuickConnectIds = [
    await quickConnect('Ben', 'AGENT_TRANSFER', (ContactFlowId) => ({
      QuickConnectType: 'USER',
      UserConfig: { UserId: ben, ContactFlowId },
    })),
    await quickConnect('Billing', 'QUEUE_TRANSFER', (ContactFlowId) => ({
      QuickConnectType: 'QUEUE',
      QueueConfig: { QueueId: centre.billingQueueId, ContactFlowId },
    })),
  ]
  await centre.ask('AssociateQueueQuickConnects', { QueueId: centre.queueId, QuickConnectIds })
  const id = await centre.connected('ana')
  const { people } = centre.connect
  const transfer = async (quickConnect = 'Ben') => {
    const next = people.transfer('ana', id, { quickConnect })
    await centre.pass(1)
    return next
  }
  return { centre, ana, ben, id, people, transfer }
}

const QUEUE_ERRORS = ['QueueAtCapacity', 'NoMatchingError']
const resumed = { ...disconnect, Identifier: 'Resume', Type: 'EndFlowExecution' }

/** Prompts in a loop, which every 25 seconds are interrupted for another block. */
const prompts = (NextAction: string) => ({
  Identifier: 'Prompts',
  Type: 'MessageParticipantIteratively',
  Parameters: { Messages: [{ Text: 'Please wait.' }], InterruptFrequencySeconds: '25' },
  Transitions: {
    NextAction,
    Errors: [{ NextAction, ErrorType: 'NoMatchingError' }],
    Conditions: [{ NextAction, Condition: { Operator: 'Equals', Operands: ['MessagesInterrupted'] } }],
  },
})

const stateOf = (centre: CallCentre, id: string) => (centre.connect.contact(id) as any).State
const desk = (centre: CallCentre, username: string) =>
  centre.connect.people
    .list()
    .find((person) => person.username === username)
    ?.contacts.map(({ contactId, state }) => [contactId, state])
const how = (centre: CallCentre, id: string) =>
  centre.connect
    .timeline(id)
    .filter(({ what, contactId }) => what === 'transferred' && contactId === id)
    .map(({ details }) => details.how)

describe('a call that an agent hands on', () => {
  it('waits on hold, while a second contact with its own id runs the transfer flow', async () => {
    let seen: any[] = []
    const { centre, ana, id, ben, transfer } = await aTalk(async (made) => {
      const look = await aFunction(made)
      seen = look.seen
      return [look.block]
    })
    const next = await transfer()
    expect(seen).toMatchObject([
      {
        ...{ ContactId: next, InitialContactId: id, PreviousContactId: id, Channel: 'VOICE' },
        ...{ InitiationMethod: 'TRANSFER', CustomerEndpoint: { Address: CALLER } },
      },
    ])
    expect(centre.connect.contact(next)).toMatchObject({ State: 'QUEUED', QueueInfo: { Id: ben } })
    expect(centre.eventsOf(next)).toEqual(['INITIATED', 'QUEUED'])
    expect(centre.eventsOf(id)).toEqual(['INITIATED', 'QUEUED', 'CONNECTED_TO_AGENT'])
    const initiated = centre.events.find(({ detail }) => detail.contactId === next)?.detail
    expect(initiated).toMatchObject({ previousContactId: id, initialContactId: id })
    // The second contact is on the desk of whoever takes it, not of whoever hands it on.
    expect(statesOf(centre.told(ana)).slice(-2)).toEqual(['CONNECTED', 'CONNECTED_ONHOLD'])
  })

  it('is warm where she joins and then leaves', async () => {
    const { centre, ana, ben, id, people, transfer } = await aTalk()
    people.setStatus('ben', 'Available')
    const next = await transfer()
    expect(() => people.join('ana', id)).toThrow('nobody has answered')
    people.accept('ben', next)
    expect(desk(centre, 'ana')).toEqual([[id, 'CONNECTED_ONHOLD']])
    people.join('ana', id)
    expect([desk(centre, 'ana'), desk(centre, 'ben')]).toEqual([[[id, 'CONNECTED']], [[next, 'CONNECTED']]])
    people.leave('ana', id)
    await centre.pass(1)
    expect([desk(centre, 'ana'), desk(centre, 'ben')]).toEqual([[[id, 'ENDED']], [[next, 'CONNECTED']]])
    expect(how(centre, next)).toEqual(['warm'])
    expect(centre.connect.contact(id)).toMatchObject({ DisconnectReason: 'AGENT_DISCONNECT' })
    expect(statesOf(centre.told(ana)).slice(-3)).toEqual(['CONNECTED_ONHOLD', 'CONNECTED', 'ENDED'])
    expect(statesOf(centre.told(ben)).slice(-2)).toEqual(['CONNECTING', 'CONNECTED'])
    centre.connect.hangUp(id)
    expect(centre.connect.contact(next)).toMatchObject({ DisconnectReason: 'CUSTOMER_DISCONNECT' })
  })

  it.each([['leave'], ['close']] as const)(
    'is cold where she leaves before anybody answers (%s): the caller waits on in the second contact',
    async (deed) => {
      const { centre, id, people, transfer } = await aTalk()
      const next = await transfer('Billing')
      people[deed]('ana', id)
      await centre.pass(600)
      expect([stateOf(centre, id), stateOf(centre, next), how(centre, next)]).toEqual([
        ...['ENDED', 'QUEUED'],
        ['cold'],
      ])
      people.setStatus('ben', 'Available')
      people.accept('ben', next)
      people.hold('ben', next)
      expect(desk(centre, 'ben')).toEqual([[next, 'CONNECTED_ONHOLD']])
      people.close('ben', next)
      expect(stateOf(centre, next)).toBe('ENDED')
    },
  )

  it('lets the transfer flow go on while the caller hears it, after she has left', async () => {
    let seen: any[] = []
    const { centre, people, id, transfer } = await aTalk(async (made) => {
      const look = await aFunction(made)
      seen = look.seen
      const waiting = flowContent([prompts(look.block.Identifier), look.block, resumed])
      const CustomerQueue = await made.flow('Waiting', waiting, 'CUSTOMER_QUEUE')
      return [action('UpdateContactEventHooks', { EventHooks: { CustomerQueue } })]
    })
    const next = await transfer('Billing')
    await centre.pass(30)
    people.leave('ana', id)
    await centre.pass(30)
    expect(seen.map(({ ContactId }) => ContactId)).toEqual([next, next])
  })

  it('comes back where she resumes the caller, and where she gives the transfer up', async () => {
    const { centre, id, people, transfer } = await aTalk()
    people.setStatus('ben', 'Available')
    const next = await transfer()
    people.resume('ana', id)
    expect([desk(centre, 'ana'), stateOf(centre, next)]).toEqual([[[id, 'CONNECTED']], 'CONNECTING'])
    people.hold('ana', id)
    people.abandon('ana', id)
    expect(desk(centre, 'ana')).toEqual([[id, 'CONNECTED_ONHOLD']])
    expect(desk(centre, 'ben')).toEqual([[next, 'REJECTED']])
    expect(centre.connect.contact(next)).toMatchObject({ DisconnectReason: 'AGENT_DISCONNECT' })
    expect(() => people.leave('ana', id)).toThrow(`no transfer of ${id} is under way`)
    people.resume('ana', id)
    people.close('ben', next)
    people.accept('ben', await transfer())
    expect(stateOf(centre, id)).toBe('CONNECTED')
  })

  it('stays with her, on hold, where whoever was consulted hangs up, or the flow ends without a queue', async () => {
    const { centre, id, people, transfer } = await aTalk()
    people.setStatus('ben', 'Available')
    const next = await transfer()
    people.accept('ben', next)
    expect(() => people.hold('ben', next)).toThrow('is not complete')
    expect(() => people.transfer('ben', next, { quickConnect: 'Billing' })).toThrow('is not complete')
    people.close('ben', next)
    expect([desk(centre, 'ana'), stateOf(centre, next)]).toEqual([[[id, 'CONNECTED_ONHOLD']], 'ENDED'])
    const full = await aTalk(async () => [disconnect])
    const ended = await full.transfer()
    expect(full.centre.connect.contact(ended)).toMatchObject({ DisconnectReason: 'CONTACT_FLOW_DISCONNECT' })
    expect(desk(full.centre, 'ana')).toEqual([[full.id, 'CONNECTED_ONHOLD']])
  })

  it('is over for everybody where the caller hangs up, or the API ends the first contact', async () => {
    const { centre, id, people, transfer } = await aTalk()
    people.setStatus('ben', 'Available')
    const next = await transfer()
    people.accept('ben', next)
    await expect(centre.ask('StopContact', { ContactId: next })).rejects.toThrow('method TRANSFER')
    await centre.ask('StopContact', { ContactId: id })
    expect([desk(centre, 'ana'), desk(centre, 'ben')]).toEqual([[[id, 'ENDED']], [[next, 'ENDED']]])
    const other = await aTalk()
    const waiting = await other.transfer('Billing')
    other.centre.connect.hangUp(other.id)
    expect(other.centre.connect.contact(waiting)).toMatchObject({ DisconnectReason: 'CUSTOMER_DISCONNECT' })
  })

  it('is moved to another queue by its customer queue flow, also while she waits for an answer', async () => {
    const { centre, id, people, transfer } = await aTalk(async (made) => {
      const back = action('DequeueContactAndTransferToQueue', { QueueId: made.queueId }, QUEUE_ERRORS)
      const content = flowContent([prompts(back.Identifier), back, resumed])
      const CustomerQueue = await made.flow('Back', content, 'CUSTOMER_QUEUE')
      return [action('UpdateContactEventHooks', { EventHooks: { CustomerQueue } })]
    })
    const first = await transfer('Billing')
    await centre.pass(25)
    const next = centre.connect.contacts().at(-1)?.id ?? ''
    expect(centre.connect.contact(first)).toMatchObject({ DisconnectReason: 'CONTACT_FLOW_DISCONNECT' })
    expect(centre.connect.contact(next)).toMatchObject({
      ...{ InitiationMethod: 'QUEUE_TRANSFER', PreviousContactId: first, InitialContactId: id },
      ...{ State: 'QUEUED', QueueInfo: { Id: centre.queueId }, CustomerEndpoint: { Address: CALLER } },
      SystemEndpoint: undefined,
    })
    await expect(centre.ask('StopContact', { ContactId: next })).rejects.toThrow('method QUEUE_TRANSFER')
    people.setStatus('ben', 'Available')
    people.accept('ben', next)
    people.join('ana', id)
    people.leave('ana', id)
    expect(how(centre, next)).toEqual(['warm'])
    expect(desk(centre, 'ben')).toEqual([[next, 'CONNECTED']])
  })

  it('stays where it is while it rings, or where the other queue is full', async () => {
    const { centre, people, id, transfer } = await aTalk(async (made) => {
      const { HoursOfOperationId } = (await made.ask('DescribeQueue', { QueueId: made.queueId })).Queue
      const full = { Name: 'Full', HoursOfOperationId, MaxContacts: 1 }
      const { QueueId } = await made.ask('CreateQueue', full)
      const back = action('DequeueContactAndTransferToQueue', { QueueId }, QUEUE_ERRORS)
      const content = flowContent([prompts(back.Identifier), back, resumed])
      const CustomerQueue = await made.flow('Back', content, 'CUSTOMER_QUEUE')
      await made.flow('To the full one', flowContent([...toQueue(QueueId), disconnect]))
      return [action('UpdateContactEventHooks', { EventHooks: { CustomerQueue } })]
    })
    await centre.call('To the full one')
    const waiting = await transfer('Billing')
    people.setStatus('ben', 'Available')
    await centre.pass(15)
    people.reject('ben', waiting)
    await centre.pass(40)
    expect(centre.connect.contact(waiting)).toMatchObject({ State: 'QUEUED' })
    people.close('ben', waiting)
    expect([stateOf(centre, waiting), stateOf(centre, id)]).toEqual(['CONNECTING', 'CONNECTED'])
  })

  it('is in the events of the agent who hands on only where the switch says so, until she joins or gives it up', async () => {
    const shown = { agentEventsShowConsulted: true }
    for (const begins of ['by the transfer', 'before it']) {
      const { centre, ana, id, people, transfer } = await aTalk(undefined, shown)
      if (begins === 'before it') people.hold('ana', id)
      await transfer()
      await centre.pass(1)
      expect(statesOf(centre.told(ana)).at(-1)).toBe('CONNECTED_ONHOLD,CONNECTED')
      people.abandon('ana', id)
      people.resume('ana', id)
      await centre.pass(1)
      expect(statesOf(centre.told(ana)).at(-1)).toBe('CONNECTED')
    }
  })

  it.each([
    [true, ['CONNECTED_ONHOLD', 'CONNECTED', 'CONNECTED_ONHOLD']],
    [false, ['CONNECTED', 'CONNECTED_ONHOLD']],
  ])(
    'has both hear what its flow says where that has them off hold; agent events show it: %j',
    async (agentEventsShowFlowHold, states) => {
      const hold = (PreviousContactParticipantState: string) =>
        action('UpdatePreviousContactParticipantState', { PreviousContactParticipantState })
      const say = action('MessageParticipant', { Text: 'Fifteen letters' })
      const blocks = [
        hold('OffHold'),
        say,
        { ...hold('CustomerOnHold'), Identifier: 'Again' },
        { ...say, Identifier: 'Once more' },
      ]
      const { centre, ana, id, people, transfer } = await aTalk(async () => blocks, {
        agentEventsShowFlowHold,
      })
      const next = await transfer('Billing')
      await centre.pass(1)
      const heard = centre.connect
        .timeline(next)
        .filter(({ what }) => what === 'said')
        .map(({ at, details }) => [
          at - (centre.connect.contacts().find((each) => each.id === next)?.initiatedAt ?? 0),
          details.heardBy,
        ])
      expect(heard).toEqual([
        [0, 'both'],
        [1000, 'agent'],
      ])
      expect(desk(centre, 'ana')).toEqual([[id, 'CONNECTED_ONHOLD']])
      expect(statesOf(centre.told(ana)).slice(-states.length)).toEqual(states)
      people.leave('ana', id)
      expect(stateOf(centre, next)).toBe('QUEUED')
    },
  )

  it('puts nobody on hold, and goes on, where the agent has left', async () => {
    const hold = action('UpdatePreviousContactParticipantState', {
      PreviousContactParticipantState: 'OffHold',
    })
    const { centre, id, people, transfer } = await aTalk(async () => [
      action('MessageParticipant', { Text: 'A longer sentence, of two seconds.' }),
      hold,
    ])
    const next = await transfer('Billing')
    people.leave('ana', id)
    await centre.pass(3)
    expect([stateOf(centre, id), stateOf(centre, next)]).toEqual(['ENDED', 'QUEUED'])
  })

  it('is as old in the queue as the caller has been waiting', async () => {
    const { centre, id, people, transfer } = await aTalk()
    const other = await centre.call()
    const younger = await centre.call()
    const next = await transfer('Billing')
    people.leave('ana', id)
    people.close('ana', id)
    expect([next, other, younger].map((each) => stateOf(centre, each))).toEqual([
      ...['CONNECTING', 'QUEUED', 'QUEUED'],
    ])
    const { QueueInfo } = centre.connect.contact(next) as any
    expect(QueueInfo.EnqueueTimestamp).toEqual((centre.connect.contact(id) as any).QueueInfo.EnqueueTimestamp)
  })

  it('goes by quick connect only, one at a time', async () => {
    const { id, people, transfer } = await aTalk()
    expect(() => people.transfer('ana', id, { agent: 'ben' })).toThrow('by a quick connect')
    expect(() => people.join('ana', id)).toThrow('under way')
    await transfer()
    expect(() => people.transfer('ana', id, { quickConnect: 'Billing' })).toThrow('under way already')
  })
})

describe('whatever people do with a call', () => {
  const deeds = [
    'hold',
    'resume',
    'transfer',
    'join',
    'leave',
    'abandon',
    'accept',
    'reject',
    'close',
  ] as const
  const deed = fc.record({
    who: fc.constantFrom('ana', 'ben'),
    what: fc.constantFrom(...deeds, 'hang up', 'wait'),
  })

  it('the caller is with one contact that nobody else holds, or gone, and nothing is left behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 20 }), async (steps) => {
        const { centre, people, id } = await aTalk()
        people.setStatus('ben', 'Available')
        for (const { who, what } of steps) await attempt(centre, id, who, what)
        const calls = centre.connect.contacts().filter(({ channel }) => channel === 'VOICE')
        const open = calls.filter(({ phase }) => phase !== 'ENDED')
        // Two at most: the caller's, and that of a transfer under way.
        expect(open.length).toBeLessThanOrEqual(2)
        for (const { id: open_, phase, userId } of open.filter(({ phase }) => phase === 'CONNECTED')) {
          const holders = people
            .list()
            .filter(({ contacts }) =>
              contacts.some(({ contactId, state }) => contactId === open_ && state.startsWith('CONNECTED')),
            )
          expect([phase, holders.map((person) => person.id)]).toEqual(['CONNECTED', [userId]])
        }
        if (open.length > 0) centre.connect.hangUp(id)
        for (const { username, contacts } of people.list())
          for (const { contactId } of contacts) people.close(username, contactId)
        expect(people.list().flatMap(({ contacts }) => contacts)).toEqual([])
        expect(centre.connect.contacts().filter(({ completedAt }) => completedAt === undefined)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  async function attempt(centre: CallCentre, id: string, who: string, what: string): Promise<void> {
    const { people } = centre.connect
    const mine = people
      .list()
      .find(({ username }) => username === who)
      ?.contacts.at(0)?.contactId
    try {
      if (what === 'wait') await centre.pass(15)
      else if (what === 'hang up') centre.connect.hangUp(id)
      else if (what === 'transfer')
        people.transfer(who, mine ?? '', { quickConnect: who === 'ana' ? 'Ben' : 'Billing' })
      else people[what as 'hold'](who, mine ?? '')
    } catch (error) {
      // A sentence that says no is an answer; anything else is a fault.
      expect((error as Error).name).toBe('Error')
    }
    await centre.pass(1)
  }
})
