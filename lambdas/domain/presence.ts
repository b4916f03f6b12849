import type { AgentId, ContactId, EpochMs, QueueId } from './values.ts'
import { HOUR, MINUTE } from './values.ts'

/** Whether an agent can be reached, as the directory shows it. */
export type PresenceState = 'available' | 'busy' | 'unavailable' | 'logged-out'

/** Connect's types of status: contacts are routed only to those who are in a routable one. */
export const STATUS_TYPES = ['routable', 'custom', 'offline'] as const
export type StatusType = (typeof STATUS_TYPES)[number]

/** VOICE, CHAT, TASK, EMAIL, and what Connect may yet think of. */
export type Channel = string

export type Status = Readonly<{ name: string; arn?: string | undefined; type: StatusType; since: EpochMs }>

/** A status that an agent has chosen for when nothing is in hand any more. */
export type NextStatus = Readonly<{ name: string; chosenAt: EpochMs }>

export type Slots = Readonly<{ free: number; most: number }>

/** Who an agent is, and what contacts may come. */
export type Setup = Readonly<{
  username?: string | undefined
  firstName?: string | undefined
  lastName?: string | undefined
  /** The routing profile's id. */
  profile?: string | undefined
  slots: Readonly<Record<Channel, Slots>>
  /** The queues of the routing profile. Undefined where they are not known. */
  queues?: Readonly<Record<Channel, readonly QueueId[]>> | undefined
}>

/** A contact on an agent's desk, in the state that Connect gives it there; ENDED is after-contact work. */
export type DeskContact = Readonly<{
  contact: ContactId
  channel: Channel
  state: string
  since: EpochMs
  connectedAt?: EpochMs | undefined
  queue?: QueueId | undefined
}>

/** A status that somebody is in who did not choose it: it began while this contact was in conversation. */
export type Unexplained = Readonly<{
  status: string
  since: EpochMs
  contact: ContactId
  /** When the first contact came that was in hand then: a status chosen since was chosen for after it. */
  inHandSince: EpochMs
}>

/**
 * What is known of one agent. Each part is the latest that was told, by Connect's clock, so that the same events give
 * the same agent in whatever order, and however often, they come.
 */
export type AgentPresence = Readonly<{
  agent: AgentId
  arn: string
  status: Status
  next?: NextStatus | undefined
  contacts: readonly DeskContact[]
  setup?: Setup | undefined
  setupAt?: EpochMs | undefined
  /** The event that told it; by Connect's clock. `follows`: of what was before, for telling events of one instant apart. */
  asOf: Readonly<{ at: EpochMs; event: string; follows?: string | undefined }>
  loggedOutAt?: EpochMs | undefined
  /** The latest sign of having logged in. */
  activeAt?: EpochMs | undefined
  /** The latest status chosen for later, kept when it is in effect. */
  chosen?: NextStatus | undefined
  unexplained?: Unexplained | undefined
  /** For which contact the unexplained status is being watched. */
  watched?: ContactId | undefined
  /** By our own clock: they are deleted, and nobody by that id comes back. What events still tell, they tell late. */
  goneAt?: EpochMs | undefined
  /** By our own clock: when Connect last told or was asked. */
  heardAt?: EpochMs | undefined
}>

/** What an agent has done with, as far as new contacts go, though it lies on the desk. */
const NOT_IN_HAND = new Set(['ENDED', 'MISSED', 'ERROR', 'REJECTED'])

export function isInHand({ state }: Pick<DeskContact, 'state'>): boolean {
  return !NOT_IN_HAND.has(state)
}

/**
 * Busy is somebody who is in a routable status and yet gets nothing: no free slot in the channel that is asked for, or
 * in any where none is; or a next status is chosen already, which keeps new contacts away (admin guide, "Set your next
 * status"). In a channel that the routing profile lacks everybody routable is busy.
 */
export function stateOf(presence: AgentPresence, channel?: Channel): PresenceState {
  if (isLoggedOut(presence)) return 'logged-out'
  if (presence.status.type !== 'routable') return 'unavailable'
  return presence.next === undefined && freeSlots(presence, channel) > 0 ? 'available' : 'busy'
}

/** Heartbeats go on for up to an hour after a log-off (admin guide, "Agent event streams"); a little more is allowed for. */
const HEARTBEATS_AFTER_LOG_OFF_MS = HOUR + 5 * MINUTE

function isLoggedOut(presence: AgentPresence): boolean {
  return presence.goneAt !== undefined || presence.status.type === 'offline' || hasLoggedOff(presence)
}

/**
 * A log-off counts until there is a later sign of life, whatever status the heartbeats after it still show; unless they
 * show it for longer than heartbeats go on.
 */
export function hasLoggedOff({ loggedOutAt, activeAt, asOf }: AgentPresence): boolean {
  if (loggedOutAt === undefined || loggedOutAt < (activeAt ?? 0)) return false
  return asOf.at <= loggedOutAt + HEARTBEATS_AFTER_LOG_OFF_MS
}

/** In one channel, or in all together. Where the profile's slots are not known, an empty desk has one. */
export function freeSlots({ setup, contacts }: AgentPresence, channel?: Channel): number {
  if (setup) {
    const all = channel === undefined ? Object.values(setup.slots) : [setup.slots[channel]]
    return all.reduce((sum, slots) => sum + Math.max(0, slots?.free ?? 0), 0)
  }
  const taken = contacts.some((each) => channel === undefined || each.channel === channel)
  return taken ? 0 : 1
}

/**
 * Whether the routing profile gives contacts of this queue. Undefined where neither its queues in this channel nor its
 * channels tell: a queue may be told of without its channels.
 */
export function serves({ setup }: AgentPresence, channel: Channel, queue: QueueId): boolean | undefined {
  const queues = setup?.queues?.[channel] ?? []
  if (queues.length > 0) return queues.includes(queue)
  const channels = Object.keys(setup?.slots ?? {})
  return channels.length > 0 && !channels.includes(channel) ? false : undefined
}

/** Since when, by Connect's clock, the state is what it is, as far as a status or a log-off made it so. */
export function stateSince(presence: AgentPresence): EpochMs {
  const { status, loggedOutAt } = presence
  return isLoggedOut(presence) && loggedOutAt !== undefined && status.type !== 'offline'
    ? loggedOutAt
    : status.since
}

/** Nothing was heard for so long that Connect should be asked. Who is logged out says nothing, and stays so. */
export function isStale(presence: AgentPresence, staleAfterMs: number, now: EpochMs): boolean {
  return !isLoggedOut(presence) && now - (presence.heardAt ?? 0) > staleAfterMs
}

/** The name as people say it; the user name, and then the id, where there is none. */
export function displayName({ agent, setup }: AgentPresence): string {
  const name = [setup?.firstName, setup?.lastName].filter(Boolean).join(' ')
  return name || setup?.username || agent
}
