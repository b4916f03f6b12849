import { expect, it } from 'vitest'

import { closedAt } from '../../lambdas/domain/thread.ts'
import type { AgentId, ContactId, EpochMs, ThreadId } from '../../lambdas/domain/values.ts'
import type { ThreadProgress, Threads } from '../../lambdas/ports/threads.ts'
import { ana, ben, firstMail, hoursPastNine, nine, reply } from '../builders/email.ts'

let made = 0
const newThread = () => `thread-${++made}` as ThreadId
const taken = (agent: AgentId, at: EpochMs) => ({ contact: reply, agent, at })
const message = (thread: ThreadId) => ({ thread, contact: firstMail, inbox: 'support@example.com', at: nine })

/** What every store of threads promises. Run against the real one and the fake. */
export function itKeepsThreads(store: () => Threads & ThreadProgress): void {
  it('opens a thread with its first message', async () => {
    const id = newThread()
    expect(await store().noteCustomerMessage(message(id))).toMatchObject({
      id,
      lastCustomerContact: firstMail,
      lastCustomerAt: nine,
    })
  })

  it('makes the agent who handled it first its owner, whoever is told of first', async () => {
    const id = newThread()
    await store().noteHandled(id, taken(ben, hoursPastNine(2)))
    await store().noteHandled(id, taken(ana, hoursPastNine(1)))
    await store().noteHandled(id, taken(ben, hoursPastNine(3)))
    expect(await store().noteCustomerMessage({ ...message(id), contact: reply })).toMatchObject({
      owner: ana,
      ownerSince: hoursPastNine(1),
    })
  })

  it('takes an owner from elsewhere only where it knows none', async () => {
    const id = newThread()
    expect(await store().noteCustomerMessage({ ...message(id), owner: ana })).toMatchObject({ owner: ana })
    expect(await store().noteCustomerMessage({ ...message(id), owner: ben })).toMatchObject({ owner: ana })
  })

  it('lists the contacts of its customer, each once', async () => {
    const id = newThread()
    for (const contact of [firstMail, reply, reply])
      await store().noteCustomerMessage({ ...message(id), contact })
    expect([...((await store().find(id))?.contacts ?? [])].sort()).toEqual([firstMail, reply])
    expect(await store().find(newThread())).toBeUndefined()
  })

  it('goes on beyond two hundred contacts, of which it lists the first', async () => {
    const id = newThread()
    for (let at = 0; at < 202; at++)
      await store().noteCustomerMessage({ ...message(id), contact: `contact-${at}` as ContactId })
    const thread = await store().find(id)
    expect(thread?.contacts).toHaveLength(200)
    expect(thread).toMatchObject({ lastCustomerContact: 'contact-201' })
  })

  it('lists automatic mail, which changes nothing else and opens no thread', async () => {
    const id = newThread()
    await store().noteAutomaticMail(id, reply)
    expect((await store().find(id))?.contacts).toBeUndefined()
    const before = await store().noteCustomerMessage(message(id))
    await store().noteAutomaticMail(id, reply)
    const after = await store().find(id)
    expect([...(after?.contacts ?? [])].sort()).toEqual([firstMail, reply])
    expect({ ...after, contacts: undefined }).toEqual({ ...before, contacts: undefined })
  })

  it('follows a transfer, the latest of several, whoever else has handled it and whenever that is told', async () => {
    const id = newThread()
    await store().noteTransferred(id, taken(ben, hoursPastNine(3)))
    await store().noteHandled(id, taken(ana, hoursPastNine(1)))
    await store().noteTransferred(id, taken(ana, hoursPastNine(2)))
    await store().noteTransferred(id, taken(ben, hoursPastNine(3)))
    expect(await store().noteCustomerMessage(message(id))).toMatchObject({
      owner: ben,
      ownerSince: hoursPastNine(3),
    })
  })

  it('is open for as long as one of its contacts is, and closed when the last of them has ended', async () => {
    const id = newThread()
    await store().noteCustomerMessage(message(id))
    await store().noteCustomerMessage({ ...message(id), contact: reply })
    expect(await store().noteContactEnded(id, firstMail, hoursPastNine(1))).toMatchObject({ open: [reply] })
    const closed = await store().noteContactEnded(id, reply, hoursPastNine(2))
    expect(closed && closedAt(closed)).toBe(hoursPastNine(2))
    expect(await store().noteContactEnded(id, reply, hoursPastNine(3))).toBeUndefined()
    expect((await store().find(id))?.lastEndedAt).toBe(hoursPastNine(2))
  })

  it('was closed when the latest end was, whichever was told of first', async () => {
    const id = newThread()
    await store().noteCustomerMessage(message(id))
    await store().noteContinued(id, { contact: reply, of: firstMail }, nine)
    await store().noteContactEnded(id, reply, hoursPastNine(2))
    const closed = await store().noteContactEnded(id, firstMail, hoursPastNine(1))
    expect(closed && closedAt(closed)).toBe(hoursPastNine(2))
  })

  it('opens again for a message within the window, and is left as it is by a later one', async () => {
    const id = newThread()
    await store().noteCustomerMessage(message(id))
    const before = await store().noteContactEnded(id, firstMail, hoursPastNine(1))
    const late = { ...message(id), contact: reply, at: hoursPastNine(9), reopenableSince: hoursPastNine(2) }
    expect(await store().noteCustomerMessage(late)).toEqual(before)
    const inTime = { ...late, reopenableSince: hoursPastNine(1) }
    expect(await store().noteCustomerMessage(inTime)).toMatchObject({
      open: [reply],
      lastCustomerContact: reply,
    })
  })

  it('takes in what comes late, too, for as long as another of its contacts is open', async () => {
    const id = newThread()
    await store().noteCustomerMessage(message(id))
    await store().noteContinued(id, { contact: 'other' as ContactId, of: undefined }, nine)
    await store().noteContactEnded(id, firstMail, hoursPastNine(1))
    const late = { ...message(id), contact: reply, at: hoursPastNine(9), reopenableSince: hoursPastNine(2) }
    expect([...((await store().noteCustomerMessage(late)).open ?? [])].sort()).toEqual([reply, 'other'])
  })

  it('keeps the latest disposition, and its neighbours in time', async () => {
    const id = newThread()
    const predecessor = 'before' as ThreadId
    await store().noteCustomerMessage({ ...message(id), predecessor })
    await store().noteDisposition(id, 'Complaint', hoursPastNine(2))
    await store().noteDisposition(id, 'Question answered', hoursPastNine(1))
    await store().noteSuccessor(id, 'after' as ThreadId)
    await store().noteSuccessor(id, 'later' as ThreadId)
    expect(await store().find(id)).toMatchObject({
      disposition: 'Complaint',
      dispositionAt: hoursPastNine(2),
      predecessor,
      successor: 'after',
    })
  })

  it('has no owner once the owner is gone, until somebody handles it from then on', async () => {
    const id = newThread()
    await store().noteHandled(id, taken(ana, hoursPastNine(1)))
    await store().noteOwnerGone(id, ben, hoursPastNine(2))
    expect(await store().find(id)).toMatchObject({ owner: ana })
    await store().noteOwnerGone(id, ana, hoursPastNine(2))
    // Told late, or by a transfer to the one who is gone.
    await store().noteHandled(id, taken(ana, hoursPastNine(1)))
    await store().noteTransferred(id, taken(ana, hoursPastNine(1)))
    expect((await store().find(id))?.owner).toBeUndefined()
    await store().noteHandled(id, taken(ben, hoursPastNine(3)))
    expect(await store().find(id)).toMatchObject({ owner: ben, ownerSince: hoursPastNine(3) })
  })
}
