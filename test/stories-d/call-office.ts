import { type Office, SECOND } from '../stories/office.ts'

/** Calls come to Help, and Ana and Ben take them; quick connects lead to Ben and to Billing, by the flows that are deployed. */
export interface CallOffice {
  office: Office
  /** A customer calls, and Ana talks to them. Gives the contact. */
  talking(): Promise<string>
  /** Ana hands the call on. Gives the consulted contact. */
  transfer(contact: string, quickConnect?: 'Ben' | 'Billing'): string
  /** The attributes that all contacts of the call have. */
  attributesOf(contact: string): Promise<Readonly<Record<string, string>>>
  /** What agents were shown, and how long after `since` the first one was, in seconds. */
  notices(): { agent: string | undefined; text: string; at: number }[]
}

const CALLER = '+15550111'
const LINE = '+15550100'

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

const inbound = (queueId: string) =>
  JSON.stringify({
    ...{ Version: '2019-10-30', StartAction: 'Choose', Metadata: {} },
    Actions: [
      action('Choose', 'UpdateContactTargetQueue', { QueueId: queueId }, 'Queue', ['NoMatchingError']),
      action('Queue', 'TransferContactToQueue', {}, 'Done', ['QueueAtCapacity', 'NoMatchingError']),
      { Identifier: 'Done', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} },
    ],
  })

/** Makes of an office whose customers mail one whose customers call as well: an operator's part. */
export async function answersCalls(office: Office): Promise<CallOffice> {
  const InstanceId = office.instanceId()
  const ask = (operation: string, input: object) =>
    office.call('connect', operation, { InstanceId, ...input })
  const { HoursOfOperationSummaryList } = await ask('ListHoursOfOperations', {})
  const HoursOfOperationId = HoursOfOperationSummaryList[0].Id
  const help = (await ask('CreateQueue', { Name: 'Help', HoursOfOperationId })).QueueId
  const billing = (await ask('CreateQueue', { Name: 'Billing calls', HoursOfOperationId })).QueueId
  await ask('CreateContactFlow', { Name: 'Call', Type: 'CONTACT_FLOW', Content: inbound(help) })
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
  const flowId = async (name: string) => {
    const { ContactFlowSummaryList } = await ask('ListContactFlows', {})
    return ContactFlowSummaryList.find(({ Name }: { Name: string }) => Name === name).Id
  }
  const [toAgent, toQueue] = [
    await flowId('homeward-prod-transfer-call-to-agent'),
    await flowId('homeward-prod-transfer-call-to-queue'),
  ]
  const quickConnect = async (Name: string, QuickConnectConfig: object) =>
    (await ask('CreateQuickConnect', { Name, QuickConnectConfig })).QuickConnectId
  const QuickConnectIds = [
    await quickConnect('Ben', {
      ...{ QuickConnectType: 'USER', UserConfig: { UserId: ben, ContactFlowId: toAgent } },
    }),
    await quickConnect('Billing', {
      ...{ QuickConnectType: 'QUEUE', QueueConfig: { QueueId: billing, ContactFlowId: toQueue } },
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
    notices: () =>
      connect.notifications().map(({ recipients, content, createdAt }) => ({
        agent: connect.people.list().find(({ id }) => recipients !== 'everyone' && recipients.has(id))
          ?.username,
        text: Object.values(content).join(' '),
        at: createdAt,
      })),
  }
}
