import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { composeAcknowledgement, decideAcknowledgement } from '../../lambdas/domain/acknowledgement.ts'
import { anInbox, anUnacknowledgedContact, hoursPastNine, nine } from '../builders/email.ts'

const inboxes = [anInbox()]
const due = anUnacknowledgedContact()
const from = (address: string) =>
  anUnacknowledgedContact({
    acknowledgement: { state: 'due', dueAt: nine, attempts: 0, customer: { address } },
  })

describe('whether a contact is acknowledged', () => {
  it('is, when a customer wrote to one of our inboxes', () => {
    expect(decideAcknowledgement(due, inboxes, nine)).toMatchObject({
      kind: 'send',
      customer: { address: 'carla@example.net' },
    })
  })

  it.each([
    ['nothing is recorded of it', undefined, nine, 'not-recorded'],
    ['it has no sender', from('<>'), nine, 'no-sender'],
    ['it comes from ourselves', from('Support@Example.com'), nine, 'own-mail'],
    [
      'the inbox is not configured',
      anUnacknowledgedContact({ inbox: 'other@example.com' }),
      nine,
      'unknown-inbox',
    ],
    ['it is more than a day old', due, hoursPastNine(25), 'too-late'],
  ] as const)('is not, when %s', (_, record, now, reason) => {
    expect(decideAcknowledgement(record, inboxes, now)).toMatchObject({ kind: 'skip', reason })
  })

  it.each(['sent', 'refused', 'failed'] as const)('is not, when it is already %s', (state) => {
    const settled = anUnacknowledgedContact({ acknowledgement: { state, dueAt: nine, attempts: 0 } })
    expect(decideAcknowledgement(settled, inboxes, nine)).toEqual({ kind: 'skip', reason: 'already-settled' })
  })
})

describe('the acknowledgement', () => {
  const subjectFor = (subject: string | undefined) => composeAcknowledgement(anInbox(), subject).subject

  it.each([
    ['My invoice', 'Re: My invoice'],
    ['Re: My invoice', 'Re: My invoice'],
    ['RE: re: My invoice', 'Re: My invoice'],
    [undefined, 'Re: Your email'],
    ['  ', 'Re: Your email'],
    ['Hello\r\nBcc: everyone@example.com', 'Re: Hello Bcc: everyone@example.com'],
  ])('of a mail about %j is about %j', (subject, expected) => {
    expect(subjectFor(subject)).toBe(expected)
  })

  it('never has a subject that Connect refuses, whatever the customer wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (subject) => {
        const composed = subjectFor(subject)
        expect(composed.length).toBeGreaterThan(0)
        expect(composed.length).toBeLessThanOrEqual(998)
        expect(composed).not.toMatch(/[\p{Cc}]/u)
      }),
    )
  })

  it('does not cut through the middle of a character', () => {
    expect(subjectFor('é'.repeat(993) + '𝄞𝄞').isWellFormed()).toBe(true)
  })

  it('is HTML where the wording has HTML', () => {
    const inbox = anInbox({ wording: { en: { text: 'plain', html: '<p>rich</p>' } } })
    expect(composeAcknowledgement(inbox, 'x')).toEqual({
      subject: 'Re: x',
      body: '<p>rich</p>',
      contentType: 'text/html',
    })
  })
})
