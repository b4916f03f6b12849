import { holdDeadline } from './hold-deadline.ts'
import type { HoldClock, Inbox } from './inbox.ts'
import { type AgentPresence, stateOf, stateSince } from './presence.ts'
import { closedAt, type FollowUpReason, type Thread } from './thread.ts'
import type { AgentId, ContactId, EpochMs } from './values.ts'

/** A customer's message. */
export type Message = Readonly<{ contact: ContactId; at: EpochMs }>

/** A thread with what is known of who waits in it. They are facts: the order in which they were told makes no difference. */
export type WaitingThread = Thread &
  Readonly<{
    /** The customer's messages, but some that were answered; none that was not. Undefined: before they were noted. */
    messages?: readonly Message[] | undefined
    /** The latest that a person answered. */
    answeredAt?: EpochMs | undefined
  }>

/** How a thread stands. */
export type Waiting =
  | Readonly<{ kind: 'nobody'; reason: 'closed' | 'answered' }>
  | Readonly<{ kind: 'customer'; since: EpochMs }>

/**
 * The customer waits from the first message on that is open and that nobody has answered since. Automatic mail, theirs
 * and ours, is neither: no message and no answer. An answer in the very millisecond of a message answered something else.
 */
export function waiting(thread: WaitingThread): Waiting {
  if (closedAt(thread) !== undefined) return { kind: 'nobody', reason: 'closed' }
  const unanswered = messagesOf(thread).filter(({ at }) => at >= (thread.answeredAt ?? 0))
  const unclosed = unanswered.filter(({ contact }) => mayBeOpen(contact, thread))
  if (unclosed.length > 0)
    return { kind: 'customer', since: Math.min(...unclosed.map(({ at }) => at)) as EpochMs }
  return { kind: 'nobody', reason: unanswered.length > 0 ? 'closed' : 'answered' }
}

/** The last message is always known; of more than a thread lists, it stands for those in between. */
function messagesOf({
  messages = [],
  lastCustomerContact,
  lastCustomerAt,
}: WaitingThread): readonly Message[] {
  if (lastCustomerContact === undefined || lastCustomerAt === undefined) return messages
  return [...messages, { contact: lastCustomerContact, at: lastCustomerAt }]
}

/**
 * A contact that ended is closed, unless it goes on in another one; which one that is, a thread does not say. So where
 * something is open that is not the customer's own, any of theirs may go on in it.
 */
function mayBeOpen(contact: ContactId, { open, contacts = [] }: WaitingThread): boolean {
  if (open === undefined) return true
  return open.includes(contact) || open.some((each) => !contacts.includes(each))
}

export type FollowUp =
  | Readonly<{ kind: 'none'; reason: 'closed' | 'answered' | 'followed-up' }>
  | Readonly<{ kind: 'not-yet'; dueAt: EpochMs }>
  | Readonly<{ kind: 'due'; since: EpochMs }>

/**
 * What to do about a thread now. Whoever has been waiting since before the last task is what that task was about: there
 * is no second one until they were answered, or what they wrote was closed, and they wrote again.
 */
export function reviewThread(
  thread: WaitingThread,
  afterSeconds: number,
  clock: HoldClock,
  now: EpochMs,
): FollowUp {
  const state = waiting(thread)
  if (state.kind === 'nobody') return { kind: 'none', reason: state.reason }
  if (state.since <= (thread.followedUpAt ?? -1)) return { kind: 'none', reason: 'followed-up' }
  const dueAt = holdDeadline(state.since, afterSeconds, clock)
  return dueAt <= now ? { kind: 'due', since: state.since } : { kind: 'not-yet', dueAt }
}

export type Addressee =
  | Readonly<{ kind: 'owner'; agent: AgentId }>
  | Readonly<{ kind: 'queue'; reason: Exclude<FollowUpReason, 'owner'> }>

/**
 * Who is to follow up: the owner, unless nobody would read it there. Of whom nobody knows anything, neither we nor
 * Connect, it is not to be supposed that they are there: a task in a queue is seen by somebody.
 *
 * `presence`: of the owner.
 */
export function addresseeOf(
  owner: AgentId | undefined,
  presence: AgentPresence | undefined,
  { holdForSeconds, clock }: Pick<Inbox, 'holdForSeconds' | 'clock'>,
  now: EpochMs,
): Addressee {
  if (owner === undefined) return { kind: 'queue', reason: 'no-owner' }
  if (presence === undefined) return { kind: 'queue', reason: 'owner-unknown' }
  const state = stateOf(presence)
  if (state === 'available' || state === 'busy') return { kind: 'owner', agent: owner }
  const awayTooLong = holdDeadline(stateSince(presence), holdForSeconds, clock) <= now
  return awayTooLong ? { kind: 'queue', reason: 'owner-away' } : { kind: 'owner', agent: owner }
}

/** Names a wait for machines: of one wait there is one task, however often it is asked for. */
export function followUpToken({ id }: Pick<Thread, 'id'>, since: EpochMs): string {
  return `follow-up-${id}-${since}`
}
