import { AwsError, type Operation } from '../../service.ts'
import { type Centre, found, inInstance, instanceOf, resourceArn } from '../centre.ts'
import type { Instance, QuickConnect } from '../model.ts'
import { quickConnectIdsOf } from '../quick-connects.ts'
import { assertFree, need, page, refusal } from './checks.ts'

/** AWS: "Amazon Connect service quotas": 100 an instance, 700 a queue at most. */
const MOST = 100
const MOST_FOR_A_QUEUE = 700

/** Operations on quick connects. Users may be deleted without theirs (AWS: API_DeleteQuickConnect). */
export function quickConnectOperations(centre: Centre): Record<string, Operation> {
  const { quickConnects, queues } = centre.state
  const one = (input: any) => {
    need(input, ['QuickConnectId'])
    return found(quickConnects, instanceOf(centre, input), input.QuickConnectId, 'Quick connect')
  }
  const queueOf = (input: any) => found(queues, instanceOf(centre, input), input.QueueId, 'Queue')
  return {
    CreateQuickConnect: (input) => create(centre, input),
    DescribeQuickConnect: (input) => ({ QuickConnect: describe(one(input)) }),
    ListQuickConnects: (input) => {
      const all = inInstance(quickConnects, instanceOf(centre, input).id).filter(
        ({ target }) =>
          !input.QuickConnectTypes?.length || input.QuickConnectTypes.includes(typeOf({ target })),
      )
      const { items, ...rest } = page(all, input)
      return { QuickConnectSummaryList: items.map(summary), ...rest }
    },
    UpdateQuickConnectConfig: (input) => {
      need(input, ['QuickConnectConfig'])
      Object.assign(one(input), configOf(centre, instanceOf(centre, input), input.QuickConnectConfig))
      return {}
    },
    DeleteQuickConnect: (input) => {
      const { id } = one(input)
      quickConnects.delete(id)
      for (const queue of queues.values()) queue.quickConnectIds.delete(id)
      return {}
    },
    AssociateQueueQuickConnects: (input) => {
      need(input, ['QuickConnectIds'])
      const { quickConnectIds } = queueOf(input)
      const ids = quickConnectIdsOf(centre, instanceOf(centre, input), input.QuickConnectIds)
      if (new Set([...quickConnectIds, ...ids]).size > MOST_FOR_A_QUEUE)
        throw new AwsError('LimitExceededException', `a queue has at most ${MOST_FOR_A_QUEUE} quick connects`)
      for (const id of ids) quickConnectIds.add(id)
      return {}
    },
    DisassociateQueueQuickConnects: (input) => {
      need(input, ['QuickConnectIds'])
      const queue = queueOf(input)
      for (const id of quickConnectIdsOf(centre, instanceOf(centre, input), input.QuickConnectIds))
        queue.quickConnectIds.delete(id)
      return {}
    },
    ListQueueQuickConnects: (input) => {
      const ids = queueOf(input).quickConnectIds
      const { items, ...rest } = page(
        [...ids].flatMap((id) => quickConnects.get(id) ?? []),
        input,
      )
      return { QuickConnectSummaryList: items.map(summary), ...rest }
    },
  }
}

function create(centre: Centre, input: any) {
  need(input, ['Name', 'QuickConnectConfig'])
  const instance = instanceOf(centre, input)
  assertFree(centre.state.quickConnects, instance, input.Name, MOST)
  const quickConnect: QuickConnect = {
    id: centre.random.uuid(),
    instanceId: instance.id,
    name: input.Name,
    description: input.Description,
    ...configOf(centre, instance, input.QuickConnectConfig),
    tags: input.Tags ?? {},
  }
  centre.state.quickConnects.set(quickConnect.id, quickConnect)
  return { QuickConnectId: quickConnect.id, QuickConnectARN: quickConnectArn(quickConnect) }
}

/** Throws InvalidRequestException for the types that are not modelled: PHONE_NUMBER and FLOW. */
function configOf(
  centre: Centre,
  instance: Instance,
  { QuickConnectType: type, UserConfig: user, QueueConfig: queue, ...others }: any,
): Pick<QuickConnect, 'target' | 'flowId'> {
  if (type !== 'USER' && type !== 'QUEUE')
    throw refusal('InvalidRequestException', `a quick connect of type ${type} is not modelled`)
  const [config, more] = type === 'USER' ? [user, queue] : [queue, user]
  if (!config || more || Object.values(others).some((each) => each !== undefined))
    throw refusal('InvalidParameterException', `a quick connect of type ${type} needs its own config alone`)
  const flow = found(centre.state.flows, instance, config.ContactFlowId, 'Flow')
  const flowType = type === 'USER' ? 'AGENT_TRANSFER' : 'QUEUE_TRANSFER'
  if (flow.type !== flowType)
    throw refusal(
      'InvalidParameterException',
      `a quick connect of type ${type} needs a flow of type ${flowType}, ${flow.name} is ${flow.type}`,
    )
  const target: QuickConnect['target'] =
    type === 'USER'
      ? { kind: 'agent', userId: found(centre.state.users, instance, config.UserId, 'User').id }
      : { kind: 'queue', queueId: found(centre.state.queues, instance, config.QueueId, 'Queue').id }
  return { target, flowId: flow.id }
}

const typeOf = ({ target }: Pick<QuickConnect, 'target'>) => (target.kind === 'agent' ? 'USER' : 'QUEUE')

function describe(quickConnect: QuickConnect): object {
  const { id, name, description, target, flowId, tags } = quickConnect
  return {
    QuickConnectId: id,
    QuickConnectARN: quickConnectArn(quickConnect),
    Name: name,
    Description: description,
    QuickConnectConfig: {
      QuickConnectType: typeOf({ target }),
      ...(target.kind === 'agent'
        ? { UserConfig: { UserId: target.userId, ContactFlowId: flowId } }
        : { QueueConfig: { QueueId: target.queueId, ContactFlowId: flowId } }),
    },
    Tags: tags,
  }
}

const summary = (quickConnect: QuickConnect) => ({
  Id: quickConnect.id,
  Arn: quickConnectArn(quickConnect),
  Name: quickConnect.name,
  QuickConnectType: typeOf(quickConnect),
})

const quickConnectArn = ({ instanceId, id }: QuickConnect) =>
  resourceArn(instanceId, 'transfer-destination', id)
