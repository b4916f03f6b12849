import type { LedgerEntry } from './ledger.ts'
import type { DatedChange } from './owner-changes.ts'
import type { Thread } from './thread.ts'
import type { ContactId, EpochMs } from './values.ts'

/** How a thread came to whom it belongs to, each with the contact by which it did, if there is one. */
export function ownerLedgerOf(
  thread: Thread,
  changes: readonly DatedChange[],
): (LedgerEntry & { contact?: ContactId })[] {
  const entries = changes.map(entryOf)
  const { owner, ownerSince: at } = thread
  const isTold = changes.some((change) => change.agent === owner && change.at === at)
  if (owner === undefined || at === undefined || isTold) return entries
  // No contact of the thread was accepted for it: it began with that owner, who had it since then.
  const reason = thread.predecessor === undefined ? 'last-in-connect' : 'owner-of-predecessor'
  return [...entries, { ...changed(at, owner), reason, by: 'receive-email' }]
}

function entryOf({ reason, contact, agent, at }: DatedChange): LedgerEntry & { contact?: ContactId } {
  if (reason === 'owner-deleted')
    return { ...changed(at, agent), decision: 'owner-gone', reason, by: 'release-orphans' }
  return { ...changed(at, agent), reason, by: 'observe-contacts', ...(contact !== undefined && { contact }) }
}

const changed = (at: EpochMs, agent: string) =>
  ({ at: new Date(at).toISOString(), decision: 'owner-changed', agent }) as const
