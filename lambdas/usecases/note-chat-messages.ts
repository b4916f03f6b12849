import type { ContactId, EpochMs } from '../domain/values.ts'
import type { ChatSilence } from '../ports/chats.ts'

/** What the stream of a chat tells of its customer, as far as it matters here: that they wrote, not what; or that they were silent too long. */
export type CustomerNews = Readonly<{ kind: 'wrote' | 'parted'; contact: ContactId; at: EpochMs }>

/** Keeps what customers did. Late and twice are harmless: the first time on a contact stands. */
export async function noteChatMessages(
  news: readonly CustomerNews[],
  { silence }: { silence: Pick<ChatSilence, 'noteCustomer' | 'noteParted'> },
): Promise<void> {
  await Promise.all(
    news.map(({ kind, contact, at }) =>
      kind === 'wrote' ? silence.noteCustomer(contact, at) : silence.noteParted(contact, at),
    ),
  )
}
