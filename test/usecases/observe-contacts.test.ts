import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ContactEvent } from '../../lambdas/domain/contact-event.ts'
import { dispositionState } from '../../lambdas/domain/disposition.ts'
import { holdState } from '../../lambdas/domain/hold.ts'
import type { AgentId, ContactId, QueueId, ThreadId } from '../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../lambdas/ports/contact-centre.ts'
import { observeContact } from '../../lambdas/usecases/observe-contacts.ts'
import { receiveEmail } from '../../lambdas/usecases/receive-email.ts'
import { releaseHold } from '../../lambdas/usecases/release-hold.ts'
import {
  ana,
  aThread,
  ben,
  firstMail,
  hoursPastNine,
  nine,
  reply,
  someSettings,
  thread,
} from '../builders/email.ts'
import {
  directoryOf,
  historyWith,
  memoryWorkflows,
  placesWith,
  releaseThat,
} from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryNotes, memoryTakeovers, withReturns } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'
import { memoryPrecedents } from '../fakes/memory-verdicts.ts'

const settings = someSettings()
const cleo = 'agent-cleo' as AgentId
const agentReply = 'c0000000-0000-4000-8000-00000000000a' as ContactId
const described: DescribedContact = {
  id: firstMail,
  thread,
  queued: true,
  reserved: false,
  queue: 'queue-1' as QueueId,
  initiationMethod: 'INBOUND',
  customer: { address: 'carla@example.net', subject: 'My invoice' },
  inbox: 'support@example.com',
}

function world() {
  const records = memoryContactRecords()
  const threads = memoryThreads()
  return {
    contacts: records,
    dispositions: records,
    precedents: memoryPrecedents(records),
    threads,
    progress: threads,
    directory: directoryOf(described, { ...described, id: reply, related: agentReply }),
    history: historyWith(),
    workflows: memoryWorkflows(),
    takeovers: memoryTakeovers(),
    journal: memoryJournal(),
    clock: fixedClock(nine),
  }
}

const event = (facts: Partial<ContactEvent>): ContactEvent => ({
  eventType: 'INITIATED',
  contactId: firstMail,
  channel: 'EMAIL',
  initiationMethod: 'INBOUND',
  stepStatuses: [],
  at: nine,
  ...facts,
})
const connected = (agent: typeof ana, hour: number) =>
  event({
    eventType: 'CONNECTED_TO_AGENT',
    agent,
    connectedToAgentAt: hoursPastNine(hour),
    at: hoursPastNine(hour),
  })

