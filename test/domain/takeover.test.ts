import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { TAKEOVER_REASONS, takeoverOf } from '../../lambdas/domain/takeover.ts'
import { takeoverWords } from '../../lambdas/domain/takeover-note.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'
import { aHeldContact, ana, anInbox, ben, hoursPastNine, reply } from '../builders/email.ts'

const next = 'c0000000-0000-4000-8000-000000000009' as ContactId
const takenBy = (agent: typeof ana, hour: number) => ({ handledBy: agent, handledAt: hoursPastNine(hour) })

describe('a takeover', () => {
  it('is another agent with what was held for its owner', () => {
    expect(takeoverOf(aHeldContact(takenBy(ben, 17)))).toEqual({
      contact: reply,
      owner: ana,
      agent: ben,
      reason: 'deadline',
      inbox: 'support@example.com',
    })
  })

  it.each([
    ['held still', aHeldContact()],
    ['with its owner', aHeldContact(takenBy(ana, 1))],
    ['nobody was to have first', aHeldContact({ ...takenBy(ben, 1), route: undefined })],
    [
      'told of already',
      aHeldContact({
        ...takenBy(ben, 17),
        told: { note: 'left', task: 'made', at: hoursPastNine(17) },
      }),
    ],
  ])('is no contact that is %s', (_, record) => {
    expect(takeoverOf(record)).toBeUndefined()
  })

  it('knows its reason before and after the events that tell of it', () => {
    const reasonOf = (facts: object) => takeoverOf(aHeldContact(facts))?.reason
    expect(reasonOf(takenBy(ben, 1))).toBe('before-the-end')
    expect(reasonOf({ ...takenBy(ben, 1), expiredAt: hoursPastNine(1) })).toBe('deadline')
    expect(reasonOf(takenBy(ben, 16))).toBe('deadline')
    expect(reasonOf({ ...takenBy(ben, 1), releaseReason: 'owner-deleted' })).toBe('owner-deleted')
  })

  it('is followed to the contact that Homeward made of the held one, but not through what an agent gave away', () => {
    const moved = (given: boolean) => ({
      id: next,
      ...takenBy(ben, 17),
      transfer: { of: reply, at: hoursPastNine(16), count: 1, given },
    })
    expect(takeoverOf(moved(false), aHeldContact())).toMatchObject({ contact: next, owner: ana })
    expect(takeoverOf(moved(true), aHeldContact())).toBeUndefined()
  })
})

describe('what is said about a takeover', () => {
  it('names the owner, and says why it came elsewhere', () => {
    const { note, owner } = takeoverWords('deadline', { name: 'Ana Silva', isGone: false }, anInbox())
    expect(owner).toBe('Ana Silva')
    expect(note).toBe(
      'This conversation has been with Ana Silva. The original agent did not take it within 16 hours. The original agent gets a task about it.',
    )
  })

  it('promises no task where the owner is gone, and does without a name', () => {
    const { note, owner } = takeoverWords('owner-deleted', { isGone: true }, undefined)
    expect(owner).toBe('an agent who is not here any more')
    expect(note).not.toContain('task')
  })

  it('is German where the inbox is', () => {
    const inbox = anInbox({ language: 'de-AT', holdForSeconds: 3600 })
    expect(takeoverWords('deadline', { isGone: false }, inbox).reason).toContain('innerhalb von 1 Stunden')
  })

  it('fits into what Connect takes, whatever a name is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 5000 }),
        fc.constantFrom(...TAKEOVER_REASONS),
        fc.boolean(),
        (name, reason, isGone) => {
          const { owner, note, task } = takeoverWords(reason, { name, isGone }, anInbox())
          expect(owner).not.toBe('')
          expect(Buffer.byteLength(owner + note)).toBeLessThan(4096)
          expect(task.title.length).toBeLessThanOrEqual(512)
          expect(task.text.length).toBeLessThanOrEqual(4096)
        },
      ),
    )
  })
})
