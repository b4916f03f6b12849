import type { Switches } from '../../../local/connect/switches.ts'
import { aCentre, type TestCentre } from './a-centre.ts'
import { action, disconnect, flowContent, toQueue } from './a-flow.ts'

export const CALLER = '+15550111'
const LINE = '+15550100'
const STREAM = 'arn:aws:kinesis:us-east-1:111122223333:stream/agents'

export interface CallCentre extends TestCentre {
  /** Adds an agent for calls, emails and tasks. Gives her id. */
  caller(username: string, more?: object): Promise<string>
  /** A customer calls, and waits in the queue Help. Gives the contact's id. */
  call(flow?: string): Promise<string>
  /** The same, and this agent takes it. */
  connected(username: string): Promise<string>
  /** Contact events of a contact so far. */
  eventsOf(contactId: string): string[]
  /** Agent events of an agent so far. */
  told(userId: string): any[]
}

/** A contact centre whose agents take calls, with an agent event stream. */
export async function aCallCentre(
  switches: Partial<Switches> = {},
  channels: readonly object[] = [{ Channel: 'VOICE', Concurrency: 1 }],
): Promise<CallCentre> {
  const centre = await aCentre({ concurrentCalls: 100, ...switches })
  const serve = (QueueId: string, Channel: string) => ({
    QueueReference: { QueueId, Channel },
    Priority: 1,
    Delay: 0,
  })
  const { RoutingProfileId: profileId } = await centre.ask('CreateRoutingProfile', {
    Name: 'Calls',
    Description: 'Calls',
    DefaultOutboundQueueId: centre.queueId,
    MediaConcurrencies: channels,
    QueueConfigs: channels.flatMap(({ Channel }: any) =>
      [centre.queueId, centre.billingQueueId].map((id) => serve(id, Channel)),
    ),
  })
  await centre.flow('Call', flowContent([...toQueue(centre.queueId), disconnect]))
  await centre.ask('AssociateInstanceStorageConfig', {
    ResourceType: 'AGENT_EVENTS',
    StorageConfig: { StorageType: 'KINESIS_STREAM', KinesisStreamConfig: { StreamArn: STREAM } },
  })
  const call: CallCentre['call'] = async (flow = 'Call') => {
    const ringing = centre.connect.receiveCall({ from: CALLER, to: LINE, flow })
    await centre.pass(1)
    return ringing.outcome === 'answered' ? ringing.contactId : ringing.reason
  }
  return {
    ...centre,
    caller: (username, more = {}) => centre.agent(username, { profileId, more }),
    call,
    async connected(username) {
      centre.connect.people.setStatus(username, 'Available')
      const id = await call()
      centre.connect.people.accept(username, id)
      await centre.pass(9)
      return id
    },
    eventsOf: (id) =>
      centre.events.filter(({ detail }) => detail.contactId === id).map(({ detail }) => detail.eventType),
    told: (userId) =>
      centre.calls
        .filter(({ operation }) => operation === 'PutRecords')
        .flatMap(({ input }) => input.Records)
        .map(({ Data }) => JSON.parse(Buffer.from(Data).toString()))
        .filter(({ AgentARN }) => AgentARN.endsWith(userId)),
  }
}

/** Agent events in short: the states of the contacts on her desk. */
export const statesOf = (events: readonly any[]): string[] =>
  events.map(({ CurrentAgentSnapshot }) =>
    CurrentAgentSnapshot.Contacts.map(({ State }: { State: string }) => State).join(),
  )

/** A function that flows may invoke, and the contact data it was given. */
export async function aFunction(centre: TestCentre, answer: () => object = () => ({})) {
  const arn = 'arn:aws:lambda:us-east-1:111122223333:function:look'
  const seen: any[] = []
  centre.functions.set(arn, (event) => {
    seen.push(event.Details.ContactData)
    return answer()
  })
  await centre.ask('AssociateLambdaFunction', { FunctionArn: arn })
  const block = action('InvokeLambdaFunction', { LambdaFunctionARN: arn, InvocationTimeLimitSeconds: '8' })
  return { block, seen }
}
