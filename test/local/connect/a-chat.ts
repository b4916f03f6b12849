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
}: {
  switches?: Partial<Switches>
  goodbye?: boolean
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
    flowContent([action('MessageParticipant', { Text: 'Goodbye' }), disconnect]),
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
