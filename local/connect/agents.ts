import { AwsError } from '../service.ts'
import { forget, tell } from './agent-feed.ts'
import { type Centre, inInstance, note } from './centre.ts'
import { complete, release } from './contacts.ts'
import type { Contact, Status, User } from './model.ts'
import { backToQueue, fill, withdraw } from './routing.ts'
import { isBeingJoined } from './whispers.ts'

/**
 * Sets an agent's status, or the next one while she has contacts in hand, which also keeps new ones away
 * (AWS: API_PutUserStatus, "Set your next status"). What she missed or rejected is cleared from her desk. By API it works for
 * who is not signed in as well: contacts are then offered to nobody.
 */
export function setStatus(centre: Centre, user: User, status: Status): void {
  const now = centre.timeline.now()
  user.contacts = user.contacts.filter(({ state }) => state !== 'MISSED' && state !== 'REJECTED')
  const wasOffline = centre.state.statuses.get(user.statusId)?.type === 'OFFLINE'
  const inHand = !wasOffline && user.contacts.some(({ state }) => state !== 'CONNECTING')
  if (inHand && status.id !== user.statusId) {
    user.nextStatusId = status.id
    user.nextStatusSince = now
  } else {
    if (status.id !== user.statusId) user.idleSince = now
    takeStatus(centre, user, status)
  }
  note(centre, undefined, 'agent status', {
    agent: user.username,
    [user.nextStatusId === undefined ? 'status' : 'next']: status.name,
  })
  tell(centre, user)
  if (status.type === 'OFFLINE' && !inHand) withdrawOffers(centre, user)
  fill(centre, user)
}

/** Signs an agent out, whatever she has in hand: that stays with her, offers go back to the queue. */
export function logOut(centre: Centre, user: User): void {
  const offline = inInstance(centre.state.statuses, user.instanceId).find(({ type }) => type === 'OFFLINE')
  if (!offline) throw new AwsError('ResourceNotFoundException', 'the instance has no status Offline')
  takeStatus(centre, user, offline)
  note(centre, undefined, 'agent logged out', { agent: user.username })
  if (user.signedIn) {
    user.signedIn = false
    user.signedOutAt = centre.timeline.now()
    tell(centre, user, 'LOGOUT')
  } else tell(centre, user)
  withdrawOffers(centre, user)
}

/**
 * Pops the softphone out of the agent's page: her status changes at once, whatever she has in hand, and she did not ask for
 * it. Offers made to her go back to the queue.
 */
export function popOut(centre: Centre, user: User, status: Status): void {
  takeStatus(centre, user, status)
  note(centre, undefined, 'softphone popped out', { agent: user.username, status: status.name })
  tell(centre, user)
  withdrawOffers(centre, user)
}

/** An agent who signs in begins with the status Offline (AWS: "Set your status in the CCP"). */
export function signIn(centre: Centre, user: User): void {
  if (user.signedIn) return
  user.signedIn = true
  tell(centre, user, 'LOGIN')
}

function takeStatus({ timeline }: Centre, user: User, status: Status): void {
  user.statusId = status.id
  user.statusSince = timeline.now()
  user.nextStatusId = undefined
  user.nextStatusSince = undefined
}

function withdrawOffers(centre: Centre, user: User): void {
  for (const { contactId, state } of user.contacts) {
    const contact = centre.state.contacts.get(contactId)
    if (state !== 'CONNECTING' || !contact || isBeingJoined(contact)) continue
    withdraw(centre, contact)
    backToQueue(centre, contact)
  }
}

/**
 * Clears a contact from an agent's desk (AWS: API_DismissUserContact): only what is MISSED, REJECTED or in
 * after-contact work (ENDED). Throws InvalidRequestException.
 */
export function dismiss(centre: Centre, user: User, contact: Contact): void {
  const entry = user.contacts.find(({ contactId }) => contactId === contact.id)
  if (!entry || ['CONNECTING', 'CONNECTED', 'CONNECTED_ONHOLD'].includes(entry.state))
    throw new AwsError(
      'InvalidRequestException',
      `Contact ${contact.id} is ${entry?.state ?? 'not with the user'}: only MISSED, ERROR, ENDED or REJECTED can be dismissed`,
    )
  if (entry.state === 'ENDED') complete(centre, contact)
  else release(centre, user, contact.id)
  note(centre, contact, 'cleared', { agent: user.username, was: entry.state })
}

/** A deleted user leaves the centre: offers go back, what she had in hand ends unattended by anyone. */
export function removeUser(centre: Centre, user: User): void {
  withdrawOffers(centre, user)
  forget(centre, user)
  centre.state.users.delete(user.id)
}
