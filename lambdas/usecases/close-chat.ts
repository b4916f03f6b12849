import { type ChatEnding, type ChatSettings, chatEnding } from '../domain/chat.ts'
import type { ContactId } from '../domain/values.ts'
import type { ChatEnds } from '../ports/chats.ts'
import { keepDisposition, type RecordDispositionPorts, tried } from './record-disposition.ts'

export type CloseChatPorts = Omit<RecordDispositionPorts, 'directory'> & { ends: ChatEnds }

/**
 * Says why the customer is alone in the chat. Where it was their silence, records that as the disposition of the contact
 * with the agent, who is free for the next customer then. A disposition that the agent gave before stands. What only the
 * contact centre could not do is told, and keeps the customer from nothing.
 */
export async function closeChat(
  { contact, previous }: { contact: ContactId; previous: ContactId },
  settings: ChatSettings,
  ports: CloseChatPorts,
): Promise<ChatEnding> {
  const end = await ports.ends.endOf(previous)
  const ending = chatEnding(end?.reason)
  ports.journal.decided('chat left', { contact, previous, ending })
  if (ending !== 'silent') return ending
  const { disposition } = await keepDisposition(previous, settings.disposition, 'silence', ports)
  const value = disposition?.value ?? settings.disposition
  await tried('disposition not on the contact', 'DispositionsNotOnContact', previous, ports, () =>
    ports.afterContactWork.label(previous, value),
  )
  await tried(
    'after-contact work not cleared',
    'AfterContactWorkNotCleared',
    previous,
    ports,
    async () => end?.agent !== undefined && ports.afterContactWork.clear(previous, end.agent),
  )
  return ending
}
