import { composeAcknowledgement, decideAcknowledgement } from '../domain/acknowledgement.ts'
import type { Settings } from '../domain/inbox.ts'
import type { ContactId } from '../domain/values.ts'
import { salutableName } from '../domain/wording.ts'
import { AcknowledgementRefused, type Acknowledger } from '../ports/acknowledger.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'
import { judgeOf } from './judge-of.ts'

export interface SendAcknowledgementPorts {
  contacts: ContactRecords
  acknowledger: Acknowledger
  journal: Journal
  clock: Clock
}

export type Sending = { kind: 'sent' } | { kind: 'not-sent'; reason: string }

/**
 * Sends the acknowledgement of a contact, unless that is already settled. Whatever happened to an earlier call, the
 * customer gets one: the outbound contact is made under the inbound one's name, and sent under its own.
 */
export async function sendAcknowledgement(
  contact: ContactId,
  settings: Settings,
  { contacts, acknowledger, journal, clock }: SendAcknowledgementPorts,
): Promise<Sending> {
  const record = await contacts.find(contact)
  const now = clock.now()
  const judge = await judgeOf(record, undefined, now)
  const decision = decideAcknowledgement(record, settings, now, judge)
  if (decision.kind === 'skip') return done('not-sent', decision.reason)
  const { inbox, customer } = decision
  try {
    const outbound = record?.acknowledgement?.contact ?? (await makeContact())
    const message = composeAcknowledgement(inbox, customer)
    // A name that is no name would stand in a header of ours.
    const addressee = { ...customer, name: salutableName(customer.name) }
    await acknowledger.send({ contact: outbound, inbound: contact, inbox, customer: addressee, message })
  } catch (error) {
    if (!(error instanceof AcknowledgementRefused)) throw error
    await contacts.settleAcknowledgement(contact, 'failed', { reason: 'refused-by-connect' }, clock.now())
    journal.troubled('acknowledgement refused', { contact, why: error.message })
    return done('not-sent', 'refused-by-connect')
  }
  await contacts.settleAcknowledgement(contact, 'sent', { reason: 'sent' }, clock.now())
  return done('sent', 'sent')

  /** Recorded before it is sent, so that the customer's answer to it finds the thread. */
  async function makeContact(): Promise<ContactId> {
    const outbound = await acknowledger.createContact(contact)
    if (record?.thread !== undefined) await contacts.joinThread(outbound, record.thread, clock.now())
    await contacts.noteAcknowledgementContact(contact, outbound, clock.now())
    return outbound
  }

  function done(kind: Sending['kind'], reason: string): Sending {
    journal.decided('acknowledgement', { contact, thread: record?.thread, outcome: kind, reason })
    return kind === 'sent' ? { kind } : { kind, reason }
  }
}
