import type { ContactRecord } from './contact-record.ts'
import type { ReleaseReason } from './owner-standing.ts'
import type { AgentId, ContactId, EpochMs } from './values.ts'

/** Why what was held for its owner is with somebody else. `before-the-end`: it was held still. */
export const TAKEOVER_REASONS = [
  'deadline',
  'owner-deleted',
  'owner-serves-not',
  'owner-away',
  'before-the-end',
] as const satisfies readonly (ReleaseReason | 'owner-away' | 'before-the-end')[]

export type TakeoverReason = (typeof TAKEOVER_REASONS)[number]

/** An agent has a contact that another agent, who owns the thread, had the first right to. */
export type Takeover = Readonly<{
  contact: ContactId
  owner: AgentId
  agent: AgentId
  reason: TakeoverReason
  /** Our address that the customer wrote to. */
  inbox?: string | undefined
}>

/** Whom a takeover concerns, as far as Connect can say. */
export type KnownOwner = Readonly<{ name?: string | undefined; isGone: boolean }>

/** What became of the note on the contact. `refused`: Connect takes no more text there. */
export const NOTE_ENDS = ['left', 'refused', 'failed'] as const

/** What became of the task. `owner-gone`: there is nobody to give it to. */
export const TASK_ENDS = ['made', 'owner-gone', 'failed'] as const

/** How an owner was told of a takeover. */
export type OwnerTold = Readonly<{
  note: (typeof NOTE_ENDS)[number]
  task: (typeof TASK_ENDS)[number]
  /** The task's own contact. */
  taskContact?: ContactId | undefined
  at: EpochMs
}>

/** Steps of telling an owner that are before and after the note and the task. */
export type TellingTask =
  | Readonly<{ step: 'look-up'; takeover: Takeover }>
  | Readonly<{ step: 'record'; contact: ContactId; told: Omit<OwnerTold, 'at'> }>

/** False: retries were of no use for the note, for the task, or for both. */
export const isAllTold = ({ note, task }: Pick<OwnerTold, 'note' | 'task'>): boolean =>
  note !== 'failed' && task !== 'failed'

/**
 * The takeover that a record tells of. `held`: the contact that was held for its owner, which is the contact itself or,
 * where Homeward opened it by a transfer, the one that it continues. What an agent gave away nobody has taken over.
 */
export function takeoverOf(record: ContactRecord, held: ContactRecord = record): Takeover | undefined {
  const { id, handledBy, handledAt, transfer } = record
  const { route, inbox } = held
  if (route?.kind !== 'owner' || handledBy === undefined || handledBy === route.owner) return undefined
  const wasGiven = held !== record && transfer?.given
  if (wasGiven || record.told) return undefined
  return {
    contact: id,
    owner: route.owner,
    agent: handledBy,
    reason: reasonOf(held, handledAt, route.until),
    inbox,
  }
}

/** Events come in any order: who took it after the end may be known before the end itself is. */
function reasonOf(
  { releaseReason, expiredAt, holdEnd }: ContactRecord,
  handledAt: EpochMs | undefined,
  until: EpochMs,
): TakeoverReason {
  if (releaseReason !== undefined) return releaseReason
  const isOver = expiredAt !== undefined || holdEnd === 'expired' || (handledAt ?? 0) >= until
  return isOver ? 'deadline' : 'before-the-end'
}
