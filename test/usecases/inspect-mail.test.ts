import { describe, expect, it } from 'vitest'

import { mailKeyOf } from '../../lambdas/domain/mail/mail-key.ts'
import { later } from '../../lambdas/domain/values.ts'
import { inspectMail } from '../../lambdas/usecases/inspect-mail.ts'
import { prepareAcknowledgement, VerdictNotYet } from '../../lambdas/usecases/prepare-acknowledgement.ts'
import { anInbox, anUnacknowledgedContact, firstMail, nine, someSettings } from '../builders/email.ts'
import { aMail } from '../domain/mail/a-mail.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryBudgets } from '../fakes/memory-budgets.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryRecentWriters } from '../fakes/memory-recent-writers.ts'
import { memoryVerdictBook } from '../fakes/memory-verdicts.ts'

const settings = someSettings({
  inspectMail: true,
  inboxes: [anInbox(), anInbox({ address: 'sales@example.com' })],
})
const from = { name: 'Carla', address: 'carla@example.net' }
const aCarlasMail = (headers: Record<string, string> = {}) => ({
  id: 'o3vrnil0e2ic',
  at: nine,
  facts: aMail({ from, subject: 'My invoice', headers }),
  recipients: ['Support@Example.com', 'somebody@example.org', 'sales@example.com'],
})
const keyTo = (to: string) => mailKeyOf({ from: from.address, to, subject: 'My invoice' })

describe('inspecting a mail', () => {
  const inspecting = () => ({ verdicts: memoryVerdictBook(), journal: memoryJournal() })

  it('leaves its verdict for each of our addresses, and for no other', async () => {
    const ports = inspecting()
    await inspectMail(aCarlasMail({ 'Auto-Submitted': 'auto-replied' }), settings, ports)
    for (const to of ['support@example.com', 'sales@example.com'])
      expect(await ports.verdicts.find(keyTo(to))).toMatchObject({
        refused: {
          reason: 'auto-reply',
          at: nine,
          seen: expect.arrayContaining(['auto-submitted', 'envelope:from']),
        },
      })
    expect(await ports.verdicts.find(keyTo('somebody@example.org'))).toBeUndefined()
  })

  it('takes a group of ours that passes mail on for no list, and a list of others for one', async () => {
    const passedOn = aCarlasMail({ 'List-Id': 'Help <help.firm.example>', Precedence: 'list' })
    const told = (otherAddresses?: string[]) =>
      inspectMail(passedOn, { ...settings, otherAddresses }, inspecting())
    expect(await told()).toMatchObject({ acknowledge: false, reason: 'list' })
    expect(await told(['help@firm.example'])).toMatchObject({ acknowledge: true })
    const ours = {
      ...passedOn,
      facts: { ...passedOn.facts, from: { name: '', address: 'Help@firm.example' } },
    }
    expect(
      await inspectMail(ours, { ...settings, otherAddresses: ['help@firm.example'] }, inspecting()),
    ).toMatchObject({
      ...{ acknowledge: false, reason: 'own-mail' },
    })
  })

  it('leaves it of a mail without From both for no sender and for the envelope’s', async () => {
    const ports = inspecting()
    const mail = aCarlasMail({ 'Auto-Submitted': 'auto-replied' })
    const facts = { ...mail.facts, from: undefined, envelopeFrom: 'q@example.org' }
    await inspectMail({ ...mail, facts }, settings, ports)
    for (const sender of ['', 'q@example.org'])
      expect(
        await ports.verdicts.find({ from: sender, to: 'sales@example.com', subject: 'My invoice' }),
      ).toMatchObject({ refused: { reason: 'auto-reply' } })
  })

  it('names a header that decided though it is empty, and none that is empty and decided nothing', async () => {
    const ports = inspecting()
    await inspectMail(aCarlasMail({ 'X-MS-Exchange-Message-Is-Ndr': '', 'List-Id': ' ' }), settings, ports)
    const { refused } = (await ports.verdicts.find(keyTo('support@example.com'))) ?? {}
    expect(refused).toMatchObject({ rule: 'returned-mail-header' })
    expect(refused?.seen).toContain('x-ms-exchange-message-is-ndr')
    expect(refused?.seen).not.toContain('list-id')
  })

  it('tells the reason in one line, and nothing that the mail says', async () => {
    const ports = inspecting()
    await inspectMail(aCarlasMail(), settings, ports)
    expect(ports.journal.lines).toEqual([
      {
        what: 'mail inspected',
        facts: expect.objectContaining({ mail: 'o3vrnil0e2ic', reason: 'person', inboxes: 2 }),
      },
    ])
    expect(JSON.stringify(ports.journal.lines)).not.toMatch(/carla|invoice/i)
  })

  it('names at most 40 headers, whatever the mail is called to look at', async () => {
    const ports = inspecting()
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`X-GitHub-${n}`, 'no']))
    await inspectMail(aCarlasMail(many), settings, ports)
    const { acknowledged } = (await ports.verdicts.find(keyTo('support@example.com'))) ?? {}
    expect(acknowledged?.seen).toHaveLength(40)
  })
})

describe('preparing an acknowledgement where mail is inspected', () => {
  function preparing(afterMs: number) {
    return {
      contacts: memoryContactRecords([anUnacknowledgedContact()]),
      verdicts: memoryVerdictBook(),
      budgets: memoryBudgets(),
      writers: memoryRecentWriters(),
      claims: { claim: async () => 'mine' as const },
      pace: { nextTurn: async () => nine },
      journal: memoryJournal(),
      clock: fixedClock(later(nine, afterMs)),
    }
  }

  it('waits for the verdict, but not for long', async () => {
    await expect(prepareAcknowledgement(firstMail, settings, preparing(3_000))).rejects.toThrow(VerdictNotYet)
    const patient = preparing(21_000)
    expect(await prepareAcknowledgement(firstMail, settings, patient)).toMatchObject({ kind: 'send' })
    expect(patient.journal.counts.get('VerdictsMissing')).toBe(1)
  })

  it('does not take a verdict on a later mail for its own', async () => {
    const ports = preparing(19_000)
    await inspectMail(
      { ...aCarlasMail({ 'Auto-Submitted': 'auto-replied' }), at: later(nine, 15_000) },
      settings,
      ports,
    )
    await expect(prepareAcknowledgement(firstMail, settings, ports)).rejects.toThrow(VerdictNotYet)
  })

  it('has the verdict at once where it came first', async () => {
    const ports = preparing(3_000)
    await inspectMail(aCarlasMail({ 'Auto-Submitted': 'auto-replied' }), settings, ports)
    expect(await prepareAcknowledgement(firstMail, settings, ports)).toEqual({
      kind: 'skip',
      reason: 'auto-reply',
    })
    expect(ports.journal.counts.size).toBe(0)
  })

  it('waits for nothing where no mail is inspected', async () => {
    const plain = someSettings({ inboxes: settings.inboxes })
    expect(await prepareAcknowledgement(firstMail, plain, preparing(3_000))).toMatchObject({ kind: 'send' })
  })
})
