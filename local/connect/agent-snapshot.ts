import { stateSince } from './call-hold.ts'
import { type Centre, resourceArn } from './centre.ts'
import { slots } from './eligibility.ts'
import type { AgentContact, Channel, RoutingProfile, Target, User } from './model.ts'

export type AgentSnapshot = Readonly<Record<string, unknown>>

/** What an agent is doing now, in the shape of CurrentAgentSnapshot (AWS: "Agent event streams data model"). */
export function snapshotOf(centre: Centre, user: User): AgentSnapshot {
  return {
    AgentStatus: {
      ...statusOf(centre, user, user.statusId),
      StartTimestamp: iso(user.statusSince),
      ...(centre.switches.agentEventsCarryStatusType && {
        Type: centre.state.statuses.get(user.statusId)?.type,
      }),
    },
    Configuration: configurationOf(centre, user),
    Contacts: [...user.contacts, ...consultedBy(centre, user)].flatMap((entry) => contactOf(centre, entry)),
    NextAgentStatus:
      user.nextStatusId === undefined
        ? null
        : { ...statusOf(centre, user, user.nextStatusId), EnqueuedTimestamp: iso(user.nextStatusSince) },
  }
}

function statusOf({ state }: Centre, { instanceId }: User, id: string): object {
  return { ARN: resourceArn(instanceId, 'agent-state', id), Name: state.statuses.get(id)?.name }
}

function configurationOf(centre: Centre, user: User): object {
  return {
    AgentHierarchyGroups: null,
    FirstName: user.identity?.FirstName ?? null,
    LastName: user.identity?.LastName ?? null,
    Proficiencies: [],
    RoutingProfile: routingProfileOf(centre, user),
    Username: user.username,
  }
}

function routingProfileOf(centre: Centre, user: User): object | null {
  const profile = centre.state.profiles.get(user.routingProfileId)
  if (!profile) return null
  const channels = profile.concurrency.map(({ Channel }) => channelName(centre, Channel))
  return {
    ARN: resourceArn(profile.instanceId, 'routing-profile', profile.id),
    Concurrency: profile.concurrency.map(({ Channel }) => {
      const { most, used } = slots(centre, user, Channel)
      return {
        AvailableSlots: Math.max(0, most - used),
        Channel: channelName(centre, Channel),
        MaximumSlots: most,
      }
    }),
    DefaultOutboundQueue: {
      ...queueOf(centre, profile.instanceId, { kind: 'queue', queueId: profile.defaultOutboundQueueId }),
      Channels: ['VOICE'],
    },
    InboundQueues: [
      { ...queueOf(centre, user.instanceId, { kind: 'agent', userId: user.id }), Channels: channels },
      ...standardQueues(centre, profile),
    ],
    Name: profile.name,
  }
}

function standardQueues(centre: Centre, { instanceId, queues }: RoutingProfile): object[] {
  const channels = new Map<string, string[]>()
  for (const { queueId, channel } of queues)
    channels.set(queueId, [...(channels.get(queueId) ?? []), channelName(centre, channel)])
  return [...channels].map(([queueId, Channels]) => ({
    ...queueOf(centre, instanceId, { kind: 'queue', queueId }),
    Channels,
  }))
}

/** An agent's own queue has no name. */
function queueOf({ state }: Centre, instanceId: string, target: Target): object {
  return target.kind === 'queue'
    ? {
        ARN: resourceArn(instanceId, 'queue', target.queueId),
        Name: state.queues.get(target.queueId)?.name ?? null,
      }
    : { ARN: resourceArn(instanceId, 'queue/agent', target.userId), Name: null }
}

/** Whom she consults, for as long as her caller is on hold for it. */
function consultedBy({ state, switches }: Centre, { contacts }: User): AgentContact[] {
  if (!switches.agentEventsShowConsulted) return []
  return [...state.consults.values()].flatMap(({ fromId, toId, joined }) => {
    const caller = contacts.find(({ contactId }) => contactId === fromId)
    const consulted = state.contacts.get(toId)
    if (joined || caller?.state !== 'CONNECTED_ONHOLD' || !consulted) return []
    return [{ contactId: toId, state: 'CONNECTED', since: consulted.initiatedAt }]
  })
}

const HAS_BEEN_CONNECTED: readonly string[] = ['CONNECTED', 'CONNECTED_ONHOLD', 'ENDED']

function contactOf(centre: Centre, entry: AgentContact): object[] {
  const { contactId, state } = entry
  const contact = centre.state.contacts.get(contactId)
  if (!contact) return []
  const { queue, instanceId, connectedAt, enqueuedAt, initialContactId } = contact
  return [
    {
      Channel: channelName(centre, contact.channel),
      ConnectedToAgentTimestamp: iso(HAS_BEEN_CONNECTED.includes(state) ? connectedAt : undefined),
      ContactId: contactId,
      InitialContactId: initialContactId === contactId ? null : initialContactId,
      InitiationMethod: contact.initiationMethod,
      Queue: queue ? queueOf(centre, instanceId, queue) : null,
      QueueTimestamp: iso(enqueuedAt),
      State: state,
      StateStartTimestamp: iso(stateSince(centre, entry, contact)),
    },
  ]
}

const channelName = ({ switches }: Centre, channel: Channel | string) =>
  channel === 'TASK' ? switches.agentEventTaskChannel : channel

const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString())
