import { describe, expect, it } from 'vitest'

import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import type { Thread } from '../../lambdas/domain/thread.ts'
import type { AgentId, ContactId } from '../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../lambdas/ports/contact-centre.ts'
import type { VerdictBook } from '../../lambdas/ports/mail-verdicts.ts'
import { receiveEmail } from '../../lambdas/usecases/receive-email.ts'
import {
  ana,
  aThread,
  firstMail,
  hoursPastNine,
  nine,
  reply,
  someSettings,
  thread,
} from '../builders/email.ts'
import { directoryOf, historyWith, memoryWorkflows } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'
import { memoryPrecedents, memoryVerdictBook } from '../fakes/memory-verdicts.ts'

interface World {
  contacts?: ContactRecord[]
  threads?: Thread[]
  described?: DescribedContact[]
  lastAgent?: AgentId
  verdicts?: VerdictBook
}

function world({ contacts = [], threads = [], described = [], lastAgent, verdicts }: World = {}) {
  const records = memoryContactRecords(contacts)
  return {
    contacts: records,
    precedents: memoryPrecedents(records, verdicts),
    threads: memoryThreads(threads),
    directory: directoryOf(...described),
    history: historyWith(lastAgent),
    workflows: memoryWorkflows(),
    journal: memoryJournal(),
    clock: fixedClock(nine),
  }
}

const customer = { address: 'carla@example.net', subject: 'My invoice' }
const inbox = 'support@example.com'
const settings = someSettings()
const aNewMail = { contact: firstMail, customer, inbox }
const anAnswer = { contact: reply, related: firstMail, customer, inbox }
const known: ContactRecord = { id: firstMail, thread }
const bounce = { address: 'mailer-daemon@example.net', subject: 'Undelivered Mail Returned to Sender' }

describe('a customer writes for the first time', () => {
  it('goes to the queue, and is acknowledged', async () => {
    const ports = world()
    expect(await receiveEmail(aNewMail, settings, ports)).toEqual({ kind: 'queue', reason: 'new-thread' })
    expect([...ports.workflows.started.keys()]).toEqual([`acknowledge ${firstMail} 0`])
  })

  it('begins a thread under its own id, without asking Connect', async () => {
    const ports = world()
    await receiveEmail(aNewMail, settings, ports)
    expect((await ports.contacts.find(firstMail))?.thread).toBe(firstMail)
    expect(ports.directory.asked).toEqual([])
  })
})

describe('a customer answers in a thread that has an owner', () => {
  const answered = () => world({ contacts: [known], threads: [aThread()] })

  it('is reserved for the owner, and held', async () => {
    const ports = answered()
    expect(await receiveEmail(anAnswer, settings, ports)).toMatchObject({
      kind: 'owner',
      owner: ana,
      until: hoursPastNine(16),
    })
    expect(ports.workflows.started.get(`hold ${reply}`)).toEqual({ wakeAt: hoursPastNine(16) + 60_000 })
    expect(ports.directory.asked).toEqual([])
  })

  it('is decided once, however often and at the same time it is asked', async () => {
    const ports = answered()
    const routes = await Promise.all([1, 2, 3].map(() => receiveEmail(anAnswer, settings, ports)))
    ports.clock.at = hoursPastNine(1)
    routes.push(await receiveEmail(anAnswer, settings, ports))
    for (const route of routes) expect(route).toEqual(routes[0])
    expect(ports.workflows.started.size).toBe(2)
    expect(ports.journal.lines.filter(({ facts }) => facts.first)).toHaveLength(1)
  })

  it('is answered even if no workflow can be started, and says so', async () => {
    const ports = answered()
    ports.workflows.broken = true
    expect((await receiveEmail(anAnswer, settings, ports)).kind).toBe('owner')
    expect(ports.journal.lines.map(({ what }) => what)).toContain('workflow not started')
    expect(await ports.contacts.holds(hoursPastNine(16), 10)).toEqual([reply])
  })

  it('starts what an earlier call was killed before starting', async () => {
    const ports = answered()
    ports.workflows.broken = true
    await receiveEmail(anAnswer, settings, ports)
    ports.workflows.broken = false
    await receiveEmail(anAnswer, settings, ports)
    expect(ports.workflows.started.size).toBe(2)
  })
})

