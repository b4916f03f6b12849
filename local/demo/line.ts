import type { Centre } from '../centre.ts'
import { OPERATOR } from '../service.ts'

/** A line for calls, and what can be seen of them. */
export interface Line {
  number: string
  /** The inbound flow's name. */
  flow: string
  /** The attributes that all contacts of the call have. */
  attributesOf(contact: string): Promise<Readonly<Record<string, string>>>
  /** What a contact was about, as Connect has it. */
  outcomeOf(contact: string): Promise<string | undefined>
  /** The name of the queue that the latest contact of the call waits in. */
  queueOf(contact: string): Promise<string>
}

const FROM_TEN = [['10:00', '17:00']]

/** The queues that are deployed for calls, the one that they come to first. The story plays before the other one opens. */
export const QUEUES = [
  { name: 'Help' },
  {
    ...{ name: 'Credit & Title', guarded: true },
    hours: { timeZone: 'UTC', openingHours: { MONDAY: FROM_TEN, TUESDAY: FROM_TEN } },
  },
]

const NUMBER = '+15550100'
const FLOW = 'homeward-prod-inbound-call'

/**
 * Opens a line whose calls go to Help. What an operator does, who deploys the rest, is the quick connect that leads to Ben:
 * an instance that is deployed has no agents before.
 */
export async function openLine({ aws, connect, deployed }: Centre): Promise<Line> {
  const idOf = (type: string, part: string) =>
    deployed()
      .find((made) => made.type === `AWS::Connect::${type}` && made.logicalId.includes(part))
      ?.ref.split('/')
      .at(-1)
  const InstanceId = idOf('Instance', '')
  const ask = (operation: string, input: object): Promise<any> =>
    aws.call('connect', operation, { InstanceId, ...input }, OPERATOR)
  const { QuickConnectId } = await ask('CreateQuickConnect', {
    Name: 'Ben',
    QuickConnectConfig: {
      QuickConnectType: 'USER',
      UserConfig: {
        UserId: connect.people.list().find(({ username }) => username === 'ben')?.id,
        ContactFlowId: idOf('ContactFlow', 'transfercalltoagent'),
      },
    },
  })
  await ask('AssociateQueueQuickConnects', {
    QueueId: idOf('Queue', 'QueueHelp'),
    QuickConnectIds: [QuickConnectId],
  })
  const chainOf = (contact: string) => connect.contacts().find(({ id }) => id === contact)?.associationId
  return {
    ...{ number: NUMBER, flow: FLOW },
    attributesOf: async (InitialContactId) =>
      (await ask('GetContactAttributes', { InitialContactId })).Attributes,
    async outcomeOf(ContactId) {
      const { Contact } = await ask('DescribeContact', { ContactId })
      return Contact.SegmentAttributes?.Disposition?.ValueString
    },
    async queueOf(contact) {
      const latest = connect.contacts().findLast(({ associationId }) => associationId === chainOf(contact))
      const QueueId = latest?.queue?.kind === 'queue' ? latest.queue.queueId : ''
      return (await ask('DescribeQueue', { QueueId })).Queue.Name
    },
  }
}
