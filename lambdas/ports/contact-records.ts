import type { ContactRecord, Customer, HoldEnd, Turn, Why } from '../domain/contact-record.ts'
import type { ReleaseReason } from '../domain/owner-standing.ts'
import type { Route } from '../domain/route-email.ts'
import type { Transfer, TransferEnd } from '../domain/transfer.ts'
import type { AgentId, ContactId, EpochMs, ThreadId } from '../domain/values.ts'

/** A customer's email as ReceiveEmail records it, once. */
export type Arrival = Readonly<{
  id: ContactId
  thread: ThreadId
  inbox: string | undefined
  receivedAt: EpochMs
  route: Route
  /** When the thread had been closed that it opened again; the thread that it came too late for. */
  threadClosedAt?: EpochMs | undefined
  predecessor?: ThreadId | undefined
  /** Undefined for a contact that is nobody's to acknowledge (a transfer). */
  acknowledgement:
    | Readonly<{ state: 'due'; customer: Customer; lookAgainAt: EpochMs; why: Why }>
    | Readonly<{ state: 'refused'; why: Why }>
    | undefined
}>

/** What Homeward knows of contacts. Every write adds a fact; writing it again changes nothing. */
export interface ContactRecords {
  find(id: ContactId): Promise<ContactRecord | undefined>
  /** The first caller's decision stands: whoever comes later is given the record as it already is. */
  recordArrival(arrival: Arrival): Promise<{ record: ContactRecord; first: boolean }>
  /** Puts a contact into a thread, unless it already is in one. Gives the record as it then is. */
  joinThread(id: ContactId, thread: ThreadId, at: EpochMs): Promise<ContactRecord>
  /**
   * Each gives the record as it then is; the earliest telling of a fact stands. All of them end a hold. `askAt`: from when on
   * to ask who has what was held, where that is not known by then.
   */
  noteHandled(id: ContactId, agent: AgentId, at: EpochMs): Promise<ContactRecord>
  noteExpired(id: ContactId, at: EpochMs, askAt: EpochMs): Promise<ContactRecord>
  noteReleased(id: ContactId, reason: ReleaseReason, at: EpochMs, askAt: EpochMs): Promise<ContactRecord>
  noteEnded(id: ContactId, at: EpochMs): Promise<ContactRecord>
  /** Written before a transfer that is ours, so that it is never taken for an agent's. Does not end a hold. */
  noteReleasing(id: ContactId, at: EpochMs): Promise<void>
  /**
   * How it came to continue another contact, once. One that may wait for somebody is put on the list of holds, unless
   * it is known to be over.
   */
  noteTransfer(
    id: ContactId,
    transfer: Transfer,
    place: { thread?: ThreadId | undefined; inbox?: string | undefined },
  ): Promise<void>
  /** Ends its waiting, and takes it off that list. */
  endTransfer(id: ContactId, end: TransferEnd, at: EpochMs): Promise<void>
  /** Takes the contact off the list of holds the sweep looks at, and keeps why, where it was held. `askAt`: as above. */
  leaveHolds(id: ContactId, end: HoldEnd | 'not-held', at: EpochMs, askAt: EpochMs): Promise<void>
  /** Lists what goes on with a contact that was held, to be asked about from then on. Nothing happens where it is taken or over. */
  lookForTaker(id: ContactId, at: EpochMs): Promise<void>
  /** Puts off asking who has a contact that was held. Nothing happens where that is known. */
  lookForTakerAgain(id: ContactId, at: EpochMs): Promise<void>
  /** There is nothing more to ask. */
  stopLookingForTaker(id: ContactId): Promise<void>
  noteAcknowledgementContact(id: ContactId, outbound: ContactId, at: EpochMs): Promise<void>
  /** Ends an acknowledgement and forgets the customer's address and subject. Nothing happens unless it is due. */
  settleAcknowledgement(
    id: ContactId,
    state: 'sent' | 'refused' | 'failed',
    why: Why,
    at: EpochMs,
  ): Promise<void>
  /** It has its turn, has been taken from its budgets, and goes to that address. Nothing happens unless it is due. */
  noteAcknowledgementTurn(id: ContactId, turn: Turn, to: string, lookAgainAt: EpochMs): Promise<void>
  /** The flow that asks sends it. False when somebody else already has to, or nobody. */
  handAcknowledgementToFlow(id: ContactId, turn: Turn, to: string, lookAgainAt: EpochMs): Promise<boolean>
  /** The flow has not sent it. Nothing happens unless it is due. */
  takeAcknowledgementBack(id: ContactId, at: EpochMs): Promise<void>
  /** Puts off the sweep's look at an acknowledgement, noting which attempt is under way. Nothing happens unless it is due. */
  postponeAcknowledgement(id: ContactId, attempt: number, nextLookAt: EpochMs, at: EpochMs): Promise<void>
}

/** What is past its time, oldest first. The record has the truth; these lists may be a moment behind. */
export interface Overdue {
  holds(endedBefore: EpochMs, atMost: number): Promise<readonly ContactId[]>
  /** What was held and is over, while nobody is known to have taken it, by when to ask. */
  untaken(lookBefore: EpochMs, atMost: number): Promise<readonly ContactId[]>
  acknowledgements(dueBefore: EpochMs, atMost: number): Promise<readonly ContactId[]>
}