describe('a customer answers what was never recorded', () => {
  const described: DescribedContact = {
    id: reply,
    thread,
    queued: false,
    reserved: false,
    initiationMethod: 'INBOUND',
  }

  it('asks Connect for the thread and its last agent', async () => {
    const ports = world({ described: [described], lastAgent: ana })
    expect(await receiveEmail(anAnswer, settings, ports)).toMatchObject({ kind: 'owner', owner: ana })
    expect((await ports.contacts.find(reply))?.thread).toBe(thread)
  })

  it('begins a thread of its own when Connect does not know it either', async () => {
    const ports = world()
    expect(await receiveEmail(anAnswer, settings, ports)).toEqual({ kind: 'queue', reason: 'new-thread' })
  })

  it('keeps the owner on record, whoever Connect names', async () => {
    const ports = world({ described: [described], lastAgent: 'agent-cleo' as AgentId, threads: [aThread()] })
    expect(await receiveEmail(anAnswer, settings, ports)).toMatchObject({ owner: ana })
  })
})

it('keeps no customer data of a contact that is not to be acknowledged', async () => {
  const ports = world({ contacts: [known], threads: [aThread()] })
  await receiveEmail({ contact: 'transferred' as ContactId, related: firstMail, inbox }, settings, ports)
  expect((await ports.contacts.find('transferred' as ContactId))?.acknowledgement).toBeUndefined()
})

describe('a mail that names no sender', () => {
  const inspecting = someSettings({ inspectMail: true })
  const unsigned = { ...anAnswer, customer: { address: '', subject: 'My invoice' } }
  const seen = ['envelope:from']
  const verdictOf = async (verdict: { acknowledge: true; to: string } | { acknowledge: false }) => {
    const verdicts = memoryVerdictBook()
    const why = verdict.acknowledge
      ? ({ ...verdict, reason: 'person', rule: 'nothing-automatic' } as const)
      : ({ ...verdict, reason: 'bounce', rule: 'delivery-report' } as const)
    await verdicts.record({ from: '', to: inbox, subject: 'My invoice' }, { ...why, at: nine, seen })
    return world({ contacts: [known], threads: [aThread()], verdicts })
  }

  it('goes where any other would, and its record says that there is nobody to acknowledge', async () => {
    const ports = world({ contacts: [known], threads: [aThread()] })
    expect(await receiveEmail(unsigned, settings, ports)).toMatchObject({ kind: 'owner', owner: ana })
    expect((await ports.contacts.find(reply))?.acknowledgement).toMatchObject({
      state: 'refused',
      reason: 'no-sender',
      rule: 'no-sender',
    })
    expect([...ports.workflows.started.keys()]).toEqual([`hold ${reply}`])
  })

  it('is not acknowledged to whom InspectMail saw in the envelope', async () => {
    const ports = await verdictOf({ acknowledge: true, to: 'q@example.org' })
    expect((await receiveEmail(unsigned, inspecting, ports)).kind).toBe('owner')
    const settled = { state: 'refused', reason: 'no-sender', seen }
    expect((await ports.contacts.find(reply))?.acknowledgement).toMatchObject(settled)
  })

  it('is a machine’s where InspectMail or its title says so', async () => {
    const ports = await verdictOf({ acknowledge: false })
    expect(await receiveEmail(unsigned, inspecting, ports)).toEqual({ kind: 'automatic', reason: 'bounce' })
    const report = { ...unsigned, customer: { ...bounce, address: '' } }
    expect((await receiveEmail(report, settings, world({ contacts: [known] }))).kind).toBe('automatic')
  })
})

