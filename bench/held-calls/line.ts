import type { Hire } from '../../local/composition/staff.ts'
import { SECOND, type Stage } from '../stage/stage.ts'

const NUMBER = '+15550100'
const FLOW = 'homeward-prod-inbound-call'
const NOBODY_FREE = 'Nobody'
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

/** The queues that are deployed for calls, the one that they come to first. Nobody is free in the other one. */
export const VOICE = { queues: [{ name: 'Help' }, { name: NOBODY_FREE }] }

/** What an operator sets up, who deploys the rest: the quick connect that leads to Ben. */
export async function openLine(stage: Stage): Promise<void> {
  const idOf = (type: string, part = '') => stage.resource(`AWS::Connect::${type}`, part).split('/').at(-1)
  const InstanceId = idOf('Instance')
  const ask = (operation: string, input: object) => stage.call('connect', operation, { InstanceId, ...input })
  const UserId = stage.centre.connect.people.list().find(({ username }) => username === ANSWERING)?.id
  const { QuickConnectId } = await ask('CreateQuickConnect', {
    Name: STAFFED,
    QuickConnectConfig: {
      QuickConnectType: 'USER',
      UserConfig: { UserId, ContactFlowId: idOf('ContactFlow', 'transfercalltoagent') },
    },
  })
  await ask('AssociateQueueQuickConnects', {
    QueueId: idOf('Queue', 'QueueHelp'),
    QuickConnectIds: [QuickConnectId],
  })
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
  const quickConnect = to === 'ben' ? STAFFED : NOBODY_FREE
  return stage.centre.connect.people.transfer(agent, contact, { quickConnect })
}
