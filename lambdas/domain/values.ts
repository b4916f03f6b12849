/** Values that look alike but must not be mixed up. */
type Branded<T, Name extends string> = T & { readonly __brand: Name }

export type ContactId = Branded<string, 'ContactId'>
/** Amazon Connect's ContactAssociationId: the first contact's id, common to every contact of a mail thread. */
export type ThreadId = Branded<string, 'ThreadId'>
/** Amazon Connect's user id. */
export type AgentId = Branded<string, 'AgentId'>
export type QueueId = Branded<string, 'QueueId'>
/** A routing profile: which queues and channels an agent serves. */
export type ProfileId = Branded<string, 'ProfileId'>
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Branded<number, 'EpochMs'>

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export function later(at: EpochMs, ms: number): EpochMs {
  return (at + ms) as EpochMs
}
