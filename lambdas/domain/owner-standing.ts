import type { QueueId } from './values.ts'

/** Whether an agent can still be given what is held for them. */
export type OwnerStanding = 'serves' | 'owner-deleted' | 'owner-serves-not'

/** Why a hold was opened to the queue. */
export const RELEASE_REASONS = ['deadline', 'owner-deleted', 'owner-serves-not'] as const

export type ReleaseReason = (typeof RELEASE_REASONS)[number]

/**
 * How a held contact's owner stands. Connect goes on reserving a contact for an agent who is deleted, or whose routing
 * profile does not have its queue for email, and nobody is ever offered it (admin guide, "Set routing criteria").
 *
 * `emailQueues`: what the agent's routing profile has for EMAIL; undefined when there is no such agent. `queue`:
 * undefined for an inbox that is not configured any more, of which only a deleted owner can be told.
 */
export function ownerStanding(
  emailQueues: readonly QueueId[] | undefined,
  queue: QueueId | undefined,
): OwnerStanding {
  if (emailQueues === undefined) return 'owner-deleted'
  if (emailQueues.length === 0) return 'owner-serves-not'
  return queue === undefined || emailQueues.includes(queue) ? 'serves' : 'owner-serves-not'
}
