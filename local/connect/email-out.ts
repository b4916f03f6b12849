import type { Mailbox } from '../mail/mail.ts'
import { AwsError } from '../service.ts'
import { type Centre, idOf, inInstance, note } from './centre.ts'
import { endContact } from './contacts.ts'
import { runFlow } from './flows.ts'
import { ownAddress, receiveMail } from './inbound.ts'
import type { Contact, Flow } from './model.ts'
import { rememberMessage, sameAddress } from './threads.ts'

/** AWS: "Email limits": one To and up to 49 Cc; API_OutboundRawMessage. */
const MOST_CC = 49
const MOST_BODY = 5_242_880
/** A default outbound flow that sends mail itself would go on for ever (AWS: "Flow block: Send message"): we stop and say so. */
const MOST_DEPTH = 5

export interface OutboundRequest {
  from: Mailbox
  to: Mailbox
  cc: readonly Mailbox[]
  subject: string
  body: string
  contentType: 'text/plain' | 'text/html'
  headers: readonly { name: string; value: string }[]
}

/** Reads what StartOutboundEmailContact and the Send message block give. Throws InvalidRequestException. */
export function outboundRequest(centre: Centre, contact: Contact, input: any): OutboundRequest {
  const raw = messageOf(centre, contact, input.EmailMessage ?? {})
  if (typeof raw.Subject !== 'string' || raw.Subject.length < 1 || raw.Subject.length > 998)
    throw refused(`Subject has ${raw.Subject?.length ?? 0} characters, 1 to 998 are allowed`)
  if (typeof raw.Body !== 'string' || raw.Body.length < 1 || raw.Body.length > MOST_BODY)
    throw refused(`Body has ${raw.Body?.length ?? 0} characters, 1 to ${MOST_BODY} are allowed`)
  if (raw.ContentType !== 'text/plain' && raw.ContentType !== 'text/html')
    throw refused(`ContentType is ${raw.ContentType}, text/plain or text/html is allowed`)
  const cc = input.AdditionalRecipients?.CcEmailAddresses ?? []
  if (cc.length > MOST_CC) throw refused(`${cc.length} addresses in Cc, ${MOST_CC} are allowed`)
  return {
    from: fromAddress(centre, contact, input.FromEmailAddress),
    to: mailbox(input.DestinationEmailAddress, 'DestinationEmailAddress'),
    cc: cc.map((each: unknown) => mailbox(each, 'CcEmailAddresses')),
    subject: raw.Subject,
    body: raw.Body,
    contentType: raw.ContentType,
    headers: centre.switches.templateHeadersOnTheWire ? (raw.Headers ?? []) : [],
  }
}

/** A raw message as it was given, or a template's with the headers that only a template has. */
function messageOf(
  centre: Centre,
  contact: Contact,
  { MessageSourceType: source, RawMessage: raw, TemplatedMessageConfig: config }: any,
): any {
  if (source === 'RAW') return raw ?? fail('EmailMessage.RawMessage is missing')
  if (source !== 'TEMPLATE') throw refused(`MessageSourceType is ${source}: RAW and TEMPLATE are allowed`)
  if (!config?.KnowledgeBaseId || !config.MessageTemplateId)
    throw refused('TemplatedMessageConfig needs KnowledgeBaseId and MessageTemplateId')
  const { CustomAttributes = {} } = config.TemplateAttributes ?? {}
  const { missing, ...message } = rendered(centre, contact, {
    knowledgeBase: config.KnowledgeBaseId,
    template: config.MessageTemplateId,
    attributes: CustomAttributes,
  })
  if (missing.length > 0) throw refused(`the template has variables without a value: ${missing.join(', ')}`)
  return message
}

/**
 * A message template of the instance's own knowledge base, filled in; shaped as RawMessage, with its headers.
 * Throws InvalidRequestException, ResourceNotFoundException.
 */
