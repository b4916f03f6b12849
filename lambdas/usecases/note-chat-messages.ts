import type { ContactId, EpochMs } from '../domain/values.ts'
import type { ChatSilence } from '../ports/chats.ts'

/** What a customer wrote, as far as it matters here: not what. */
export type CustomerMessage = Readonly<{ contact: ContactId; at: EpochMs }>

/** Keeps that customers have written. Late and twice are harmless: the first time on a contact stands. */
export async function noteChatMessages(
  messages: readonly CustomerMessage[],
  { silence }: { silence: Pick<ChatSilence, 'noteCustomer'> },
): Promise<void> {
  await Promise.all(messages.map(({ contact, at }) => silence.noteCustomer(contact, at)))
}
