import { holdDeadline } from './hold-deadline.ts'
import type { Inbox } from './inbox.ts'
import type { PresenceState } from './presence.ts'
import type { AgentId, EpochMs } from './values.ts'

/** What becomes of a contact that an agent wants to give back to whom it belongs to. */
export type Return =
  | Readonly<{ kind: 'owner'; owner: AgentId; until: EpochMs; reason: 'owner-is-there' }>
  /** The agent who gave it back has to see to it. */
  | Readonly<{
      kind: 'sender'
      sender: AgentId
      /** Undefined: it belongs to nobody, or to the agent themselves. */
      owner: AgentId | undefined
      reason: 'owner-away' | 'owner-serves-not' | 'owner-unknown' | 'no-owner' | 'already-theirs'
    }>
  /** Too little is known: whoever is free takes it. */
  | Readonly<{ kind: 'queue'; reason: 'unknown-sender' | 'unknown-inbox' }>

/** Busy counts as there: they get it as soon as a contact of theirs is over. */
const THERE: readonly (PresenceState | undefined)[] = ['available', 'busy']

/**
 * `state`: of the owner; undefined where nobody has ever heard of them, or there is no owner. `serves`: whether they are
 * offered contacts of the inbox's queue; undefined where that is not known, and then it is left to be seen.
 */
export function decideReturn(
  asked: Readonly<{
    sender: AgentId | undefined
    owner: AgentId | undefined
    state: PresenceState | undefined
    serves?: boolean | undefined
    inbox: Inbox | undefined
  }>,
  now: EpochMs,
): Return {
  const { sender, owner, state, serves, inbox } = asked
  const isOthers = owner !== undefined && owner !== sender
  const isThere = THERE.includes(state)
  const canHaveIt = isThere && serves !== false
  if (isOthers && canHaveIt && inbox) {
    const until = holdDeadline(now, inbox.holdForSeconds, inbox.clock)
    return { kind: 'owner', owner, until, reason: 'owner-is-there' }
  }
  if (sender === undefined) return { kind: 'queue', reason: 'unknown-sender' }
  if (isOthers && canHaveIt) return { kind: 'queue', reason: 'unknown-inbox' }
  if (isOthers && isThere) return { kind: 'sender', sender, owner, reason: 'owner-serves-not' }
  if (isOthers)
    return { kind: 'sender', sender, owner, reason: state === undefined ? 'owner-unknown' : 'owner-away' }
  return { kind: 'sender', sender, owner: undefined, reason: owner ? 'already-theirs' : 'no-owner' }
}
