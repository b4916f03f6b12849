import * as z from 'zod/mini'

import type { Customer } from '../domain/contact-record.ts'
import type { Route } from '../domain/route-email.ts'
import type { ContactId } from '../domain/values.ts'

/** What a contact flow told us cannot be worked with. The flow takes its error branch, which queues the customer. */
export class MalformedFlowEvent extends Error {
  override readonly name = 'MalformedFlowEvent'
}

/** Amazon Connect holds no more for one contact (service quotas, contact attributes). */
const MOST_ATTRIBUTE_BYTES = 32_768

/** Mail of ours, should somebody put it through a flow that asks: nobody is to be acknowledged for it. */
const OURS = new Set(['FLOW', 'OUTBOUND', 'AGENT_REPLY'])

const text = z.optional(z.nullable(z.string()))
const Endpoint = z.object({ Address: z.string().check(z.minLength(1)), DisplayName: text })

/**
 * "Details.ContactData" as documented for voice, with what is known of email; fields that Homeward does not use are
 * not looked at. A segment attribute is an object in the event, though a plain string to the flow.
 */
const FlowEvent = z.object({
  Details: z.object({
    ContactData: z.object({
      ContactId: z.string().check(z.minLength(1)),
      Channel: z.literal('EMAIL'),
      InitiationMethod: text,
      RelatedContactId: text,
      PreviousContactId: text,
      CustomerEndpoint: Endpoint,
      SystemEndpoint: Endpoint,
      Attributes: z.optional(z.nullable(z.record(z.string(), z.string()))),
      SegmentAttributes: z.optional(
        z.nullable(z.record(z.string(), z.nullable(z.looseObject({ ValueString: text })))),
      ),
    }),
    Parameters: z.optional(z.nullable(z.record(z.string(), z.string()))),
  }),
})

export interface ReceivedContact {
  contact: ContactId
  related: ContactId | undefined
  /** Set where the event is silent about it: seen live for chat only. null says that there is none. */
  relatedUntold?: true
  customer: Customer | undefined
  inbox: string
}

/** Throws MalformedFlowEvent, which says which field is wrong. */
export function parseFlowEvent(event: unknown): ReceivedContact {
  const parsed = FlowEvent.safeParse(event)
  if (!parsed.success) throw new MalformedFlowEvent(explain(parsed.error.issues))
  const { ContactData } = parsed.data.Details
  const bytes = Buffer.byteLength(JSON.stringify(ContactData.Attributes ?? {}))
  if (bytes > MOST_ATTRIBUTE_BYTES)
    throw new MalformedFlowEvent(
      `Details.ContactData.Attributes has ${bytes} bytes; Connect allows ${MOST_ATTRIBUTE_BYTES}`,
    )
  const isTransfer = ContactData.InitiationMethod?.endsWith('TRANSFER') ?? false
  const isOurs = OURS.has(ContactData.InitiationMethod ?? '')
  const segment = (name: string) => ContactData.SegmentAttributes?.[name]?.ValueString ?? undefined
  return {
    contact: ContactData.ContactId as ContactId,
    related: ((isTransfer ? ContactData.PreviousContactId : ContactData.RelatedContactId) ?? undefined) as
      | ContactId
      | undefined,
    ...(!isTransfer && ContactData.RelatedContactId === undefined && { relatedUntold: true }),
    customer:
      isTransfer || isOurs
        ? undefined
        : {
            address: ContactData.CustomerEndpoint.Address,
            name: ContactData.CustomerEndpoint.DisplayName ?? undefined,
            subject: segment('connect:EmailSubject'),
            spamVerdict: segment('connect:X-SES-SPAM-VERDICT'),
            virusVerdict: segment('connect:X-SES-VIRUS-VERDICT'),
          },
    inbox: ContactData.SystemEndpoint.Address,
  }
}

/** Fields and what was expected of them, never their values: those may be a customer's. */
function explain(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .map(({ path, message }) => `${path.map(String).join('.') || 'the event'}: ${message}`)
    .join('; ')
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
