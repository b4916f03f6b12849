import { type ChatEnding, type ChatSettings, chatEnding } from '../domain/chat.ts'
import type { AgentId, ContactId } from '../domain/values.ts'
import {
  finishContact,
  freeAgent,
  keepDisposition,
  type RecordDispositionPorts,
} from './record-disposition.ts'

export type ChatLeft = Readonly<{ ending: ChatEnding; agent: AgentId | undefined }>

/**
 * Says why the customer is alone in the chat, and who left them. Where it was their silence, the agent is free for the next
 * customer; the contact has its disposition then, unless the customer is still to be spoken to. A disposition that the
 * agent gave before stands. What only the contact centre could not do is told, and keeps the customer from nothing.
 */
export async function closeChat(
  { contact, previous }: { contact: ContactId; previous: ContactId },
  settings: ChatSettings,
  ports: RecordDispositionPorts,
): Promise<ChatLeft> {
  const ended = await ports.directory.describe(previous)
  const left = { ending: chatEnding(ended?.disconnectReason), agent: ended?.agent }
  ports.journal.decided('chat left', { contact, previous, ending: left.ending })
  if (left.ending !== 'silent') return left
  if (settings.nudges) {
    await freeAgent(previous, () => left.agent, ports)
    return left
  }
  const { disposition } = await keepDisposition(previous, settings.disposition, 'silence', ports)
  await finishContact(previous, disposition?.value ?? settings.disposition, () => left.agent, ports)
  return left
}