describe('an answer', () => {
  const disconnectedAt = hoursPastNine(2)
  const sent = {
    contactId: agentReply,
    relatedContactId: firstMail,
    initiationMethod: 'AGENT_REPLY',
    agent: ana,
  }
  const over = { eventType: 'DISCONNECTED', disconnectedAt, disconnectReason: 'AGENT_DISCONNECT' }
  const answered = async (inConnect: Partial<DescribedContact>, ...events: Partial<ContactEvent>[]) => {
    const ports = world()
    const directory = directoryOf({ ...described, id: agentReply, ...inConnect })
    await ports.contacts.joinThread(firstMail, thread, nine)
    for (const facts of events)
      await observeContact(event({ ...sent, ...facts }), settings, { ...ports, directory })
    return { answers: ports.threads.rows.get(thread)?.answers, asked: directory.asked }
  }
  const once = { answers: [{ to: firstMail, at: disconnectedAt }], asked: [] }

  it("is an agent's reply that has left, to the contact that it replies to, at the instant at which it did", async () => {
    const begun = [{ eventType: 'INITIATED' }, { eventType: 'CONNECTED_TO_AGENT' }]
    expect(await answered({}, ...begun)).toEqual({ answers: undefined, asked: [] })
    expect(await answered({}, { ...over, disconnectedAt: undefined, at: disconnectedAt })).toEqual(once)
    const completed = { ...over, eventType: 'COMPLETED', at: hoursPastNine(3) }
    expect(await answered({}, over, completed)).toEqual(once)
    expect(await answered({}, { ...completed, disconnectedAt: undefined })).toMatchObject({
      answers: undefined,
    })
  })

  it.each(['AGENT_DISCONNECT', 'CONTACT_FLOW_DISCONNECT'])(
    'has left where it ended by %s',
    async (reason) => {
      expect(await answered({}, { ...over, disconnectReason: reason })).toEqual(once)
    },
  )

  it.each([
    ['an acknowledgement', { initiationMethod: 'FLOW' }],
    ['an acknowledgement by API', { initiationMethod: 'OUTBOUND' }],
    ['a reply that was thrown away', { disconnectReason: 'DISCARDED' }],
    ['a draft that was left lying', { disconnectReason: 'EXPIRED' }],
    ['a reply that was stopped', { disconnectReason: 'API' }],
    ['a draft that was handed on', { disconnectReason: 'TRANSFERRED' }],
    ['a reply that ended otherwise', { disconnectReason: 'OTHER' }],
  ])('is not %s', async (_, facts) => {
    expect((await answered({}, { ...over, ...facts })).answers).toBeUndefined()
  })

  it.each<[string, Partial<DescribedContact>, (typeof once)['answers'] | undefined]>([
    ['was sent', { disconnectReason: 'AGENT_DISCONNECT' }, once.answers],
    ['was not', { disconnectReason: 'EXPIRED' }, undefined],
    ['is not known to be over', {}, undefined],
  ])('is looked up where its event does not say how it ended: it %s', async (_, inConnect, answers) => {
    const silent = { ...over, disconnectReason: undefined }
    expect(await answered(inConnect, silent)).toEqual({ answers, asked: [agentReply] })
  })

  it('is to what Connect says where its event does not say to what; else to nothing that is known', async () => {
    const ports = world()
    const directory = directoryOf({ ...described, id: agentReply, related: firstMail })
    const silent = { ...sent, ...over, relatedContactId: undefined }
    await ports.contacts.joinThread(agentReply, thread, nine)
    await observeContact(event(silent), settings, { ...ports, directory })
    expect(ports.threads.rows.get(thread)?.answers).toEqual(once.answers)
    await observeContact(event({ ...silent, disconnectedAt: nine }), settings, {
      ...ports,
      directory: directoryOf(),
    })
    expect(ports.threads.rows.get(thread)?.answers).toContainEqual({ to: agentReply, at: nine })
  })

  it('is not known where its thread is not', async () => {
    const ports = world()
    const unknown = { ...sent, ...over, contactId: 'stray' as ContactId, relatedContactId: undefined }
    await observeContact(event(unknown), settings, ports)
    expect([...ports.threads.rows.values()].flatMap(({ answers = [] }) => answers)).toEqual([])
  })
})

