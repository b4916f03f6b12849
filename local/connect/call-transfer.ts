import { FlowRefusal } from '../flow/world.ts'
import { tell } from './agent-feed.ts'
import { hold, holdByFlow, resume } from './call-hold.ts'
import { type Centre, note } from './centre.ts'
import { endContact } from './contacts.ts'
import { runFlow } from './flows.ts'
import type { Consult, Contact, DisconnectReason, User } from './model.ts'
import { quickConnectOf } from './quick-connects.ts'
import { nextOfChain } from './transfer.ts'

/**
 * An agent hands a call on by quick connect (AWS: "How quick connects work"): the caller goes on hold, and a second contact
 * runs the transfer flow, which she hears. She is a party of both until she leaves or gives it up. Gives the second one.
 * Throws an Error that is a sentence for people, or what a transfer throws.
 */
export function transferCall(
  centre: Centre,
  { user, contact }: { user: User; contact: Contact },
  name: string,
): Contact {
  assertSettled(centre, contact)
  if (outOf(centre, contact)) throw new Error(`a transfer of ${contact.id} is under way already`)
  const { flow, target } = quickConnectOf(centre, user, name)
  const next = nextOfChain(centre, contact, target)
  // A transfer by quick connect keeps the caller's time, one from queue to queue does not (AWS: "Transfers").
  next.waitsSince = contact.enqueuedAt
  centre.state.consults.set(next.id, { fromId: contact.id, toId: next.id, joined: false })
  if (contact.holds.since === undefined) hold(centre, user, contact)
  else if (centre.switches.agentEventsShowConsulted) tell(centre, user)
  note(centre, next, 'transfer begun', { from: contact.id, agent: user.username })
  runFlow(centre, next, flow)
  return next
}

/** All three talk. Throws an Error that is a sentence for people, as long as nobody has answered. */
export function join(centre: Centre, user: User, contact: Contact): void {
  const { consult, other } = underWay(centre, contact)
  if (other.phase !== 'CONNECTED')
    throw new Error(`nobody has answered ${other.id}: joining before that is not modelled`)
  consult.joined = true
  note(centre, contact, 'joined', { with: other.id, agent: user.username })
  if (contact.holds.since !== undefined) resume(centre, user, contact)
}

/**
 * She leaves the caller to the transfer. If nobody has answered it is a cold one: whatever the second contact does, running
 * the transfer flow or waiting, goes on, and the caller hears it. Throws an Error that is a sentence for people.
 */
export function leave(centre: Centre, contact: Contact): void {
  underWay(centre, contact)
  endContact(centre, contact, 'AGENT_DISCONNECT')
}

/** She gives the transfer up: the second contact ends, and the caller stays where they are, on hold. */
export function abandon(centre: Centre, contact: Contact): void {
  endContact(centre, underWay(centre, contact).other, 'AGENT_DISCONNECT')
}

/**
 * The transfer flow has the caller hear what it says, or not any more. Refuses with NoMatchingError where no agent keeps
 * the caller any more.
 */
export function holdCaller(centre: Centre, { id }: Contact, isOnHold: boolean): void {
  const { consults, contacts, users } = centre.state
  const caller = contacts.get(consults.get(id)?.fromId ?? '')
  const user = users.get(caller?.userId ?? '')
  if (!caller || !user) throw new FlowRefusal('NoMatchingError', `no agent keeps the caller of ${id}`)
  holdByFlow(centre, user, caller, isOnHold)
}

/** Who hears what a flow says on a contact: whoever waits for an answer, the caller, or both. */
export function listenersOf({ state }: Centre, { id }: Contact): 'agent' | 'caller' | 'both' {
  const caller = state.contacts.get(state.consults.get(id)?.fromId ?? '')
  if (!caller) return 'caller'
  return caller.holds.since === undefined ? 'both' : 'agent'
}

/** Whoever is consulted has no caller of her own yet. Throws an Error that is a sentence for people. */
export function assertSettled({ state }: Centre, { id }: Contact): void {
  if (state.consults.has(id))
    throw new Error(
      `the transfer that brought contact ${id} is not complete: this is not modelled until it is`,
    )
}

/** Somebody puts the caller on hold again: they are not with the others any more. */
export function part(centre: Centre, contact: Contact): void {
  const consult = outOf(centre, contact)
  if (consult) consult.joined = false
}

/** A contact takes the place of one that waited for an answer. */
export function carryOn({ state }: Centre, from: Contact, next: Contact): void {
  const consult = state.consults.get(from.id)
  if (!consult) return
  state.consults.delete(from.id)
  consult.toId = next.id
  state.consults.set(next.id, consult)
}

/** What the end of one contact of a call means for the other. */
export function legEnded(centre: Centre, contact: Contact, reason: DisconnectReason): void {
  const { consults, contacts } = centre.state
  consults.delete(contact.id)
  const consult = outOf(centre, contact)
  const other = contacts.get(consult?.toId ?? '')
  if (!consult || !other) return
  consults.delete(consult.toId)
  if (reason === 'AGENT_DISCONNECT')
    note(centre, other, 'transferred', {
      from: contact.id,
      how: other.phase === 'CONNECTED' ? 'warm' : 'cold',
    })
  else endContact(centre, other, reason)
}

function underWay(centre: Centre, contact: Contact): { consult: Consult; other: Contact } {
  const consult = outOf(centre, contact)
  const other = centre.state.contacts.get(consult?.toId ?? '')
  if (!consult || !other) throw new Error(`no transfer of ${contact.id} is under way`)
  return { consult, other }
}

function outOf({ state }: Centre, { id }: Contact): Consult | undefined {
  return [...state.consults.values()].find(({ fromId }) => fromId === id)
}
