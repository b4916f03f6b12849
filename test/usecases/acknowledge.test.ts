import { describe, expect, it } from 'vitest'

import type { EpochMs } from '../../lambdas/domain/values.ts'
import { ConnectThrottled, type MailClaims } from '../../lambdas/ports/acknowledger.ts'
import { prepareAcknowledgement } from '../../lambdas/usecases/prepare-acknowledgement.ts'
import { sendAcknowledgement } from '../../lambdas/usecases/send-acknowledgement.ts'
import {
  anInbox,
  anUnacknowledgedContact,
  firstMail,
  hoursPastNine,
  nine,
  someSettings,
  thread,
} from '../builders/email.ts'
import { memoryAcknowledger, refusedByConnect } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryBudgets } from '../fakes/memory-budgets.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryRecentWriters } from '../fakes/memory-recent-writers.ts'
import { memoryVerdictBook } from '../fakes/memory-verdicts.ts'

const settings = someSettings()
const claiming = (answer: 'mine' | 'taken'): MailClaims => ({ claim: async () => answer })

function preparing({ turn = nine as number, claim = 'mine' as 'mine' | 'taken' } = {}) {
  return {
    contacts: memoryContactRecords([anUnacknowledgedContact()]),
    verdicts: memoryVerdictBook(),
    budgets: memoryBudgets(),
    writers: memoryRecentWriters(),
    claims: claiming(claim),
    pace: { nextTurn: async () => turn as EpochMs },
    journal: memoryJournal(),
    clock: fixedClock(nine),
  }
}

const judgedAPerson = {
  rule: 'nothing-automatic',
  seen: ['contact:from', 'contact:to', 'contact:subject', 'contact:ses-verdicts'],
}

describe('preparing an acknowledgement', () => {
  it('sends it at once where nobody is before it', async () => {
    expect(await prepareAcknowledgement(firstMail, settings, preparing())).toEqual({ kind: 'send' })
  })

  it('has it wait for its turn where others are', async () => {
    const turn = hoursPastNine(0.5)
    expect(await prepareAcknowledgement(firstMail, settings, preparing({ turn }))).toEqual({
      kind: 'wait',
      at: turn,
    })
  })

  it('pays its limits once, however often it is tried again', async () => {
    const ports = preparing()
    const failing = { ...ports, pace: { nextTurn: () => Promise.reject(new Error('no room')) } }
    for (let tries = 0; tries < 10; tries++)
      await expect(prepareAcknowledgement(firstMail, settings, failing)).rejects.toThrow('no room')
    expect(await prepareAcknowledgement(firstMail, settings, ports)).toEqual({ kind: 'send' })
  })

  it('settles the one whose mail another of our addresses answers', async () => {
    const ports = preparing({ claim: 'taken' })
    const two = someSettings({ inboxes: [anInbox(), anInbox({ address: 'sales@example.com' })] })
    expect(await prepareAcknowledgement(firstMail, two, ports)).toMatchObject({
      reason: 'answered-from-another-address',
    })
    expect((await ports.contacts.find(firstMail))?.acknowledgement).toMatchObject({
      state: 'refused',
      ...judgedAPerson,
    })
  })

  it('keeps on which judgement an acknowledgement rests that is over a limit, or too late', async () => {
    const ports = preparing()
    ports.budgets.spend = async () => false
    const late = { ...preparing(), clock: fixedClock(hoursPastNine(25)) }
    for (const each of [ports, late]) {
      expect(await prepareAcknowledgement(firstMail, settings, each)).toMatchObject({ kind: 'skip' })
      expect((await each.contacts.find(firstMail))?.acknowledgement).toMatchObject({
        reason: each === late ? 'too-late' : 'limit-sender',
        ...judgedAPerson,
      })
    }
  })

  it('tells the sweep when its turn is far off', async () => {
    const ports = preparing({ turn: hoursPastNine(2) })
    await prepareAcknowledgement(firstMail, settings, ports)
    expect(await ports.contacts.acknowledgements(hoursPastNine(2), 10)).toEqual([])
  })

  it('does not call the sweep back sooner than it meant to when it started this attempt', async () => {
    const ports = preparing()
    await ports.contacts.postponeAcknowledgement(firstMail, 5, hoursPastNine(4), nine)
    await prepareAcknowledgement(firstMail, settings, ports)
    expect(await ports.contacts.acknowledgements(hoursPastNine(3.9), 10)).toEqual([])
    expect(await ports.contacts.acknowledgements(hoursPastNine(4), 10)).toHaveLength(1)
  })
})

