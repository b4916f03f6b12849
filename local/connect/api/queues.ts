import { AwsError, type Operation } from '../../service.ts'
import { type Centre, found, inInstance, instanceOf, resourceArn } from '../centre.ts'
import type { Hours, Instance, Queue, RoutingProfile } from '../model.ts'
import { freshName, need, page, refusal } from './checks.ts'

/** AWS: "Amazon Connect service quotas" and "Channels and concurrency". */
const MOST = { hours: 100, queues: 100, profiles: 500 }
const CONCURRENCY: Readonly<Record<string, number>> = { VOICE: 1, CHAT: 10, TASK: 10, EMAIL: 10 }

/** Operations on hours of operation, queues and routing profiles. */
export function queueOperations(centre: Centre): Record<string, Operation> {
  return { ...hoursOperations(centre), ...ofQueues(centre), ...profileOperations(centre) }
}

function hoursOperations(centre: Centre): Record<string, Operation> {
  const { hours } = centre.state
  return {
    CreateHoursOfOperation: (input) => {
      need(input, ['Name', 'TimeZone', 'Config'])
      const instance = instanceOf(centre, input)
      assertFree(hours, instance, input.Name, MOST.hours)
      assertTimeZone(input.TimeZone)
      const created: Hours = {
        id: centre.random.uuid(),
        instanceId: instance.id,
        name: input.Name,
        description: input.Description,
        timeZone: input.TimeZone,
        config: input.Config,
        tags: input.Tags ?? {},
      }
      hours.set(created.id, created)
      return { HoursOfOperationId: created.id, HoursOfOperationArn: hoursArn(created) }
    },
    DescribeHoursOfOperation: (input) => {
      const each = found(hours, instanceOf(centre, input), input.HoursOfOperationId, 'Hours of operation')
      return {
        HoursOfOperation: {
          HoursOfOperationId: each.id,
          HoursOfOperationArn: hoursArn(each),
          Name: each.name,
          Description: each.description,
          TimeZone: each.timeZone,
          Config: each.config,
          Tags: each.tags,
        },
      }
    },
    DeleteHoursOfOperation: (input) => {
      const each = found(hours, instanceOf(centre, input), input.HoursOfOperationId, 'Hours of operation')
      assertUnused(
        [...centre.state.queues.values()].some(({ hoursId }) => hoursId === each.id),
        each.name,
      )
      hours.delete(each.id)
      return {}
    },
    ListHoursOfOperations: (input) => {
      const { items, ...rest } = page(inInstance(hours, instanceOf(centre, input).id), input)
      return {
        HoursOfOperationSummaryList: items.map((each) => ({
          Id: each.id,
          Arn: hoursArn(each),
          Name: each.name,
        })),
        ...rest,
      }
    },
  }
}

function assertTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone })
  } catch {
    throw refusal('InvalidParameterException', `TimeZone ${timeZone} is unknown`)
  }
}

function ofQueues(centre: Centre): Record<string, Operation> {
  const { queues } = centre.state
  return {
    CreateQueue: (input) => createQueue(centre, input),
    DescribeQueue: (input) => {
      const queue = found(queues, instanceOf(centre, input), input.QueueId, 'Queue')
      return {
        Queue: {
          Name: queue.name,
          QueueArn: queueArn(queue),
          QueueId: queue.id,
          Description: queue.description,
          OutboundEmailConfig: queue.outboundEmailAddressId
            ? { OutboundEmailAddressId: queue.outboundEmailAddressId }
            : undefined,
          HoursOfOperationId: queue.hoursId,
          MaxContacts: queue.maxContacts,
          Status: 'ENABLED',
          Tags: queue.tags,
        },
      }
    },
    ListQueues: (input) => {
      const all = inInstance(queues, instanceOf(centre, input).id)
      const wanted = !input.QueueTypes?.length || input.QueueTypes.includes('STANDARD') ? all : []
      const { items, ...rest } = page(wanted, input)
      const summaries = items.map((each) => ({
        Id: each.id,
        Arn: queueArn(each),
        Name: each.name,
        QueueType: 'STANDARD',
      }))
      return { QueueSummaryList: summaries, ...rest }
    },
    DeleteQueue: (input) => {
      const queue = found(queues, instanceOf(centre, input), input.QueueId, 'Queue')
      assertUnused(isServed(centre, queue), queue.name)
      queues.delete(queue.id)
      return {}
    },
    UpdateQueueOutboundEmailConfig: (input) => {
      const instance = instanceOf(centre, input)
      const queue = found(queues, instance, input.QueueId, 'Queue')
      queue.outboundEmailAddressId = outboundAddressId(centre, instance, input.OutboundEmailConfig)
      return {}
    },
  }
}

function createQueue(centre: Centre, input: any) {
  need(input, ['Name', 'HoursOfOperationId'])
  const instance = instanceOf(centre, input)
  assertFree(centre.state.queues, instance, input.Name, MOST.queues)
  const { MaxContacts: maxContacts } = input
  if (maxContacts !== undefined && (!Number.isInteger(maxContacts) || maxContacts < 0))
    throw refusal('InvalidParameterException', `MaxContacts is ${maxContacts}, 0 and more is allowed`)
  const queue: Queue = {
    id: centre.random.uuid(),
    instanceId: instance.id,
    name: input.Name,
    description: input.Description,
    hoursId: found(centre.state.hours, instance, input.HoursOfOperationId, 'Hours of operation').id,
    maxContacts,
    outboundEmailAddressId: outboundAddressId(centre, instance, input.OutboundEmailConfig),
    tags: input.Tags ?? {},
  }
  centre.state.queues.set(queue.id, queue)
  return { QueueId: queue.id, QueueArn: queueArn(queue) }
}

function outboundAddressId(
  centre: Centre,
  instance: Instance,
  config: { OutboundEmailAddressId?: string } | undefined,
): string | undefined {
  const id = config?.OutboundEmailAddressId
  return id === undefined ? undefined : found(centre.state.addresses, instance, id, 'Email address').id
}

function profileOperations(centre: Centre): Record<string, Operation> {
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
  assertFree(profiles, instance, input.Name, MOST.profiles)
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

function assertFree(
  resources: Map<string, { instanceId: string; name: string }>,
  instance: Instance,
  name: string,
  most: number,
): void {
  freshName(resources.values(), instance.id, name)
  if (inInstance(resources, instance.id).length >= most)
    throw new AwsError('LimitExceededException', `the instance has ${most} of them`)
}

/** Throws ResourceInUseException. */
function assertUnused(used: boolean, name: string): void {
  if (used) throw new AwsError('ResourceInUseException', `${name} is in use`)
}

/** By a routing profile, or by contacts that wait in it. */
function isServed({ state }: Centre, { id }: Queue): boolean {
  if ((state.waiting.get(`queue/${id}`)?.size ?? 0) > 0) return true
  return [...state.profiles.values()].some(
    ({ defaultOutboundQueueId, queues }) =>
      defaultOutboundQueueId === id || queues.some(({ queueId }) => queueId === id),
  )
}

const hoursArn = ({ instanceId, id }: Hours) => resourceArn(instanceId, 'operating-hours', id)
const queueArn = ({ instanceId, id }: Queue) => resourceArn(instanceId, 'queue', id)
const profileArn = ({ instanceId, id }: RoutingProfile) => resourceArn(instanceId, 'routing-profile', id)
