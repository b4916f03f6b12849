import type { Operation } from '../../service.ts'
import { tell } from '../agent-feed.ts'
import { type Centre, found, idOf, inInstance, instanceOf, resourceArn } from '../centre.ts'
import type { Instance, RoutingProfile } from '../model.ts'
import { fill } from '../routing.ts'
import { assertFree, assertUnused, need, page, refusal } from './checks.ts'

/** AWS: "Amazon Connect service quotas". */
const MOST_PROFILES = 500
/** Queues and channels of a profile, and in one request. */
const MOST_PAIRS = 50
const MOST_PAIRS_AT_ONCE = 10
/** AWS: "Channels and concurrency". */
const CONCURRENCY: Readonly<Record<string, number>> = { VOICE: 1, CHAT: 10, TASK: 10, EMAIL: 10 }

/** Operations on routing profiles. */
export function profileOperations(centre: Centre): Record<string, Operation> {
  const { profiles, users } = centre.state
  return {
    CreateRoutingProfile: (input) => createProfile(centre, input),
    DescribeRoutingProfile: (input) => {
      const profile = found(profiles, instanceOf(centre, input), input.RoutingProfileId, 'Routing profile')
      const queueIds = [...new Set(profile.queues.map(({ queueId }) => queueId))]
      return {
        RoutingProfile: {
          InstanceId: profile.instanceId,
          Name: profile.name,
          RoutingProfileArn: profileArn(profile),
          RoutingProfileId: profile.id,
          Description: profile.description,
          MediaConcurrencies: profile.concurrency,
          DefaultOutboundQueueId: profile.defaultOutboundQueueId,
          Tags: profile.tags,
          NumberOfAssociatedQueues: queueIds.length,
          NumberOfAssociatedUsers: [...users.values()].filter((user) => user.routingProfileId === profile.id)
            .length,
          AssociatedQueueIds: queueIds,
        },
      }
    },
    AssociateRoutingProfileQueues: (input) => associateQueues(centre, input),
    DisassociateRoutingProfileQueues: (input) => disassociateQueues(centre, input),
    UpdateRoutingProfileConcurrency: (input) => updateConcurrency(centre, input),
    DeleteRoutingProfile: (input) => {
      const profile = found(profiles, instanceOf(centre, input), input.RoutingProfileId, 'Routing profile')
      assertUnused(
        [...users.values()].some((user) => user.routingProfileId === profile.id),
        profile.name,
      )
      profiles.delete(profile.id)
      return {}
    },
    ListRoutingProfiles: (input) => {
      const { items, ...rest } = page(inInstance(profiles, instanceOf(centre, input).id), input)
      return {
        RoutingProfileSummaryList: items.map((each) => ({
          Id: each.id,
          Arn: profileArn(each),
          Name: each.name,
        })),
        ...rest,
      }
    },
    ListRoutingProfileQueues: (input) => {
      const profile = found(profiles, instanceOf(centre, input), input.RoutingProfileId, 'Routing profile')
      const { items, ...rest } = page(profile.queues, input)
      const summaries = items.map(({ queueId, channel, priority, delaySeconds }) => ({
        QueueId: queueId,
        QueueArn: resourceArn(profile.instanceId, 'queue', queueId),
        QueueName: centre.state.queues.get(queueId)?.name,
        Priority: priority,
        Delay: delaySeconds,
        Channel: channel,
      }))
      return { RoutingProfileQueueConfigSummaryList: summaries, ...rest }
    },
  }
}

function createProfile(centre: Centre, input: any) {
  need(input, ['Name', 'Description', 'DefaultOutboundQueueId', 'MediaConcurrencies'])
  const instance = instanceOf(centre, input)
  const { queues, profiles } = centre.state
  assertFree(profiles, instance, input.Name, MOST_PROFILES)
  for (const { Channel, Concurrency } of input.MediaConcurrencies) assertConcurrency(Channel, Concurrency)
  const profile: RoutingProfile = {
    id: centre.random.uuid(),
    instanceId: instance.id,
    name: input.Name,
    description: input.Description,
    defaultOutboundQueueId: found(queues, instance, input.DefaultOutboundQueueId, 'Queue').id,
    concurrency: input.MediaConcurrencies,
    queues: (input.QueueConfigs ?? []).map((config: any) => profileQueue(centre, instance, config)),
    tags: input.Tags ?? {},
  }
  profiles.set(profile.id, profile)
  return { RoutingProfileId: profile.id, RoutingProfileArn: profileArn(profile) }
}

