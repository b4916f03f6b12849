import type { CallFact } from '../domain/held-call.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'

/** What is known of calls, each known by the first contact of its chain. */
export interface CallRecords {
  /** Adds what was told. Twice changes nothing. Gives all that is known then. */
  add(call: ContactId, fact: CallFact): Promise<readonly CallFact[]>
  find(call: ContactId): Promise<readonly CallFact[]>
}

/** A caller on hold, and whom their agent consults. */
export type HeldCall = Readonly<{ call: ContactId; contact: ContactId; consulted: ContactId }>

/** Looks at a caller on hold when the clock is over. */
export interface HeldCallWatch {
  /** Asking again for the same transfer and second changes nothing. */
  watch(held: HeldCall & Readonly<{ since: EpochMs; until: EpochMs }>): Promise<void>
  /** The same, as soon as it can, once for each transfer. */
  lookNow(held: HeldCall, at: EpochMs): Promise<void>
}

/** Tells agents about their callers. */
export interface CallNotices {
  /** Once for each consulted contact; nothing where the agent is gone. */
  mayGoCold(agent: AgentId, consulted: ContactId, now: EpochMs): Promise<void>
}
