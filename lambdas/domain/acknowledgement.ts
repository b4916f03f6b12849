import type { Acknowledgement, ContactRecord, Customer, Why } from './contact-record.ts'
import { type Inbox, inboxAt, ownAddressesIn, type Settings } from './inbox.ts'
import type { ContactMail } from './mail/judge-contact.ts'
import { LIMIT_REASONS } from './mail/limits.ts'
import { isSameAddress, type Judgement, type MailVerdicts, verdictOn } from './mail/mail-verdicts.ts'
import { type AcknowledgementReason, REFUSAL_REASONS } from './mail/reason-codes.ts'
import { DAY, type EpochMs } from './values.ts'
import {
  asHtml,
  attributesOf,
  cut,
  filledIn,
  isBlank,
  LONGEST_SUBJECT_IN_TEXT,
  oneLine,
  salutableName,
} from './wording.ts'

/** Whether a contact is acknowledged, and if not, why not. */
export type AcknowledgementDecision =
  | Readonly<{ kind: 'send'; inbox: Inbox; customer: Customer; why: Why }>
  | Readonly<{ kind: 'skip'; reason: SkipReason; judgement?: Omit<Why, 'reason'> }>

/** Why a contact that is due gets no acknowledgement after all: docs/reason-codes.md. */
export const SETTLED_UNSENT = [
  ...REFUSAL_REASONS,
  ...LIMIT_REASONS,
  'unknown-inbox',
  /** Web forms of several people came at about the same time, and Connect does not show which contact is whose. */
  'unclear-addressee',
  /** The same mail went to another of our addresses, and that one answers. */
  'answered-from-another-address',
  /** "We have received your email" a day later is news to nobody. */
  'too-late',
] as const

/** Said in logs only: they change nothing of a record. `with-the-flow`: a flow was told to send it. */
export const UNSETTLING = ['not-recorded', 'already-settled', 'with-the-flow'] as const

export type SkipReason = (typeof UNSETTLING)[number] | (typeof SETTLED_UNSENT)[number]

export function isUnsettling(reason: SkipReason): reason is (typeof UNSETTLING)[number] {
  return (UNSETTLING as readonly string[]).includes(reason)
}

/** How a sending ended. */
export const SENDING_ENDS = [
  'sent',
  'sent-by-flow',
  'refused-by-connect',
  /** The sweep started it as often as it may. */
  'given-up',
] as const

/** What acknowledge-email is told to do. */
export type Preparation =
  /** At once: nobody is before it. */
  | Readonly<{ kind: 'send' }>
  | Readonly<{ kind: 'wait'; at: EpochMs }>
  | Readonly<{ kind: 'skip'; reason: SkipReason }>

const WORTH_SENDING_MS = DAY

/** A judgement, or what was kept of one that said that a person wrote. */
type Found = Judgement | (Readonly<{ acknowledge: true; to: string }> & Why)

/** How a mail is judged: by `judgeContact`, or by what is known of it already. */
export type Judge = (mail: ContactMail) => Found

/** The sender that answers reach may be another than the contact's. */
export function decideAcknowledgement(
  record: ContactRecord | undefined,
  ours: Pick<Settings, 'inboxes' | 'otherAddresses'>,
  now: EpochMs,
  judge: Judge,
): AcknowledgementDecision {
  if (!record?.acknowledgement) return skip('not-recorded')
  const { state, customer } = record.acknowledgement
  if (state !== 'due') return skip('already-settled')
  if (isWithFlow(record.acknowledgement)) return skip('with-the-flow')
  const inbox = inboxAt(record.inbox, ours.inboxes)
  if (!inbox) return skip('unknown-inbox')
  if (!customer) return skip('no-sender')
  const receivedAt = record.receivedAt ?? now
  const ownAddresses = ownAddressesIn(ours)
  const judgement = judge({ customer, inbox: inbox.address, ownAddresses, receivedAt })
  if (!judgement.acknowledge) return { ...skip(judgement.reason), judgement }
  if ('unclear' in judgement) return { ...skip('unclear-addressee'), judgement }
  if (now - receivedAt > WORTH_SENDING_MS) return { ...skip('too-late'), judgement }
  const { reason, rule, seen, to } = judgement
  return { kind: 'send', inbox, customer: addressedTo(to, customer), why: { reason, rule, seen } }
}

