import { AwsError } from '../service.ts'
import { tell } from './agent-feed.ts'
import { type Centre, callOff, inInstance, note, plan, stopFlow, targetKey } from './centre.ts'
import { agentJoined } from './chat-ends.ts'
import { activate, join } from './criteria.ts'
import { candidates, mayTake, mostUrgent } from './eligibility.ts'
import { publish } from './events.ts'
import { startGuide } from './guides.ts'
import type { AgentContact, Contact, Target, User } from './model.ts'
import { whisper } from './whispers.ts'

/** AWS: "Amazon Connect service quotas", contacts in an agent queue. */
const AGENT_QUEUE_CONTACTS = 10
const URGENCY_TAKES_MS = 60_000
export const DEFAULT_PRIORITY = 5

/** Whether a queue takes one more contact. */
export function hasRoom(centre: Centre, target: Target): boolean {
  const waiting = centre.state.waiting.get(targetKey(target))?.size ?? 0
  if (target.kind === 'agent') return waiting < AGENT_QUEUE_CONTACTS
  return waiting < (centre.state.queues.get(target.queueId)?.maxContacts ?? Number.POSITIVE_INFINITY)
}

/** Lets a contact wait in a queue: its criteria begin, and it is offered at once where somebody is free. */
export function enqueue(centre: Centre, contact: Contact, target: Target): void {
  const now = centre.timeline.now()
  contact.phase = 'QUEUED'
  contact.queue = target
  contact.enqueuedAt = contact.waitsSince ?? now
  contact.updatedAt = now
  const key = targetKey(target)
  const waiting = centre.state.waiting.get(key) ?? new Set()
  centre.state.waiting.set(key, waiting.add(contact.id))
  expedite(centre, contact)
  note(centre, contact, 'queued', queueNames(centre, target))
  publish(centre, contact, 'QUEUED')
  activate(centre, contact, () => place(centre, contact))
  for (const seconds of delaysOf(centre, contact))
    plan(centre, contact, `delay of ${seconds} s for`, now + seconds * 1000, () => place(centre, contact))
  place(centre, contact)
}

/** Takes a contact out of its queue for good. */
export function dequeue(centre: Centre, contact: Contact): void {
  if (!contact.queue) return
  centre.state.waiting.get(targetKey(contact.queue))?.delete(contact.id)
  centre.state.expedited.delete(contact.id)
  for (const what of ['routing step of', 'offer of', 'priority of']) callOff(centre, contact, what)
  for (const seconds of delaysOf(centre, contact)) callOff(centre, contact, `delay of ${seconds} s for`)
}

/** Offers a waiting contact to who has waited for work longest, of those who may have it. */
function place(centre: Centre, contact: Contact): void {
  if (contact.phase !== 'QUEUED') return
  let best: User | undefined
  for (const user of candidates(centre, contact))
    if (mayTake(centre, user, contact) && (!best || user.idleSince < best.idleSince)) best = user
  if (best) offer(centre, contact, best)
}

/** Offers an agent what waits for her, most urgent first, until her slots are full. */
export function fill(centre: Centre, user: User): void {
  for (;;) {
    const contact = mostUrgent(centre, user)
    if (!contact) return
    offer(centre, contact, user)
  }
}

/**
 * Offers a contact to an agent: she accepts, rejects or misses it. A contact she rejected or missed keeps her slot
 * until it is cleared (AWS: API_DismissUserContact), and waits on meanwhile; its criteria's clock never stops.
 */
export function offer(centre: Centre, contact: Contact, user: User): void {
  const now = centre.timeline.now()
  contact.phase = 'CONNECTING'
  contact.userId = user.id
  user.contacts = user.contacts.filter(({ contactId }) => contactId !== contact.id)
  user.contacts.push({ contactId: contact.id, state: 'CONNECTING', since: now })
  note(centre, contact, 'offered', { agent: user.username })
  tell(centre, user)
  if (acceptsByItself(user, contact)) accept(centre, contact, user)
  else
    plan(centre, contact, 'offer of', now + centre.switches.offerSeconds * 1000, () =>
      decline(centre, contact, user, 'MISSED'),
    )
}

/** The agent takes what she is being offered. */
export function accept(centre: Centre, contact: Contact, user: User): void {
  dequeue(centre, contact)
  contact.acceptedAt = centre.timeline.now()
  stopFlow(centre, contact)
  note(centre, contact, 'accepted', { agent: user.username })
  whisper(centre, contact, () => connect(centre, contact, user))
}