export function rendered(
  centre: Centre,
  contact: Contact,
  asked: { knowledgeBase: string; template: string; attributes: Readonly<Record<string, string>> },
) {
  const bases = centre.state.instances.get(contact.instanceId)?.knowledgeBases.values() ?? []
  if (![...bases].some((base) => idOf(base) === idOf(asked.knowledgeBase)) || !centre.renderTemplate)
    throw refused(`knowledge base ${asked.knowledgeBase} is not integrated with the instance`)
  const { subject, body, contentType, headers, missing } = centre.renderTemplate(
    asked.knowledgeBase,
    asked.template,
    asked.attributes,
  )
  return { Subject: subject, Body: body, ContentType: contentType, Headers: headers, missing }
}

function fail(message: string): never {
  throw refused(message)
}

/** From may be left out where a queue says it (its default outbound address). */
function fromAddress(centre: Centre, contact: Contact, given: any): Mailbox {
  const related = centre.state.contacts.get(contact.relatedContactId ?? '')
  const queued = (contact.queue ?? related?.queue) as { queueId?: string } | undefined
  const queue = centre.state.queues.get(queued?.queueId ?? '')
  const fallback = centre.state.addresses.get(queue?.outboundEmailAddressId ?? '')?.address
  const wanted = given ? mailbox(given, 'FromEmailAddress') : fallback && { name: '', address: fallback }
  if (!wanted) throw refused('FromEmailAddress is missing, and no queue gives one')
  const own = inInstance(centre.state.addresses, contact.instanceId).find(({ address }) =>
    sameAddress(address, wanted.address),
  )
  if (!own) throw refused(`FromEmailAddress ${wanted.address} is no email address of the instance`)
  return { address: own.address, name: wanted.name === '' ? (own.displayName ?? '') : wanted.name }
}

function mailbox(given: any, what: string): Mailbox {
  const { EmailAddress: address, DisplayName: name = '' } = given ?? {}
  if (typeof address !== 'string' || address.length > 255 || !/^[^\s@<>]+@[^\s@<>]+$/.test(address))
    throw refused(`${what} has no valid EmailAddress of up to 255 characters`)
  if (name.length > 256) throw refused(`${what} has a DisplayName of more than 256 characters`)
  return { address, name }
}

/**
 * Sends the mail of an outbound contact: its outbound whisper flow runs, the mail leaves in the thread of the related
 * contact, the contact ends (all but the mail are open points, see switches).
 * Throws InvalidRequestException where the contact is not an outbound one still to be sent.
 */
export function startOutbound(centre: Centre, contact: Contact, request: OutboundRequest): void {
  if (!['OUTBOUND', 'AGENT_REPLY', 'FLOW'].includes(contact.initiationMethod) || contact.channel !== 'EMAIL')
    throw refused(`Contact ${contact.id} is not an outbound email: ${contact.initiationMethod}`)
  if (contact.phase !== 'CREATED' || contact.message)
    throw refused(`Contact ${contact.id} has been sent or has ended`)
  if (contact.outboundDepth >= MOST_DEPTH) {
    note(centre, contact, 'outbound flow loops', { depth: contact.outboundDepth })
    endContact(centre, contact, 'OTHER')
    throw refused('the outbound flow sends mail that runs the outbound flow again: stopped')
  }
  const answered = linkedMessage(centre, contact)
  contact.message = {
    id: undefined,
    references: answered?.id === undefined ? [] : [...answered.references, answered.id],
    subject: request.subject,
    text: undefined,
  }
  contact.customerEndpoint = request.to
  contact.systemEndpoint = request.from
  contact.recipients = { to: [], cc: request.cc }
  contact.tags['aws:connect:systemEndpoint'] = request.from.address
  Object.assign(contact.segmentAttributes, emailSegment(request.subject, 'OUTBOUND'))
  const flow = outboundFlow(centre, contact)
  // The request is answered first, as by the real service.
  centre.timeline.after(0, `outbound flow of ${contact.id}`, () => {
    if (!flow) return void send(centre, contact, request)
    runFlow(centre, contact, flow, () => send(centre, contact, request))
  })
}

