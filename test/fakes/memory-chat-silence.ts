import type { ContactId } from '../../lambdas/domain/values.ts'
import type { ChatSilence } from '../../lambdas/ports/chats.ts'

/** Behaves as the DynamoDB store does; both pass test/adapters/chat-silence.contract.ts. */
export function memoryChatSilence(): ChatSilence {
  const spoke = new Set<ContactId>()
  const after = new Map<ContactId, ContactId>()
  return {
    noteCustomer: async (id) => void spoke.add(id),
    async noteStep(id, _, before) {
      if (!spoke.has(id) && !after.has(id)) after.set(id, before)
      return !spoke.has(id)
    },
    silentAfter: async (id) => (spoke.has(id) ? undefined : after.get(id)),
  }
}
