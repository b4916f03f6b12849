import { expect, it } from 'vitest'

import { waiting } from '../../lambdas/domain/follow-up.ts'
import type { ContactId, EpochMs, ThreadId } from '../../lambdas/domain/values.ts'
import type { FollowUps } from '../../lambdas/ports/follow-ups.ts'
import type { ThreadProgress, Threads } from '../../lambdas/ports/threads.ts'
import { firstMail, hoursPastNine, nine, reply } from '../builders/email.ts'

let number = 0
const newThread = () => `pending-${++number}` as ThreadId
const made = { task: 'task-1' as ContactId, reason: 'owner' as const, since: nine }

/** What every store of follow-ups promises, together with the threads of the same table. */
export function itKeepsFollowUps(store: () => FollowUps & Threads & ThreadProgress): void {
  async function write(thread: ThreadId, hour: number, contact = firstMail) {
    const at = hoursPastNine(hour)
    const followUpAt = hoursPastNine(hour + 24)
    await store().noteCustomerMessage({ thread, contact, inbox: 'support@example.com', at, followUpAt })
  }
  async function isListed(thread: ThreadId, by: EpochMs) {
    return (await store().due(by, 1000)).includes(thread)
  }
  async function waitingIn(thread: ThreadId) {
    const found = await store().find(thread)
    return found && waiting(found)
  }

  const answer = (hour: number, to = firstMail) => ({ to, at: hoursPastNine(hour) })
  async function claim(thread: ThreadId, since: EpochMs, at: number, until: number) {
    const seen = { ...(await store().find(thread)), id: thread }
    return store().claim(seen, since, hoursPastNine(at), hoursPastNine(until))
  }

  it('lists a thread from when it is to be looked at, the oldest first and no more than asked for', async () => {
    const [late, early] = [newThread(), newThread()]
    await write(late, -900)
    await write(early, -901)
    expect(await store().due(hoursPastNine(-878), 10)).toEqual([])
    expect(await store().due(hoursPastNine(-876), 10)).toEqual([early, late])
    expect(await store().due(hoursPastNine(-876), 1)).toEqual([early])
    for (const id of [early, late]) await store().noteAnswered(id, answer(-1))
  })

  it('lists by the first message, and knows them all', async () => {
    const id = newThread()
    await write(id, 0)
    await write(id, 5, reply)
    expect(await isListed(id, hoursPastNine(24))).toBe(true)
    const messages = (await store().find(id))?.messages?.toSorted((a, b) => a.at - b.at)
    expect(messages).toEqual([
      { contact: firstMail, at: nine },
      { contact: reply, at: hoursPastNine(5) },
    ])
  })

  it('lists nothing for an inbox without follow-ups', async () => {
    const id = newThread()
    const inbox = 'support@example.com'
    await store().noteCustomerMessage({ thread: id, contact: firstMail, inbox, at: nine })
    expect(await isListed(id, hoursPastNine(900))).toBe(false)
    expect((await store().find(id))?.messages).toBeUndefined()
  })

  it('takes an answered thread off, for good, however often that is told', async () => {
    const id = newThread()
    await write(id, 0)
    for (const _ of [1, 2]) await store().noteAnswered(id, answer(3))
    expect(await waitingIn(id)).toEqual({ kind: 'nobody', reason: 'answered' })
    expect(await isListed(id, hoursPastNine(900))).toBe(false)
    await write(id, 5, reply)
    expect(await waitingIn(id)).toEqual({ kind: 'customer', since: hoursPastNine(5) })
    expect(await isListed(id, hoursPastNine(29))).toBe(true)
  })

  it('keeps on its list whoever wrote in another contact than was answered, before that or after', async () => {
    const id = newThread()
    await write(id, 0)
    await write(id, 5, reply)
    await store().noteAnswered(id, answer(6))
    expect(await waitingIn(id)).toEqual({ kind: 'customer', since: hoursPastNine(5) })
    expect(await isListed(id, hoursPastNine(29))).toBe(true)
    await store().noteAnswered(id, answer(7, reply))
    expect(await waitingIn(id)).toEqual({ kind: 'nobody', reason: 'answered' })
    expect(await isListed(id, hoursPastNine(900))).toBe(false)
  })

  it('remembers an answer that is told before what it answers', async () => {
    const id = newThread()
    await store().noteAnswered(id, answer(3))
    await write(id, 0)
    expect(await waitingIn(id)).toEqual({ kind: 'nobody', reason: 'answered' })
  })

  it('knows what a transfer goes on from, which an answer to it answers', async () => {
    const id = newThread()
    const [once, twice] = ['once' as ContactId, 'twice' as ContactId]
    await write(id, 0)
    await write(id, 1, reply)
    await store().noteContinued(id, { contact: twice, of: once }, hoursPastNine(3))
    await store().noteContinued(id, { contact: once, of: reply }, hoursPastNine(2))
    for (const ended of [reply, once]) await store().noteContactEnded(id, ended, hoursPastNine(3))
    await store().noteAnswered(id, answer(4, twice))
    expect(await waitingIn(id)).toEqual({ kind: 'customer', since: nine })
    await store().noteContactEnded(id, firstMail, hoursPastNine(5))
    expect(await waitingIn(id)).toEqual({ kind: 'nobody', reason: 'closed' })
  })

  it('lists a thread again in which an answer or a transfer leaves somebody else waiting', async () => {
    const [answered, transferred] = [newThread(), newThread()]
    await write(answered, 0)
    await write(answered, 1, reply)
    await write(transferred, 0)
    await store().noteContactEnded(transferred, firstMail, hoursPastNine(2))
    for (const id of [answered, transferred]) await store().leave({ ...(await store().find(id)), id })
    await store().noteAnswered(answered, answer(3))
    const next = { contact: 'next' as ContactId, of: firstMail }
    await store().noteContinued(transferred, next, hoursPastNine(3))
    for (const id of [answered, transferred]) expect(await isListed(id, hoursPastNine(3))).toBe(true)
  })

  it.each<[string, (id: ThreadId) => Promise<unknown>]>([
    ['the customer has written', (id) => write(id, 1, reply)],
    ['something was answered', (id) => store().noteAnswered(id, answer(1, 'other' as ContactId))],
    ['something has ended', (id) => store().noteContactEnded(id, 'other' as ContactId, hoursPastNine(1))],
  ])('leaves a thread alone, or until later, unless meanwhile %s', async (_, happens) => {
    const [left, moved] = [newThread(), newThread()]
    for (const id of [left, moved]) {
      await write(id, 0)
      await store().noteContinued(id, { contact: 'other' as ContactId, of: undefined }, nine)
      const seen = { ...(await store().find(id)), id }
      await happens(id)
      await store().leave(seen)
      await store().moveOn(seen, hoursPastNine(99))
      expect(await isListed(id, hoursPastNine(24))).toBe(true)
    }
    await store().leave({ ...(await store().find(left)), id: left })
    await store().moveOn({ ...(await store().find(moved)), id: moved }, hoursPastNine(99))
    expect([await isListed(left, hoursPastNine(900)), await isListed(moved, hoursPastNine(98))]).toEqual([
      false,
      false,
    ])
    expect(await isListed(moved, hoursPastNine(99))).toBe(true)
  })

  it('is claimed by one at a time', async () => {
    const id = newThread()
    await write(id, 0)
    const both = await Promise.all([claim(id, nine, 24, 25), claim(id, nine, 24, 25)])
    expect(both.filter(Boolean)).toHaveLength(1)
    expect(await isListed(id, hoursPastNine(24.9))).toBe(false)
    expect(await isListed(id, hoursPastNine(25))).toBe(true)
    expect(await claim(id, nine, 25, 26)).toBe(true)
  })

  it('is not claimed for whoever was answered, closed, or has a task', async () => {
    const [answered, closed, followedUp] = [newThread(), newThread(), newThread()]
    for (const id of [answered, closed, followedUp]) await write(id, 0)
    await write(answered, 1, reply)
    const seen = await Promise.all([answered, closed].map((id) => store().find(id)))
    await store().noteAnswered(answered, answer(2))
    await store().noteContactEnded(closed, firstMail, hoursPastNine(1))
    await store().noteFollowedUp(
      { ...(await store().find(followedUp)), id: followedUp },
      made,
      hoursPastNine(24),
    )
    for (const before of seen)
      expect(before && (await store().claim(before, nine, hoursPastNine(30), hoursPastNine(31)))).toBe(false)
    expect(await claim(followedUp, nine, 30, 31)).toBe(false)
    expect(await claim(answered, hoursPastNine(1), 30, 31)).toBe(true)
  })

  it('takes a thread off with its task, unless the customer has written meanwhile', async () => {
    const [quiet, busy] = [newThread(), newThread()]
    for (const id of [quiet, busy]) {
      await write(id, 0)
      await claim(id, nine, 24, 25)
    }
    const seen = { ...(await store().find(busy)), id: busy }
    await write(busy, 24, reply)
    await store().noteFollowedUp({ ...(await store().find(quiet)), id: quiet }, made, hoursPastNine(24))
    await store().noteFollowedUp(seen, made, hoursPastNine(24))
    expect(await store().find(busy)).toMatchObject({
      followedUpAt: hoursPastNine(24),
      followedUpSince: nine,
      followUpTask: made.task,
      followUpReason: 'owner',
    })
    expect([await isListed(quiet, hoursPastNine(900)), await isListed(busy, hoursPastNine(25))]).toEqual([
      false,
      true,
    ])
  })

  it('knows its latest task, and that nobody looked at it, however often it is told', async () => {
    const id = newThread()
    await write(id, 0)
    const before = hoursPastNine(24 * 8)
    expect(await store().noteFollowUpUnread(id, made.task, before)).toBe(false)
    await store().noteFollowedUp({ ...(await store().find(id)), id }, made, hoursPastNine(24))
    expect(await store().noteFollowUpUnread(id, 'task-0' as ContactId, before)).toBe(false)
    for (const _ of [1, 2]) expect(await store().noteFollowUpUnread(id, made.task, before)).toBe(true)
    expect(await store().noteFollowUpUnread(newThread(), made.task, before)).toBe(false)
  })

  it('does not know what is not there', async () => {
    expect(await store().find(newThread())).toBeUndefined()
  })
}
