import type { ContactEvent } from '../domain/contact-event.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'
import { parseJson, part } from './json.ts'

/**
 * Reads an Amazon Connect contact event out of its EventBridge envelope. AWS's own samples differ in the case of keys
 * and in whether routing criteria are an object or a list, so both are read. Undefined where it is no contact event:
 * without an id and a type there is nothing to record. Other contacts whose ids cannot be any are as if they were not named.
 */
export function parseContactEvent(body: string): ContactEvent | undefined {
  const envelope = parseJson(body)
  const detail = part(envelope, 'detail')
  const contactId = contactIn(detail, 'contactId')
  const eventType = words(detail, 'eventType')
  if (contactId === undefined || eventType === undefined) return undefined
  const agent = part(detail, 'agentInfo')
  const connectedToAgentAt = instant(words(agent, 'connectedToAgentTimestamp'))
  return {
    eventType: eventType.toUpperCase(),
    contactId,
    relatedContactId: contactIn(detail, 'relatedContactId'),
    previousContactId: contactIn(detail, 'previousContactId'),
    initialContactId: contactIn(detail, 'initialContactId'),
    inbox: words(part(detail, 'systemEndpoint'), 'address'),
    channel: words(detail, 'channel') ?? '',
    initiationMethod: (words(detail, 'initiationMethod') ?? '').toUpperCase(),
    agent: connectedToAgentAt === undefined ? undefined : agentId(words(agent, 'agentArn')),
    connectedToAgentAt,
    disconnectedAt: instant(words(detail, 'disconnectTimestamp')),
    disconnectReason: words(detail, 'disconnectReason')?.toUpperCase(),
    stepStatuses: stepStatuses(detail),
    at: instant(words(envelope, 'time')) ?? (0 as EpochMs),
  }
}

function words(value: unknown, name: string): string | undefined {
  const member = part(value, name)
  return typeof member === 'string' && member !== '' ? member : undefined
}

/** Connect API: ContactId, 1 to 256 characters. No key of the table could hold much more. */
const LONGEST_CONTACT_ID = 256

function contactIn(detail: unknown, name: string): ContactId | undefined {
  const id = words(detail, name)
  return id !== undefined && id.length <= LONGEST_CONTACT_ID ? (id as ContactId) : undefined
}

/** Connect writes "1970-01-01T00:00:00.001Z" where it means "not yet". */
const NOT_YET_MS = 1000

function instant(text: string | undefined): EpochMs | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text)
  return at > NOT_YET_MS ? (at as EpochMs) : undefined
}

/** The last part of an agent's ARN is the user id, by which routing criteria name agents. */
function agentId(arn: string | undefined): AgentId | undefined {
  return arn?.split('/').at(-1) as AgentId | undefined
}

function stepStatuses(detail: unknown): string[] {
  const criteria = part(detail, 'routingCriteria')
  const [latest] = Array.isArray(criteria) ? criteria.slice(-1) : [criteria]
  const steps = part(latest, 'steps')
  return Array.isArray(steps) ? steps.map((step) => (words(step, 'status') ?? '').toUpperCase()) : []
}
