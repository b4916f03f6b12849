import type { Message } from '../domain/acknowledgement.ts'
import type { Customer } from '../domain/contact-record.ts'
import type { Inbox } from '../domain/inbox.ts'
import type { ContactId, EpochMs } from '../domain/values.ts'

/** Sends acknowledgements through the contact centre, in the customer's mail thread. Both may be called twice: once counts. */
export interface Acknowledger {
  /** The outbound contact that answers `inbound`. */
  createContact(inbound: ContactId): Promise<ContactId>
  send(acknowledgement: {
    contact: ContactId
    inbound: ContactId
    inbox: Inbox
    customer: Customer
    message: Message
  }): Promise<void>
}

/** Connect will never take this acknowledgement, however often it is asked. */
export class AcknowledgementRefused extends Error {
  override readonly name = 'AcknowledgementRefused'
}

/** Connect has no room for the call just now. Calling again later is safe. */
export class ConnectThrottled extends Error {
  override readonly name = 'ConnectThrottled'
}

/** Spreads acknowledgements over time, since the whole account may make two a second. */
export interface Pace {
  /** The next free instant, not before `now`; nobody else is given the same. */
  nextTurn(now: EpochMs, everyMs: number): Promise<EpochMs>
}

/** Tells the several contacts apart that one mail to several of our addresses becomes. */
export interface MailClaims {
  /**
   * 'taken' when another of our addresses has claimed a mail of this sender and subject that arrived within that time
   * of `at`, the arrival of this one, before it or after it. Asking again gives the same answer, until a
   * mail is claimed that arrived so much later.
   */
  claim(claim: {
    customer: Customer
    inbox: string
    at: EpochMs
    withinMs: number
  }): Promise<'mine' | 'taken'>
}
