import type { Hire } from '../../local/composition/staff.ts'
import { queueingFlow } from '../../local/demo/line.ts'
import { SECOND, type Stage } from '../stage/stage.ts'

const NUMBER = '+15550100'
const FLOW = 'Calls'
/** Nobody works there: whoever is handed on to it gets no answer. */
const UNSTAFFED = 'Nobody'
const STAFFED = 'Ben'
/** Who answers, where somebody does. */
export const ANSWERING = 'ben'

/** As many agents as there are calls, and one to whom calls are handed on. */
export const agentsFor = (calls: number): Hire[] => [
  { username: ANSWERING, firstName: 'Ben', lastName: 'Berg' },
  ...Array.from({ length: calls }, (_, at) => ({
    ...{ username: `agent-${at}`, firstName: 'Agent', lastName: `Number ${at}` },
  })),
]

/** What an operator sets up for calls, who deploys the rest: queues, the inbound flow, quick connects by the deployed flows. */
export async function openLine(stage: Stage): Promise<void> {
  const InstanceId = stage.resource('AWS::Connect::Instance').split('/').at(-1)
  const ask = (operation: string, input: object) => stage.call('connect', operation, { InstanceId, ...input })
  const { HoursOfOperationSummaryList: hours } = await ask('ListHoursOfOperations', {})
  const queue = async (Name: string): Promise<string> =>
    (await ask('CreateQueue', { Name, HoursOfOperationId: hours[0].Id })).QueueId
  const [help, nobody] = [await queue('Help'), await queue(UNSTAFFED)]
  // Connect makes no more than a few flows at once, and the deployment has made its own.
  await stage.pass(SECOND)
  await ask('CreateContactFlow', { Name: FLOW, Type: 'CONTACT_FLOW', Content: queueingFlow(help) })
  const RoutingProfileId = stage.resource('AWS::Connect::RoutingProfile').split('/').at(-1)
  await ask('UpdateRoutingProfileConcurrency', {
    RoutingProfileId,
    MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
  })
  await ask('AssociateRoutingProfileQueues', {
    RoutingProfileId,
    QueueConfigs: [{ QueueReference: { QueueId: help, Channel: 'VOICE' }, Priority: 1, Delay: 0 }],
  })
  await ask('AssociateQueueQuickConnects', {
    QueueId: help,
    QuickConnectIds: await quickConnects(stage, ask, nobody),
  })
}

async function quickConnects(
  { centre }: Stage,
  ask: (operation: string, input: object) => Promise<any>,
  QueueId: string,
): Promise<string[]> {
  const { ContactFlowSummaryList: flows } = await ask('ListContactFlows', {})
  const ContactFlowId = (ending: string) =>
    flows.find(({ Name }: { Name: string }) => Name.endsWith(`-transfer-call-to-${ending}`)).Id
  const UserId = centre.connect.people.list().find(({ username }) => username === ANSWERING)?.id
  const made = [
    await ask('CreateQuickConnect', {
      Name: UNSTAFFED,
      QuickConnectConfig: {
        QuickConnectType: 'QUEUE',
        QueueConfig: { QueueId, ContactFlowId: ContactFlowId('queue') },
      },
    }),
    await ask('CreateQuickConnect', {
      Name: STAFFED,
      QuickConnectConfig: {
        QuickConnectType: 'USER',
        UserConfig: { UserId, ContactFlowId: ContactFlowId('agent') },
      },
    }),
  ]
  return made.map(({ QuickConnectId }) => QuickConnectId)
}

export interface Conversation {
  agent: string
  contact: string
}

/** A customer calls, and each agent talks to one. */
export async function conversations(stage: Stage, calls: number): Promise<Conversation[]> {
  const { connect } = stage.centre
  for (let at = 0; at < calls; at++) {
    connect.people.setStatus(`agent-${at}`, 'Available')
    const ringing = connect.receiveCall({
      from: `+1555${String(1_000_000 + at)}`,
      to: NUMBER,
      flow: FLOW,
    })
    if (ringing.outcome !== 'answered') throw new Error(ringing.reason)
  }
  await stage.pass(SECOND)
  const begun: Conversation[] = []
  for (const { username, contacts } of connect.people.list())
    for (const { contactId } of contacts) {
      connect.people.accept(username, contactId)
      begun.push({ agent: username, contact: contactId })
    }
  if (begun.length !== calls) throw new Error(`${begun.length} of ${calls} calls are with an agent`)
  await stage.pass(20 * SECOND)
  return begun
}

/** The agent hands the call on, and its caller is on hold. Gives the consulted contact. */
export function handOn(stage: Stage, { agent, contact }: Conversation, to: 'nobody' | 'ben'): string {
  const quickConnect = to === 'ben' ? STAFFED : UNSTAFFED
  return stage.centre.connect.people.transfer(agent, contact, { quickConnect })
}
