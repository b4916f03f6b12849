import { type ChatEnding, type ChatSettings, chatEnding } from '../domain/chat.ts'
import type { ContactId } from '../domain/values.ts'
import { finishContact, keepDisposition, type RecordDispositionPorts } from './record-disposition.ts'

/**
 * Says why the customer is alone in the chat. Where it was their silence, records that as the disposition of the contact
 * with the agent, who is free for the next customer then. A disposition that the agent gave before stands. What only the
 * contact centre could not do is told, and keeps the customer from nothing.
 */
export async function closeChat(
  { contact, previous }: { contact: ContactId; previous: ContactId },
  settings: ChatSettings,
  ports: RecordDispositionPorts,
): Promise<ChatEnding> {
  const ended = await ports.directory.describe(previous)
  const ending = chatEnding(ended?.disconnectReason)
  ports.journal.decided('chat left', { contact, previous, ending })
  if (ending !== 'silent') return ending
  const { disposition } = await keepDisposition(previous, settings.disposition, 'silence', ports)
  await finishContact(previous, disposition?.value ?? settings.disposition, () => ended?.agent, ports)
  return ending
}
