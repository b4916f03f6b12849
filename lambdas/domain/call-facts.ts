import type { AgentEvent, AgentSnapshot } from './agent-event.ts'
import type { CallFact } from './held-call.ts'
import { isInHand } from './presence.ts'
import type { ContactId } from './values.ts'

/** A contact of channel VOICE on an agent's desk. */
export type CallLeg = Readonly<{
  contact: ContactId
  /** The first contact of its chain, which is common to all contacts of one call. */
  call: ContactId
  state: string
}>

export type CallNews = Readonly<{ call: ContactId; fact: CallFact }>

const ON_HOLD = 'CONNECTED_ONHOLD'

/**
 * What an agent event tells of callers on hold. A hold begins at the event that shows it where the snapshot before did
 * not: StateStartTimestamp keeps the beginning of the conversation (API_AgentContactReference).
 */
export function callFactsOf(event: AgentEvent): CallNews[] {
  const before = new Map(legsOf(event.previous).map((leg) => [leg.contact, leg]))
  const now = legsOf(event.current)
  const gone = [...before.values()].filter(({ contact }) => now.every((leg) => leg.contact !== contact))
  return [
    ...now.flatMap((leg) =>
      leg.state === ON_HOLD
        ? [...holdFacts(leg, before.get(leg.contact), event), ...consultFacts(leg, now, event)]
        : offHoldFacts(leg, before.get(leg.contact), event),
    ),
    ...gone.filter(({ state }) => state === ON_HOLD).map((leg) => over(leg, event)),
  ]
}

const legsOf = (snapshot: AgentSnapshot | undefined) => snapshot?.calls ?? []

function holdFacts(
  { contact, call }: CallLeg,
  before: CallLeg | undefined,
  { agent, at, kind, previous }: AgentEvent,
): CallNews[] {
  const began = previous !== undefined && kind !== 'HEART_BEAT' && before?.state !== ON_HOLD
  return [{ call, fact: { kind: began ? 'held' : 'seen', contact, at, agent } }]
}

/** Another contact of the same call on the same desk is who is consulted. */
function consultFacts({ contact, call }: CallLeg, legs: readonly CallLeg[], { at }: AgentEvent): CallNews[] {
  const other = legs.find((leg) => leg.call === call && leg.contact !== contact && isInHand(leg))
  return other ? [{ call, fact: { kind: 'called', contact, at, consulted: other.contact } }] : []
}

/** Who answers is asked of Connect, where it still matters: to keep it of every call would be a write for each. */
function offHoldFacts(leg: CallLeg, before: CallLeg | undefined, event: AgentEvent): CallNews[] {
  const { contact, call, state } = leg
  if (before?.state !== ON_HOLD) return []
  const { at, agent } = event
  return [state === 'CONNECTED' ? { call, fact: { kind: 'resumed', contact, at, agent } } : over(leg, event)]
}

const over = ({ contact, call }: CallLeg, { at }: AgentEvent): CallNews => ({
  call,
  fact: { kind: 'abandoned', contact, at },
})
