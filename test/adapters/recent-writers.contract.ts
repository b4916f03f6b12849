import { expect, it } from 'vitest'

import type { Writer } from '../../lambdas/domain/mail/look-alikes.ts'
import { type ContactId, later, MINUTE } from '../../lambdas/domain/values.ts'
import type { RecentWriters } from '../../lambdas/ports/recent-writers.ts'
import { nine } from '../builders/email.ts'

let made = 0
const aSubject = () => `my order ${++made}`
const aContact = () => `contact-${++made}` as ContactId
const after = (minutes: number, name = 'carla'): Writer => ({
  name,
  at: later(nine, minutes * MINUTE),
})
const namesOf = (writers: readonly Writer[]) => writers.map(({ name }) => name).sort()

/** What everybody who knows the recent writers of a subject promises. Run against the real one and the fake. */
export function itKnowsRecentWriters(known: () => RecentWriters): void {
  it('gives those who wrote under the same subject before, with their time', async () => {
    const subject = aSubject()
    expect(await known().join(subject, after(0), aContact())).toEqual([])
    await known().join(subject, after(1, 'two words '), aContact())
    await known().join(aSubject(), after(1, 'elsewhere'), aContact())
    const before = await known().join(subject, after(2, 'dan'), aContact())
    expect(namesOf(before)).toEqual(['carla', 'two words '])
    expect(before.map(({ at }) => at).sort()).toEqual([after(0).at, after(1).at])
  })

  it('gives one of each two the other, if fifty come at once', async () => {
    const subject = aSubject()
    const given = await Promise.all(
      Array.from({ length: 50 }, (_, n) => known().join(subject, after(0, `a${n}`), aContact())),
    )
    const counts = given.map((before) => before.length).sort((one, other) => one - other)
    expect(counts).toEqual(Array.from({ length: 50 }, (_, n) => n))
  })

  it('tells a contact that is tried again what it was told at first, and others of it once', async () => {
    const [subject, contact] = [aSubject(), aContact()]
    await known().join(subject, after(0, 'dan'), aContact())
    for (const minute of [1, 3]) {
      expect(namesOf(await known().join(subject, after(minute), contact))).toEqual(['dan'])
      await known().join(subject, after(minute + 1, `eve${minute}`), aContact())
    }
    const before = await known().join(subject, after(9, 'fay'), aContact())
    expect(namesOf(before)).toEqual(['carla', 'dan', 'eve1', 'eve3'])
    expect(before.find(({ name }) => name === 'carla')).toMatchObject(after(1))
  })

  it('forgets those who wrote first where many do', async () => {
    const subject = aSubject()
    const name = (n: number) => `${n}-${'abcdefgh'[n % 8]!.repeat(3 + (n % 40))}`
    for (let n = 0; n < 151; n++) await known().join(subject, after(n, name(n)), aContact())
    const before = await known().join(subject, after(151), aContact())
    expect(before).toHaveLength(100)
    expect(namesOf(before)).toContain(name(150))
    expect(namesOf(before)).not.toContain(name(0))
  })
}
