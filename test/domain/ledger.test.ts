import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { SENDING_ENDS, SETTLED_UNSENT } from '../../lambdas/domain/acknowledgement.ts'
import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import { LEDGER, ledgerOf, threadLedgerOf } from '../../lambdas/domain/ledger.ts'
import { ACKNOWLEDGEMENT_REASONS, REFUSAL_REASONS } from '../../lambdas/domain/mail/reason-codes.ts'
import { type ContactId, later, type ThreadId } from '../../lambdas/domain/values.ts'
import { aHeldContact, ana, anUnacknowledgedContact, ben, hoursPastNine, nine } from '../builders/email.ts'

const why = { reason: 'person', rule: 'nothing-automatic', seen: ['from', 'subject'] }
const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b))
const short = (record: ContactRecord) =>
  ledgerOf(record).map(({ decision, reason, by }) => `${decision} ${reason} ${by}`)

describe('the ledger of a contact', () => {
  it('tells of an acknowledgement from the mail to its sending, with what each decision rests on', () => {
    const record = anUnacknowledgedContact({
      acknowledgement: {
        state: 'sent',
        reason: 'sent',
        settledAt: hoursPastNine(2),
        judgement: why,
        turn: { ...why, givenAt: hoursPastNine(1), at: hoursPastNine(2) },
        contact: 'out-1' as ContactId,
        contactAt: hoursPastNine(2),
        dueAt: nine,
        attempts: 0,
      },
    })
    expect(ledgerOf(record)).toEqual([
      { at: '2026-03-02T09:00:00.000Z', decision: 'routed', reason: 'new-thread', by: 'receive-email' },
      { at: '2026-03-02T09:00:00.000Z', decision: 'acknowledgement-due', ...why, by: 'receive-email' },
      {
        at: '2026-03-02T10:00:00.000Z',
        decision: 'acknowledgement-turn',
        ...why,
        by: 'prepare-acknowledgement',
        until: '2026-03-02T11:00:00.000Z',
      },
      {
        at: '2026-03-02T11:00:00.000Z',
        decision: 'acknowledgement-begun',
        reason: 'turn-came',
        by: 'send-acknowledgement',
        outbound: 'out-1',
      },
      {
        at: '2026-03-02T11:00:00.000Z',
        decision: 'acknowledgement-sent',
        reason: 'sent',
        by: 'send-acknowledgement',
      },
    ])
  })

  it('tells of nothing before its mail, though other clocks are behind or tell whole seconds', () => {
    const record = anUnacknowledgedContact({
      acknowledgement: {
        state: 'due',
        judgement: why,
        turn: { ...why, givenAt: later(nine, -1), at: nine },
        dueAt: nine,
        attempts: 0,
      },
      endedAt: later(nine, -999),
    })
    expect(short(record)).toEqual([
      'routed new-thread receive-email',
      'acknowledgement-due person receive-email',
      'acknowledgement-turn person prepare-acknowledgement',
      'ended contact-ended connect',
    ])
    // Found in its queue long after.
    expect(short({ ...record, endedAt: later(nine, -1000) })[0]).toBe('ended contact-ended connect')
  })

  it('tells of closing and opening again: what it was about, where it goes on, what it follows', () => {
    const closing = aHeldContact({
      handledBy: ana,
      handledAt: hoursPastNine(1),
      endedAt: hoursPastNine(2),
      completedAt: hoursPastNine(3),
      threadClosedAt: hoursPastNine(-5),
      disposition: { value: 'Complaint', at: hoursPastNine(2.5), from: 'guide' },
    })
    expect(short(closing)).toEqual([
      'reopened customer-replied receive-email',
      'routed reply-to-owner receive-email',
      'handled accepted-by-owner agent',
      'ended contact-ended connect',
      'disposition-recorded picked record-disposition',
      'completed after-contact-work-over connect',
    ])
    const late = aHeldContact({
      predecessor: 'before' as ThreadId,
      endedAt: hoursPastNine(2),
      continuedBy: 'next' as ContactId,
      dispositionMissingAt: hoursPastNine(4),
      disposition: { value: 'Complaint', at: hoursPastNine(5), from: 'contact' },
    })
    expect(short(late)).toEqual([
      'thread-begun window-passed receive-email',
      'routed reply-to-owner receive-email',
      'ended contact-ended connect',
      'continued transferred connect',
      'disposition-missing nothing-said review-dispositions',
      'disposition-recorded found-on-contact review-dispositions',
    ])
    const thread = { id: 'before' as ThreadId, successor: 'after' as ThreadId, lastEndedAt: nine }
    expect(threadLedgerOf(thread)).toMatchObject([{ decision: 'thread-closed', next: 'after' }])
    const followUpTask = 'task-1' as ContactId
    const waited = { ...thread, followedUpAt: nine, followUpTask, followUpReason: 'owner-away' } as const
    expect(threadLedgerOf(waited)).toMatchObject([
      { decision: 'followed-up', reason: 'owner-away', next: 'task-1', by: 'follow-up' },
      { decision: 'thread-closed' },
    ])
    expect(threadLedgerOf({ ...thread, open: [closing.id] })).toEqual([])
  })

  it('says who refused: on arrival, at its turn, or the sweep after its last attempt', () => {
    const settled = (acknowledgement: object) =>
      short(
        anUnacknowledgedContact({
          acknowledgement: {
            state: 'refused',
            settledAt: nine,
            dueAt: nine,
            attempts: 0,
            ...acknowledgement,
          },
        }),
      ).at(-1)
    expect(settled({ reason: 'bounce' })).toBe('acknowledgement-refused bounce receive-email')
    expect(settled({ reason: 'limit-sender', judgement: why })).toBe(
      'acknowledgement-refused limit-sender prepare-acknowledgement',
    )
    expect(settled({ state: 'failed', reason: 'given-up', judgement: why })).toBe(
      'acknowledgement-failed given-up reroute-overdue',
    )
    expect(settled({ state: 'due', reason: undefined, retriedAt: hoursPastNine(1), attempts: 2 })).toBe(
      'acknowledgement-retried not-settled reroute-overdue',
    )
  })

  it('tells of a hold and how it ended, in the order in which it happened', () => {
    expect(ledgerOf(aHeldContact())).toMatchObject([
      { decision: 'routed', reason: 'reply-to-owner', agent: ana, until: '2026-03-03T01:00:00.000Z' },
    ])
    const over = aHeldContact({
      endedAt: hoursPastNine(4),
      handledBy: ben,
      handledAt: hoursPastNine(3),
      releasedAt: hoursPastNine(2),
      expiredAt: hoursPastNine(1),
      holdEnd: 'accepted-by-another',
      holdEndAt: hoursPastNine(3),
    })
    expect(short(over)).toEqual([
      'routed reply-to-owner receive-email',
      'hold-expired expired connect',
      'hold-released deadline release-hold',
      'handled accepted-by-another agent',
      'hold-over accepted-by-another review-hold',
      'ended contact-ended connect',
    ])
  })

  it('is empty for a contact of which nothing is known, and leaves out what has no time', () => {
    expect(ledgerOf({ id: 'c' as ContactId })).toEqual([])
    expect(ledgerOf({ id: 'c' as ContactId, handledBy: ana })).toEqual([])
  })

  it('is in order of time and holds nothing of the customer, whatever the record has', () => {
    const at = fc.option(fc.integer({ min: nine, max: hoursPastNine(300) }), { nil: undefined })
    const record = fc.record({
      receivedAt: at,
      handledAt: at,
      expiredAt: at,
      releasedAt: at,
      endedAt: at,
      handledBy: fc.constantFrom(undefined, ana, ben),
      state: fc.constantFrom('due', 'sent', 'refused', 'failed'),
      settledAt: at,
    })
    fc.assert(
      fc.property(record, ({ state, settledAt, ...facts }) => {
        const base = anUnacknowledgedContact()
        const acknowledgement = { ...base.acknowledgement, state, settledAt, judgement: why }
        const entries = ledgerOf({ ...base, ...facts, acknowledgement } as ContactRecord)
        expect(entries.map((entry) => entry.at)).toEqual(entries.map((entry) => entry.at).sort(byText))
        expect(JSON.stringify(entries)).not.toMatch(/carla|invoice/i)
      }),
    )
  })
})

