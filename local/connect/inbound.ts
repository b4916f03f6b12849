import type { InboundMail, Mailbox } from '../mail/mail.ts'
import { type Centre, note } from './centre.ts'
import { createContact, endContact } from './contacts.ts'
import { emailSegment } from './email-out.ts'
import { runFlow } from './flows.ts'
import type { Contact, EmailAddress, Flow, InitiationMethod } from './model.ts'
import { answeredContact, rememberMessage, sameAddress } from './threads.ts'

const MB = 1024 * 1024
/**
 * AWS, "Email limits" and the SES ConnectAction: whole mail, text, both with attachments, attachments, To and Cc together.
 * That the middle two hold for mail that comes in is the harsher reading.
 */
const MOST_BYTES = 40 * MB
const MOST_TEXT_BYTES = 5 * MB
const MOST_CONTENT_BYTES = 25 * MB
const MOST_ATTACHMENTS = 10
const MOST_RECIPIENTS = 50
const MOST_SUBJECT = 998
/** AWS: "Flow block: Get stored content". */
const STORED_TEXT_BYTES = 32 * 1024

/** What became of a mail. A bounced one is refused for good (5xx), a deferred one may come again (4xx). */
export type Reception =
  | { outcome: 'taken'; contactIds: string[] }
  | { outcome: 'dropped'; reason: string }
  | { outcome: 'bounced'; reason: string }
  | { outcome: 'deferred'; reason: string }

/** What the mail door may answer at RCPT TO: an address without an inbound flow is send-only, hence unknown to it. */
export function accepts(centre: Centre, address: string): 'yes' | 'unknown' | 'busy' {
  const own = ownAddress(centre, address)
  if (!own || !inboundFlow(centre, own)) return 'unknown'
  return activeEmails(centre, own) < centre.switches.concurrentEmails ? 'yes' : 'busy'
}

const activeEmails = ({ state }: Centre, { instanceId }: EmailAddress) =>
  state.activeEmails.get(instanceId) ?? 0

/** A customer's mail: one contact for each of our addresses in the envelope (AWS: "Email in Amazon Connect"). */
export function receiveMail(centre: Centre, mail: InboundMail): Reception {
  const reason = excess(mail)
  if (reason !== undefined) return bounced(centre, reason)
  const addresses = new Set(mail.envelope.to.flatMap((address) => ownAddress(centre, address) ?? []))
  const open = [...addresses].filter((address) => inboundFlow(centre, address))
  if (open.length === 0) return bounced(centre, 'no recipient is an email address with an inbound flow')
  const taken = open.filter(({ address }) => !sameAddress(mail.from?.address, address))
  if (taken.length === 0) {
    note(centre, undefined, 'mail dropped', { reason: 'mail to itself' })
    return { outcome: 'dropped', reason: 'a system address wrote to itself' }
  }
  // All contacts of a mail or none: it will come again.
  if (
    taken.some((address) => activeEmails(centre, address) + taken.length > centre.switches.concurrentEmails)
  ) {
    note(centre, undefined, 'mail deferred')
    return { outcome: 'deferred', reason: `${centre.switches.concurrentEmails} emails are active` }
  }
  return { outcome: 'taken', contactIds: taken.map((address) => inboundContact(centre, address, mail).id) }
}

function excess(mail: InboundMail): string | undefined {
  if (mail.bytes > MOST_BYTES) return `the mail has ${mail.bytes} bytes, ${MOST_BYTES} are allowed`
  if (mail.attachments.length > MOST_ATTACHMENTS)
    return `the mail has ${mail.attachments.length} attachments, ${MOST_ATTACHMENTS} are allowed`
  const text = Math.max(Buffer.byteLength(mail.text ?? ''), Buffer.byteLength(mail.html ?? ''))
  if (text > MOST_TEXT_BYTES) return `the mail's text has ${text} bytes, ${MOST_TEXT_BYTES} are allowed`
  const content = mail.attachments.reduce((sum, { bytes }) => sum + bytes, text)
  if (content > MOST_CONTENT_BYTES)
    return `text and attachments have ${content} bytes, ${MOST_CONTENT_BYTES} are allowed`
  const recipients = mail.to.length + mail.cc.length
  if (recipients > MOST_RECIPIENTS)
    return `the mail has ${recipients} recipients, ${MOST_RECIPIENTS} are allowed`
  return undefined
}

