import { describe, expect, it } from 'vitest'

import { ledgerOf } from '../../lambdas/domain/ledger.ts'
import { mailKeyOf } from '../../lambdas/domain/mail/mail-key.ts'
import { type ContactId, type EpochMs, later, MINUTE } from '../../lambdas/domain/values.ts'
import { observeContact } from '../../lambdas/usecases/observe-contacts.ts'
import { prepareAcknowledgement } from '../../lambdas/usecases/prepare-acknowledgement.ts'
import { receiveEmail } from '../../lambdas/usecases/receive-email.ts'
import { rerouteOverdue } from '../../lambdas/usecases/reroute-overdue.ts'
import { anInbox, firstMail, hoursPastNine, nine, someSettings, thread } from '../builders/email.ts'
import {
  directoryOf,
  historyWith,
  memoryWorkflows,
  placesWith,
  releaseThat,
} from '../fakes/contact-centre.ts'
import { memoryMailClaims, memoryPace } from '../fakes/memory-acknowledging.ts'
import { memoryBudgets } from '../fakes/memory-budgets.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryRecentWriters } from '../fakes/memory-recent-writers.ts'
import { memoryNotes, memoryTakeovers } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'
import { memoryPrecedents, memoryVerdictBook } from '../fakes/memory-verdicts.ts'

const settings = someSettings({
  inboxes: [anInbox({ template: 0 })],
  acknowledgements: { by: 'flow', template: true },
})
const customer = { address: 'carla@example.net', name: 'Carla', subject: 'My invoice' }
const email = { contact: firstMail, customer, inbox: 'support@example.com' }
const flowContact = 'f0000000-0000-4000-8000-000000000001' as ContactId

function world({ answered = false } = {}) {
  let now: EpochMs = nine
  const contacts = memoryContactRecords()
  const threads = memoryThreads()
  const verdicts = memoryVerdictBook()
  const budgets = memoryBudgets()
  const writers = memoryRecentWriters()
  const claims = memoryMailClaims()
  const outbound = { id: flowContact, thread, related: firstMail, initiationMethod: 'FLOW', reserved: false }
  return {
    contacts,
    threads,
    progress: threads,
    verdicts,
    dispositions: contacts,
    precedents: memoryPrecedents(contacts, verdicts),
    directory: directoryOf({ ...outbound, queued: false, customer: { address: customer.address } }),
    history: historyWith(),
    flowMail: { answerTo: async () => (answered ? flowContact : undefined) },
    ...placesWith(settings),
    overdue: contacts,
    release: releaseThat({ refuses: 'nothing' }),
    workflows: memoryWorkflows(),
    takeovers: memoryTakeovers(),
    notes: memoryNotes(),
    journal: memoryJournal(),
    clock: { now: () => now },
    pace: memoryPace(),
    budgets,
    writers,
    claims,
    handing: { budgets, writers, claims },
    passes: (ms: number) => {
      now = later(now, ms)
    },
  }
}

const mailOver = (eventType = 'DISCONNECTED', relatedContactId: ContactId | undefined = undefined) => ({
  eventType,
  contactId: flowContact,
  relatedContactId,
  channel: 'EMAIL',
  initiationMethod: 'FLOW',
  stepStatuses: [],
  at: later(nine, MINUTE),
})
const acknowledgementIn = async ({ contacts }: ReturnType<typeof world>) =>
  (await contacts.find(firstMail))?.acknowledgement

