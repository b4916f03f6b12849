import type { ChatSettings } from '../domain/chat.ts'
import type { ContactEvent } from '../domain/contact-event.ts'
import type { Settings } from '../domain/inbox.ts'
import type { CallRecords } from '../ports/held-calls.ts'
import { awaitDisposition, type FollowClosingPorts } from './follow-closing.ts'
import { type AskedCustomerGonePorts, askedCustomerGone } from './nudge-chat.ts'
import { type ObserveContactsPorts, observeContact } from './observe-contacts.ts'

interface ObserveCallContactPorts extends Pick<FollowClosingPorts, 'dispositions'> {
  calls: Pick<CallRecords, 'add'>
}

/** Records what an event of a contact tells, by its channel: calls and chats only where they are ours. */
export async function observeAnyContact(
  event: ContactEvent,
  settings: Settings,
  ports: ObserveContactsPorts & ObserveCallContactPorts & AskedCustomerGonePorts,
): Promise<void> {
  const channel = event.channel.toUpperCase()
  if (channel === 'VOICE' && settings.voice) await observeCallContact(event, settings, ports)
  else if (channel === 'CHAT' && settings.chat?.nudges) await observeChatContact(event, settings.chat, ports)
  else await observeContact(event, settings, ports)
}

/** What an agent had is theirs to say; what a flow had with a customer alone, is ours. */
async function observeChatContact(
  { eventType, contactId, agent }: ContactEvent,
  settings: ChatSettings,
  ports: AskedCustomerGonePorts,
): Promise<void> {
  if (eventType === 'DISCONNECTED' && agent === undefined) await askedCustomerGone(contactId, settings, ports)
}

/**
 * Records of a call who has its caller, and when each of them was done: what it was about is to come from the last one.
 * Events of contacts that no agent had say nothing of that. Any subset, in any order, any number of times.
 */
async function observeCallContact(
  event: ContactEvent,
  settings: Settings,
  { calls, dispositions }: ObserveCallContactPorts,
): Promise<void> {
  const { eventType, contactId: contact, agent, at } = event
  if (agent === undefined) return
  const call = event.initialContactId ?? contact
  const takenAt = event.connectedToAgentAt ?? at
  if (eventType === 'CONNECTED_TO_AGENT') await calls.add(call, { kind: 'taken', contact, at: takenAt })
  if (eventType !== 'DISCONNECTED' && eventType !== 'COMPLETED') return
  const endedAt = event.disconnectedAt ?? at
  await calls.add(call, { kind: 'left', contact, at: endedAt })
  const record = await dispositions.noteCallOver(contact, {
    ...{ call, agent, takenAt, endedAt },
    completedAt: eventType === 'COMPLETED' ? at : undefined,
  })
  await awaitDisposition(record, settings, { dispositions })
}
