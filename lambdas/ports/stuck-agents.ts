import type { Notice } from '../domain/notice.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'

/** Looks again, later, at an agent who may be stuck in a status. Asking again for the same contact changes nothing. */
export interface StuckWatch {
  watch(agent: AgentId, contact: ContactId, lookAt: EpochMs): Promise<void>
}

/** Helps an agent out of a status that nobody chose. */
export interface Nudge {
  /** Shows them a notice, once for each contact. `agent` is an ARN. */
  notify(agent: string, contact: ContactId, notice: Notice, now: EpochMs): Promise<void>
  /** Makes them routable again; what is in hand is finished first. */
  setBack(agent: AgentId): Promise<void>
}
