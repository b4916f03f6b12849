import { queueingFlow } from '../../local/demo/line.ts'
import { type Office, SECOND } from '../stories/office.ts'

/** Calls come to Help, and Ana and Ben take them; quick connects lead to Ben and to Billing, by the flows that are deployed. */
export interface CallOffice {
  office: Office
  /** A customer calls, and Ana talks to them. Gives the contact. */
  talking(): Promise<string>
  /** Ana hands the call on. Gives the consulted contact. */
  transfer(contact: string, quickConnect?: 'Ben' | 'Billing' | 'Guarded'): string
  /** The attributes that all contacts of the call have. */
  attributesOf(contact: string): Promise<Readonly<Record<string, string>>>
  /** The queue that a contact waits in, by name. */
  queueOf(contact: string): Promise<string>
  /** What agents were shown, and how long after `since` the first one was, in seconds. */
  notices(): { agent: string | undefined; text: string; at: number }[]
}

const CALLER = '+15550111'
const LINE = '+15550100'

/** Makes of an office whose customers mail one whose customers call as well: an operator's part. */
export async function answersCalls(office: Office): Promise<CallOffice> {
  const InstanceId = office.instanceId()
  const ask = (operation: string, input: object) =>
    office.call('connect', operation, { InstanceId, ...input })
  const { HoursOfOperationSummaryList } = await ask('ListHoursOfOperations', {})
  const HoursOfOperationId = HoursOfOperationSummaryList[0].Id
  const help = (await ask('CreateQueue', { Name: 'Help', HoursOfOperationId })).QueueId
  const billing = (await ask('CreateQueue', { Name: 'Billing calls', HoursOfOperationId })).QueueId
  // Connect makes no more than a few flows at once, and the deployment has made its own.
  await office.pass(SECOND)
  await ask('CreateContactFlow', { Name: 'Call', Type: 'CONTACT_FLOW', Content: queueingFlow(help) })
  const serve = (QueueId: string) => ({
    QueueReference: { QueueId, Channel: 'VOICE' },
    Priority: 1,
    Delay: 0,
  })
  const { RoutingProfileId } = await ask('CreateRoutingProfile', {
    ...{ Name: 'Calls', Description: 'Calls', DefaultOutboundQueueId: help },
    MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
    QueueConfigs: [serve(help), serve(billing)],
  })
  const { ana, ben } = { ana: office.idOf('ana'), ben: office.idOf('ben') }
  for (const UserId of [ana, ben]) await ask('UpdateUserRoutingProfile', { UserId, RoutingProfileId })
  const { ContactFlowSummaryList: flows } = await ask('ListContactFlows', {})
  const flowId = (name: string) =>
    flows.find(({ Name }: { Name: string }) => Name === `homeward-prod-transfer-call-to-${name}`).Id
  const quickConnect = async (Name: string, QuickConnectConfig: object) => {
    return (await ask('CreateQuickConnect', { Name, QuickConnectConfig })).QuickConnectId
  }
  const QuickConnectIds = [
    await quickConnect('Ben', {
      QuickConnectType: 'USER',
      UserConfig: { UserId: ben, ContactFlowId: flowId('agent') },
    }),
    await quickConnect('Billing', {
      QuickConnectType: 'QUEUE',
      QueueConfig: { QueueId: billing, ContactFlowId: flowId('queue') },
    }),
    await quickConnect('Guarded', {
      QuickConnectType: 'QUEUE',
      QueueConfig: { QueueId: billing, ContactFlowId: flowId('guarded-queue') },
    }),
  ]
  await ask('AssociateQueueQuickConnects', { QueueId: help, QuickConnectIds })
  const { connect } = office.centre
  return {
    office,
    async talking() {
      office.sets('ana', 'Available')
      const ringing = connect.receiveCall({ from: CALLER, to: LINE, flow: 'Call' })
      if (ringing.outcome !== 'answered') throw new Error(ringing.reason)
      office.keepsSecret(CALLER)
      await office.pass(SECOND)
      connect.people.accept('ana', ringing.contactId)
      await office.pass(20 * SECOND)
      return ringing.contactId
    },
    transfer: (contact, name = 'Ben') => connect.people.transfer('ana', contact, { quickConnect: name }),
    attributesOf: async (InitialContactId) =>
      (await ask('GetContactAttributes', { InitialContactId })).Attributes,
    async queueOf(contact) {
      const queue = office.contact(contact).queue
      const QueueId = queue?.kind === 'queue' ? queue.queueId : ''
      return (await ask('DescribeQueue', { QueueId })).Queue.Name
    },
    notices: () =>
      connect.notifications().map(({ recipients, content, createdAt }) => ({
        agent: connect.people.list().find(({ id }) => recipients !== 'everyone' && recipients.has(id))
          ?.username,
        text: Object.values(content).join(' '),
        at: createdAt,
      })),
  }
}
