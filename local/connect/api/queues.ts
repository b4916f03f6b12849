import type { Operation } from '../../service.ts'
import { type Centre, found, inInstance, instanceOf, resourceArn, targetKey } from '../centre.ts'
import type { Instance, Queue } from '../model.ts'
import { quickConnectIdsOf } from '../quick-connects.ts'
import { assertFree, assertUnused, need, page, refusal } from './checks.ts'

/** AWS: "Amazon Connect service quotas". */
const MOST_QUEUES = 100
/** Beside the one for outbound mail: AWS::Connect::Queue, AdditionalEmailAddresses. */
const MOST_OTHER_EMAIL_ADDRESSES = 49

/** Operations on queues. */
export function queueOperations(centre: Centre): Record<string, Operation> {
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
    AssociateQueueEmailAddresses: (input) => {
      const { queue, addresses } = queueAndAddresses(centre, input)
      const all = new Set([...queue.otherEmailAddressIds, ...addresses])
      if (all.size > MOST_OTHER_EMAIL_ADDRESSES)
        throw refusal('LimitExceededException', `a queue has at most ${MOST_OTHER_EMAIL_ADDRESSES} of them`)
      for (const id of addresses) queue.otherEmailAddressIds.add(id)
      return {}
    },
    DisassociateQueueEmailAddresses: (input) => {
      const { queue, addresses } = queueAndAddresses(centre, input)
      for (const id of addresses) queue.otherEmailAddressIds.delete(id)
      return {}
    },
  }
}

function createQueue(centre: Centre, input: any) {
  need(input, ['Name', 'HoursOfOperationId'])
  const instance = instanceOf(centre, input)
  assertFree(centre.state.queues, instance, input.Name, MOST_QUEUES)
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
    otherEmailAddressIds: new Set(),
    quickConnectIds: new Set(quickConnectIdsOf(centre, instance, input.QuickConnectIds)),
    tags: input.Tags ?? {},
  }
  centre.state.queues.set(queue.id, queue)
  return { QueueId: queue.id, QueueArn: queueArn(queue) }
}

function queueAndAddresses(centre: Centre, input: any): { queue: Queue; addresses: string[] } {
  const instance = instanceOf(centre, input)
  const queue = found(centre.state.queues, instance, input.QueueId, 'Queue')
  const ids: any[] = input.EmailAddressesId ?? input.EmailAddressesConfig ?? []
  if (ids.length === 0) throw refusal('InvalidParameterException', 'no email address is named')
  const addresses = ids.map((each) => (typeof each === 'string' ? each : each.EmailAddressId))
  return {
    queue,
    addresses: addresses.map((id) => found(centre.state.addresses, instance, id, 'Email address').id),
  }
}

function outboundAddressId(
  centre: Centre,
  instance: Instance,
  config: { OutboundEmailAddressId?: string } | undefined,
): string | undefined {
  const id = config?.OutboundEmailAddressId
  return id === undefined ? undefined : found(centre.state.addresses, instance, id, 'Email address').id
}

/** By a routing profile or a quick connect, or by contacts that wait in it. */
function isServed({ state }: Centre, { id }: Queue): boolean {
  if ((state.waiting.get(`queue/${id}`)?.size ?? 0) > 0) return true
  if ([...state.quickConnects.values()].some(({ target }) => targetKey(target) === `queue/${id}`)) return true
  return [...state.profiles.values()].some(
    ({ defaultOutboundQueueId, queues }) =>
      defaultOutboundQueueId === id || queues.some(({ queueId }) => queueId === id),
  )
}

const queueArn = ({ instanceId, id }: Queue) => resourceArn(instanceId, 'queue', id)