describe('what contact events tell', () => {
  it('makes the first agent to handle a thread its owner, in whatever order the events come', async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await observeContact(connected(ben, 2), settings, ports)
    await observeContact(connected(ana, 1), settings, ports)
    expect(ports.threads.get(thread)?.owner).toBe(ana)
  })

  it('does not take a thread from its owner when somebody stands in', async () => {
    const ports = { ...world(), threads: memoryThreads([aThread()]) }
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await observeContact(connected(ben, 20), settings, ports)
    expect(ports.threads.get(thread)?.owner).toBe(ana)
  })

  it.each([
    ['Connect alone knows its owner, and all is told late', []],
    ['its being queued is told first, and late', [event({ eventType: 'QUEUED', contactId: reply })]],
  ])('does not take it either where the flow could not ask, and %s', async (_, first) => {
    const ports = { ...world(), history: historyWith(ana), clock: fixedClock(hoursPastNine(21)) }
    for (const each of [...first, { ...connected(ben, 20), contactId: reply }])
      await observeContact(each, settings, ports)
    expect(ports.threads.get(thread)).toMatchObject({ owner: ana, ownerSince: nine })
  })

  it('does not take one that began too late to be the old one', async () => {
    const days = 100 * 24
    const old = memoryThreads([aThread({ lastEndedAt: nine })])
    const ports = { ...world(), threads: old, clock: fixedClock(hoursPastNine(days + 1)) }
    await ports.contacts.joinThread(agentReply, thread, nine)
    await observeContact({ ...connected(ben, days), contactId: reply }, settings, ports)
    expect(ports.threads.get(reply as string as ThreadId)).toMatchObject({ owner: ana, predecessor: thread })
  })

  it('gives a thread to whoever takes it when an agent transfers it', async () => {
    const ports = { ...world(), threads: memoryThreads([aThread()]) }
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    const taken = { contactId: reply, previousContactId: firstMail, initiationMethod: 'TRANSFER' }
    await observeContact({ ...connected(ben, 2), ...taken }, settings, ports)
    await observeContact(connected(ana, 1), settings, ports)
    expect(ports.threads.get(thread)?.owner).toBe(ben)
  })

  it('leaves it with its owner when the transfer is our own, which opens a hold to the queue', async () => {
    const ports = { ...world(), threads: memoryThreads([aThread()]) }
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await ports.contacts.noteReleasing(firstMail, hoursPastNine(16))
    const taken = { contactId: reply, previousContactId: firstMail, initiationMethod: 'TRANSFER' }
    await observeContact({ ...connected(ben, 17), ...taken }, settings, ports)
    expect(ports.threads.get(thread)?.owner).toBe(ana)
  })

  it("puts an agent's reply into the thread, so that the answer to it finds home", async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await observeContact(connected(ana, 1), settings, ports)
    await observeContact(
      event({ contactId: agentReply, relatedContactId: firstMail, initiationMethod: 'AGENT_REPLY' }),
      settings,
      ports,
    )
    const route = await receiveEmail(
      { contact: reply, related: agentReply, inbox: 'support@example.com' },
      settings,
      ports,
    )
    expect(route).toMatchObject({ kind: 'owner', owner: ana })
    expect(ports.directory.asked).toEqual([])
  })

  it.each([
    ['queued', event({ eventType: 'QUEUED' })],
    ['queued, where only its acceptance is told of', connected(ben, 1)],
    [
      'queued, where only its end is told of',
      { ...connected(ben, 1), eventType: 'DISCONNECTED', disconnectedAt: hoursPastNine(2) },
    ],
  ])('finds a contact that the flow %s without us, and acknowledges it', async (_, told) => {
    const ports = world()
    await observeContact(told, settings, ports)
    expect(await ports.contacts.find(firstMail)).toMatchObject({
      thread,
      route: { kind: 'queue', reason: 'found-in-queue' },
    })
    expect([...ports.workflows.started.keys()]).toEqual([`acknowledge ${firstMail} 0`])
  })

  const elsewhere = 'hr@other-department.example'
  const mailElsewhere = (facts: Partial<ContactEvent>) => [
    event({ eventType: 'QUEUED', ...facts }),
    { ...connected(ben, 1), ...facts },
    { ...connected(ben, 1), eventType: 'DISCONNECTED', disconnectedAt: hoursPastNine(2), ...facts },
  ]

  it.each([
    ['as its events say', { inbox: elsewhere }, []],
    ['as Connect says', {}, [firstMail, firstMail, firstMail]],
  ])('leaves mail alone that came to an address which is none of ours, %s', async (_, facts, asked) => {
    const ports = world()
    const directory = directoryOf({ ...described, inbox: elsewhere })
    for (const told of mailElsewhere(facts)) await observeContact(told, settings, { ...ports, directory })
    expect(directory.asked).toEqual(asked)
    expect([...ports.threads.rows]).toEqual([])
    expect([...ports.workflows.started]).toEqual([])
    expect([...ports.journal.counts]).toEqual([])
  })

  it('leaves its transfers alone', async () => {
    const ports = world()
    const moved = { contactId: reply, previousContactId: firstMail, initiationMethod: 'TRANSFER' }
    await observeContact(event({ ...moved, inbox: elsewhere }), settings, ports)
    expect([await ports.contacts.find(reply), [...ports.workflows.started]]).toEqual([undefined, []])
  })

  it('takes as ours what a flow of ours has asked about, wherever it came to, and what goes on from it', async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: elsewhere }, settings, ports)
    await observeContact({ ...connected(ana, 1), inbox: elsewhere }, settings, ports)
    const moved = { contactId: reply, previousContactId: firstMail, initiationMethod: 'TRANSFER' }
    await observeContact(event({ ...moved, inbox: elsewhere }), settings, ports)
    expect(ports.threads.get(thread)?.owner).toBe(ana)
    expect([...ports.workflows.started.keys()]).toContain(`escalate ${reply}`)
  })

  it('takes as ours what came to an address that is written otherwise, or that nobody tells', async () => {
    for (const [inbox, inConnect] of [
      ['Support@Example.com', described],
      [undefined, { ...described, inbox: undefined }],
    ] as const) {
      const ports = { ...world(), directory: directoryOf(inConnect) }
      await observeContact(event({ eventType: 'QUEUED', inbox }), settings, ports)
      expect(ports.threads.get(thread)).toBeDefined()
    }
  })

  it('makes nobody the owner of a thread by what a machine wrote', async () => {
    const ports = world()
    const customer = { address: 'mailer-daemon@example.net', subject: 'Undelivered Mail Returned to Sender' }
    await receiveEmail({ contact: firstMail, customer, inbox: 'support@example.com' }, settings, ports)
    await observeContact(connected(ben, 1), settings, ports)
    expect(ports.threads.get(thread)).toBeUndefined()
  })

  it('does not adopt a contact that ReceiveEmail has seen', async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await observeContact(event({ eventType: 'QUEUED' }), settings, ports)
    expect(ports.directory.asked).toEqual([])
  })

  it.each([
    ['of another channel', { channel: 'VOICE' }, 'IgnoredContactEvents'],
    ['of a type of the future', { eventType: 'TELEPORTED' }, 'UnknownContactEvents'],
  ])('ignores and counts an event %s', async (_, facts, metric) => {
    const ports = world()
    await observeContact(event(facts), settings, ports)
    expect(ports.journal.counts.get(metric)).toBe(1)
  })
})

