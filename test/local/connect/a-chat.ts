import type { ChatView } from '../../../local/connect/chats.ts'
import type { Switches } from '../../../local/connect/switches.ts'
import { aCentre, type TestCentre } from './a-centre.ts'
import { action, disconnect, flowContent, toQueue } from './a-flow.ts'

export interface ChatCentre extends TestCentre {
  /** A customer starts a chat, which is queued. */
  chat(message?: string): Promise<ChatView>
  /** What the customer's page shows now: the texts, and the kinds of events. */
  seen(chat: ChatView): string[]
  now(chat: ChatView): ChatView
  /** A chat that ana has taken. */
  taken(): Promise<ChatView>
}

/** A contact centre whose agent ana takes two chats at once; agents who leave a chat leave it to a flow that says goodbye. */
export async function aChatCentre({
  switches = {},
  goodbye = true,
  returnsWithin,
}: {
  switches?: Partial<Switches>
  goodbye?: boolean
  /** Seconds in which a customer whom the agent left may come back to the queue. */
  returnsWithin?: number
} = {}): Promise<ChatCentre> {
  const centre = await aCentre(switches)
  const { RoutingProfileId: profileId } = await centre.ask('CreateRoutingProfile', {
    Name: 'Chat',
    Description: 'Chat',
    DefaultOutboundQueueId: centre.queueId,
    MediaConcurrencies: [{ Channel: 'CHAT', Concurrency: 2 }],
    QueueConfigs: [{ QueueReference: { QueueId: centre.queueId, Channel: 'CHAT' }, Priority: 1, Delay: 0 }],
  })
  await centre.agent('ana', { profileId })
  const after = await centre.flow(
    'After the agent',
    returnsWithin === undefined
      ? flowContent([action('MessageParticipant', { Text: 'Goodbye' }), disconnect])
      : returning(centre.queueId, returnsWithin),
  )
  const hook = action('UpdateContactEventHooks', { EventHooks: { CustomerRemaining: after } })
  await centre.flow(
    'Chat',
    flowContent([
      ...(goodbye ? [hook] : []),
      action('MessageParticipant', { Text: 'Welcome' }),
      ...toQueue(centre.queueId),
      disconnect,
    ]),
  )
  const { chats, people } = centre.connect
  const now = (chat: ChatView) => chats.find(chat.chatId)!
  const chat = async (message?: string) => {
    const started = chats.start({ flow: 'Chat', name: 'Ada', ...(message !== undefined && { message }) })
    await centre.pass(1)
    return now(started)
  }
  return {
    ...centre,
    chat,
    now,
    seen: (of) =>
      now(of).transcript.map(
        ({ role, text, contentType }) =>
          `${role} ${text ?? contentType.slice(contentType.indexOf('event.') + 6)}`,
      ),
    async taken() {
      people.setStatus('ana', 'Available')
      const offered = await chat()
      people.accept('ana', offered.contactId)
      await centre.pass(1)
      return now(offered)
    },
  }
}

function returning(queueId: string, seconds: number): string {
  const { Actions, ...flow } = JSON.parse(flowContent([...toQueue(queueId), disconnect]))
  const [first] = Actions
  const to = (NextAction: string, result: string) => ({
    ...{ NextAction, Condition: { Operator: 'Equals', Operands: [result] } },
  })
  const wait = {
    Identifier: 'Wait',
    Type: 'Wait',
    Parameters: { TimeLimitSeconds: String(seconds), Events: ['CustomerReturned'] },
    Transitions: {
      NextAction: 'Disconnect',
      Conditions: [to('Disconnect', 'WaitCompleted'), to(first.Identifier, 'CustomerReturned')],
      Errors: [{ NextAction: 'Disconnect', ErrorType: 'NoMatchingError' }],
    },
  }
  return JSON.stringify({ ...flow, StartAction: 'Wait', Actions: [wait, ...Actions] })
}
