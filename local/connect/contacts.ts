import { AwsError } from '../service.ts'
import { tell } from './agent-feed.ts'
import { attributesOf } from './attributes.ts'
import { endHold } from './call-hold.ts'
import { legEnded } from './call-transfer.ts'
import { type Centre, callOff, note, plan, resourceArn, stopFlow } from './centre.ts'
import { continueChat } from './chat.ts'
import { partFromChat } from './chat-ends.ts'
import { isOwn } from './eligibility.ts'
import { publish } from './events.ts'
import { startGuide } from './guides.ts'
import type { Contact, DisconnectReason, User } from './model.ts'
import { abandonOffer, DEFAULT_PRIORITY, dequeue, fill, withdraw } from './routing.ts'

/** AWS: "Amazon Connect service quotas": an active email contact expires after 14 days, a task after 7, a chat after 25 hours; a call does not. */
const EXPIRY_DAYS = { EMAIL: 14, TASK: 7, CHAT: 25 / 24, VOICE: undefined }
export const LONGEST_EXPIRY_MINUTES = 90 * 24 * 60

export type NewContact = Pick<Contact, 'instanceId' | 'channel' | 'initiationMethod'> &
  Partial<Omit<Contact, 'id' | 'initialContactId' | 'associationId' | 'initiatedAt'>> & {
    attributes?: Record<string, string>
    /** Whether the attributes of the related contact are copied (AWS: API_StartEmailContact). Default: yes. */
    inherits?: boolean
    expiryMinutes?: number | undefined
  }

/**
 * Makes a contact and announces it. A previous contact makes it the next link of a transfer chain, a related one
 * puts it into that one's thread. Throws ServiceQuotaExceededException at the quota of active emails, tasks or calls.
 */
export function createContact(centre: Centre, given: NewContact): Contact {
  const { attributes, inherits = true, expiryMinutes, ...fields } = given
  const { state, timeline, random } = centre
  takeSlot(centre, given)
  const previous = state.contacts.get(fields.previousContactId ?? '')
  const related = state.contacts.get(fields.relatedContactId ?? '')
  const id = random.uuid()
  const now = timeline.now()
  const contact: Contact = {
    ...BLANK(now),
    ...fields,
    id,
    initialContactId: previous?.initialContactId ?? id,
    associationId: (previous ?? related)?.associationId ?? id,
    tags: {
      'aws:connect:instanceId': given.instanceId,
      ...(fields.systemEndpoint ? { 'aws:connect:systemEndpoint': fields.systemEndpoint.address } : {}),
      ...fields.tags,
    },
  }
  state.contacts.set(id, contact)
  continueChat(centre, contact)
  state.threads.set(contact.associationId, [...(state.threads.get(contact.associationId) ?? []), id])
  // Those of a transfer chain are one map; of a related contact they are copied (AWS: API_StartTaskContact).
  const from = previous ?? (inherits ? related : undefined)
  state.attributes.set(contact.initialContactId, {
    ...(from ? attributesOf(centre, from) : {}),
    ...attributes,
  })
  const days = EXPIRY_DAYS[contact.channel]
  if (days !== undefined) expireAfter(centre, contact, expiryMinutes ?? days * 24 * 60)
  note(centre, contact, 'initiated', { method: contact.initiationMethod, channel: contact.channel })
  publish(centre, contact, 'INITIATED')
  if (contact.userId !== undefined) publish(centre, contact, 'CONNECTED_TO_AGENT')
  return contact
}

const TRANSFERS = ['TRANSFER', 'QUEUE_TRANSFER']

/** What the next contact of a chain has of the one that it continues. */
export const continuing = (contact: Contact) => ({
  instanceId: contact.instanceId,
  channel: contact.channel,
  previousContactId: contact.id,
  name: contact.name,
  description: contact.description,
  languageCode: contact.languageCode,
  customerId: contact.customerId,
  references: { ...contact.references },
  segmentAttributes: structuredClone(contact.segmentAttributes),
  expiryMinutes: contact.segmentAttributes['connect:ContactExpiry']?.ValueMap?.ExpiryDuration?.ValueInteger,
})

/** Chats have a quota of their own, which `startChat` keeps. */
function takeSlot(centre: Centre, { instanceId, channel, initiationMethod }: NewContact): void {
  if (channel === 'CHAT') return
  const { active, most, called } = quotaOf(centre, channel)
  const count = active.get(instanceId) ?? 0
  // A transfer adds nothing: the contact it continues ends at once, or is the same call.
  if (!TRANSFERS.includes(initiationMethod) && count >= most)
    throw new AwsError(
      'ServiceQuotaExceededException',
      `Concurrent active ${called} per instance: ${count} are active, the quota is ${most}`,
    )
  active.set(instanceId, count + 1)
}

function quotaOf({ state, switches }: Centre, channel: Contact['channel']) {
  if (channel === 'EMAIL')
    return { active: state.activeEmails, most: switches.concurrentEmails, called: 'emails' }
  if (channel === 'VOICE')
    return { active: state.activeCalls, most: switches.concurrentCalls, called: 'calls' }
  return { active: state.activeTasks, most: switches.concurrentTasks, called: 'tasks' }
}