/** The name is the sender's. Where that is a web form, the person to answer is not called so. */
function addressedTo(address: string, { name, ...customer }: Customer): Customer {
  const isSender = isSameAddress(address, customer.address)
  return { ...customer, address, ...(isSender && name !== undefined && { name }) }
}

/** A flow was told to send it, and the sweep has not taken that back. */
export function isWithFlow({ handedAt, takenBackAt }: Acknowledgement): boolean {
  return handedAt !== undefined && takenBackAt === undefined
}

/** What has been found of a contact's mail: by InspectMail (`verdicts`), or before. Undefined where it is still to be judged. */
export function foundBefore(
  record: ContactRecord,
  verdicts: MailVerdicts | undefined,
  now: EpochMs,
): Found | undefined {
  const { acknowledgement, receivedAt = now } = record
  if (verdicts) return verdictOn(receivedAt, verdicts)
  return acknowledgement?.customer && judgedBefore(acknowledgement, acknowledgement.customer)
}

/**
 * Verdicts last minutes; what one said when the acknowledgement was given its turn still holds when it is sent. And a
 * person who was told from a machine when the mail arrived is not looked at again with nothing new to see.
 */
function judgedBefore({ turn, to, judgement }: Acknowledgement, { address }: Customer) {
  if (turn && to !== undefined) return { acknowledge: true, ...turn, to } as const
  if (judgement?.reason === ('person' satisfies AcknowledgementReason))
    return { acknowledge: true, ...judgement, to: address } as const
  return undefined
}

const skip = (reason: SkipReason) => ({ kind: 'skip', reason }) as const

export type Message = Readonly<{
  subject: string
  body: string
  contentType: 'text/plain' | 'text/html'
  /** The same for a message template of ours: the values of its variables. */
  attributes: Readonly<Record<string, string>>
}>

/** Amazon Connect refuses an outbound subject that is empty or longer (API_OutboundRawMessage). */
const LONGEST_SUBJECT = 998
/** What a mail's plain text may have in the flow's Send message block; the API would take more. */
const LONGEST_TEXT = 5_000
const SUBJECT_OF_A_MAIL_WITHOUT_ONE = 'Your email'

/**
 * The acknowledgement of a customer's mail, in the inbox's own language. Connect's message has one body: HTML where the
 * wording has HTML. It holds no emoji, whatever the customer wrote.
 */
export function composeAcknowledgement(
  inbox: Inbox,
  { name, subject }: Pick<Customer, 'name' | 'subject'>,
): Message {
  const wording = inbox.wording[inbox.language]
  if (!wording) throw new Error(`inbox ${inbox.address} has no wording for its language ${inbox.language}`)
  const { text, html, fallback } = wording
  const bare = bareSubject(subject) ?? fallback?.subject ?? SUBJECT_OF_A_MAIL_WITHOUT_ONE
  const about = { name: salutableName(name) ?? fallback?.name ?? '', subject: bare, inbox: inbox.displayName }
  const inText = { ...about, subject: cut(bare, LONGEST_SUBJECT_IN_TEXT) }
  const line = wording.subject === undefined ? `Re: ${bare}` : filledIn(wording.subject, about, asIs)
  const shortLine = cut(line, LONGEST_SUBJECT)
  return {
    subject: shortLine,
    ...(html === undefined
      ? { body: cut(filledIn(text, inText, asIs), LONGEST_TEXT), contentType: 'text/plain' }
      : { body: filledIn(html, inText, asHtml), contentType: 'text/html' }),
    attributes: attributesOf(shortLine, inText),
  }
}

const asIs = (value: string) => value

/** What mail programs write for `Re:` in their own languages, where it is no word that a subject may begin with. */
const ANSWER_PREFIXES =
  /^(?:[\u200b-\u200f\u2060]*(?:re|ｒｅ|aw|antw|sv|odp|ynt|odg|回复|回覆|答复|返信|회신|답장)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s?[:：]\s*)+/iu

/** RFC 5322 §3.6.5: one "Re: ", however many there were. Mail programs group by the subject behind it. */
function bareSubject(subject: string | undefined): string | undefined {
  const bare = oneLine(subject ?? '').replace(ANSWER_PREFIXES, '')
  return isBlank(bare) ? undefined : bare
}