describe('any subset of events, in any order, any number of times', () => {
  const onReply = (facts: Partial<ContactEvent>) =>
    event({ contactId: reply, relatedContactId: agentReply, ...facts })
  const story: ContactEvent[] = [
    onReply({ eventType: 'INITIATED' }),
    onReply({ eventType: 'QUEUED' }),
    onReply({ eventType: 'CONTACT_DATA_UPDATED', stepStatuses: ['EXPIRED'], at: hoursPastNine(16) }),
    { ...onReply(connected(ben, 17)), contactId: reply },
    onReply({
      eventType: 'DISCONNECTED',
      agent: ben,
      connectedToAgentAt: hoursPastNine(17),
      at: hoursPastNine(18),
    }),
    onReply({
      eventType: 'COMPLETED',
      agent: ben,
      connectedToAgentAt: hoursPastNine(17),
      at: hoursPastNine(18),
    }),
  ]
  const received = { contact: reply, related: agentReply, inbox: 'support@example.com' }

  async function tell(events: readonly (ContactEvent | 'received')[]) {
    const ports = { ...world(), threads: memoryThreads([aThread()]) }
    await ports.contacts.joinThread(agentReply, thread, nine)
    for (const told of events)
      if (told === 'received') await receiveEmail(received, settings, ports)
      else await observeContact(told, settings, ports)
    return { record: await ports.contacts.find(reply), owner: ports.threads.get(thread)?.owner, ports }
  }

  it('ends in the same record once everything was told', async () => {
    const { record: expected } = await tell(['received', ...story])
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...story, ...story], { minLength: 0 }),
        fc.shuffledSubarray(story, { minLength: story.length }),
        async (some, all) => {
          const { record, owner } = await tell(['received', ...some, ...all])
          expect(record).toEqual(expected)
          expect(owner).toBe(ana)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('never leaves a contact held that somebody has or had', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(story, { minLength: 0 }), fc.nat(6), async (events, when) => {
        const told: (ContactEvent | 'received')[] = events.filter(({ eventType }) => eventType !== 'QUEUED')
        told.splice(Math.min(when, told.length), 0, 'received')
        const { record } = await tell(told)
        const ended = events.some(({ eventType }) => !['INITIATED', 'QUEUED'].includes(eventType))
        // Whom an agent had before we were asked was never held.
        const before = told.slice(0, told.indexOf('received'))
        const wasTaken = before.some((each) => each !== 'received' && each.agent !== undefined)
        expect(record && holdState(record).kind).toBe(wasTaken ? 'none' : ended ? 'over' : 'held')
      }),
      { numRuns: 100 },
    )
  })
})

