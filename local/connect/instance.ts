import { type Centre, inInstance } from './centre.ts'
import { endContact } from './contacts.ts'
import type { Flow, Instance } from './model.ts'

/** What an instance is born with (AWS: "Default flows", "Agent status"), as far as it is modelled. */
export function addInstance(
  centre: Centre,
  {
    id,
    alias,
    tags = {},
    calls = { inbound: true, outbound: true },
  }: {
    id: string
    alias: string
    tags?: Record<string, string> | undefined
    calls?: { inbound: boolean; outbound: boolean }
  },
): Instance {
  const { state, timeline } = centre
  const instance: Instance = {
    id,
    alias,
    createdAt: timeline.now(),
    inboundCalls: calls.inbound,
    outboundCalls: calls.outbound,
    functions: new Set(),
    knowledgeBases: new Map(),
    storage: new Map(),
    tags,
  }
  state.instances.set(id, instance)
  addStatuses(centre, id)
  for (const name of ['Admin', 'Agent', 'CallCenterManager', 'QualityAnalyst']) {
    const profile = { id: centre.random.uuid(), instanceId: id, name }
    state.securityProfiles.set(profile.id, profile)
  }
  addFlow(centre, id, { name: 'Default outbound', type: 'OUTBOUND_WHISPER', actions: [END] })
  addFlow(centre, id, {
    name: 'Default queue transfer',
    type: 'QUEUE_TRANSFER',
    actions: [TO_QUEUE, HANG_UP],
  })
  addFlow(centre, id, {
    name: 'Default agent transfer',
    type: 'AGENT_TRANSFER',
    actions: [TO_QUEUE, HANG_UP],
  })
  addRouting(centre, id)
  return instance
}

/** An instance goes with all that is in it; its contacts end. */
export function removeInstance(centre: Centre, { id }: Instance): void {
  const { state } = centre
  for (const contact of inInstance(state.contacts, id)) endContact(centre, contact, 'OTHER')
  const kinds = [
    'hours',
    'queues',
    'profiles',
    'securityProfiles',
    'users',
    'statuses',
    'flows',
    'addresses',
    'views',
    'quickConnects',
  ] as const
  for (const resources of kinds.map((kind) => state[kind]))
    for (const resource of inInstance<{ id: string; instanceId: string }>(resources, id))
      resources.delete(resource.id)
  for (const [key, { instanceId }] of state.predefined) if (instanceId === id) state.predefined.delete(key)
  state.instances.delete(id)
}

function addStatuses({ state, random }: Centre, instanceId: string): void {
  for (const [name, type] of [
    ['Available', 'ROUTABLE'],
    ['Offline', 'OFFLINE'],
  ] as const) {
    const status = {
      ...{ id: random.uuid(), instanceId, name, type },
      ...{ description: undefined, displayOrder: undefined, tags: {} },
    }
    state.statuses.set(status.id, status)
  }
}

function addRouting({ state, random }: Centre, instanceId: string): void {
  const day = (Day: string) => ({
    Day,
    StartTime: { Hours: 0, Minutes: 0 },
    EndTime: { Hours: 0, Minutes: 0 },
  })
  const shared = { instanceId, description: undefined, tags: {} }
  const hours = {
    ...{ ...shared, id: random.uuid(), name: 'Basic Hours', timeZone: 'America/New_York' },
    config: ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'].map(day),
  }
  const queue = {
    ...{ ...shared, id: random.uuid(), name: 'BasicQueue', hoursId: hours.id },
    ...{ maxContacts: undefined, outboundEmailAddressId: undefined },
    ...{ otherEmailAddressIds: new Set<string>(), quickConnectIds: new Set<string>() },
  }
  const profile = {
    ...{
      ...shared,
      id: random.uuid(),
      name: 'Basic Routing Profile',
      description: 'A simple routing profile.',
    },
    ...{ defaultOutboundQueueId: queue.id, concurrency: [], queues: [] },
  }
  state.hours.set(hours.id, hours)
  state.queues.set(queue.id, queue)
  state.profiles.set(profile.id, profile)
}

const END = { Identifier: 'End', Type: 'EndFlowExecution', Parameters: {}, Transitions: {} }
const HANG_UP = { Identifier: 'Disconnect', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} }
/** The queue, or the agent's queue, comes from the transfer. */
const TO_QUEUE = {
  Identifier: 'Transfer to queue',
  Type: 'TransferContactToQueue',
  Parameters: {},
  Transitions: {
    NextAction: 'Disconnect',
    Errors: [
      { NextAction: 'Disconnect', ErrorType: 'QueueAtCapacity' },
      { NextAction: 'Disconnect', ErrorType: 'NoMatchingError' },
    ],
  },
}

function addFlow(
  { state, random }: Centre,
  instanceId: string,
  { name, type, actions }: { name: string; type: string; actions: readonly { Identifier: string }[] },
): void {
  const content = JSON.stringify({
    Version: '2019-10-30',
    StartAction: actions[0]?.Identifier,
    Metadata: {},
    Actions: actions,
  })
  const flow: Flow = {
    ...{ id: random.uuid(), instanceId, name, type, description: undefined, state: 'ACTIVE' },
    ...{ published: content, saved: content, tags: {} },
  }
  state.flows.set(flow.id, flow)
}
