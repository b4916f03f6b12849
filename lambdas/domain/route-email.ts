import { holdDeadline } from './hold-deadline.ts'
import type { Inbox } from './inbox.ts'
import type { RefusalReason } from './mail/reason-codes.ts'
import type { Thread } from './thread.ts'
import type { AgentId, EpochMs } from './values.ts'

/** Where a customer's email goes, and why. */
export type Route =
  | Readonly<{ kind: 'owner'; owner: AgentId; until: EpochMs; reason: OwnerReason }>
  | Readonly<{ kind: 'queue'; reason: QueueReason }>
  /** A machine wrote it: it changes nothing of the thread. */
  | Readonly<{ kind: 'automatic'; reason: RefusalReason }>

/** A customer answered; or an agent gave it back to whom it belongs to. */
export const OWNER_REASONS = ['reply-to-owner', 'returned-to-owner'] as const

type OwnerReason = (typeof OWNER_REASONS)[number]

export const QUEUE_REASONS = [
  'new-thread',
  /** Nobody has handled this thread yet. */
  'no-owner',
  /** The address is not configured, so there is nothing that says how long to hold. */
  'unknown-inbox',
  /** The flow could not ask us; the contact was queued without us and found later. */
  'found-in-queue',
] as const

export type QueueReason = (typeof QUEUE_REASONS)[number]

/**
 * Where a customer's email goes.
 *
 * A thread's owner has the first right to every reply, present or not: Connect offers it the moment the owner is free,
 * and opens it to the queue at the deadline.
 */
export function routeEmail(thread: Thread, isNew: boolean, inbox: Inbox | undefined, now: EpochMs): Route {
  if (!thread.owner) return { kind: 'queue', reason: isNew ? 'new-thread' : 'no-owner' }
  if (!inbox) return { kind: 'queue', reason: 'unknown-inbox' }
  const until = holdDeadline(now, inbox.holdForSeconds, inbox.clock)
  return { kind: 'owner', owner: thread.owner, until, reason: 'reply-to-owner' }
}
