import { type Contact, DescribeContactCommand, ResourceNotFoundException } from '@aws-sdk/client-connect'

import type { AgentId, ContactId, EpochMs, QueueId, ThreadId } from '../domain/values.ts'
import type { ContactDirectory, DescribedContact } from '../ports/contact-centre.ts'
import type { ConnectSender } from './lazy-connect.ts'

/** `longestMs`: for whoever is waited for by a flow. What takes longer has failed. */
export function connectContacts(
  client: ConnectSender,
  instanceId: string,
  longestMs?: number,
): ContactDirectory {
  return {
    async describe(id) {
      try {
        const { Contact } = await client.send(
          new DescribeContactCommand({ InstanceId: instanceId, ContactId: id }),
          longestMs === undefined ? {} : { abortSignal: AbortSignal.timeout(longestMs) },
        )
        return Contact && toDescribed(id, Contact)
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined
        throw error
      }
    },
  }
}

function toDescribed(id: ContactId, contact: Contact): DescribedContact {
  const agent = contact.AgentInfo
  return {
    id,
    thread: (contact.ContactAssociationId ?? contact.InitialContactId ?? id) as ThreadId,
    related: contact.RelatedContactId as ContactId | undefined,
    previous: contact.PreviousContactId as ContactId | undefined,
    queue: contact.QueueInfo?.Id as QueueId | undefined,
    initiationMethod: contact.InitiationMethod ?? '',
    // An agent who was only offered the contact is not the one who has it.
    agent: agent?.ConnectedToAgentTimestamp ? (agent.Id as AgentId | undefined) : undefined,
    agentSince: agent?.ConnectedToAgentTimestamp?.getTime() as EpochMs | undefined,
    disconnectReason: contact.DisconnectReason,
    endedAt: contact.DisconnectTimestamp?.getTime() as EpochMs | undefined,
    queued: contact.QueueInfo?.Id !== undefined,
    reserved: isReserved(contact),
    customer: toCustomer(contact),
    inbox: contact.SystemEndpoint?.Address,
  }
}

/** One step that names agents and is still running. INACTIVE is a step whose turn has not come. */
function isReserved({ RoutingCriteria }: Contact): boolean {
  const waiting = new Set<string | undefined>(['ACTIVE', 'INACTIVE'])
  return (RoutingCriteria?.Steps ?? []).some((step) => waiting.has(step.Status))
}

function toCustomer({ CustomerEndpoint, SegmentAttributes }: Contact) {
  return {
    address: CustomerEndpoint?.Address ?? '',
    name: CustomerEndpoint?.DisplayName,
    subject: SegmentAttributes?.['connect:EmailSubject']?.ValueString,
    spamVerdict: SegmentAttributes?.['connect:X-SES-SPAM-VERDICT']?.ValueString,
    virusVerdict: SegmentAttributes?.['connect:X-SES-VIRUS-VERDICT']?.ValueString,
  }
}
