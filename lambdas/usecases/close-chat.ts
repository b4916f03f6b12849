import { type ChatEnding, type ChatSettings, chatEnding } from '../domain/chat.ts'
import type { AgentId, ContactId } from '../domain/values.ts'
import type { ChatSilence } from '../ports/chats.ts'
import {
  finishContact,
  freeAgent,
  keepDisposition,
  type RecordDispositionPorts,
} from './record-disposition.ts'

export type ChatLeft = Readonly<{ ending: ChatEnding; agent: AgentId | undefined }>

export interface CloseChatPorts extends RecordDispositionPorts {
  silence: Pick<ChatSilence, 'partedFrom'>
}

/**
 * Says why the customer is alone in the chat, and who left them. Where it was their silence, the agent is free for the next
 * customer; the contact has its disposition then, unless the customer is still to be spoken to. A disposition that the
 * agent gave before stands. What only the contact centre could not do is told, and keeps the customer from nothing.
 */
export async function closeChat(
  { contact, previous }: { contact: ContactId; previous: ContactId },
  settings: ChatSettings,
  ports: CloseChatPorts,
): Promise<ChatLeft> {
  const { foundBy, ...left } = await whoLeft(previous, settings, ports)
  ports.journal.decided('chat left', { contact, previous, ending: left.ending, foundBy })
  if (left.ending !== 'silent') return left
  if (settings.nudges) {
    await freeAgent(previous, () => left.agent, ports)
    return left
  }
  const { disposition } = await keepDisposition(previous, settings.disposition, 'silence', ports)
  await finishContact(previous, disposition?.value ?? settings.disposition, () => left.agent, ports)
  return left
}

/**
 * Connect says so ten times a second for the account, so it is asked only where nothing is on record; which is so as well
 * where customers are not spoken to.
 */
async function whoLeft(
  contact: ContactId,
  { nudges }: ChatSettings,
  { silence, directory }: CloseChatPorts,
): Promise<ChatLeft & { foundBy: 'record' | 'connect' }> {
  const parted = nudges && (await silence.partedFrom(contact))
  if (parted !== undefined) return { ending: 'silent', agent: parted, foundBy: 'record' }
  const ended = await directory.describe(contact)
  return { ending: chatEnding(ended?.disconnectReason), agent: ended?.agent, foundBy: 'connect' }
}