function sending(fail?: Parameters<typeof memoryAcknowledger>[0]) {
  return {
    contacts: memoryContactRecords([anUnacknowledgedContact()]),
    acknowledger: memoryAcknowledger(fail),
    journal: memoryJournal(),
    clock: fixedClock(nine),
  }
}

describe('sending an acknowledgement', () => {
  it('goes to whom the headers named when it was given its turn, though their verdict is gone', async () => {
    const webForm = { address: 'no-reply@forms.example', subject: 'My invoice' }
    const due = { state: 'due', dueAt: nine, attempts: 0, customer: webForm } as const
    const contacts = memoryContactRecords([anUnacknowledgedContact({ acknowledgement: due })])
    const why = { reason: 'web-form', rule: 'person-in-reply-to', seen: ['reply-to'] }
    await contacts.noteAcknowledgementTurn(
      firstMail,
      { ...why, givenAt: nine, at: nine },
      'carla@example.net',
      nine,
    )
    const ports = { ...sending(), contacts }
    expect(await sendAcknowledgement(firstMail, settings, ports)).toEqual({ kind: 'sent' })
    expect(ports.acknowledger.sent.get(firstMail)?.customer).toMatchObject({ address: 'carla@example.net' })
  })

  it('writes no name into a header that is none', async () => {
    const due = {
      state: 'due',
      dueAt: nine,
      attempts: 0,
      customer: { address: 'carla@example.net', name: 'See evil.example now \u{1F642}' },
    } as const
    const contacts = memoryContactRecords([anUnacknowledgedContact({ acknowledgement: due })])
    const ports = { ...sending(), contacts }
    await sendAcknowledgement(firstMail, settings, ports)
    expect(ports.acknowledger.sent.get(firstMail)?.customer.name).toBeUndefined()
  })

  it('sends it in the thread, from the inbox, and forgets the customer', async () => {
    const ports = sending()
    expect(await sendAcknowledgement(firstMail, settings, ports)).toEqual({ kind: 'sent' })
    expect(ports.acknowledger.sent.get(firstMail)).toMatchObject({ message: { subject: 'Re: My invoice' } })
    expect((await ports.contacts.find(firstMail))?.acknowledgement).toMatchObject({
      state: 'sent',
      customer: undefined,
    })
    const outbound = ports.acknowledger.created.get(firstMail)
    expect(outbound && (await ports.contacts.find(outbound))?.thread).toBe(thread)
  })

  it('does nothing the second time', async () => {
    const ports = sending()
    await sendAcknowledgement(firstMail, settings, ports)
    expect(await sendAcknowledgement(firstMail, settings, ports)).toEqual({
      kind: 'not-sent',
      reason: 'already-settled',
    })
    expect(ports.acknowledger.sent.size).toBe(1)
  })

  it('goes on where a throttled call left off, without making a second contact', async () => {
    const ports = sending({ send: new ConnectThrottled('slow down') })
    await expect(sendAcknowledgement(firstMail, settings, ports)).rejects.toThrow(ConnectThrottled)
    const again = { ...ports, acknowledger: memoryAcknowledger() }
    await sendAcknowledgement(firstMail, settings, again)
    expect(again.acknowledger.created.size).toBe(0)
    expect(again.acknowledger.sent.size).toBe(1)
  })

  it('gives up what Connect refuses for good, and says so', async () => {
    const ports = sending({ send: refusedByConnect })
    expect(await sendAcknowledgement(firstMail, settings, ports)).toEqual({
      kind: 'not-sent',
      reason: 'refused-by-connect',
    })
    expect((await ports.contacts.find(firstMail))?.acknowledgement).toMatchObject({
      state: 'failed',
      customer: undefined,
    })
  })
})
