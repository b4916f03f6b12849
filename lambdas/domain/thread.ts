import type { AgentId, ContactId, EpochMs, ThreadId } from './values.ts'

/** Whose a task is about a customer who waits: the owner's; or the queue's, and why. */
export const FOLLOW_UP_REASONS = ['owner', 'no-owner', 'owner-unknown', 'owner-away'] as const

export type FollowUpReason = (typeof FOLLOW_UP_REASONS)[number]

/** Whom a thread belongs to, since they had a contact of it, by Connect's clock. */
export type Owner = Readonly<{ agent: AgentId; since: EpochMs }>

/** All messages between one customer and us about one matter. */
export type Thread = Readonly<{
  id: ThreadId
  /** The first agent to handle it, until someone transfers it. Standing in for an absent owner does not change it. */
  owner?: AgentId | undefined
  ownerSince?: EpochMs | undefined
  inbox?: string | undefined
  lastCustomerContact?: ContactId | undefined
  lastCustomerAt?: EpochMs | undefined
  /** The customer's contacts, in no order: the first that came, up to a bound. */
  contacts?: readonly ContactId[] | undefined
  /** Those of them, and of the transfers that continue them, that have not ended. */
  open?: readonly ContactId[] | undefined
  /** When the last of them ended that we know of. */
  lastEndedAt?: EpochMs | undefined
  /** What the contact was about that was disposed of last. */
  disposition?: string | undefined
  dispositionAt?: EpochMs | undefined
  /** The latest that somebody was given a task about whoever waits, the task, and why it was theirs. */
  followedUpAt?: EpochMs | undefined
  followUpTask?: ContactId | undefined
  followUpReason?: FollowUpReason | undefined
  /** The thread that the customer answered too late to reopen it, and the one that then began. */
  predecessor?: ThreadId | undefined
  successor?: ThreadId | undefined
}>

/** Whom the thread belongs to that goes on with this one. */
export function ownerOf({ owner: agent, ownerSince: since }: Thread): Owner | undefined {
  return agent === undefined || since === undefined ? undefined : { agent, since }
}

/** The instant at which a thread was closed: when its last open contact ended. Undefined while it is open, or unknown. */
export function closedAt({ open = [], lastEndedAt }: Thread): EpochMs | undefined {
  return open.length === 0 ? lastEndedAt : undefined
}

/** Whether a customer's contact is in the thread. It is not where the thread had been closed for too long. */
export function hasOpen({ open = [] }: Thread, contact: ContactId): boolean {
  return open.includes(contact)
}

/** When the thread had been closed that this contact opened again; undefined where it found it open, or new. */
export function reopenedFrom({ open = [], lastEndedAt }: Thread, contact: ContactId): EpochMs | undefined {
  return open.length === 1 && open[0] === contact ? lastEndedAt : undefined
}
