import { composeAcknowledgement } from '../domain/acknowledgement.ts'
import type { ContactRecord } from '../domain/contact-record.ts'
import type { Settings } from '../domain/inbox.ts'
import type { MailVerdicts } from '../domain/mail/mail-verdicts.ts'
import { type EpochMs, later, MINUTE } from '../domain/values.ts'
import { type ClearAcknowledgementPorts, clearAcknowledgement } from './clear-acknowledgement.ts'

/** What the flow sends with its own block: to whom, and the values of the message template's variables. */
export type FlowAcknowledgement = Readonly<{ to: string; attributes: Readonly<Record<string, string>> }>

/** The flow has sent it seconds later. What is not known to be sent by then is the sweep's business. */
const SENT_WITHIN_MS = 15 * MINUTE

/**
 * Lets the flow that asks send the acknowledgement itself. That is recorded before the flow learns of it, so whoever asks
 * again is told no: a flow that never got the answer sends nothing, and the sweep finds that out. `settled`: none is sent.
 */
export async function handToFlow(
  record: ContactRecord,
  verdicts: MailVerdicts | undefined,
  settings: Settings,
  now: EpochMs,
  ports: ClearAcknowledgementPorts,
): Promise<FlowAcknowledgement | 'settled' | 'taken'> {
  const clearance = await clearAcknowledgement(record.id, { record, verdicts }, settings, now, ports)
  if (clearance.kind === 'skip') return 'settled'
  const { customer, inbox, why } = clearance
  const turn = { ...why, givenAt: now, at: now }
  const { attributes } = composeAcknowledgement(inbox, customer)
  const to = customer.address
  const handed = await ports.contacts.handAcknowledgementToFlow(
    record.id,
    turn,
    to,
    later(now, SENT_WITHIN_MS),
  )
  if (!handed) return 'taken'
  ports.journal.decided('acknowledgement handed to the flow', { contact: record.id })
  return { to, attributes }
}
