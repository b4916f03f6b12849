import { type Office, SECOND } from '../stories/office.ts'

/** Calls come to Help, and Ana and Ben take them; quick connects lead to Ben and to other queues. */
export interface CallOffice {
  office: Office
  /** A customer calls, and Ana talks to them. Gives the contact. */
  talking(): Promise<string>
  /** Ana hands the call on. Gives the consulted contact. */
  transfer(contact: string, quickConnect?: 'Ben' | 'Billing' | 'Credit & Title'): string
  /** The attributes that all contacts of the call have. */
  attributesOf(contact: string): Promise<Readonly<Record<string, string>>>
  /** The queue that a contact waits in, by name. */
  queueOf(contact: string): Promise<string>
  /** What agents were shown, and how long after `since` the first one was, in seconds. */
  notices(): { agent: string | undefined; text: string; at: number }[]
}

const CALLER = '+15550111'
const LINE = '+15550100'

/**
 * Makes of an office whose customers mail one whose customers call as well: an operator's part, which is the quick connect to
 * an agent, since the instance has its agents only once it is deployed.
 */
export async function answersCalls(office: Office): Promise<CallOffice> {
  const InstanceId = office.instanceId()
  const ask = (operation: string, input: object) =>
    office.call('connect', operation, { InstanceId, ...input })
  const { QuickConnectId } = await ask('CreateQuickConnect', {
    Name: 'Ben',
    QuickConnectConfig: {
      QuickConnectType: 'USER',
      UserConfig: {
        UserId: office.idOf('ben'),
        ContactFlowId: office.resource('AWS::Connect::ContactFlow', 'transfercalltoagent').split('/').at(-1),
      },
    },
  })
  const QueueId = office.resource('AWS::Connect::Queue', 'QueueHelp').split('/').at(-1)
  await ask('AssociateQueueQuickConnects', { QueueId, QuickConnectIds: [QuickConnectId] })
  const { connect } = office.centre
  return {
    office,
    async talking() {
      office.sets('ana', 'Available')
      const ringing = connect.receiveCall({ from: CALLER, to: LINE, flow: 'homeward-prod-inbound-call' })
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
