import type { AgentEvent, AgentSnapshot, StatusTypes } from './agent-event.ts'
import { typeOf } from './agent-event.ts'
import { alike } from './alike.ts'
import { deskDigest } from './desk-digest.ts'
import { type AgentPresence, type DeskContact, isInHand, stateOf, type Unexplained } from './presence.ts'
import type { EpochMs } from './values.ts'

/**
 * What is known of an agent after one more event. Every part is a maximum by Connect's clock, so that events may come
 * in any order, twice, or not at all.
 */
export function observe(
  known: AgentPresence | undefined,
  event: AgentEvent,
  types: StatusTypes,
): AgentPresence {
  const { agent, arn, current } = event
  const isLatest = known === undefined || isAfter(event, known)
  const desk = isLatest
    ? {
        status: { ...current.status, type: typeOf(current.status, types) },
        next: current.next,
        contacts: current.contacts,
        asOf: { at: event.at, event: event.id, follows: event.previous && deskDigest(event.previous) },
      }
    : { status: known.status, next: known.next, contacts: known.contacts, asOf: known.asOf }
  const setupIsAfter = event.at - (known?.setupAt ?? 0) || (isLatest ? 1 : -1)
  const hasSetup = current.setup !== undefined && setupIsAfter > 0
  return {
    ...{ agent, arn },
    ...desk,
    setup: hasSetup ? current.setup : known?.setup,
    setupAt: hasSetup ? event.at : known?.setupAt,
    loggedOutAt: latest(known?.loggedOutAt, event.kind === 'LOGOUT' ? event.at : undefined),
    activeAt: latest(known?.activeAt, signOfLife(event, types)),
    chosen: [event.previous?.next, current.next].reduce(
      (chosen, next) => (next && next.chosenAt >= (chosen?.chosenAt ?? 0) ? next : chosen),
      known?.chosen,
    ),
    unexplained: [event.previous, current].reduce(
      (suspicion, snapshot) => laterOne(suspicion, snapshot && suspicionOf(snapshot, types)),
      known?.unexplained,
    ),
    watched: known?.watched,
    goneAt: known?.goneAt,
    heardAt: known?.heardAt,
  }
}

/** Several events of one agent together: what is known then, and whether that is news to whoever knew the rest. */
export function observeAll(
  known: AgentPresence | undefined,
  events: readonly AgentEvent[],
  types: StatusTypes,
): { presence: AgentPresence | undefined; news: boolean } {
  const inTime = [...events].sort((a, b) => a.at - b.at)
  const presence = inTime.reduce<AgentPresence | undefined>(
    (sofar, event) => observe(sofar, event, types),
    known,
  )
  if (known === undefined || presence === undefined) return { presence, news: presence !== undefined }
  // A change back to what is known is one all the same: an earlier event that comes after it must find it there.
  const isChange = events.some((event) => event.kind !== 'HEART_BEAT' && isAfter(event, known))
  return { presence, news: isChange || saysMore(known, presence) }
}

/** A heartbeat after which all is as it was says nothing but that it came. */
function saysMore(known: AgentPresence, presence: AgentPresence): boolean {
  const { asOf, setupAt } = known
  return !alike({ ...presence, asOf, setupAt }, known) || stateOf(presence) !== stateOf(known)
}

/**
 * Of events of the same millisecond that one is later which shows the other as what was before; else the one that tells
 * of something later; else the ids decide, for good.
 */
function isAfter(event: AgentEvent, known: AgentPresence): boolean {
  if (event.at !== known.asOf.at) return event.at > known.asOf.at
  if (event.id === known.asOf.event || deskDigest(event.current) === known.asOf.follows) return false
  if (event.previous && deskDigest(event.previous) === deskDigest(known)) return true
  const inside = newestIn(event.current) - newestIn(known)
  return (inside || (event.id > known.asOf.event ? 1 : -1)) > 0
}

function newestIn({
  status,
  next,
  contacts,
}: Pick<AgentPresence, 'next' | 'contacts'> & { status: { since: EpochMs } }) {
  return Math.max(status.since, next?.chosenAt ?? 0, ...contacts.map(({ since }) => since))
}

function latest(one: EpochMs | undefined, other: EpochMs | undefined): EpochMs | undefined {
  return (one ?? 0) >= (other ?? 0) ? one : other
}

/** A log-in, or a status that began: what heartbeats go on showing after a log-off is none. */
function signOfLife({ kind, at, current }: AgentEvent, types: StatusTypes): EpochMs | undefined {
  if (kind === 'LOGIN') return at
  if (kind === 'LOGOUT' || typeOf(current.status, types) === 'offline') return undefined
  return current.status.since
}

/**
 * Whoever is in conversation and chooses a status gets it when nothing is in hand any more. One that begins in the
 * middle of it was chosen by nobody: popping the softphone out does that.
 */
function suspicionOf({ status, contacts }: AgentSnapshot, types: StatusTypes): Unexplained | undefined {
  if (typeOf(status, types) === 'routable') return undefined
  const during = contacts
    .filter((contact) => wasInConversation(contact, status.since))
    .sort((a, b) => (b.connectedAt ?? 0) - (a.connectedAt ?? 0) || (a.contact < b.contact ? -1 : 1))
  const [last, first] = [during[0], during.at(-1)]
  if (!last || !first?.connectedAt) return undefined
  return { status: status.name, since: status.since, contact: last.contact, inHandSince: first.connectedAt }
}

function wasInConversation(contact: DeskContact, at: EpochMs): boolean {
  const { connectedAt, state, since } = contact
  if (connectedAt === undefined || connectedAt >= at) return false
  return isInHand(contact) || (state === 'ENDED' && at < since)
}

/** The later status; of several tellings of one, that which saw most on the desk. */
function laterOne(one: Unexplained | undefined, other: Unexplained | undefined): Unexplained | undefined {
  if (!one || !other) return one ?? other
  const order =
    one.since - other.since || other.inHandSince - one.inHandSince || (one.contact < other.contact ? 1 : -1)
  return order >= 0 ? one : other
}
