import type { ChatSettings } from '../domain/chat.ts'
import type { AgentId, ContactId } from '../domain/values.ts'

/** Has the contact centre count silence. */
export interface ChatTimers {
  /** Sets how long the customer may be silent, for every agent who joins from now on. */
  watch(id: ContactId, minutes: Pick<ChatSettings, 'idleMinutes' | 'closeAfterMinutes'>): Promise<void>
}

/** Looks back at chats that their agents have left. */
export interface ChatEnds {
  /** How the contact with the agent ended, and who had it; undefined where there is no such contact. */
  endOf(id: ContactId): Promise<{ reason: string | undefined; agent: AgentId | undefined } | undefined>
}
