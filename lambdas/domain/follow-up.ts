import { holdDeadline } from './hold-deadline.ts'
import type { HoldClock, Inbox } from './inbox.ts'
import { type AgentPresence, stateOf, stateSince } from './presence.ts'
import { closedAt, type FollowUpReason, type Thread } from './thread.ts'
import { MOST_TRANSFERS } from './transfer.ts'
import type { AgentId, ContactId, EpochMs } from './values.ts'

/** A customer's message. */
export type Message = Readonly<{ contact: ContactId; at: EpochMs }>

/** A person's reply that was sent, to a contact: to the customer's own, or to one that goes on from it. */
export type Answer = Readonly<{ to: ContactId; at: EpochMs }>

/** A transfer: the contact goes on from that one. */
export type Continuation = Readonly<{ contact: ContactId; of: ContactId }>

/** A thread with what is known of who waits in it. They are facts: the order in which they were told makes no difference. */
export type WaitingThread = Thread &
  Readonly<{
    /** The customer's messages, but some that were answered; none that was not. Undefined: before they were noted. */
    messages?: readonly Message[] | undefined
    answers?: readonly Answer[] | undefined
    /** Of before answers were kept by contact: whatever was written earlier was answered. */
    answeredAt?: EpochMs | undefined
    continuations?: readonly Continuation[] | undefined
    /** When the wait began about which the last task was. Undefined where that task is of before this was kept. */
    followedUpSince?: EpochMs | undefined
  }>

/** How a thread stands. */
export type Waiting =
  | Readonly<{ kind: 'nobody'; reason: 'closed' | 'answered' }>
  | Readonly<{ kind: 'customer'; since: EpochMs }>

/**
 * A customer waits from the first message on that is open and that nobody has answered. An answer is to one contact: who
 * wrote beside it, another customer or the same one, goes on waiting. Automatic mail, theirs and ours, is neither: no
 * message and no answer.
 */
export function waiting(thread: WaitingThread): Waiting {
  if (closedAt(thread) !== undefined) return { kind: 'nobody', reason: 'closed' }
  const unanswered = unansweredIn(thread)
  const [first] = openOf(unanswered, thread)
  if (first) return { kind: 'customer', since: first.at }
  return { kind: 'nobody', reason: unanswered.length > 0 ? 'closed' : 'answered' }
}

/** Whether every message that is known was answered. */
export const isAnswered = (thread: WaitingThread): boolean => unansweredIn(thread).length === 0

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
 * An answer to what is not known to go on from any mail, since that transfer was not told of, is to whatever was written
 * before and is not known to be open elsewhere.
 */
function unansweredIn(thread: WaitingThread): readonly Message[] {
  const { answers = [], answeredAt = 0 } = thread
  const openMails = openMailsOf(thread)
  const isTo = ({ to, at }: Answer, message: Message) => {
    const mail = mailOf(to, thread)
    return mail === undefined ? message.at < at && !openMails.has(message.contact) : mail === message.contact
  }
  return messagesOf(thread).filter(
    (message) => message.at >= answeredAt && !answers.some((answer) => isTo(answer, message)),
  )
}

/**
 * Those that are not closed, in the order of time. A contact that ended is closed, unless it goes on in another one. Where
 * something is open that is not known to go on from any mail, any of theirs may go on in it.
 */
function openOf(messages: readonly Message[], thread: WaitingThread): readonly Message[] {
  const openMails = openMailsOf(thread)
  const mayAllBeOpen = thread.open === undefined || openMails.has(undefined)
  return messages
    .filter(({ contact }) => mayAllBeOpen || openMails.has(contact))
    .toSorted((one, other) => one.at - other.at)
}

const openMailsOf = (thread: WaitingThread) =>
  new Set((thread.open ?? []).map((contact) => mailOf(contact, thread)))

/** The customer's own contact that this one goes on from, or is. Undefined where that is not known. */
function mailOf(contact: ContactId, thread: WaitingThread): ContactId | undefined {
  const { contacts = [], continuations = [] } = thread
  const mails = new Set([...contacts, ...messagesOf(thread).map((message) => message.contact)])
  let at: ContactId | undefined = contact
  for (let steps = 0; at !== undefined && steps <= MOST_TRANSFERS; steps++) {
    if (mails.has(at)) return at
    const to: ContactId = at
    at = continuations.find((each) => each.contact === to)?.of
  }
  return undefined
}

/** The message that each wait began with. Whoever writes again waits on, unless a person has answered something in between. */
function waitsIn(thread: WaitingThread): readonly Message[] {
  const open = openOf(unansweredIn(thread), thread)
  return open.filter(({ at }, index) => {
    const before = open[index - 1]
    return !before || (thread.answers ?? []).some((answer) => before.at < answer.at && answer.at <= at)
  })
}

export type FollowUp =
  | Readonly<{ kind: 'none'; reason: 'closed' | 'answered' | 'followed-up' }>
  | Readonly<{ kind: 'not-yet'; dueAt: EpochMs }>
  /** `contact`: which the customer wrote then. */
  | Readonly<{ kind: 'due'; since: EpochMs; contact: ContactId }>

/**
 * What to do about a thread now. Of a wait there is one task, however often its customer writes again. When what it began
 * with was answered or closed, who wrote later waits from then on, and that is another.
 */
export function reviewThread(
  thread: WaitingThread,
  afterSeconds: number,
  clock: HoldClock,
  now: EpochMs,
): FollowUp {
  const state = waiting(thread)
  if (state.kind === 'nobody') return { kind: 'none', reason: state.reason }
  const last = thread.followedUpSince ?? thread.followedUpAt ?? -1
  const wait = waitsIn(thread).find(({ at }) => at > last)
  if (!wait) return { kind: 'none', reason: 'followed-up' }
  const dueAt = holdDeadline(wait.at, afterSeconds, clock)
  return dueAt <= now ? { kind: 'due', since: wait.at, contact: wait.contact } : { kind: 'not-yet', dueAt }
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
