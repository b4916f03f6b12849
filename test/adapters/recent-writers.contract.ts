import { expect, it } from 'vitest'

import type { Writer } from '../../lambdas/domain/mail/look-alikes.ts'
import { type ContactId, later, MINUTE } from '../../lambdas/domain/values.ts'
import type { RecentWriters } from '../../lambdas/ports/recent-writers.ts'
import { nine } from '../builders/email.ts'

let made = 0
const aSubject = () => `my order ${++made}`
const aContact = () => `contact-${++made}` as ContactId
const after = (minutes: number, name = 'carla@shop.example'): Writer => ({
  name,
  at: later(nine, minutes * MINUTE),
})
const namesOf = (writers: readonly Writer[]) => writers.map(({ name }) => name).sort()

/** What everybody who knows the recent writers of a subject promises. Run against the real one and the fake. */
export function itKnowsRecentWriters(known: () => RecentWriters): void {
  it('gives those who wrote under the same subject before, with their time', async () => {
    const subject = aSubject()
    expect(await known().join(subject, after(0), aContact())).toEqual([])
    await known().join(subject, after(1, 'two words @x.example'), aContact())
    await known().join(aSubject(), after(1, 'elsewhere@x.example'), aContact())
    const before = await known().join(subject, after(2, 'dan@x.example'), aContact())
    expect(namesOf(before)).toEqual(['carla@shop.example', 'two words @x.example'])
    expect(before.map(({ at }) => at).sort()).toEqual([after(0).at, after(1).at])
  })

  it('gives one of each two the other, if fifty come at once', async () => {
    const subject = aSubject()
    const given = await Promise.all(
      Array.from({ length: 50 }, (_, n) => known().join(subject, after(0, `a${n}@x.example`), aContact())),
    )
    const counts = given.map((before) => before.length).sort((one, other) => one - other)
    expect(counts).toEqual(Array.from({ length: 50 }, (_, n) => n))
  })

  it('tells a contact that is tried again what it was told at first, and others of it once', async () => {
    const [subject, contact] = [aSubject(), aContact()]
    await known().join(subject, after(0, 'dan@x.example'), aContact())
    for (const minute of [1, 3]) {
      expect(namesOf(await known().join(subject, after(minute), contact))).toEqual(['dan@x.example'])
      await known().join(subject, after(minute + 1, `eve${minute}@x.example`), aContact())
    }
    const before = await known().join(subject, after(9, 'fay@x.example'), aContact())
    expect(namesOf(before)).toEqual([
      'carla@shop.example',
      'dan@x.example',
      'eve1@x.example',
      'eve3@x.example',
    ])
    expect(before.find(({ name }) => name === 'carla@shop.example')).toMatchObject(after(1))
  })

  it('forgets those who wrote first where many do', async () => {
    const subject = aSubject()
    for (let n = 0; n <= 101; n++) await known().join(subject, after(n, `a${n}@x.example`), aContact())
    const before = await known().join(subject, after(102), aContact())
    expect(before.length).toBeLessThan(100)
    expect(namesOf(before)).toContain('a101@x.example')
    expect(namesOf(before)).not.toContain('a0@x.example')
  })
}
