import { holdDeadline } from '../domain/hold-deadline.ts'
import type { Inbox } from '../domain/inbox.ts'
import { isAutomatic } from '../domain/mail/judge-contact.ts'
import type { Judgement } from '../domain/mail/mail-verdicts.ts'
import { type QueueReason, routeEmail } from '../domain/route-email.ts'
import { hasOpen, ownerOf, reopenedFrom } from '../domain/thread.ts'
import type { ContactId, EpochMs } from '../domain/values.ts'
import type { Arrival } from '../ports/contact-records.ts'
import type { Threads } from '../ports/threads.ts'
import { type Place, toThread } from './find-thread.ts'

export const foundInQueue = { kind: 'queue', reason: 'found-in-queue' satisfies QueueReason } as const

type Placed = Pick<Arrival, 'thread' | 'route' | 'threadClosedAt' | 'predecessor'>

/**
 * Takes a mail into its thread, or into the one that is open by now, and says where it goes. `undecided`: what seems a
 * machine's may still prove to be a person's. What a machine wrote is listed in its thread and touches nothing else of it:
 * it reopens none, and no clock starts, stops or begins again for it.
 */
export async function placeEmail(
  {
    email,
    place,
    judgement,
    undecided,
    inbox,
    now,
    reopenableSince,
  }: {
    email: Readonly<{ contact: ContactId; alreadyQueued?: boolean }>
    place: Place
    judgement: Judgement | undefined
    undecided: boolean
    inbox: Inbox | undefined
    now: EpochMs
    reopenableSince: EpochMs
  },
  { threads }: { threads: Threads },
): Promise<Placed> {
  if (judgement && isAutomatic(judgement) && !undecided) {
    if (place.foundBy !== 'itself') await threads.noteAutomaticMail(place.thread, email.contact)
    return { thread: place.thread, route: { kind: 'automatic', reason: judgement.reason } }
  }
  const { contact } = email
  const followUpAt = inbox?.followUp && holdDeadline(now, inbox.followUp.afterSeconds, inbox.clock)
  const message = { contact, inbox: inbox?.address, at: now, reopenableSince, followUpAt }
  let thread = await threads.noteCustomerMessage({ ...message, thread: place.thread, owner: place.owner })
  // Too late for that one: what began after it, or begins now, has its owner. Two mails at once begin one.
  while (!hasOpen(thread, contact) && thread.id !== toThread(contact)) {
    const { id: predecessor } = thread
    const successor = thread.successor ?? (await threads.noteSuccessor(predecessor, toThread(contact)))
    const owner = ownerOf(thread)
    thread = await threads.noteCustomerMessage({ ...message, thread: successor, owner, predecessor })
  }
  const isNew = thread.id === toThread(contact)
  return {
    thread: thread.id,
    threadClosedAt: reopenedFrom(thread, contact),
    predecessor: isNew ? thread.predecessor : undefined,
    route: email.alreadyQueued ? foundInQueue : routeEmail(thread, isNew, inbox, now),
  }
}