describe('a transfer', () => {
  const next = 'c0000000-0000-4000-8000-00000000000b' as ContactId
  const transferred = (facts: Partial<ContactEvent> = {}) =>
    event({ contactId: next, initiationMethod: 'TRANSFER', previousContactId: firstMail, ...facts })

  it('by an agent is looked after for as long as the other may take, once', async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await observeContact(transferred(), settings, ports)
    await observeContact(transferred({ eventType: 'QUEUED' }), settings, ports)
    const started = ports.workflows.calls.filter((call) => call.startsWith('escalate'))
    expect(started).toEqual([`escalate ${next}`])
    expect(ports.workflows.started.get(`escalate ${next}`)).toEqual({ wakeAt: hoursPastNine(0.5) })
    expect(await ports.contacts.find(next)).toMatchObject({
      thread,
      inbox: 'support@example.com',
      transfer: { of: firstMail, count: 1, given: true, until: hoursPastNine(0.5) },
    })
  })

  it('that cannot be looked after now is told again', async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    ports.workflows.broken = true
    await expect(observeContact(transferred(), settings, ports)).rejects.toThrow()
    ports.workflows.broken = false
    await observeContact(transferred(), settings, ports)
    expect(ports.workflows.started.has(`escalate ${next}`)).toBe(true)
  })

  it("of a machine's mail gives the thread to nobody and opens none, in whatever order it is told", async () => {
    const [second, third] = [next, 'c0000000-0000-4000-8000-00000000000c' as ContactId]
    const chain = [
      { contactId: firstMail },
      { contactId: second, initiationMethod: 'TRANSFER', previousContactId: firstMail },
      { contactId: third, initiationMethod: 'TRANSFER', previousContactId: second },
    ]
    const told = chain.flatMap((contact, hour) => [
      event({ ...contact, eventType: 'QUEUED' }),
      { ...connected(hour === 1 ? ana : ben, hour), ...contact },
      event({ ...contact, eventType: 'DISCONNECTED', disconnectedAt: hoursPastNine(hour + 0.5) }),
    ])
    const machine = { address: 'mailer-daemon@example.net', subject: 'Undelivered Mail Returned to Sender' }
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...told, ...told], { minLength: 0 }),
        fc.option(fc.constant(aThread({ owner: ana, lastEndedAt: nine })), { nil: undefined }),
        async (events, before) => {
          const ports = { ...world(), threads: memoryThreads(before ? [before] : []) }
          const progress = ports.threads
          ports.directory = directoryOf(
            { ...described, id: second, previous: firstMail },
            { ...described, id: third, previous: second },
          )
          await receiveEmail(
            { contact: firstMail, customer: machine, inbox: described.inbox },
            settings,
            ports,
          )
          for (const each of events) await observeContact(each, settings, { ...ports, progress })
          expect(ports.threads.get(thread)).toEqual(before)
          expect(ports.takeovers.started.size).toBe(0)
          for (const { contactId } of events) {
            const record = await ports.contacts.find(contactId)
            expect(record && dispositionState(record)).toBe('not-wanted')
          }
        },
      ),
    )
  })

  it('asks Connect for nothing where its events come as they should', async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await observeContact(transferred(), settings, ports)
    await observeContact(
      transferred({ contactId: reply, previousContactId: next, at: hoursPastNine(1) }),
      settings,
      ports,
    )
    expect(ports.directory.asked).toEqual([])
  })

  it('of ours or of a flow is counted, and waits for nobody', async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await ports.contacts.noteReleasing(firstMail, nine)
    await observeContact(transferred(), settings, ports)
    const byFlow = 'c0000000-0000-4000-8000-00000000000c' as ContactId
    await observeContact(
      transferred({ contactId: byFlow, previousContactId: next, initiationMethod: 'QUEUE_TRANSFER' }),
      settings,
      ports,
    )
    expect(ports.workflows.calls.filter((call) => call.startsWith('escalate'))).toEqual([])
    expect(await ports.contacts.find(byFlow)).toMatchObject({ thread, transfer: { count: 2, given: false } })
  })

  it.each([
    ['told of the first contact before', [connected(ben, 1)]],
    ['told of it after, or never', []],
  ])('to themselves gives an agent who stood in nothing: %s', async (_, before) => {
    const ports = { ...world(), threads: memoryThreads([aThread()]) }
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    ports.directory = directoryOf({ ...described, agent: ben, agentSince: hoursPastNine(1) })
    const again = { ...connected(ben, 3), contactId: next, previousContactId: firstMail }
    const events = [...before, transferred(), { ...again, initiationMethod: 'TRANSFER' }]
    for (const each of events) await observeContact(each, settings, ports)
    expect(ports.threads.get(thread)).toMatchObject({ owner: ana })
    const moved = { contactId: reply, previousContactId: next, initiationMethod: 'TRANSFER' }
    await observeContact({ ...connected(cleo, 4), ...moved }, settings, ports)
    expect(ports.threads.get(thread)).toMatchObject({ owner: cleo })
  })

  it('by an agent of what we had tried to move is looked after, whenever it is told that they had taken it', async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await ports.contacts.noteReleasing(firstMail, nine)
    ports.directory = directoryOf({ ...described, agent: ana, agentSince: nine })
    await observeContact(transferred(), settings, ports)
    await observeContact(connected(ana, 0), settings, ports)
    expect(ports.directory.asked).toEqual([firstMail])
    expect(await ports.contacts.find(next)).toMatchObject({
      transfer: { given: true, until: hoursPastNine(0.5) },
    })
  })

  it('of what was given back is nobody’s gift, though it had been given: who takes it in the end stands in', async () => {
    const { takeovers, ...rest } = world()
    const contacts = { ...rest.contacts, find: withReturns(rest.contacts.find, takeovers) }
    const ports = { ...rest, contacts, takeovers, ...placesWith(settings), notes: memoryNotes() }
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    const given = { ...connected(ben, 2), contactId: next, previousContactId: firstMail }
    await observeContact({ ...given, initiationMethod: 'TRANSFER' }, settings, ports)
    // Another contact of the thread was given to Cleo, so that Ben has what is hers.
    await ports.threads.noteTransferred(thread, { contact: agentReply, agent: cleo, at: hoursPastNine(3) })
    await takeovers.noteReturning(next, hoursPastNine(4))
    await observeContact(transferred({ contactId: reply, previousContactId: next }), settings, ports)
    expect((await contacts.find(reply))?.transfer).toMatchObject({ count: 2, given: false })
    const route = { kind: 'owner', owner: cleo, until: nine, reason: 'returned-to-owner' } as const
    const held = { id: reply, thread, inbox: undefined, receivedAt: nine, route, acknowledgement: undefined }
    await contacts.recordArrival(held)
    ports.directory = directoryOf({ ...described, id: reply, reserved: true })
    await releaseHold(reply, cleo, 'deadline', { ...ports, release: releaseThat({ refuses: 'criteria' }) })
    const opened = `next-of-${reply}` as ContactId
    const taken = { contactId: opened, previousContactId: reply, initiationMethod: 'TRANSFER' }
    await observeContact({ ...connected(ana, 9), ...taken }, settings, ports)
    expect(ports.threads.get(thread)?.owner).toBe(cleo)
    expect(takeovers.started.get(opened)).toMatchObject({ owner: cleo, agent: ana })
  })

  it('that nobody took gives the thread to whoever takes it in the end', async () => {
    const ports = world()
    await receiveEmail({ contact: firstMail, inbox: 'support@example.com' }, settings, ports)
    await observeContact(connected(ana, 1), settings, ports)
    await observeContact(transferred({ at: hoursPastNine(2) }), settings, ports)
    await ports.contacts.noteReleasing(next, hoursPastNine(3))
    const last = 'c0000000-0000-4000-8000-00000000000d' as ContactId
    const taken = { contactId: last, previousContactId: next, at: hoursPastNine(4) }
    await observeContact(transferred({ ...taken, at: hoursPastNine(3) }), settings, ports)
    await observeContact(
      transferred({ ...taken, eventType: 'CONNECTED_TO_AGENT', agent: ben, connectedToAgentAt: taken.at }),
      settings,
      ports,
    )
    expect(ports.threads.get(thread)).toMatchObject({ owner: ben, ownerSince: hoursPastNine(4) })
  })
})
