import type { ContactRecord, HoldEnd } from './contact-record.ts'
import { type Inbox, inboxAt, type Settings } from './inbox.ts'
import type { AgentId, EpochMs } from './values.ts'
import { HOUR, later, MINUTE, SECOND } from './values.ts'

/** How a hold stands, derived from what is known of its contact. */
export type HoldState =
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'held'; owner: AgentId; until: EpochMs }>
  | Readonly<{ kind: 'over'; because: HoldEnd }>

export function holdState(record: ContactRecord): HoldState {
  const { route } = record
  if (route?.kind !== 'owner') return { kind: 'none' }
  if (record.handledBy !== undefined)
    return {
      kind: 'over',
      because: record.handledBy === route.owner ? 'accepted-by-owner' : 'accepted-by-another',
    }
  if (record.endedAt !== undefined) return { kind: 'over', because: 'contact-ended' }
  if (record.expiredAt !== undefined) return { kind: 'over', because: 'expired' }
  if (record.releasedAt !== undefined) return { kind: 'over', because: 'released' }
  if (record.holdEnd !== undefined) return { kind: 'over', because: record.holdEnd }
  return { kind: 'held', owner: route.owner, until: route.until }
}

/**
 * When to look at a hold: at its end; or, where the flow's routing criteria end it by themselves, a little later, so
 * that Connect's own event has been recorded and there is nothing left to ask. Criteria count every hour, so a hold
 * on opening hours has none that expire.
 */
export function lookAt(until: EpochMs, inbox: Inbox | undefined, settings: HoldSettings): EpochMs {
  const endsByItself = settings.holdExpiryInFlow && inbox?.clock.kind === 'wall'
  return endsByItself ? later(until, settings.graceSeconds * SECOND) : until
}

type HoldSettings = Pick<Settings, 'inboxes' | 'holdExpiryInFlow' | 'graceSeconds'>

/** What Connect says of a contact, as far as a hold is concerned. */
export type ContactFacts = Readonly<{
  agent?: AgentId | undefined
  /** Since when they have it, or had it. */
  agentSince?: EpochMs | undefined
  endedAt?: EpochMs | undefined
  /** It is in a queue. Until then nobody can be offered it, and its criteria have not begun. */
  queued: boolean
  /** It is reserved for its preferred agent. */
  reserved: boolean
}>

export type HoldReview =
  | Readonly<{ kind: 'over'; reason: HoldEnd | 'not-held' }>
  | Readonly<{ kind: 'wait'; until: EpochMs; reason: 'not-yet' | 'not-queued-yet' }>
  | Readonly<{ kind: 'release'; owner: AgentId; reason: 'deadline' }>

/** What to do about a hold, by our own record. `ask`: only Connect can tell. */
export function reviewRecord(
  record: ContactRecord | undefined,
  settings: HoldSettings,
  now: EpochMs,
): HoldReview | { kind: 'ask'; owner: AgentId } {
  const state = record ? holdState(record) : { kind: 'none' as const }
  switch (state.kind) {
    case 'none':
      return { kind: 'over', reason: 'not-held' }
    case 'over':
      return { kind: 'over', reason: state.because }
    case 'held': {
      const until = lookAt(state.until, inboxAt(record?.inbox, settings.inboxes), settings)
      return now < until ? { kind: 'wait', until, reason: 'not-yet' } : { kind: 'ask', owner: state.owner }
    }
  }
}

const UNTAKEN: readonly string[] = ['expired', 'released', 'no-transfer-left'] satisfies HoldEnd[]

/**
 * When to ask Connect who has a contact that was held, if no event tells. Where Connect has said already that somebody has
 * it or had it: at once. Where it is open to the queue, or nobody can open it: events have their hour to tell.
 */
export function lookForTakerAt(end: HoldEnd | 'not-held', at: EpochMs): EpochMs {
  return UNTAKEN.includes(end) ? later(at, HOUR) : at
}

/** When to ask again: ever later, while it waits in its queue. */
export function lookForTakerAgainAt(record: ContactRecord, now: EpochMs): EpochMs {
  const openedAt = record.releasedAt ?? record.expiredAt ?? record.holdEndAt ?? record.transfer?.at ?? now
  return later(now, Math.max(HOUR, now - openedAt))
}

/** How long a contact that found its queue full is left alone before it is looked at again. */
const UNTIL_QUEUED_MS = 5 * MINUTE

/** What to do about a hold whose time is up, by what Connect says. Undefined facts: Connect does not know the contact. */
export function reviewContact(owner: AgentId, facts: ContactFacts | undefined, now: EpochMs): HoldReview {
  if (!facts || facts.endedAt !== undefined) return { kind: 'over', reason: 'contact-ended' }
  if (facts.agent !== undefined)
    return { kind: 'over', reason: facts.agent === owner ? 'accepted-by-owner' : 'accepted-by-another' }
  if (!facts.queued) return { kind: 'wait', until: later(now, UNTIL_QUEUED_MS), reason: 'not-queued-yet' }
  if (!facts.reserved) return { kind: 'over', reason: 'expired' }
  return { kind: 'release', owner, reason: 'deadline' }
}
