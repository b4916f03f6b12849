import type { AgentEvent, AgentSnapshot } from '../domain/agent-event.ts'
import type { CallLeg } from '../domain/call-facts.ts'
import type { Channel, DeskContact, NextStatus, Setup, Slots } from '../domain/presence.ts'
import type { AgentId, ContactId, EpochMs, QueueId } from '../domain/values.ts'

/** A record of the stream cannot be read as an agent event. Reading it again would not help. */
export class MalformedAgentEvent extends Error {
  override readonly name = 'MalformedAgentEvent'

  /** A field and what was expected of it, never its value: that may be a person's name. */
  constructor(field: string, expected: string) {
    super(`${field}: expected ${expected}`)
  }
}

/**
 * Reads one event of the agent event stream (admin guide, "Agent event streams data model"). Insists on what nothing can
 * be known without: whose it is, when it was, and the status. The published sample closes its snapshot too early, so
 * that configuration and contacts stand beside it: there they are read as well. Throws MalformedAgentEvent.
 */
export function parseAgentEvent(text: string): AgentEvent {
  const event = parseJson(text)
  const arn = words(event, 'AgentARN')
  const agent = lastOf(arn)
  if (arn === undefined || agent === undefined)
    throw new MalformedAgentEvent('AgentARN', 'the ARN of an agent')
  const at = instant(event, 'EventTimestamp')
  if (at === undefined) throw new MalformedAgentEvent('EventTimestamp', 'a date and time')
  const current = toSnapshot(part(event, 'CurrentAgentSnapshot'), event)
  if (current === undefined) throw new MalformedAgentEvent('CurrentAgentSnapshot.AgentStatus', 'a status')
  return {
    id: words(event, 'EventId') ?? '',
    kind: (words(event, 'EventType') ?? '').toUpperCase(),
    ...{ at, arn, agent: agent as AgentId },
    instance: lastOf(words(event, 'InstanceARN')) ?? arn.split('/')[1] ?? '',
    current,
    previous: toSnapshot(part(event, 'PreviousAgentSnapshot'), undefined),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new MalformedAgentEvent('the record', 'JSON')
  }
}

const TYPES = { ROUTABLE: 'routable', CUSTOM: 'custom', OFFLINE: 'offline' } as const

/** `beside`: where what the snapshot lacks may stand instead. Undefined where it has no status. */
function toSnapshot(snapshot: unknown, beside: unknown): AgentSnapshot | undefined {
  const status = part(snapshot, 'AgentStatus')
  const name = words(status, 'Name')
  const since = instant(status, 'StartTimestamp')
  if (name === undefined || since === undefined) return undefined
  const type = words(status, 'Type')?.toUpperCase() as keyof typeof TYPES | undefined
  const contacts = list(part(snapshot, 'Contacts') ?? part(beside, 'Contacts'))
  return {
    status: { name, since, arn: words(status, 'ARN'), type: type && TYPES[type] },
    next: toNext(part(snapshot, 'NextAgentStatus'), since),
    contacts: contacts
      .flatMap((contact) => toDeskContact(contact) ?? [])
      .sort((a, b) => (a.contact < b.contact ? -1 : 1)),
    calls: toCalls(contacts),
    setup: toSetup(part(snapshot, 'Configuration') ?? part(beside, 'Configuration')),
  }
}

function toNext(next: unknown, notBefore: EpochMs): NextStatus | undefined {
  const name = words(next, 'Name')
  return name === undefined ? undefined : { name, chosenAt: instant(next, 'EnqueuedTimestamp') ?? notBefore }
}

function toDeskContact(contact: unknown): DeskContact | undefined {
  const id = words(contact, 'ContactId')
  const connectedAt = instant(contact, 'ConnectedToAgentTimestamp')
  if (id === undefined) return undefined
  return {
    contact: id as ContactId,
    channel: channelOf(words(contact, 'Channel')),
    state: (words(contact, 'State') ?? '').toUpperCase(),
    since: instant(contact, 'StateStartTimestamp') ?? connectedAt ?? (0 as EpochMs),
    connectedAt,
    queue: queueOf(words(part(contact, 'Queue'), 'ARN')),
  }
}

/** Undefined where there is none. */
function toCalls(contacts: readonly unknown[]): CallLeg[] | undefined {
  const legs = contacts.flatMap((contact) => toCallLeg(contact) ?? [])
  return legs.length > 0 ? legs : undefined
}

/** Undefined for what is no call. The first contact of a chain names no InitialContactId. */
function toCallLeg(contact: unknown): CallLeg | undefined {
  const leg = toDeskContact(contact)
  if (leg?.channel !== 'VOICE') return undefined
  const call = (words(contact, 'InitialContactId') ?? leg.contact) as ContactId
  return { contact: leg.contact, call, state: leg.state }
}

function toSetup(configuration: unknown): Setup | undefined {
  if (configuration === undefined) return undefined
  const profile = part(configuration, 'RoutingProfile')
  return {
    username: words(configuration, 'Username'),
    firstName: words(configuration, 'FirstName'),
    lastName: words(configuration, 'LastName'),
    profile: lastOf(words(profile, 'ARN')),
    slots: slotsOf(list(part(profile, 'Concurrency'))),
    queues: queuesOf(list(part(profile, 'InboundQueues'))),
  }
}

function slotsOf(concurrency: readonly unknown[]): Record<Channel, Slots> {
  return Object.fromEntries(
    concurrency.map((each) => [
      channelOf(words(each, 'Channel')),
      { free: amount(each, 'AvailableSlots'), most: amount(each, 'MaximumSlots') },
    ]),
  )
}

function queuesOf(inbound: readonly unknown[]): Record<Channel, QueueId[]> {
  const queues: Record<Channel, QueueId[]> = {}
  for (const each of inbound) {
    const queue = queueOf(words(each, 'ARN'))
    if (queue === undefined) continue
    for (const name of list(part(each, 'Channels'))) {
      const channel = channelOf(String(name))
      queues[channel] = [...(queues[channel] ?? []), queue].sort()
    }
  }
  return queues
}

/** The model of the stream says TASKS where everything else says TASK. */
function channelOf(channel: string | undefined): Channel {
  const name = (channel ?? '').toUpperCase()
  return name === 'TASKS' ? 'TASK' : name
}

/** Not an agent's own queue, which is no queue of a routing profile. */
function queueOf(arn: string | undefined): QueueId | undefined {
  return arn?.includes('/queue/agent/') ? undefined : (lastOf(arn) as QueueId | undefined)
}

function lastOf(arn: string | undefined): string | undefined {
  return arn?.split('/').at(-1) || undefined
}

function part(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Record<string, unknown>)[name] ?? undefined
}

function words(value: unknown, name: string): string | undefined {
  const member = part(value, name)
  return typeof member === 'string' && member !== '' ? member : undefined
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function amount(value: unknown, name: string): number {
  const member = part(value, name)
  return typeof member === 'number' ? member : 0
}

/** Connect writes "1970-01-01T00:00:00.001Z" where it means "not yet". */
const NOT_YET_MS = 1000

function instant(value: unknown, name: string): EpochMs | undefined {
  const at = Date.parse(words(value, name) ?? '')
  return at > NOT_YET_MS ? (at as EpochMs) : undefined
}