async function send(centre: Centre, contact: Contact, request: OutboundRequest): Promise<void> {
  if (contact.phase === 'ENDED') return
  const references = contact.message?.references ?? []
  await centre.timeline.busy(async () => {
    const { subject, body, contentType, from, to, cc, headers } = request
    try {
      const sent = await centre.sendMail({
        ...{ contactId: contact.id, from, to, cc, subject, body, contentType, references, headers },
        inReplyTo: references.at(-1),
        sentAt: centre.timeline.now(),
      })
      if (contact.message) contact.message.id = sent.messageId
      rememberMessage(centre, sent.messageId, contact)
      deliverToOurselves(centre, contact, { ...request, messageId: sent.messageId, references })
      note(centre, contact, 'mail sent', {
        method: contact.initiationMethod,
        answers: contact.relatedContactId,
      })
    } catch (error) {
      note(centre, contact, 'mail not sent', { error: String(error) })
      return endContact(centre, contact, 'OTHER')
    }
    const reason = contact.initiationMethod === 'FLOW' ? 'CONTACT_FLOW_DISCONNECT' : 'AGENT_DISCONNECT'
    if (centre.switches.outboundContactCloses === 'after-send') endContact(centre, contact, reason)
  })
}

/** Mail to an address of ours comes back in as a customer's, as through SES. */
function deliverToOurselves(
  centre: Centre,
  contact: Contact,
  {
    from,
    to,
    cc,
    subject,
    body,
    headers,
    messageId,
    references,
  }: OutboundRequest & { messageId: string; references: readonly string[] },
): void {
  const ours = [to, ...cc].map(({ address }) => address).filter((address) => ownAddress(centre, address))
  if (ours.length === 0) return
  const inReplyTo = references.slice(-1)
  const mail = { messageId, inReplyTo, references, from, to: [to], cc, subject, text: body, html: undefined }
  const envelope = { from: from.address, to: ours }
  const bytes = Buffer.byteLength(body)
  receiveMail(centre, { ...mail, attachments: [], headers, envelope, bytes, raw: new Uint8Array() })
  note(centre, contact, 'mail came back', { to: ours.length })
}

/** The message of the contact this one is linked to, with a Message-ID of its own to refer to. */
function linkedMessage(centre: Centre, contact: Contact): Contact['message'] {
  if (!centre.switches.linkedMailCarriesThreadHeaders) return undefined
  return centre.state.contacts.get(contact.relatedContactId ?? '')?.message
}

/** The flow associated with the address or the related contact's queue; else the instance's default outbound flow. */
function outboundFlow(centre: Centre, contact: Contact): Flow | undefined {
  const { state } = centre
  const address = [...state.addresses.values()].find(({ address }) =>
    sameAddress(address, contact.systemEndpoint?.address),
  )
  const queue = state.contacts.get(contact.relatedContactId ?? '')?.queue
  const queueId = queue?.kind === 'queue' ? queue.queueId : undefined
  const flowId =
    state.flowAssociations.get(`OUTBOUND_EMAIL ${queueId}`) ??
    state.flowAssociations.get(`OUTBOUND_EMAIL ${address?.id}`)
  const flow = flowId === undefined ? undefined : state.flows.get(flowId)
  return flow ?? inInstance(state.flows, contact.instanceId).find(isDefaultOutbound)
}

const isDefaultOutbound = ({ name, type, published }: Flow) =>
  type === 'OUTBOUND_WHISPER' && name === 'Default outbound' && published !== undefined

export const emailSegment = (subject: string, direction: 'INBOUND' | 'OUTBOUND') => ({
  'connect:Subtype': { ValueString: 'connect:Email' },
  'connect:Direction': { ValueString: direction },
  'connect:EmailSubject': { ValueString: subject },
})

const refused = (message: string) => new AwsError('InvalidRequestException', message)
