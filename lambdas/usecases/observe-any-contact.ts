import { isAskedAbout, isWithCaller } from '../domain/call-outcome.ts'
import { type ChatSettings, chatEnding } from '../domain/chat.ts'
import type { ContactEvent } from '../domain/contact-event.ts'
import type { HeldCallRules } from '../domain/held-call.ts'
import type { Settings } from '../domain/inbox.ts'
import type { ChatSilence } from '../ports/chats.ts'
import { awaitDisposition, type FollowClosingPorts } from './follow-closing.ts'
import { type AddFactPorts, addFact } from './note-call-fact.ts'
import { type AskedCustomerGonePorts, askedCustomerGone } from './nudge-chat.ts'
import { type ObserveContactsPorts, observeContact } from './observe-contacts.ts'

interface ObserveCallContactPorts extends AddFactPorts, Pick<FollowClosingPorts, 'dispositions'> {}

interface ObserveChatContactPorts extends Omit<AskedCustomerGonePorts, 'silence'> {
  silence: AskedCustomerGonePorts['silence'] & Pick<ChatSilence, 'noteAgent' | 'noteParted'>
}

/** Records what an event of a contact tells, by its channel: calls and chats only where they are ours. */
export async function observeAnyContact(
  event: ContactEvent,
  settings: Settings,
  ports: ObserveContactsPorts & ObserveCallContactPorts & ObserveChatContactPorts,
): Promise<void> {
  const channel = event.channel.toUpperCase()
  if (channel === 'VOICE' && settings.voice) await observeCallContact(event, settings.voice, settings, ports)
  else if (channel === 'CHAT' && settings.chat?.nudges) await observeChatContact(event, settings.chat, ports)
  else await observeContact(event, settings, ports)
}

/**
 * Who has the customer of a chat, and whether their silence parted them, is kept for the disconnect flow. What a flow had
 * with a customer alone is ours to say how it ended. Any subset, in any order, any number of times.
 */
async function observeChatContact(
  { eventType, contactId, agent, disconnectReason, ...event }: ContactEvent,
  settings: ChatSettings,
  ports: ObserveChatContactPorts,
): Promise<void> {
  const isOver = eventType === 'DISCONNECTED'
  if (agent === undefined) {
    if (isOver) await askedCustomerGone(contactId, settings, ports)
    return
  }
  await ports.silence.noteAgent(contactId, agent, event.connectedToAgentAt ?? event.at)
  if (isOver && chatEnding(disconnectReason) === 'silent')
    await ports.silence.noteParted(contactId, event.disconnectedAt ?? event.at)
}

/**
 * Records of a call who has its caller, and when each of them was done: whoever left a caller too early is found by that,
 * and what it was about is to come from the last one. Of contacts that no agent had, those count that were a transfer, which
 * is over then. Any subset, in any order, any number of times.
 */
async function observeCallContact(
  event: ContactEvent,
  rules: HeldCallRules,
  settings: Settings,
  { calls, watch, dispositions }: ObserveCallContactPorts,
): Promise<void> {
  const { eventType, contactId: contact, agent, at, initiationMethod } = event
  if (!isWithCaller(initiationMethod)) return
  const call = event.initialContactId ?? contact
  const endedAt = event.disconnectedAt ?? at
  if (agent === undefined) {
    if (eventType === 'DISCONNECTED' && initiationMethod === 'TRANSFER')
      await calls.add(call, { kind: 'abandoned', contact, at: endedAt })
    return
  }
  const takenAt = event.connectedToAgentAt ?? at
  if (eventType === 'CONNECTED_TO_AGENT') await calls.add(call, { kind: 'taken', contact, at: takenAt })
  if (eventType !== 'DISCONNECTED' && eventType !== 'COMPLETED') return
  await addFact(call, { kind: 'left', contact, at: endedAt }, rules, { calls, watch })
  if (!settings.dispositions?.guide || !isAskedAbout(initiationMethod)) return
  const record = await dispositions.noteCallOver(contact, {
    ...{ call, agent, takenAt, endedAt },
    completedAt: eventType === 'COMPLETED' ? at : undefined,
  })
  await awaitDisposition(record, settings, { dispositions })
}
