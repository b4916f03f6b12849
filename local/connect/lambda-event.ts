import { REGION } from '../place.ts'
import { attributesOf } from './attributes.ts'
import { type Centre, instanceArn, resourceArn } from './centre.ts'
import { endpointType } from './channels.ts'
import type { Contact, SegmentValue, Target } from './model.ts'

/**
 * The event of a flow's function, as captured live for chat (nulls and all); for email the fields documented for it.
 * ContactAssociationId is not in it.
 */
export function lambdaEvent(centre: Centre, contact: Contact, parameters: Readonly<Record<string, string>>) {
  const { switches } = centre
  return {
    Name: 'ContactFlowEvent',
    Details: {
      ContactData: {
        ...(switches.lambdaEventHasAdditionalRecipients && contact.channel === 'EMAIL'
          ? { AdditionalEmailRecipients: recipientsOf(contact) }
          : {}),
        Attributes: attributesOf(centre, contact),
        AwsRegion: REGION,
        Channel: contact.channel,
        ContactId: contact.id,
        CustomerEndpoint: endpointOf(contact, contact.customerEndpoint),
        CustomerId: contact.customerId ?? null,
        Description: contact.description ?? null,
        InitialContactId: contact.initialContactId,
        InitiationMethod: contact.initiationMethod,
        InstanceARN: instanceArn(contact.instanceId),
        LanguageCode: contact.languageCode ?? 'en-US',
        MediaStreams: { Customer: { Audio: {} } },
        Name: contact.name ?? null,
        // A first contact is its own previous one in the captured event.
        PreviousContactId: contact.previousContactId ?? contact.id,
        Queue: queueOf(centre, contact),
        References: contact.references,
        ...(switches.lambdaEventHasRelatedContactId
          ? { RelatedContactId: contact.relatedContactId ?? null }
          : {}),
        SegmentAttributes: Object.fromEntries(
          Object.entries(contact.segmentAttributes).map(([key, value]) => [key, withNulls(value)]),
        ),
        SystemEndpoint: endpointOf(contact, contact.systemEndpoint),
        Tags: contact.tags,
      },
      Parameters: parameters,
    },
  }
}

function withNulls(value: SegmentValue): object {
  const map = value.ValueMap
  return {
    ValueArn: null,
    ValueInteger: value.ValueInteger ?? null,
    ValueList: null,
    ValueMap: map
      ? Object.fromEntries(Object.entries(map).map(([key, inner]) => [key, withNulls(inner)]))
      : null,
    ValueString: value.ValueString ?? null,
  }
}

function endpointOf(contact: Contact, mailbox: Contact['customerEndpoint']) {
  if (!mailbox) return null
  const name = mailbox.name === '' ? {} : { DisplayName: mailbox.name }
  return { Address: mailbox.address, ...name, Type: endpointType(contact) }
}

export function recipientsOf({ recipients }: Contact) {
  const list = (mailboxes: Contact['recipients']['to']) =>
    mailboxes.map(({ name, address }) => ({
      Address: address,
      ...(name === '' ? {} : { DisplayName: name }),
    }))
  return { ToList: list(recipients.to), CcList: list(recipients.cc) }
}

/** Null before Set working queue. */
function queueOf({ state }: Centre, { instanceId, target }: Contact) {
  if (!target) return null
  return { ARN: targetArn(instanceId, target), Name: targetName(state, target), OutboundCallerId: null }
}

export const targetArn = (instanceId: string, target: Target) =>
  target.kind === 'queue'
    ? resourceArn(instanceId, 'queue', target.queueId)
    : resourceArn(instanceId, 'queue/agent', target.userId)

export const targetName = ({ queues }: Centre['state'], target: Target) =>
  target.kind === 'queue' ? (queues.get(target.queueId)?.name ?? null) : null