describe('a machine writes', () => {
  const fromMachine = { ...anAnswer, customer: { address: 'no-reply@shop.example', subject: 'Your order' } }

  it('touches no thread, holds nothing and is not acknowledged, and the record says why', async () => {
    const ports = world({ contacts: [known], threads: [aThread()] })
    expect(await receiveEmail(fromMachine, settings, ports)).toEqual({
      kind: 'automatic',
      reason: 'no-reply',
    })
    expect(ports.threads.get(thread)).toEqual(aThread())
    expect(ports.workflows.started.size).toBe(0)
    const record = await ports.contacts.find(reply)
    expect(record?.acknowledgement).toMatchObject({ state: 'refused', reason: 'no-reply' })
    expect(record?.acknowledgement?.seen).toContain('contact:from')
  })

  it('is listed in the thread it wrote into, so that the thread’s ledger tells of it', async () => {
    const open = aThread({ lastCustomerContact: firstMail, lastCustomerAt: nine, contacts: [firstMail] })
    const ports = world({ contacts: [known], threads: [open] })
    await receiveEmail(fromMachine, settings, ports)
    expect(ports.threads.get(thread)).toEqual({ ...open, contacts: [firstMail, reply] })
  })

  it('is known by its headers where InspectMail saw them, though its contact looks like a person', async () => {
    const verdicts = memoryVerdictBook()
    const mail = { from: customer.address, to: inbox, subject: customer.subject }
    await verdicts.record(mail, {
      acknowledge: false,
      reason: 'auto-reply',
      rule: 'auto-submitted',
      at: nine,
      seen: ['auto-submitted'],
    })
    const ports = world({ contacts: [known], threads: [aThread()], verdicts })
    const inspecting = someSettings({ inspectMail: true })
    expect(await receiveEmail(anAnswer, inspecting, ports)).toEqual({
      kind: 'automatic',
      reason: 'auto-reply',
    })
    expect((await ports.contacts.find(reply))?.acknowledgement?.seen).toEqual(['auto-submitted'])
  })

  it('is not held against another mail, long before or after', async () => {
    const verdicts = memoryVerdictBook()
    const mail = { from: customer.address, to: inbox, subject: customer.subject }
    await verdicts.record(mail, {
      acknowledge: false,
      reason: 'auto-reply',
      rule: 'auto-submitted',
      at: hoursPastNine(-1),
      seen: [],
    })
    const ports = world({ contacts: [known], threads: [aThread()], verdicts })
    expect((await receiveEmail(anAnswer, someSettings({ inspectMail: true }), ports)).kind).toBe('owner')
  })

  it('is not yet known where headers that may name a person in Reply-To have still to be seen', async () => {
    const ports = world({ contacts: [known] })
    const inspecting = someSettings({ inspectMail: true })
    expect((await receiveEmail(fromMachine, inspecting, ports)).kind).toBe('queue')
    expect((await ports.contacts.find(reply))?.acknowledgement?.state).toBe('due')
    const clear = { ...aNewMail, contact: 'bounced' as ContactId, customer: bounce }
    expect((await receiveEmail(clear, inspecting, ports)).kind).toBe('automatic')
  })

  it.each([
    ['known to be', { ...anAnswer, customer: bounce }, { thread, ours: 'known' }],
    ['that may be', { ...aNewMail, customer: bounce }, { thread: undefined, ours: 'unknown' }],
  ])('reports a bounce of a mail %s ours, once', async (_, email, told) => {
    const ports = world({ contacts: [known] })
    for (let call = 0; call < 2; call++) await receiveEmail(email, settings, ports)
    expect(ports.journal.counts.get('BouncedMail')).toBe(1)
    const bounced = ports.journal.lines.filter(({ what }) => what === 'mail bounced')
    expect(bounced.map(({ facts }) => facts)).toEqual([
      { contact: email.contact, reason: 'system-sender', rule: 'mail-system-sender', ...told },
    ])
  })

  it.each([
    ['an absence', { address: 'carla@example.net', subject: 'Automatic reply: My invoice' }],
    ['a program of no mail system', { address: 'notifications@example.net', subject: 'Build 7' }],
  ])('reports no bounce for %s outside of a thread', async (_, customer) => {
    const ports = world()
    expect((await receiveEmail({ ...aNewMail, customer }, settings, ports)).kind).toBe('automatic')
    expect(ports.journal.counts.get('BouncedMail')).toBeUndefined()
  })
})
