import type { ChatSettings } from '../domain/chat.ts'
import type { ContactId } from '../domain/values.ts'

/** Has the contact centre count silence. */
export interface ChatTimers {
  /** Sets how long the customer may be silent, for every agent who joins from now on. */
  watch(id: ContactId, minutes: Pick<ChatSettings, 'idleMinutes' | 'closeAfterMinutes'>): Promise<void>
}
