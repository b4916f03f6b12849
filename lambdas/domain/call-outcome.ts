import type { CallFact } from './held-call.ts'
import type { ContactId, EpochMs } from './values.ts'

/**
 * Whether a contact is a part of a caller's call. One by which a supervisor listens in (MONITOR), or somebody outside is
 * called (EXTERNAL_OUTBOUND), is not.
 */
export const isWithCaller = (initiationMethod: string) =>
  initiationMethod !== 'MONITOR' && initiationMethod !== 'EXTERNAL_OUTBOUND'

/** Whether its agent is asked what it was about: no flow of ours has to do with a call that an agent or a callback begins. */
export const isAskedAbout = (initiationMethod: string) =>
  initiationMethod !== 'OUTBOUND' && initiationMethod !== 'CALLBACK'

/**
 * Whether the caller was with somebody else when a contact of their call was over, or is now: then that one says what the
 * call was about. Of two that are over at once the one that was taken later counts, and a colleague who was asked, and left
 * before, does not.
 */
export function wentOnElsewhere(facts: readonly CallFact[], contact: ContactId): boolean {
  const legs = legsIn(facts)
  const own = legs.get(contact)
  const end = own?.left
  if (end === undefined) return false
  return [...legs].some(([id, { left, taken }]) => {
    if (id === contact) return false
    return left === undefined || left > end || (left === end && (taken ?? 0) > (own?.taken ?? 0))
  })
}

/** When each contact was taken, and left; told twice, the earlier telling is right. */
function legsIn(facts: readonly CallFact[]): ReadonlyMap<ContactId, { taken?: EpochMs; left?: EpochMs }> {
  const legs = new Map<ContactId, { taken?: EpochMs; left?: EpochMs }>()
  for (const { kind, contact, at } of facts) {
    if (kind !== 'taken' && kind !== 'left') continue
    const leg = legs.get(contact) ?? {}
    if (at < (leg[kind] ?? Number.POSITIVE_INFINITY)) legs.set(contact, { ...leg, [kind]: at })
  }
  return legs
}
