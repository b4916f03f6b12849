import { type Centre, inInstance, targetKey } from './centre.ts'
import { admits } from './criteria.ts'
import type { Channel, Contact, User } from './model.ts'

/** Slots of a channel that an agent has, and has in use by contacts that were routed to her. */
export function slots(centre: Centre, user: User, channel: string): { most: number; used: number } {
  const profile = centre.state.profiles.get(user.routingProfileId)
  const most = profile?.concurrency.find(({ Channel }) => Channel === channel)?.Concurrency ?? 0
  const used = user.contacts.filter(({ contactId }) => {
    const contact = centre.state.contacts.get(contactId)
    return contact?.channel === channel && !isOwn(contact)
  }).length
  return { most, used }
}

/** Mails an agent writes have slots of their own, twice as many (AWS: "Channels and concurrency"). */
export const isOwn = ({ initiationMethod }: Contact) =>
  initiationMethod === 'OUTBOUND' || initiationMethod === 'AGENT_REPLY'

/** Available, and not about to be anything else. */
export function isRoutable(centre: Centre, user: User): boolean {
  return user.nextStatusId === undefined && centre.state.statuses.get(user.statusId)?.type === 'ROUTABLE'
}

/** Whether a contact may be offered to an agent now: status, slots, queue, delay and criteria. */
export function mayTake(centre: Centre, user: User, contact: Contact): boolean {
  if (!isRoutable(centre, user)) return false
  const { most, used } = slots(centre, user, contact.channel)
  return used < most && rank(centre, user, contact) !== undefined
}

/** What she missed or rejected is offered to others meanwhile, and to her again once it is cleared from her desk. */
const isOnDesk = (user: User, { id }: Contact) => user.contacts.some(({ contactId }) => contactId === id)

/** The queue's priority in the agent's routing profile; undefined where the contact is not for her. */
function rank(centre: Centre, user: User, contact: Contact): number | undefined {
  const { queue, channel, enqueuedAt } = contact
  if (!queue || isOnDesk(user, contact)) return undefined
  if (queue.kind === 'agent') return queue.userId === user.id ? 0 : undefined
  const served = centre.state.profiles
    .get(user.routingProfileId)
    ?.queues.find((each) => each.queueId === queue.queueId && each.channel === channel)
  if (!served || centre.timeline.now() < (enqueuedAt ?? 0) + served.delaySeconds * 1000) return undefined
  return admits(centre, contact, user) ? served.priority : undefined
}

/** The contact an agent is offered next: by the queue's priority in her profile, the contact's own, and its age. */
export function mostUrgent(centre: Centre, user: User): Contact | undefined {
  if (!isRoutable(centre, user)) return undefined
  const free = CHANNELS.filter((channel) => {
    const { most, used } = slots(centre, user, channel)
    return used < most
  })
  let best: { contact: Contact; urgency: readonly number[] } | undefined
  for (const [key, priority] of free.length === 0 ? [] : lines(centre, user)) {
    if (best && best.urgency[0]! < priority) break
    const contact = firstInLine(centre, user, { key, free })
    const urgency = contact && [priority, ...urgencyOf(contact)]
    if (urgency && (!best || precedes(urgency, best.urgency))) best = { contact, urgency }
  }
  return best?.contact
}

const CHANNELS: readonly Channel[] = ['EMAIL', 'TASK', 'CHAT']

/** What an agent serves, her own queue first, then by priority. */
function lines({ state }: Centre, user: User): [string, number][] {
  const queues = state.profiles.get(user.routingProfileId)?.queues ?? []
  const served = queues.map(({ queueId, priority }): [string, number] => [`queue/${queueId}`, priority])
  return [[`agent/${user.id}`, 0], ...served.toSorted(([, a], [, b]) => a - b)]
}

/** Contacts wait in the order in which they came: only those with an urgency of their own have to be compared. */
function firstInLine(
  centre: Centre,
  user: User,
  { key, free }: { key: string; free: readonly Channel[] },
): Contact | undefined {
  const { contacts, waiting, expedited } = centre.state
  const mayHave = (contact: Contact) =>
    contact.phase === 'QUEUED' && free.includes(contact.channel) && rank(centre, user, contact) !== undefined
  let first: Contact | undefined
  for (const id of waiting.get(key) ?? []) {
    const contact = contacts.get(id)
    if (!contact || expedited.has(id) || !mayHave(contact)) continue
    first = contact
    break
  }
  for (const id of expedited) {
    const contact = contacts.get(id)
    if (!contact?.queue || targetKey(contact.queue) !== key || !mayHave(contact)) continue
    if (!first || precedes(urgencyOf(contact), urgencyOf(first))) first = contact
  }
  return first
}

const urgencyOf = ({ priority, enqueuedAt, timeAdjustmentSeconds }: Contact): readonly [number, number] => [
  priority,
  (enqueuedAt ?? 0) - timeAdjustmentSeconds * 1000,
]

function precedes(a: readonly number[], b: readonly number[]): boolean {
  const differs = a.findIndex((value, index) => value !== b[index])
  return differs >= 0 && a[differs]! < b[differs]!
}

/** Who a waiting contact might be for. */
export function candidates(centre: Centre, contact: Contact): User[] {
  if (contact.queue?.kind === 'agent') {
    const user = centre.state.users.get(contact.queue.userId)
    return user ? [user] : []
  }
  return inInstance(centre.state.users, contact.instanceId)
}
