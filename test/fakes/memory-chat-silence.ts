import type { ContactId } from '../../lambdas/domain/values.ts'
import type { ChatSilence } from '../../lambdas/ports/chats.ts'

/** Behaves as the DynamoDB store does; both pass test/adapters/chat-silence.contract.ts. */
export function memoryChatSilence(): ChatSilence {
  const spoke = new Set<ContactId>()
  return {
    noteCustomer: async (id) => void spoke.add(id),
    noteStep: async (id) => !spoke.has(id),
  }
}