describe('an acknowledgement that the flow sends', () => {
  it('is handed to it once, on record before the flow knows, and to nobody else', async () => {
    const ports = world()
    const first = await receiveEmail(email, settings, ports)
    expect(first).toMatchObject({
      kind: 'queue',
      acknowledge: { to: customer.address, attributes: { homewardSubject: 'Re: My invoice' } },
    })
    expect(await acknowledgementIn(ports)).toMatchObject({ state: 'due', handedAt: nine, counted: true })
    expect(await receiveEmail(email, settings, ports)).not.toHaveProperty('acknowledge')
    expect(ports.workflows.calls).toEqual([])
    expect(await prepareAcknowledgement(firstMail, settings, ports)).toEqual({
      kind: 'skip',
      reason: 'with-the-flow',
    })
    expect(await acknowledgementIn(ports)).toMatchObject({ state: 'due' })
  })

  it.each([
    ['a machine', { ...email, customer: { ...customer, address: 'noreply@example.net' } }],
    ['nobody', { contact: firstMail, inbox: 'support@example.com' }],
  ])('is never for %s', async (_, received) => {
    const ports = world()
    expect(await receiveEmail(received, settings, ports)).not.toHaveProperty('acknowledge')
  })

  it('is for nobody while the form may be of another, and routed as a person’s', async () => {
    const ports = world()
    const inspected = { ...settings, inspectMail: true }
    const form = { ...email, customer: { address: 'noreply@forms.example', subject: 'Contact request' } }
    const key = mailKeyOf({ from: form.customer.address, to: form.inbox, subject: form.customer.subject })
    for (const to of ['anna@example.org', 'bert@example.org'])
      await ports.verdicts.record(key, {
        ...{ acknowledge: true, to, reason: 'web-form', rule: 'person-in-reply-to', at: nine, seen: [] },
      })
    const received = await receiveEmail(form, inspected, ports)
    expect(received).toMatchObject({ kind: 'queue' })
    expect(received).not.toHaveProperty('acknowledge')
    expect(await acknowledgementIn(ports)).toMatchObject({
      ...{ state: 'refused', reason: 'unclear-addressee', rule: 'person-in-reply-to' },
    })
  })

  it('keeps within the same limits as any other', async () => {
    const ports = world()
    const outcomes = []
    for (let at = 0; at < 4; at++) {
      const contact = `c0000000-0000-4000-8000-10000000000${at}` as ContactId
      outcomes.push('acknowledge' in (await receiveEmail({ ...email, contact }, settings, ports)))
      if (at === 3)
        expect((await ports.contacts.find(contact))?.acknowledgement).toMatchObject({
          state: 'refused',
          reason: 'limit-sender',
        })
    }
    expect(outcomes).toEqual([true, true, true, false])
    expect(ports.workflows.calls).toEqual([])
  })

  it('is the state machine’s where the mail was found in a queue, or its headers are still to come', async () => {
    const found = world()
    expect(await receiveEmail({ ...email, alreadyQueued: true }, settings, found)).not.toHaveProperty(
      'acknowledge',
    )
    expect(found.workflows.calls).toEqual([`acknowledge ${firstMail} 0`])
    const inspecting = world()
    await receiveEmail(email, { ...settings, inspectMail: true }, inspecting)
    expect(inspecting.workflows.calls).toEqual([`acknowledge ${firstMail} 0`])
  })

  it('costs no customer the route when it cannot be handed over', async () => {
    const ports = world()
    const broken = { spend: () => Promise.reject(new Error('no table')) }
    const reception = await receiveEmail(email, settings, {
      ...ports,
      handing: { ...ports.handing, budgets: broken },
    })
    expect(reception).toEqual({ kind: 'queue', reason: 'new-thread' })
    expect(ports.workflows.calls).toEqual([`acknowledge ${firstMail} 0`])
  })

  it.each([undefined, firstMail])(
    'is sent once its own contact is over, whether the event names %s',
    async (parent) => {
      const ports = world()
      await receiveEmail(email, settings, ports)
      await observeContact(mailOver('DISCONNECTED', parent), settings, ports)
      await observeContact(mailOver('COMPLETED', parent), settings, ports)
      expect(await acknowledgementIn(ports)).toMatchObject({
        state: 'sent',
        reason: 'sent-by-flow',
        contact: flowContact,
        customer: undefined,
      })
      const record = await ports.contacts.find(firstMail)
      expect(record && ledgerOf(record).map(({ decision, by }) => `${decision} ${by}`)).toEqual([
        'routed receive-email',
        'acknowledgement-due receive-email',
        'acknowledgement-turn receive-email',
        'acknowledgement-handed receive-email',
        'acknowledgement-begun flow',
        'acknowledgement-sent flow',
      ])
    },
  )

  it('that nothing told of is found by the sweep, which sends no second one', async () => {
    const ports = world({ answered: true })
    await receiveEmail(email, settings, ports)
    ports.passes(16 * MINUTE)
    await rerouteOverdue(settings, hoursPastNine(9), ports)
    expect(await acknowledgementIn(ports)).toMatchObject({ state: 'sent', reason: 'sent-by-flow' })
    expect(ports.workflows.calls).toEqual([])
  })

  it('that never left is taken back by the sweep, and sent by the state machine', async () => {
    const ports = world({ answered: false })
    await receiveEmail(email, settings, ports)
    ports.passes(16 * MINUTE)
    await rerouteOverdue(settings, hoursPastNine(9), ports)
    expect(ports.workflows.calls).toEqual([`acknowledge ${firstMail} 1`])
    expect(await prepareAcknowledgement(firstMail, settings, ports)).toMatchObject({ kind: 'send' })
    expect(await acknowledgementIn(ports)).toMatchObject({
      state: 'due',
      takenBackAt: later(nine, 16 * MINUTE),
    })
  })
})
