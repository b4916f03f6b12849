import type { OwnerTold, Takeover } from '../domain/takeover.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'

/** Starts what tells owners of takeovers. A second start for the same contact changes nothing. */
export interface TakeoverWatch {
  tellOwner(takeover: Takeover): Promise<void>
}

/** What Homeward knows of takeovers. */
export interface TakeoverRecords {
  /** The first telling stands. */
  noteOwnerTold(contact: ContactId, told: OwnerTold): Promise<void>
  /** Written before anything else of a return. Twice changes nothing. */
  noteReturning(contact: ContactId, at: EpochMs): Promise<void>
  /** False, and nothing noted, where that is not the task that the contact's owner was given. */
  noteTaskUnread(contact: ContactId, task: ContactId, at: EpochMs): Promise<boolean>
}

/** Knows agents by name. Two requests a second for the whole account. */
export interface AgentNames {
  /** As people say it; the user name where there is none. Undefined: there is no such agent (any more). */
  nameOf(agent: AgentId): Promise<string | undefined>
}

/** Leaves notes on contacts, for agents to see. */
export interface ContactNotes {
  /** Left again, it replaces itself. Throws NoteRefused where the contact takes no (more) notes. */
  leave(contact: ContactId, note: Readonly<Record<string, string>>): Promise<void>
}

/** There is no such contact, or no room for more on it. Asking Connect again will not change it. */
export class NoteRefused extends Error {
  override readonly name = 'NoteRefused'
}
