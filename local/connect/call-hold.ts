import { tell } from './agent-feed.ts'
import { type Centre, note, stopFlow } from './centre.ts'
import { runFlow } from './flows.ts'
import type { AgentContact, Contact, User } from './model.ts'

/**
 * An agent puts the caller on hold. Agent events and GetCurrentUserData tell of it, contact events do not. The flow that
 * Set hold flow named runs until she resumes (AWS: "Set hold flow"); without one it is music.
 */
export function hold(centre: Centre, user: User, contact: Contact): void {
  entryOf(user, contact).state = 'CONNECTED_ONHOLD'
  contact.holds.count += 1
  contact.holds.since = centre.timeline.now()
  note(centre, contact, 'on hold', { agent: user.username })
  tell(centre, user)
  const flow = centre.state.flows.get(contact.hooks.CustomerHold ?? '')
  if (flow?.published !== undefined) runFlow(centre, contact, flow, () => undefined)
}

/** The caller is back with the agent; the hold flow stops where it is. */
export function resume(centre: Centre, user: User, contact: Contact): void {
  entryOf(user, contact).state = 'CONNECTED'
  endHold(centre, contact)
  stopFlow(centre, contact)
  note(centre, contact, 'resumed', { agent: user.username })
  tell(centre, user)
}

/**
 * A flow of the transfer brings the caller together with the agent who hands them on, so that both hear what it says, or puts
 * them on hold again; for that no hold flow runs (AWS: "Flow block: Hold customer or agent").
 */
export function holdByFlow(centre: Centre, user: User, contact: Contact, isOnHold: boolean): void {
  if ((contact.holds.since !== undefined) === isOnHold) return
  entryOf(user, contact).state = isOnHold ? 'CONNECTED_ONHOLD' : 'CONNECTED'
  if (isOnHold) {
    contact.holds.count += 1
    contact.holds.since = centre.timeline.now()
  } else {
    endHold(centre, contact)
    stopFlow(centre, contact)
  }
  note(centre, contact, isOnHold ? 'on hold' : 'off hold', { by: 'flow' })
  if (centre.switches.agentEventsShowFlowHold) tell(centre, user)
}

/** Counts a hold that is over, if there is one. */
export function endHold({ timeline }: Centre, { holds }: Contact): void {
  if (holds.since === undefined) return
  holds.totalMs += timeline.now() - holds.since
  holds.since = undefined
}

/** AgentInitiatedHoldDuration, in whole seconds. */
export const holdSeconds = ({ holds }: Contact) => Math.round(holds.totalMs / 1000)

/**
 * The beginning of a contact's state in agent events. CONNECTED_ONHOLD keeps that of CONNECTED in GetCurrentUserData (AWS:
 * API_AgentContactReference); for agent events nothing is said.
 */
export function stateSince({ switches }: Centre, { state, since }: AgentContact, { holds }: Contact): number {
  return state === 'CONNECTED_ONHOLD' && switches.agentEventsRestartHold ? (holds.since ?? since) : since
}

function entryOf(user: User, contact: Contact): AgentContact {
  const entry = user.contacts.find(({ contactId }) => contactId === contact.id)
  if (!entry) throw new Error(`contact ${contact.id} is not with ${user.username}`)
  return entry
}
