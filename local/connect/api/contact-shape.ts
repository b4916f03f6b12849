import type { Mailbox } from '../../mail/mail.ts'
import { attributesOf } from '../attributes.ts'
import { holdSeconds } from '../call-hold.ts'
import type { Centre } from '../centre.ts'
import { endpointType } from '../channels.ts'
import { contactArn } from '../contacts.ts'
import type { Contact, Criteria } from '../model.ts'

/** A contact as DescribeContact shows it (API_Contact). */
export function shapeOf(centre: Centre, contact: Contact): object {
  return {
    Arn: contactArn(contact),
    Id: contact.id,
    ...(contact.initialContactId === contact.id ? {} : { InitialContactId: contact.initialContactId }),
    PreviousContactId: contact.previousContactId,
    ContactAssociationId: contact.associationId,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Name: contact.name,
    Description: contact.description,
    Channel: contact.channel,
    QueueInfo: queueInfo(contact),
    AgentInfo: agentInfo(contact),
    InitiationTimestamp: new Date(contact.initiatedAt),
    ConnectedToSystemTimestamp: instant(contact.connectedToSystemAt),
    ScheduledTimestamp: instant(contact.scheduledAt),
    DisconnectTimestamp: instant(contact.disconnectedAt),
    LastUpdateTimestamp: new Date(contact.updatedAt),
    CustomerId: contact.customerId,
    CustomerEndpoint: endpoint(contact, contact.customerEndpoint),
    SystemEndpoint: endpoint(contact, contact.systemEndpoint),
    QueueTimeAdjustmentSeconds: contact.timeAdjustmentSeconds,
    QueuePriority: contact.priority,
    Tags: contact.tags,
    RoutingCriteria: contact.criteria?.activatedAt === undefined ? undefined : criteria(contact.criteria),
    AdditionalEmailRecipients: {
      ToList: contact.recipients.to.map(recipient),
      CcList: contact.recipients.cc.map(recipient),
    },
    SegmentAttributes: contact.segmentAttributes,
    DisconnectReason: contact.disconnectReason,
    Attributes: attributesOf(centre, contact),
  }
}

/** An item of ListAssociatedContacts: it names no agent. */
export function summaryOf(contact: Contact): object {
  return {
    ContactId: contact.id,
    ContactArn: contactArn(contact),
    InitiationTimestamp: new Date(contact.initiatedAt),
    DisconnectTimestamp: instant(contact.disconnectedAt),
    InitialContactId: contact.initialContactId,
    PreviousContactId: contact.previousContactId,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Channel: contact.channel,
  }
}

function queueInfo({ queue, enqueuedAt }: Contact) {
  if (!queue) return undefined
  return { Id: queue.kind === 'queue' ? queue.queueId : queue.userId, EnqueueTimestamp: instant(enqueuedAt) }
}

function agentInfo(contact: Contact) {
  const { userId, connectedAt, acceptedAt, afterContactWork, channel } = contact
  if (userId === undefined || connectedAt === undefined) return undefined
  const ended = afterContactWork?.endedAt
  return {
    Id: userId,
    AcceptedByAgentTimestamp: instant(acceptedAt),
    ConnectedToAgentTimestamp: instant(connectedAt),
    AgentInitiatedHoldDuration: channel === 'VOICE' ? holdSeconds(contact) : undefined,
    AfterContactWorkStartTimestamp: instant(afterContactWork?.startedAt),
    AfterContactWorkEndTimestamp: instant(ended),
    AfterContactWorkDuration:
      afterContactWork && ended !== undefined
        ? Math.round((ended - afterContactWork.startedAt) / 1000)
        : undefined,
  }
}

function criteria({ steps, activatedAt, index }: Criteria) {
  return {
    Steps: steps.map(({ durationSeconds, expiresAt, expression, status }) => ({
      Expiry:
        durationSeconds === undefined
          ? undefined
          : { DurationInSeconds: durationSeconds, ExpiryTimestamp: instant(expiresAt) },
      Expression: expression,
      Status: status,
    })),
    ActivationTimestamp: instant(activatedAt),
    Index: Math.min(index, steps.length - 1),
  }
}

function endpoint(contact: Contact, mailbox: Mailbox | undefined) {
  if (!mailbox) return undefined
  return { Type: endpointType(contact), Address: mailbox.address, DisplayName: mailbox.name || undefined }
}

const recipient = ({ name, address }: Mailbox) => ({ Address: address, DisplayName: name || undefined })

const instant = (at: number | undefined) => (at === undefined ? undefined : new Date(at))
