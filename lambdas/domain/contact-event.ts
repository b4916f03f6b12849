import type { AgentId, ContactId, EpochMs } from './values.ts'

/** An Amazon Connect contact event, as far as Homeward cares (admin guide, "contact events"). */
export type ContactEvent = Readonly<{
  eventType: string
  contactId: ContactId
  relatedContactId?: ContactId | undefined
  previousContactId?: ContactId | undefined
  /** The first contact of the chain; not said of the first one itself. */
  initialContactId?: ContactId | undefined
  /** Our address that it came to, where the event says it. */
  inbox?: string | undefined
  channel: string
  initiationMethod: string
  agent?: AgentId | undefined
  connectedToAgentAt?: EpochMs | undefined
  disconnectedAt?: EpochMs | undefined
  disconnectReason?: string | undefined
  /** Statuses of the routing criteria's steps, first step first. */
  stepStatuses: readonly string[]
  /** When it happened, as the event says. */
  at: EpochMs
}>

/** A fact that an event tells. Facts are added, never taken back, so their order does not matter. */
export type Observation =
  | Readonly<{
      kind: 'handled'
      contact: ContactId
      agent: AgentId
      at: EpochMs
      /** The contact that this one continues, if somebody transferred it. */
      transferOf: ContactId | undefined
      /** A customer's contact, as it came: ReceiveEmail must have seen it. */
      fromCustomer: boolean
    }>
  | Readonly<{ kind: 'expired'; contact: ContactId; at: EpochMs }>
  | Readonly<{ kind: 'ended'; contact: ContactId; at: EpochMs }>
  /** Its after-contact work is over. */
  | Readonly<{ kind: 'completed'; contact: ContactId; at: EpochMs }>
  /** A task ended by itself, and no agent ever had it. The event may not name the contact that it is about. */
  | Readonly<{ kind: 'task-unread'; contact: ContactId; about: ContactId | undefined; at: EpochMs }>
  /** A customer's contact is in a queue: ReceiveEmail must have seen it. */
  | Readonly<{ kind: 'queued'; contact: ContactId; at: EpochMs }>
  /** A message or transfer that belongs to the thread of another contact, which the event may not name. */
  | Readonly<{
      kind: 'follows'
      contact: ContactId
      parent: ContactId | undefined
      at: EpochMs
      /** Who moved it here, if it was moved. */
      transferredBy?: 'agent' | 'flow'
    }>
  /** An agent's reply is over. To which contact it was, and how it ended, the event may not say. */
  | Readonly<{
      kind: 'reply-over'
      contact: ContactId
      to: ContactId | undefined
      disconnectReason: string | undefined
      at: EpochMs
    }>
  /** A mail that a flow made is over: it may be the acknowledgement of its parent, which the event may not name. */
  | Readonly<{ kind: 'flow-mail-over'; contact: ContactId; parent: ContactId | undefined; at: EpochMs }>

export type Reading =
  | { kind: 'observed'; observations: readonly Observation[] }
  | { kind: 'ignored'; reason: 'other-channel' | 'unknown-event-type' | 'nothing-new' }

/**
 * INBOUND is the documented method of a customer's mail, API that of mail started through StartEmailContact. Whether
 * SES-delivered mail arrives as one or the other has not been seen, so both are the customer's.
 */
const FROM_CUSTOMER = new Set(['INBOUND', 'API'])
const BY_TRANSFER = new Set(['TRANSFER', 'QUEUE_TRANSFER'])
/** A customer wrote it, or it goes on from what a customer wrote. */
export const isOfCustomer = (initiationMethod: string) =>
  FROM_CUSTOMER.has(initiationMethod) || BY_TRANSFER.has(initiationMethod)

const REPLIES = new Set(['AGENT_REPLY', 'FLOW', 'OUTBOUND'])

const EVENT_TYPES = new Set([
  'INITIATED',
  'CONNECTED_TO_SYSTEM',
  'CONTACT_DATA_UPDATED',
  'QUEUED',
  'CONNECTED_TO_AGENT',
  'DISCONNECTED',
  'COMPLETED',
])

/** What an event tells us. Events of other channels, and types of the future, are ignored with their reason. */
export function readContactEvent(event: ContactEvent): Reading {
  if (event.channel.toUpperCase() === 'TASK') return readTaskEvent(event)
  if (event.channel.toUpperCase() !== 'EMAIL') return { kind: 'ignored', reason: 'other-channel' }
  if (!EVENT_TYPES.has(event.eventType)) return { kind: 'ignored', reason: 'unknown-event-type' }
  const observations = [...lineage(event), ...progress(event)]
  return observations.length > 0
    ? { kind: 'observed', observations }
    : { kind: 'ignored', reason: 'nothing-new' }
}