describe('docs/reason-codes.md', () => {
  const document = readFileSync('docs/reason-codes.md', 'utf8')
  /** First column of the table below a heading. */
  const codes = (heading: string) =>
    [...(document.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')[0]!.matchAll(/^\| `([^`]+)`/gm)].map(
      ([, code]) => code,
    )
  const sorted = (list: readonly (string | undefined)[]) => [...list].sort()

  it.each([
    ['Acknowledged', ACKNOWLEDGEMENT_REASONS],
    ['Not acknowledged', REFUSAL_REASONS],
    [
      'Not sent after all',
      [...SETTLED_UNSENT, ...SENDING_ENDS].filter(
        (reason) => !(REFUSAL_REASONS as readonly string[]).includes(reason),
      ),
    ],
    ['Routed', LEDGER.routed.filter((reason) => !(REFUSAL_REASONS as readonly string[]).includes(reason))],
    ['Decisions in a ledger', Object.keys(LEDGER)],
  ])('explains every code of "%s", and no other', (heading, expected) => {
    expect(sorted(codes(heading))).toEqual(sorted(expected))
  })

  it('explains every reason that a ledger can give', () => {
    const explained = new Set([...document.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code))
    expect([...new Set(Object.values(LEDGER).flat())].filter((code) => !explained.has(code))).toEqual([])
  })
})
