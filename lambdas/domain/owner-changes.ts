import type { ContactRecord } from './contact-record.ts'
import type { Owner } from './thread.ts'
import type { AgentId, ContactId, EpochMs } from './values.ts'

/** Why a thread belongs to whom it belongs to since then, or to nobody. */
export const OWNER_REASONS_OF_CONTACTS = ['first-to-handle', 'transferred'] as const

/** What a thread keeps of its changes of hands, in no order. Whoever accepted a contact, and when, its record has. */
export type OwnerChange =
  | Readonly<{ reason: (typeof OWNER_REASONS_OF_CONTACTS)[number]; contact: ContactId }>
  | Readonly<{ reason: 'owner-deleted'; agent: AgentId; at: EpochMs }>

/** One of them, with all that is known of it. */
export type DatedChange = Readonly<{
  reason: OwnerChange['reason']
  /** Undefined where nobody accepted anything. */
  contact?: ContactId
  agent: AgentId
  at: EpochMs
}>

/**
 * The changes that stand, in the order of time. Events come in any order: who was taken for the first to handle a thread
 * may turn out not to be. `records`: of the contacts that the changes name. `owner`: who owns it, whose acceptance may have
 * been before somebody noticed that the owner was gone.
 */
export function changesInOrder(
  changes: readonly OwnerChange[],
  records: readonly ContactRecord[],
  owner?: Owner,
): readonly DatedChange[] {
  const dated = changes.flatMap((change) => dateOf(change, records)).sort((a, b) => a.at - b.at)
  return dated.filter(({ reason, ...change }, index) => {
    const before = dated[index - 1]
    const isTheirs = change.agent === owner?.agent && change.at === owner.since
    return (
      reason !== 'first-to-handle' || before === undefined || before.reason === 'owner-deleted' || isTheirs
    )
  })
}

function dateOf(change: OwnerChange, records: readonly ContactRecord[]): DatedChange[] {
  if (change.reason === 'owner-deleted') return [change]
  const { handledBy: agent, handledAt: at } = records.find(({ id }) => id === change.contact) ?? {}
  return agent === undefined || at === undefined ? [] : [{ ...change, agent, at }]
}