/** Of tasks only one thing matters: that one was never looked at. Which are ours the record tells. */
function readTaskEvent(event: ContactEvent): Reading {
  const { eventType, contactId: contact, relatedContactId: about, disconnectReason, agent, at } = event
  const isUnread = eventType === 'DISCONNECTED' && disconnectReason === 'EXPIRED' && agent === undefined
  return isUnread
    ? { kind: 'observed', observations: [{ kind: 'task-unread', contact, about, at }] }
    : { kind: 'ignored', reason: 'other-channel' }
}

function lineage(event: ContactEvent): Observation[] {
  const { contactId: contact, initiationMethod, at } = event
  if (BY_TRANSFER.has(initiationMethod))
    return [
      {
        kind: 'follows',
        contact,
        parent: event.previousContactId,
        at,
        transferredBy: initiationMethod === 'TRANSFER' ? 'agent' : 'flow',
      },
    ]
  if (REPLIES.has(initiationMethod)) return [{ kind: 'follows', contact, parent: event.relatedContactId, at }]
  return []
}

function progress(event: ContactEvent): Observation[] {
  const { contactId: contact, at } = event
  switch (event.eventType) {
    case 'QUEUED':
      return FROM_CUSTOMER.has(event.initiationMethod) ? [{ kind: 'queued', contact, at }] : []
    case 'CONNECTED_TO_AGENT':
      return handled(event)
    case 'CONTACT_DATA_UPDATED':
      return isSpent(event.stepStatuses) ? [{ kind: 'expired', contact, at }] : []
    case 'DISCONNECTED':
      return ended(event)
    case 'COMPLETED':
      return [...ended(event), { kind: 'completed', contact, at }]
    default:
      return []
  }
}

/** Both events of an end tell the same instant, so it does not matter which comes first. */
function ended(event: ContactEvent): Observation[] {
  const { contactId: contact, disconnectedAt: at = event.at } = event
  return [...handled(event), { kind: 'ended', contact, at }, ...flowMail(event), ...reply(event)]
}

/** An end without its instant, as COMPLETED may come, might be later than what the customer wrote since. */
function reply({ contactId: contact, disconnectReason, ...event }: ContactEvent): Observation[] {
  if (event.initiationMethod !== 'AGENT_REPLY') return []
  const at = event.disconnectedAt ?? (event.eventType === 'DISCONNECTED' ? event.at : undefined)
  if (at === undefined || (disconnectReason !== undefined && !hasLeft(disconnectReason))) return []
  return [{ kind: 'reply-over', contact, to: event.relatedContactId, disconnectReason, at }]
}

/**
 * Whether an agent's reply that ended so was sent (admin guide, "contact records data model"). What was thrown away
 * (DISCARDED), lay too long (EXPIRED), was stopped (API) or ended otherwise is not known to have reached anybody.
 */
export function hasLeft(disconnectReason: string): boolean {
  return disconnectReason === 'AGENT_DISCONNECT' || disconnectReason === 'CONTACT_FLOW_DISCONNECT'
}

function flowMail({
  contactId: contact,
  initiationMethod,
  relatedContactId,
  at,
}: ContactEvent): Observation[] {
  return initiationMethod === 'FLOW'
    ? [{ kind: 'flow-mail-over', contact, parent: relatedContactId, at }]
    : []
}

/** Later events repeat who had the contact, which makes up for a CONNECTED_TO_AGENT that never came. */
function handled(event: ContactEvent): Observation[] {
  const { contactId: contact, agent, connectedToAgentAt, at, initiationMethod } = event
  if (agent === undefined || initiationMethod === 'FLOW') return []
  // A flow's own move from queue to queue is nobody's decision to give the thread away.
  const transferOf = initiationMethod === 'TRANSFER' ? event.previousContactId : undefined
  const fromCustomer = FROM_CUSTOMER.has(initiationMethod)
  return [{ kind: 'handled', contact, agent, at: connectedToAgentAt ?? at, transferOf, fromCustomer }]
}

/** Every step has expired: anyone in the queue may have the contact now. */
function isSpent(statuses: readonly string[]): boolean {
  return statuses.length > 0 && statuses.every((status) => status === 'EXPIRED')
}