function connect(centre: Centre, contact: Contact, user: User): void {
  const now = centre.timeline.now()
  contact.phase = 'CONNECTED'
  contact.connectedAt = now
  contact.updatedAt = now
  setState(user, contact, { state: 'CONNECTED', since: now })
  tell(centre, user)
  publish(centre, contact, 'CONNECTED_TO_AGENT')
  join(centre, contact)
  agentJoined(centre, contact, user)
  startGuide(centre, contact, 'DefaultAgentUI')
}

/** The agent rejects the offer, or lets it pass: the contact waits on. */
export function decline(centre: Centre, contact: Contact, user: User, how: 'REJECTED' | 'MISSED'): void {
  callOff(centre, contact, 'offer of')
  user.idleSince = centre.timeline.now()
  setState(user, contact, { state: how, since: user.idleSince })
  note(centre, contact, how === 'MISSED' ? 'missed' : 'rejected', { agent: user.username })
  tell(centre, user)
  backToQueue(centre, contact)
}

/** Calls have a setting of their own beside the one for each channel (AWS: API_UserPhoneConfig). */
function acceptsByItself({ autoAccept, phone }: User, { channel }: Contact): boolean {
  const set = autoAccept.find(({ Channel }) => Channel === channel)?.AutoAccept
  return set ?? (channel === 'VOICE' && phone?.AutoAccept === true)
}

/** A caller hangs up while it rings: to the agent that is REJECTED, and hers to clear (AWS: "About contact states"). */
export function abandonOffer(centre: Centre, contact: Contact): void {
  const user = centre.state.users.get(contact.userId ?? '')
  callOff(centre, contact, 'offer of')
  if (!user) return
  setState(user, contact, { state: 'REJECTED', since: centre.timeline.now() })
  contact.userId = undefined
  tell(centre, user)
}

/** Ends an offer that nobody answered, without trace at the agent: she logged out, or the contact went elsewhere. */
export function withdraw(centre: Centre, contact: Contact): User | undefined {
  const user = centre.state.users.get(contact.userId ?? '')
  callOff(centre, contact, 'offer of')
  if (user) {
    user.contacts = user.contacts.filter(({ contactId }) => contactId !== contact.id)
    tell(centre, user)
  }
  contact.userId = undefined
  return user
}

export function backToQueue(centre: Centre, contact: Contact): void {
  contact.phase = 'QUEUED'
  contact.userId = undefined
  place(centre, contact)
}

/** New criteria of a waiting contact take the place of the old ones and begin at once. */
export function replaceCriteria(centre: Centre, contact: Contact, criteria: Contact['criteria']): void {
  callOff(centre, contact, 'routing step of')
  contact.criteria = criteria
  activate(centre, contact, () => place(centre, contact))
  place(centre, contact)
}

/** AWS: "Flow block: Change routing priority / age": of a contact already queued it changes after a minute at the earliest. */
export function changeUrgency(
  centre: Centre,
  contact: Contact,
  { priority, adjustment }: { priority?: number | undefined; adjustment?: number | undefined },
): void {
  if (priority === undefined && adjustment === undefined) return
  const change = () => {
    contact.priority = priority ?? contact.priority
    contact.timeAdjustmentSeconds = adjustment ?? contact.timeAdjustmentSeconds
    if (contact.queue) expedite(centre, contact)
  }
  if (contact.queue) plan(centre, contact, 'priority of', centre.timeline.now() + URGENCY_TAKES_MS, change)
  else change()
}

function expedite({ state }: Centre, contact: Contact): void {
  const { id, priority, timeAdjustmentSeconds, waitsSince } = contact
  if (priority === DEFAULT_PRIORITY && timeAdjustmentSeconds === 0 && waitsSince === undefined)
    state.expedited.delete(id)
  else state.expedited.add(id)
}

function delaysOf(centre: Centre, contact: Contact): Set<number> {
  const { queue } = contact
  if (queue?.kind !== 'queue') return new Set()
  const delays = inInstance(centre.state.profiles, contact.instanceId)
    .flatMap(({ queues }) => queues)
    .filter(({ queueId, channel }) => queueId === queue.queueId && channel === contact.channel)
    .map(({ delaySeconds }) => delaySeconds)
  return new Set(delays.filter((seconds) => seconds > 0))
}

function setState(user: User, contact: Contact, to: Pick<AgentContact, 'state' | 'since'>): void {
  const entry = user.contacts.find(({ contactId }) => contactId === contact.id)
  if (!entry) throw new AwsError('InternalServiceException', `${user.username} has no contact ${contact.id}`)
  Object.assign(entry, to)
}

function queueNames({ state }: Centre, target: Target): Record<string, unknown> {
  return target.kind === 'queue'
    ? { queue: state.queues.get(target.queueId)?.name ?? target.queueId }
    : { agentQueue: state.users.get(target.userId)?.username ?? target.userId }
}
