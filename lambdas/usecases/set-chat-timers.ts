import { type ChatSettings, silenceTimers } from '../domain/chat.ts'
import type { ContactId } from '../domain/values.ts'
import type { ChatStreams, ChatTimers } from '../ports/chats.ts'
import type { Journal } from '../ports/journal.ts'

/**
 * Has Connect count the customer's silence. Before the chat is queued: what is set when an agent joins counts for as long
 * as they are there. Where customers are spoken to, has it stream the chat as well; without that they are spoken to all
 * the same. Twice is harmless.
 */
export async function setChatTimers(
  contact: ContactId,
  settings: ChatSettings,
  { timers, streams, journal }: { timers: ChatTimers; streams: ChatStreams; journal: Journal },
): Promise<void> {
  const silence = silenceTimers(settings)
  await timers.watch(contact, silence)
  journal.decided('chat watched', { contact, ...silence })
  if (!settings.nudges) return
  try {
    await streams.start(contact)
  } catch (error) {
    journal.troubled('chat not streamed', { contact, error: error instanceof Error ? error.name : 'unknown' })
    journal.count('ChatsNotStreamed')
  }
}
