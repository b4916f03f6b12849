import type { ContactRecord, Disposition } from '../domain/contact-record.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'

/** When an agent took a contact of a call, and was done with it; `completedAt`: also with what comes after. */
export type CallOver = Readonly<{
  /** The first contact of the chain. */
  call: ContactId
  agent: AgentId
  takenAt: EpochMs
  endedAt: EpochMs
  completedAt?: EpochMs | undefined
}>

/** What is known of how contacts end. Every write adds a fact; writing it again changes nothing. */
export interface Dispositions {
  find(id: ContactId): Promise<ContactRecord | undefined>
  noteCompleted(id: ContactId, at: EpochMs): Promise<ContactRecord>
  /** A contact of a call, which an agent had, is over. */
  noteCallOver(id: ContactId, over: CallOver): Promise<ContactRecord>
  /** After a transfer: each of the two learns of the other. Gives the one that goes on. */
  noteContinuation(of: ContactId | undefined, by: ContactId, at: EpochMs): Promise<ContactRecord>
  /** The first one stands. Gives the record as it then is, and takes the contact off the list. */
  noteDisposition(id: ContactId, disposition: Disposition): Promise<ContactRecord>
  /** Puts the contact on the list, to be looked at then; an earlier look stands. Nothing happens where there is nothing to look for. */
  awaitDisposition(id: ContactId, lookAt: EpochMs): Promise<void>
  /** False where it has one, or was found to have none before. Takes the contact off the list. */
  noteMissing(id: ContactId, at: EpochMs): Promise<boolean>
  /** There is nothing to look for. */
  stopAwaiting(id: ContactId): Promise<void>
}

/** Contacts whose disposition should have come by now, oldest first. The record has the truth. */
export interface AwaitedDispositions {
  due(before: EpochMs, atMost: number): Promise<readonly ContactId[]>
}

/** What an agent sees of it all in the contact centre. */
export interface AfterContactWork {
  /** Writes the disposition on the contact itself, for searches and reports. Throws LabelRefused. */
  label(id: ContactId, disposition: string): Promise<void>
  /** Ends the agent's after-contact work; false where there is none (any more). */
  clear(id: ContactId, agent: AgentId): Promise<boolean>
}

/** Writes a disposition on its contact some other time. */
export interface LateLabels {
  /** From then on, for about a day. Asking again for the same contact changes nothing. */
  label(id: ContactId, disposition: string, from: EpochMs): Promise<void>
}

export type GuideLabel = Readonly<{ value: string; of: ContactId | undefined }>

/** What the guide wrote on a contact before it told us. */
export interface GuideLabels {
  /**
   * Undefined where it wrote nothing. A contact may have it from one that it continues or answers. `of`: the one that the
   * guide was about; undefined where that is not known.
   */
  labelOf(id: ContactId): Promise<GuideLabel | undefined>
}

/** The contact centre will not have that value on that contact. Asking again will not change it. */
export class LabelRefused extends Error {
  override readonly name = 'LabelRefused'
}

/** Tells an agent something on their screen. Telling it twice shows it once. */
export interface AgentNotices {
  /** Throws NoticeRefused. */
  dispositionMissing(agent: AgentId, contact: ContactId, now: EpochMs): Promise<void>
}

/** The contact centre will not show it: there may be too many already. Asking again soon will not change that. */
export class NoticeRefused extends Error {
  override readonly name = 'NoticeRefused'
}
