import type { CallFact } from './held-call.ts'
import type { ContactId, EpochMs } from './values.ts'

export type CallersHold = Readonly<{ from: EpochMs; to: EpochMs | undefined }>

/**
 * What is known of a caller's holds, in their order. The last one may go on. `toldLateMs`: how much later than it began a
 * transfer may have been told of.
 */
export function holdsOf(facts: readonly CallFact[], contact: ContactId, toldLateMs: number): CallersHold[] {
  const own = facts.filter((fact) => fact.contact === contact)
  const ends = [...new Set(own.flatMap(({ kind, at }) => (kind === 'resumed' ? [at] : [])))].sort(ascending)
  return [Number.NEGATIVE_INFINITY, ...ends].flatMap((after, index) => {
    const to = ends[index]
    const sights = own.filter(
      (fact) => showsHold(fact, after, toldLateMs) && (to === undefined || fact.at < to),
    )
    const [from] = sights.map(({ at }) => at).sort(ascending)
    return from === undefined ? [] : [{ from, to }]
  })
}

/**
 * Whether a fact shows that the caller was on hold once the hold before was over. A transfer by quick connect puts them on
 * hold; but whoever tells of it late may do so of one during which they were resumed.
 */
function showsHold(fact: CallFact, after: number, toldLateMs: number): boolean {
  if (fact.kind === 'held' || fact.kind === 'seen') return fact.at > after
  if (fact.kind !== 'called') return false
  return fact.late ? after === Number.NEGATIVE_INFINITY : fact.at > after + toldLateMs
}

const ascending = (one: number, other: number) => one - other
