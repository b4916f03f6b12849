import type { AgentId, ContactId } from '../../lambdas/domain/values.ts'
import type { ChatSilence } from '../../lambdas/ports/chats.ts'

/** Behaves as the DynamoDB store does; both pass test/adapters/chat-silence.contract.ts. */
export function memoryChatSilence(): ChatSilence {
  const spoke = new Set<ContactId>()
  const after = new Map<ContactId, ContactId>()
  const agents = new Map<ContactId, AgentId>()
  const parted = new Set<ContactId>()
  return {
    noteCustomer: async (id) => void spoke.add(id),
    async noteAgent(id, agent) {
      if (!agents.has(id)) agents.set(id, agent)
    },
    async noteParted(id) {
      if (agents.has(id)) parted.add(id)
    },
    partedFrom: async (id) => (parted.has(id) ? agents.get(id) : undefined),
    async noteStep(id, _, before) {
      if (!spoke.has(id) && !after.has(id)) after.set(id, before)
      return !spoke.has(id)
    },
    silentAfter: async (id) => (spoke.has(id) ? undefined : after.get(id)),
  }
}
