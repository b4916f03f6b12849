import type { ChatSettings } from '../domain/chat.ts'
import type { ContactId } from '../domain/values.ts'
import type { ChatTimers } from '../ports/chats.ts'
import type { Journal } from '../ports/journal.ts'

/**
 * Has Connect count the customer's silence. Before the chat is queued: what is set when an agent joins counts for as long
 * as they are there. Twice is harmless.
 */
export async function setChatTimers(
  contact: ContactId,
  { idleMinutes, closeAfterMinutes }: ChatSettings,
  { timers, journal }: { timers: ChatTimers; journal: Journal },
): Promise<void> {
  await timers.watch(contact, { idleMinutes, closeAfterMinutes })
  journal.decided('chat watched', { contact, idleMinutes, closeAfterMinutes })
}
