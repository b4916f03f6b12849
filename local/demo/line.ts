import type { Centre } from '../centre.ts'
import { OPERATOR } from '../service.ts'

/** What an operator sets up for calls, who deploys the rest: queues, agents who take calls, quick connects by the deployed flows. */
export interface Line {
  number: string
  /** The inbound flow's name. */
  flow: string
  /** The attributes that all contacts of the call have. */
  attributesOf(contact: string): Promise<Readonly<Record<string, string>>>
  /** The name of the queue that the latest contact of the call waits in. */
  queueOf(contact: string): Promise<string>
}

const NUMBER = '+15550100'
const FLOW = 'Calls'
const SECOND = 1000

/** Opens a line whose calls go to Help, where Ana takes them; quick connects lead to Ben and to Credit & Title. */
export async function openLine({ aws, connect, deployed, timeline }: Centre): Promise<Line> {
  const instance = deployed().find(({ type }) => type === 'AWS::Connect::Instance')
  const InstanceId = instance?.ref.split('/').at(-1)
  const ask = (operation: string, input: object): Promise<any> =>
    aws.call('connect', operation, { InstanceId, ...input }, OPERATOR)
  const { HoursOfOperationSummaryList: hours } = await ask('ListHoursOfOperations', {})
  const queue = async (Name: string) =>
    (await ask('CreateQueue', { Name, HoursOfOperationId: hours[0].Id })).QueueId
  const [help, title] = [await queue('Help'), await queue('Credit & Title')]
  // Connect makes no more than a few flows at once, and the deployment has made its own.
  await timeline.advance(SECOND)
  await ask('CreateContactFlow', { Name: FLOW, Type: 'CONTACT_FLOW', Content: queueingFlow(help) })
  const { RoutingProfileId } = await ask('CreateRoutingProfile', {
    ...{ Name: 'Calls', Description: 'Agents who take calls', DefaultOutboundQueueId: help },
    MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
    QueueConfigs: [help, title].map((QueueId) => ({
      ...{ QueueReference: { QueueId, Channel: 'VOICE' }, Priority: 1, Delay: 0 },
    })),
  })
  const ben = connect.people.list().find(({ username }) => username === 'ben')?.id
  for (const { id: UserId, username } of connect.people.list())
    if (username !== 'cleo') await ask('UpdateUserRoutingProfile', { UserId, RoutingProfileId })
  const { ContactFlowSummaryList: flows } = await ask('ListContactFlows', {})
  const ContactFlowId = (ending: string) =>
    flows.find(({ Name }: { Name: string }) => Name.endsWith(`-transfer-call-to-${ending}`)).Id
  const quickConnect = async (Name: string, QuickConnectConfig: object) =>
    (await ask('CreateQuickConnect', { Name, QuickConnectConfig })).QuickConnectId
  await ask('AssociateQueueQuickConnects', {
    QueueId: help,
    QuickConnectIds: [
      await quickConnect('Ben', {
        QuickConnectType: 'USER',
        UserConfig: { UserId: ben, ContactFlowId: ContactFlowId('agent') },
      }),
      await quickConnect('Credit & Title', {
        QuickConnectType: 'QUEUE',
        QueueConfig: { QueueId: title, ContactFlowId: ContactFlowId('guarded-queue') },
      }),
    ],
  })
  return {
    ...{ number: NUMBER, flow: FLOW },
    attributesOf: async (InitialContactId) =>
      (await ask('GetContactAttributes', { InitialContactId })).Attributes,
    async queueOf(contact) {
      const latest = connect.contacts().findLast(({ associationId }) => associationId === chainOf(contact))
      const QueueId = latest?.queue?.kind === 'queue' ? latest.queue.queueId : ''
      return (await ask('DescribeQueue', { QueueId })).Queue.Name
    },
  }

  function chainOf(contact: string): string | undefined {
    return connect.contacts().find(({ id }) => id === contact)?.associationId
  }
}

/** The content of an inbound flow that puts whoever comes into a queue, whatever fails. */
export function queueingFlow(queueId: string): string {
  const action = (
    Identifier: string,
    Type: string,
    Parameters: object,
    NextAction: string,
    errors: string[],
  ) => ({
    ...{ Identifier, Type, Parameters },
    Transitions: { NextAction, Errors: errors.map((ErrorType) => ({ ErrorType, NextAction })) },
  })
  return JSON.stringify({
    ...{ Version: '2019-10-30', StartAction: 'Choose', Metadata: {} },
    Actions: [
      action('Choose', 'UpdateContactTargetQueue', { QueueId: queueId }, 'Queue', ['NoMatchingError']),
      action('Queue', 'TransferContactToQueue', {}, 'Done', ['QueueAtCapacity', 'NoMatchingError']),
      { Identifier: 'Done', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} },
    ],
  })
}
