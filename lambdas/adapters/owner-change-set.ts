import { OWNER_REASONS_OF_CONTACTS, type OwnerChange } from '../domain/owner-changes.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'
import { rowOf } from './row.ts'
import type { Item } from './table.ts'

/** The set `ownerChanges` of a thread: a reason and a contact each, or for a deleted owner the instant and the agent. */
export function ownerChangesIn(item: Item): readonly OwnerChange[] {
  return (rowOf(item).texts('ownerChanges') ?? []).flatMap((text): OwnerChange[] => {
    const [word, first, second] = text.split(' ')
    if (word === 'owner-deleted')
      return [{ reason: word, at: Number(first) as EpochMs, agent: second as AgentId }]
    const reason = OWNER_REASONS_OF_CONTACTS.find((each) => each === word)
    return reason ? [{ reason, contact: first as ContactId }] : []
  })
}
