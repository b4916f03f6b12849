import type { Customer } from '../domain/contact-record.ts'
import type { Route } from '../domain/route-email.ts'
import type { ContactId } from '../domain/values.ts'
import { type Fields, fieldsOf } from './fields.ts'

/** What a contact flow told us cannot be worked with. The flow takes its error branch, which queues the customer. */
export class MalformedFlowEvent extends Error {
  override readonly name = 'MalformedFlowEvent'
}

/** Amazon Connect holds no more for one contact (service quotas, contact attributes). */
const MOST_ATTRIBUTE_BYTES = 32_768

/** Mail of ours, should somebody put it through a flow that asks: nobody is to be acknowledged for it. */
const OURS = new Set(['FLOW', 'OUTBOUND', 'AGENT_REPLY'])

export interface ReceivedContact {
  contact: ContactId
  related: ContactId | undefined
  /** Set where the event is silent about it: seen live for chat only. null says that there is none. */
  relatedUntold?: true
  customer: Customer | undefined
  inbox: string
}

/**
 * Reads "Details.ContactData" as documented for voice, with what is known of email; fields that Homeward does not use
 * are not looked at. Throws MalformedFlowEvent, which says which field is wrong.
 */
export function parseFlowEvent(event: unknown): ReceivedContact {
  const data = fieldsOf(event, MalformedFlowEvent).within('Details').within('ContactData')
  data.oneOf('Channel', ['EMAIL'])
  const bytes = Buffer.byteLength(JSON.stringify(data.texts('Attributes')))
  if (bytes > MOST_ATTRIBUTE_BYTES)
    throw new MalformedFlowEvent(
      `Details.ContactData.Attributes has ${bytes} bytes; Connect allows ${MOST_ATTRIBUTE_BYTES}`,
    )
  const method = data.textIfAny('InitiationMethod') ?? ''
  const isTransfer = method.endsWith('TRANSFER')
  const customer = customerOf(data)
  const related = data.textIfAny('RelatedContactId')
  const previous = data.textIfAny('PreviousContactId')
  return {
    contact: data.text('ContactId') as ContactId,
    related: (isTransfer ? previous : related) as ContactId | undefined,
    ...(!isTransfer && !data.isPresent('RelatedContactId') && { relatedUntold: true }),
    customer: isTransfer || OURS.has(method) ? undefined : customer,
    inbox: data.within('SystemEndpoint').text('Address'),
  }
}

function customerOf(data: Fields): Customer {
  // Documented to be null at times, and a mail may have no From.
  const endpoint = data.withinIfAny('CustomerEndpoint')
  // A segment attribute is an object in the event, though a plain string to the flow.
  const attributes = data.withinIfAny('SegmentAttributes')
  const segment = (name: string) => attributes?.withinIfAny(name)?.textIfAny('ValueString')
  return {
    address: endpoint?.textIfAny('Address') ?? '',
    name: endpoint?.textIfAny('DisplayName'),
    subject: segment('connect:EmailSubject'),
    spamVerdict: segment('connect:X-SES-SPAM-VERDICT'),
    virusVerdict: segment('connect:X-SES-VIRUS-VERDICT'),
  }
}

/**
 * STRING_MAP: flat strings, none of them empty, since a flow cannot compare with an empty one. What becomes of automatic
 * mail is the inbox's to say: `automatic` goes to the queue that the flow has for it, `end` goes nowhere.
 */
export function toFlowAnswer(
  route: Route & { acknowledge?: { to: string; attributes: Readonly<Record<string, string>> } },
  automaticMail: 'queue' | 'end' = 'queue',
): Record<string, string> {
  const answer = route.kind === 'automatic' && automaticMail === 'end' ? 'end' : route.kind
  const { acknowledge } = route
  return {
    route: answer,
    reason: route.reason,
    owner: route.kind === 'owner' ? route.owner : 'none',
    ...(acknowledge
      ? { acknowledge: 'yes', acknowledgeTo: acknowledge.to, ...acknowledge.attributes }
      : { acknowledge: 'no' }),
  }
}