const BLANK = (now: number) => ({
  initiatedAt: now,
  updatedAt: now,
  connectedToSystemAt: undefined,
  scheduledAt: undefined,
  previousContactId: undefined,
  relatedContactId: undefined,
  transfers: 0,
  outboundDepth: 0,
  name: undefined,
  description: undefined,
  languageCode: undefined,
  customerId: undefined,
  references: {},
  segmentAttributes: {},
  customerEndpoint: undefined,
  systemEndpoint: undefined,
  recipients: { to: [], cc: [] },
  message: undefined,
  phase: 'CREATED' as const,
  target: undefined,
  queue: undefined,
  enqueuedAt: undefined,
  waitsSince: undefined,
  priority: DEFAULT_PRIORITY,
  timeAdjustmentSeconds: 0,
  criteria: undefined,
  hooks: {},
  userId: undefined,
  acceptedAt: undefined,
  connectedAt: undefined,
  disconnectedAt: undefined,
  disconnectReason: undefined,
  afterContactWork: undefined,
  holds: { count: 0, totalMs: 0, since: undefined },
  completedAt: undefined,
})

/** Sets when an active contact expires, counted from its start, for chats from that of the chain. The segment attribute shows it. */
export function expireAfter(centre: Centre, contact: Contact, minutes: number): void {
  const first = centre.state.contacts.get(contact.initialContactId)
  const since = contact.channel === 'CHAT' && first ? first.initiatedAt : contact.initiatedAt
  const at = since + minutes * 60_000
  contact.segmentAttributes['connect:ContactExpiry'] = {
    ValueMap: {
      ExpiryDuration: { ValueInteger: minutes },
      ExpiryTimeStamp: { ValueString: new Date(at).toISOString() },
    },
  }
  plan(centre, contact, 'expiry of', at, () => endContact(centre, contact, 'EXPIRED'))
}

/** Ends a contact, wherever it is; an agent who was connected has after-contact work, if configured. */
export function endContact(centre: Centre, contact: Contact, reason: DisconnectReason): void {
  if (contact.phase === 'ENDED') return
  const now = centre.timeline.now()
  dequeue(centre, contact)
  callOff(centre, contact, 'expiry of')
  const freed = contact.phase === 'CONNECTING' ? endOffer(centre, contact) : undefined
  const wasConnected = contact.phase === 'CONNECTED'
  contact.phase = 'ENDED'
  contact.disconnectedAt = now
  contact.disconnectReason = reason
  contact.updatedAt = now
  stopFlow(centre, contact)
  endHold(centre, contact)
  note(centre, contact, 'ended', { reason })
  publish(centre, contact, 'DISCONNECTED')
  legEnded(centre, contact, reason)
  const user = centre.state.users.get(contact.userId ?? '')
  partFromChat(centre, contact, wasConnected ? user : undefined)
  const entry = user?.contacts.find(({ contactId }) => contactId === contact.id)
  const seconds = wasConnected && user ? afterContactWorkSeconds(user, contact) : undefined
  if (!entry || seconds === undefined) {
    complete(centre, contact)
    if (freed) fill(centre, freed)
    return
  }
  Object.assign(entry, { state: 'ENDED', since: now })
  contact.afterContactWork = { startedAt: now, endedAt: undefined }
  if (user) tell(centre, user)
  startGuide(centre, contact, 'DisconnectAgentUI')
  // 0 is without end (API_AfterContactWorkConfig): until the agent or DismissUserContact clears it.
  if (seconds > 0)
    plan(centre, contact, 'after-contact work of', now + seconds * 1000, () => complete(centre, contact))
}

/** Gives whose slot is free again. */
function endOffer(centre: Centre, contact: Contact): User | undefined {
  if (contact.channel !== 'VOICE') return withdraw(centre, contact)
  abandonOffer(centre, contact)
  return undefined
}

/** The contact is over for everybody: its slot is free. */
export function complete(centre: Centre, contact: Contact): void {
  if (contact.completedAt !== undefined) return
  const { state, timeline } = centre
  const now = timeline.now()
  callOff(centre, contact, 'after-contact work of')
  contact.completedAt = now
  if (contact.afterContactWork) contact.afterContactWork.endedAt = now
  if (contact.channel !== 'CHAT') {
    const { active } = quotaOf(centre, contact.channel)
    active.set(contact.instanceId, (active.get(contact.instanceId) ?? 1) - 1)
  }
  publish(centre, contact, 'COMPLETED')
  const user = state.users.get(contact.userId ?? '')
  if (user) release(centre, user, contact.id)
}

/** Takes a contact off an agent's desk; a status she chose meanwhile begins when the last one is gone. */
export function release(centre: Centre, user: User, contactId: string): void {
  const now = centre.timeline.now()
  const before = user.contacts.length
  user.contacts = user.contacts.filter((entry) => entry.contactId !== contactId)
  if (user.contacts.length < before) user.idleSince = now
  if (user.nextStatusId !== undefined && user.contacts.length === 0) {
    user.statusId = user.nextStatusId
    user.statusSince = now
    user.nextStatusId = undefined
    user.nextStatusSince = undefined
  }
  if (user.contacts.length < before) tell(centre, user)
  fill(centre, user)
}

function afterContactWorkSeconds(user: User, contact: Contact): number | undefined {
  if (isOwn(contact)) return undefined
  const config = user.afterContactWork.find(({ Channel }) => Channel === contact.channel)
  const set = config?.AfterContactWorkConfig.AfterContactWorkTimeLimit
  if (contact.channel !== 'VOICE' || set !== undefined) return set
  // After a call there is always some; the phone's own setting is without end unless it says otherwise.
  return typeof user.phone?.AfterContactWorkTimeLimit === 'number' ? user.phone.AfterContactWorkTimeLimit : 0
}

export const contactArn = ({ instanceId, id }: Contact) => resourceArn(instanceId, 'contact', id)
