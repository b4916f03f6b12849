import type { Random } from '../random.ts'
import { holdSeconds } from './call-hold.ts'
import { type Centre, instanceArn, resourceArn } from './centre.ts'
import { endpointType } from './channels.ts'
import type { Contact, Criteria } from './model.ts'

export type ContactEventType =
  | 'INITIATED'
  | 'CONNECTED_TO_SYSTEM'
  | 'QUEUED'
  | 'CONNECTED_TO_AGENT'
  | 'DISCONNECTED'
  | 'COMPLETED'
  | 'CONTACT_DATA_UPDATED'

const NOT_YET = '1970-01-01T00:00:00.001Z'

/** Publishes a contact event (AWS: "Contact events"). It never names the thread: ContactAssociationId is not in the model. */
export function publish(
  centre: Centre,
  contact: Contact,
  eventType: ContactEventType,
  updatedProperties?: readonly string[],
): void {
  const { switches, random } = centre
  const camel = detailOf(centre, contact, eventType, updatedProperties)
  const pascal = drawn(random, switches.eventKeys, ['camel', 'pascal']) === 'pascal'
  const detailType = drawn(random, switches.eventDetailType, [
    'Amazon Connect Contact Event',
    'Connect Customer Contact Event',
  ])
  const resources = [resourceArn(contact.instanceId, 'contact', contact.id), instanceArn(contact.instanceId)]
  void centre.timeline
    .busy(() => centre.emit(detailType, pascal ? capitalised(camel) : camel, resources))
    .catch((error: unknown) => {
      process.emitWarning(`contact event ${eventType} was not published: ${String(error)}`)
    })
}

function drawn<T extends string>(random: Random, setting: T | 'mixed', both: readonly [T, T]): T {
  return setting === 'mixed' ? random.pick(both) : (setting as T)
}

function detailOf(
  { switches }: Centre,
  contact: Contact,
  eventType: ContactEventType,
  updatedProperties: readonly string[] | undefined,
): Record<string, unknown> {
  const { instanceId } = contact
  return defined({
    eventType,
    contactId: contact.id,
    initialContactId: contact.initialContactId === contact.id ? undefined : contact.initialContactId,
    previousContactId: contact.previousContactId,
    relatedContactId: switches.eventsCarryRelatedContactId ? contact.relatedContactId : undefined,
    channel: contact.channel,
    instanceArn: instanceArn(instanceId),
    initiationMethod: contact.initiationMethod,
    disconnectReason: contact.disconnectReason,
    updatedProperties,
    initiationTimestamp: iso(contact.initiatedAt),
    connectedToSystemTimestamp: connectedToSystem(contact, switches.eventsWriteNotYetAs1970),
    scheduledTimestamp: contact.scheduledAt === undefined ? undefined : iso(contact.scheduledAt),
    disconnectTimestamp: contact.disconnectedAt === undefined ? undefined : iso(contact.disconnectedAt),
    agentInfo: agentInfo(contact),
    queueInfo: contact.initiationMethod === 'OUTBOUND' ? undefined : queueInfo(contact),
    customerEndpoint: endpoint(contact, contact.customerEndpoint),
    systemEndpoint: endpoint(contact, contact.systemEndpoint),
    customerId: contact.customerId,
    segmentAttributes: switches.eventsCarrySegmentAttributes ? contact.segmentAttributes : undefined,
    routingCriteria: contact.criteria?.activatedAt === undefined ? undefined : criteriaOf(contact.criteria),
    tags: contact.tags,
  })
}

function connectedToSystem({ connectedToSystemAt: at }: Contact, notYetAs1970: boolean) {
  if (at !== undefined) return iso(at)
  return notYetAs1970 ? NOT_YET : undefined
}

function agentInfo(contact: Contact) {
  const { instanceId, userId, connectedAt, afterContactWork, channel } = contact
  if (userId === undefined || connectedAt === undefined) return undefined
  const ended = afterContactWork?.endedAt
  return defined({
    agentArn: resourceArn(instanceId, 'agent', userId),
    connectedToAgentTimestamp: iso(connectedAt),
    agentInitiatedHoldDuration: channel === 'VOICE' ? holdSeconds(contact) : undefined,
    afterContactWorkStartTimestamp: afterContactWork && iso(afterContactWork.startedAt),
    afterContactWorkEndTimestamp: ended === undefined ? undefined : iso(ended),
    afterContactWorkDuration:
      afterContactWork && ended !== undefined
        ? Math.round((ended - afterContactWork.startedAt) / 1000)
        : undefined,
  })
}

function queueInfo({ instanceId, queue, enqueuedAt }: Contact) {
  if (!queue || enqueuedAt === undefined) return undefined
  return {
    queueArn:
      queue.kind === 'queue'
        ? resourceArn(instanceId, 'queue', queue.queueId)
        : resourceArn(instanceId, 'queue/agent', queue.userId),
    queueType: queue.kind === 'queue' ? 'STANDARD' : 'AGENT',
    enqueueTimestamp: iso(enqueuedAt),
  }
}

function criteriaOf({ steps, activatedAt, index }: Criteria) {
  return {
    steps: steps.map((step) =>
      defined({
        expiry:
          step.durationSeconds === undefined
            ? undefined
            : defined({
                durationInSeconds: step.durationSeconds,
                expiryTimestamp: step.expiresAt === undefined ? undefined : iso(step.expiresAt),
              }),
        expression: lowered(step.expression),
        status: step.status,
      }),
    ),
    activationTimestamp: activatedAt === undefined ? undefined : iso(activatedAt),
    index: Math.min(index, steps.length - 1),
  }
}

function endpoint(contact: Contact, mailbox: Contact['customerEndpoint']) {
  if (!mailbox) return undefined
  return defined({
    address: mailbox.address,
    type: endpointType(contact),
    displayName: mailbox.name === '' ? undefined : mailbox.name,
  })
}

const iso = (at: number) => new Date(at).toISOString()

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** The names in tags and segment attributes are data, not keys of the model: they keep their case. */
const DATA = new Set(['tags', 'segmentAttributes', 'Tags', 'SegmentAttributes'])

function capitalised(camel: Record<string, unknown>): Record<string, unknown> {
  const { RoutingCriteria, ...others } = rekeyed(camel, (key) => key.charAt(0).toUpperCase() + key.slice(1))
  // In the samples with capital keys the criteria are an array.
  return RoutingCriteria ? { ...others, RoutingCriteria: [RoutingCriteria] } : others
}

const lowered = (expression: Record<string, unknown>) =>
  rekeyed(expression, (key) => key.charAt(0).toLowerCase() + key.slice(1))

function rekeyed(value: any, rename: (key: string) => string): any {
  if (Array.isArray(value)) return value.map((item) => rekeyed(item, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      rename(key),
      DATA.has(key) ? inner : rekeyed(inner, rename),
    ]),
  )
}
