import { expect, it } from 'vitest'

import type { ContactId, ThreadId } from '../../lambdas/domain/values.ts'
import type { ContactRecords } from '../../lambdas/ports/contact-records.ts'
import type { AwaitedDispositions, Dispositions } from '../../lambdas/ports/dispositions.ts'
import { ana, hoursPastNine, nine } from '../builders/email.ts'

let made = 0
const newContact = () => `disposed-${++made}` as ContactId
const spoken = (value: string, hour: number) => ({ value, at: hoursPastNine(hour), from: 'guide' }) as const

type Store = Dispositions & AwaitedDispositions & ContactRecords

/** What every store of dispositions promises. Run against the real one and the fake. */
export function itKeepsDispositions(store: () => Store): void {
  it('keeps the first word on a contact', async () => {
    const id = newContact()
    await store().joinThread(id, 'thread-d' as ThreadId, nine)
    expect(await store().noteDisposition(id, spoken('Complaint', 1))).toMatchObject({
      thread: 'thread-d',
      disposition: spoken('Complaint', 1),
    })
    expect(await store().noteDisposition(id, spoken('Other', 2))).toMatchObject({
      disposition: spoken('Complaint', 1),
    })
  })

  it('lists a contact from the earliest look that was asked for, until there is a word', async () => {
    const id = newContact()
    await store().awaitDisposition(id, hoursPastNine(3))
    await store().awaitDisposition(id, hoursPastNine(2))
    await store().awaitDisposition(id, hoursPastNine(4))
    expect(await store().due(hoursPastNine(1), 50)).not.toContain(id)
    expect(await store().due(hoursPastNine(2), 50)).toContain(id)
    await store().noteDisposition(id, spoken('Complaint', 2))
    await store().awaitDisposition(id, hoursPastNine(1))
    expect(await store().due(hoursPastNine(5), 50)).not.toContain(id)
  })

  it('says once that nothing was said, and never where something was', async () => {
    const silent = newContact()
    await store().awaitDisposition(silent, nine)
    expect(await store().noteMissing(silent, hoursPastNine(1))).toBe(true)
    expect(await store().noteMissing(silent, hoursPastNine(2))).toBe(false)
    await store().awaitDisposition(silent, nine)
    expect(await store().due(hoursPastNine(5), 50)).not.toContain(silent)
    expect(await store().find(silent)).toMatchObject({ dispositionMissingAt: hoursPastNine(1) })
    const spoke = newContact()
    await store().noteDisposition(spoke, spoken('Other', 1))
    expect(await store().noteMissing(spoke, hoursPastNine(2))).toBe(false)
  })

  it('lets both sides of a transfer know of each other, and awaits nothing of the one that was left', async () => {
    const [before, after] = [newContact(), newContact()]
    await store().awaitDisposition(before, nine)
    expect(await store().noteContinuation(before, after, nine)).toMatchObject({
      id: after,
      continues: before,
    })
    expect(await store().find(before)).toMatchObject({ continuedBy: after })
    await store().awaitDisposition(before, nine)
    expect(await store().due(hoursPastNine(5), 50)).not.toContain(before)
    expect(await store().noteContinuation(undefined, newContact(), nine)).toMatchObject({
      continues: 'unknown',
    })
  })

  it('notes of a call who had it and when that was over, once, and awaits their word', async () => {
    const id = newContact()
    const over = { call: newContact(), agent: ana, takenAt: nine, endedAt: hoursPastNine(1) }
    const known = { call: over.call, handledBy: ana, handledAt: nine, endedAt: hoursPastNine(1) }
    expect(await store().noteCallOver(id, over)).toMatchObject(known)
    const later = { ...over, endedAt: hoursPastNine(3), completedAt: hoursPastNine(2) }
    expect(await store().noteCallOver(id, later)).toMatchObject({ ...known, completedAt: hoursPastNine(2) })
    await store().awaitDisposition(id, nine)
    expect(await store().due(hoursPastNine(5), 50)).toContain(id)
  })

  it('notes when a contact was completed, and stops awaiting on demand', async () => {
    const id = newContact()
    expect(await store().noteCompleted(id, hoursPastNine(1))).toMatchObject({ completedAt: hoursPastNine(1) })
    expect(await store().noteCompleted(id, hoursPastNine(2))).toMatchObject({ completedAt: hoursPastNine(1) })
    await store().stopAwaiting(newContact())
    await store().awaitDisposition(id, nine)
    await store().stopAwaiting(id)
    expect(await store().due(hoursPastNine(5), 50)).not.toContain(id)
  })
}
