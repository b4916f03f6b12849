import type { Customer } from '../contact-record.ts'
import type { EpochMs } from '../values.ts'
import { type Judgement, type MailVerdicts, verdictOn } from './mail-verdicts.ts'
import { CONTACT_RULES } from './rules/contact-rules.ts'
import { verdictBy } from './verdict.ts'

/** What Connect's contact shows of any mail. */
const SEEN_IN_CONTACT = ['contact:from', 'contact:to', 'contact:subject', 'contact:ses-verdicts']

/** A customer's mail, as a contact shows it. */
export type ContactMail = Readonly<{
  customer: Customer
  inbox: string
  ownAddresses: readonly string[]
  receivedAt: EpochMs
}>

/** Judges a customer's mail on its headers, if InspectMail saw them, and on what its contact shows if not. */
export function judgeContact(mail: ContactMail, verdicts?: MailVerdicts): Judgement {
  const judgement = verdictOn(mail.receivedAt, verdicts) ?? {
    ...verdictBy(CONTACT_RULES, factsOf(mail)),
    seen: SEEN_IN_CONTACT,
  }
  // Whom the envelope or Reply-To names may be anybody where the mail itself says nothing of who wrote it.
  if (judgement.acknowledge && mail.customer.address === '')
    return { acknowledge: false, reason: 'no-sender', rule: 'no-sender', seen: judgement.seen }
  return judgement
}

/** Of a machine's mail. That nobody can be answered says nothing of who wrote it. */
export function isAutomatic(judgement: Judgement): judgement is Extract<Judgement, { acknowledge: false }> {
  return !judgement.acknowledge && judgement.reason !== 'no-sender'
}

/** Rules that give way to a person whom the headers name in Reply-To; a contact does not show one. */
const GIVING_WAY = new Set(['own-address', 'no-reply-sender', 'program-sender'])

/** Whether headers that nobody has seen yet could turn a refusal into an acknowledgement of a person. */
export function mayGiveWay({ acknowledge, rule }: Judgement): boolean {
  return !acknowledge && GIVING_WAY.has(rule)
}

function factsOf({ customer, inbox, ownAddresses }: ContactMail) {
  const { address, name = '', subject = '', spamVerdict, virusVerdict } = customer
  return {
    headers: undefined,
    headersTruncated: false,
    envelopeFrom: undefined,
    from: address === '' ? undefined : { name, address },
    replyTo: [],
    to: [{ name: '', address: inbox }],
    subject,
    ownAddresses,
    ...(spamVerdict !== undefined && { spamVerdict }),
    ...(virusVerdict !== undefined && { virusVerdict }),
  }
}