function associateQueues(centre: Centre, input: any): object {
  const instance = instanceOf(centre, input)
  const profile = found(centre.state.profiles, instance, input.RoutingProfileId, 'Routing profile')
  const { QueueConfigs: configs, ManualAssignmentQueueConfigs: manual } = input
  assertSomeQueues(configs, 'QueueConfigs', manual)
  const added: RoutingProfile['queues'] = configs.map((config: any) => profileQueue(centre, instance, config))
  const double = added.find((one) => profile.queues.some((other) => samePair(one, other)))
  if (double)
    throw refusal(
      'InvalidRequestException',
      `${profile.name} has queue ${double.queueId} for ${double.channel}`,
    )
  if (profile.queues.length + added.length > MOST_PAIRS)
    throw refusal(
      'InvalidRequestException',
      `a routing profile has ${MOST_PAIRS} queues and channels at most`,
    )
  profile.queues.push(...added)
  queuesChanged(centre, profile)
  return {}
}

function disassociateQueues(centre: Centre, input: any): object {
  const instance = instanceOf(centre, input)
  const profile = found(centre.state.profiles, instance, input.RoutingProfileId, 'Routing profile')
  const { QueueReferences: references, ManualAssignmentQueueReferences: manual } = input
  assertSomeQueues(references, 'QueueReferences', manual)
  for (const { QueueId, Channel } of references) {
    const pair = { queueId: idOf(QueueId), channel: Channel }
    if (!profile.queues.some((each) => samePair(each, pair)))
      throw refusal('ResourceNotFoundException', `${profile.name} has no queue ${QueueId} for ${Channel}`)
    profile.queues = profile.queues.filter((each) => !samePair(each, pair))
  }
  queuesChanged(centre, profile)
  return {}
}

/** Replaces the channels of a profile. What agents have in hand stays theirs. */
function updateConcurrency(centre: Centre, input: any): object {
  need(input, ['MediaConcurrencies'])
  const instance = instanceOf(centre, input)
  const profile = found(centre.state.profiles, instance, input.RoutingProfileId, 'Routing profile')
  for (const { Channel, Concurrency, WorkloadTypeConcurrencies } of input.MediaConcurrencies) {
    assertConcurrency(Channel, Concurrency)
    if (WorkloadTypeConcurrencies !== undefined)
      throw refusal('InvalidRequestException', 'WorkloadTypeConcurrencies are not modelled')
  }
  profile.concurrency = input.MediaConcurrencies
  for (const user of usersOf(centre, profile)) fill(centre, user)
  return {}
}

function assertSomeQueues(given: readonly unknown[] | undefined, what: string, manual: unknown): void {
  if (manual !== undefined)
    throw refusal('InvalidRequestException', 'queues for manual assignment are not modelled')
  if (!given || given.length < 1 || given.length > MOST_PAIRS_AT_ONCE)
    throw refusal(
      'InvalidParameterException',
      `${what} has ${given?.length ?? 0}, 1 to ${MOST_PAIRS_AT_ONCE} are allowed`,
    )
}

type Pair = Pick<RoutingProfile['queues'][number], 'queueId' | 'channel'>
const samePair = (a: Pair, b: Pair) => a.queueId === b.queueId && a.channel === b.channel

const usersOf = ({ state }: Centre, profile: RoutingProfile) =>
  [...state.users.values()].filter(({ routingProfileId }) => routingProfileId === profile.id)

function queuesChanged(centre: Centre, profile: RoutingProfile): void {
  for (const user of usersOf(centre, profile)) {
    tell(centre, user)
    fill(centre, user)
  }
}

function assertConcurrency(channel: string, concurrency: number): void {
  const most = CONCURRENCY[channel]
  if (most === undefined || !Number.isInteger(concurrency) || concurrency < 1 || concurrency > most)
    throw refusal(
      'InvalidParameterException',
      `MediaConcurrencies has ${channel} ${concurrency}: VOICE 1, CHAT, TASK and EMAIL 1 to 10 are allowed`,
    )
}

function profileQueue(centre: Centre, instance: Instance, config: any) {
  const { QueueReference: reference, Priority: priority, Delay: delay } = config
  if (!Number.isInteger(priority) || priority < 1 || priority > 99)
    throw refusal('InvalidParameterException', `Priority is ${priority}, 1 to 99 is allowed`)
  if (!Number.isInteger(delay) || delay < 0 || delay > 9999)
    throw refusal('InvalidParameterException', `Delay is ${delay}, 0 to 9999 seconds are allowed`)
  return {
    queueId: found(centre.state.queues, instance, reference?.QueueId, 'Queue').id,
    channel: reference.Channel,
    priority,
    delaySeconds: delay,
  }
}

const profileArn = ({ instanceId, id }: RoutingProfile) => resourceArn(instanceId, 'routing-profile', id)