function bounced(centre: Centre, reason: string): Reception {
  note(centre, undefined, 'mail bounced', { reason })
  return { outcome: 'bounced', reason }
}

function inboundContact(centre: Centre, to: EmailAddress, mail: InboundMail): Contact {
  const related = answeredContact(centre, mail, to.address)
  return beginInbound(centre, {
    to,
    from: mail.from,
    recipients: { to: others(mail.to, to), cc: others(mail.cc, to) },
    subject: mail.subject.slice(0, MOST_SUBJECT),
    text: mail.text,
    messageId: mail.messageId,
    references: mail.references.length > 0 ? mail.references : mail.inReplyTo,
    verdicts: mail.headers,
    related,
    inherits: centre.switches.threadedRepliesInheritAttributes,
    initiationMethod: centre.switches.inboundInitiationMethod,
  })
}

const others = (mailboxes: readonly Mailbox[], own: EmailAddress) =>
  mailboxes.filter(({ address }) => !sameAddress(address, own.address))

export interface Inbound {
  to: EmailAddress
  from: Mailbox | undefined
  recipients: Contact['recipients']
  subject: string
  text: string | undefined
  messageId: string | undefined
  references: readonly string[]
  verdicts: readonly { name: string; value: string }[]
  related: Contact | undefined
  inherits: boolean
  initiationMethod: InitiationMethod
  flow?: Flow
  attributes?: Record<string, string>
  name?: string | undefined
  description?: string | undefined
}

/**
 * Makes the contact of an inbound mail; after a second or a few of processing the address's flow begins.
 * Throws ServiceQuotaExceededException.
 */
export function beginInbound(centre: Centre, inbound: Inbound): Contact {
  const { to, from, related, subject, text } = inbound
  const contact = createContact(centre, {
    instanceId: to.instanceId,
    channel: 'EMAIL',
    initiationMethod: inbound.initiationMethod,
    relatedContactId: related?.id,
    inherits: inbound.inherits,
    attributes: inbound.attributes ?? {},
    name: inbound.name,
    description: inbound.description,
    customerEndpoint: from && from.address !== '' ? from : undefined,
    systemEndpoint: { address: to.address, name: to.displayName ?? '' },
    recipients: inbound.recipients,
    message: {
      id: inbound.messageId,
      references: inbound.references,
      subject,
      text: text !== undefined && Buffer.byteLength(text) <= STORED_TEXT_BYTES ? text : undefined,
    },
    segmentAttributes: { ...emailSegment(subject, 'INBOUND'), ...verdicts(inbound.verdicts) },
  })
  rememberMessage(centre, inbound.messageId, contact)
  const flow = inbound.flow ?? inboundFlow(centre, to)
  centre.timeline.after(1000 + centre.random.below(4000), `processing of ${contact.id}`, () => {
    if (contact.phase !== 'CREATED') return
    if (flow) runFlow(centre, contact, flow)
    else endContact(centre, contact, 'OTHER')
  })
  return contact
}

/** SES's verdicts, where its headers are on the mail. */
function verdicts(headers: Inbound['verdicts']): Contact['segmentAttributes'] {
  const value = (wanted: string) => headers.find(({ name }) => name.toLowerCase() === wanted)?.value.trim()
  const spam = value('x-ses-spam-verdict')
  const virus = value('x-ses-virus-verdict')
  return {
    ...(spam ? { 'connect:X-SES-SPAM-VERDICT': { ValueString: spam } } : {}),
    ...(virus ? { 'connect:X-SES-VIRUS-VERDICT': { ValueString: virus } } : {}),
  }
}

export function ownAddress(centre: Centre, address: string): EmailAddress | undefined {
  return [...centre.state.addresses.values()].find((own) => sameAddress(own.address, address))
}

function inboundFlow({ state }: Centre, address: EmailAddress): Flow | undefined {
  return state.flows.get(state.flowAssociations.get(`INBOUND_EMAIL ${address.id}`) ?? '')
}
