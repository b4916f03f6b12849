import { AwsError, type Operation } from '../../service.ts'
import { type Centre, found, instanceOf } from '../centre.ts'
import { outboundRequest, startOutbound } from '../email-out.ts'
import { beginInbound, ownAddress } from '../inbound.ts'
import { answeredContact } from '../threads.ts'
import { need, once, refusal } from './checks.ts'
import { contactOf } from './contacts.ts'

const MOST_BODY = 5_242_880

/** Operations that bring mail in and out. */
export function emailOperations(centre: Centre): Record<string, Operation> {
  return {
    StartOutboundEmailContact: (input) =>
      once(centre, 'StartOutboundEmailContact', input, () => startOutboundEmail(centre, input)),
    StartEmailContact: (input) => once(centre, 'StartEmailContact', input, () => startEmail(centre, input)),
    SendOutboundEmail: () => {
      // API_SendOutboundEmail: for the principal of outbound campaigns alone.
      throw new AwsError('AccessDeniedException', 'SendOutboundEmail is for connect-campaigns.amazonaws.com')
    },
  }
}

function startOutboundEmail(centre: Centre, input: any) {
  need(input, ['ContactId', 'DestinationEmailAddress', 'EmailMessage'], 'InvalidRequestException')
  const contact = contactOf(centre, input)
  startOutbound(centre, contact, outboundRequest(centre, contact, input))
  return { ContactId: contact.id }
}

/** Inbound mail by API, e.g. of a web form (API_StartEmailContact). */
function startEmail(centre: Centre, input: any) {
  const name = 'InvalidRequestException'
  need(input, ['FromEmailAddress', 'DestinationEmailAddress', 'EmailMessage'], name)
  const instance = instanceOf(centre, input)
  const to = ownAddress(centre, input.DestinationEmailAddress)
  if (to?.instanceId !== instance.id)
    throw refusal(name, `${input.DestinationEmailAddress} is no email address of the instance`)
  const { MessageSourceType: source, RawMessage: raw } = input.EmailMessage
  if (source !== 'RAW' || !raw) throw refusal(name, 'EmailMessage needs MessageSourceType RAW and RawMessage')
  if ((raw.Subject ?? '').length > 998) throw refusal(name, 'Subject has more than 998 characters')
  if ((raw.Body ?? '').length > MOST_BODY) throw refusal(name, `Body has more than ${MOST_BODY} characters`)
  if ((input.Attachments ?? []).length > 10) throw refusal(name, 'more than 10 attachments')
  const flow = input.ContactFlowId && found(centre.state.flows, instance, input.ContactFlowId, 'Flow')
  const headers = raw.Headers ?? {}
  const ids = { inReplyTo: messageIds(headers.IN_REPLY_TO), references: messageIds(headers.REFERENCES) }
  const related = input.RelatedContactId
    ? found(centre.state.contacts, instance, input.RelatedContactId, 'Contact')
    : answeredContact(centre, ids, to.address)
  const contact = beginInbound(centre, {
    to,
    from: mailbox(input.FromEmailAddress),
    recipients: {
      to: (input.AdditionalRecipients?.ToAddresses ?? []).map(mailbox),
      cc: (input.AdditionalRecipients?.CcAddresses ?? []).map(mailbox),
    },
    subject: raw.Subject ?? '',
    text: raw.ContentType === 'text/html' ? undefined : raw.Body,
    messageId: messageIds(headers.MESSAGE_ID)[0],
    references: ids.references,
    verdicts: Object.entries<string>(headers).map(([key, value]) => ({
      name: key.replaceAll('_', '-'),
      value,
    })),
    related,
    // Set by the caller, RelatedContactId is documented to copy the attributes.
    inherits: input.RelatedContactId !== undefined || centre.switches.threadedRepliesInheritAttributes,
    initiationMethod: 'API',
    ...(flow ? { flow } : {}),
    attributes: input.Attributes ?? {},
    name: input.Name,
    description: input.Description,
  })
  return { ContactId: contact.id }
}

const mailbox = (given: { EmailAddress: string; DisplayName?: string }) => ({
  address: given.EmailAddress,
  name: given.DisplayName ?? '',
})

const messageIds = (header = '') => [...header.matchAll(/<([^<>\s]+)>/g)].map(([, id]) => id as string)
