import { ACCOUNT } from '../place.ts'
import { AwsError, type Caller } from '../service.ts'
import { type Centre, instanceArn, note } from './centre.ts'
import type { Chat, ChatItem, ChatSignal, Contact } from './model.ts'

/** What Connect publishes to, and may not publish to everywhere. Each throws an Error that says why not. */
export interface Topics {
  assertOpenTo(topicArn: string, caller: Caller): void
  publish(
    topicArn: string,
    publication: { message: string; attributes: Readonly<Record<string, string>> },
    caller: Caller,
  ): void
}

/**
 * Has everything of a chat published from now on (AWS: API_StartContactStreaming, which wants the first contact of the
 * chain). How many topics a chat may have is not documented: one is the harder reading; so is that a topic is refused at
 * once which does not exist or does not let Connect in. Gives the id of the streaming.
 */
export function startStreaming(centre: Centre, contact: Contact, topicArn: string): string {
  const chat = centre.state.chats.get(contact.id)
  if (!chat) throw invalid(`Contact ${contact.id} is not the first one of a chat`)
  if (centre.state.contacts.get(chat.contactId)?.phase === 'ENDED')
    throw invalid(`Contact ${contact.id} has ended`)
  if (chat.streams.length > 0)
    throw new AwsError('LimitExceededException', `Contact ${contact.id} is streamed already`)
  try {
    if (!centre.topics) throw new Error('there are no topics')
    centre.topics.assertOpenTo(topicArn, asConnect(contact.instanceId))
  } catch (error) {
    throw invalid(`${topicArn}: ${error instanceof Error ? error.message : String(error)}`)
  }
  chat.streams.push(topicArn)
  note(centre, contact, 'chat streamed')
  return centre.random.uuid()
}

const invalid = (message: string) => new AwsError('InvalidRequestException', message)

/**
 * Tells the topics of a chat (AWS: "Use the Amazon SNS payload after enabling message streaming"; the text is an Item of
 * the Participant API). Idle events go there as well (AWS: "Set up chat timeouts for chat participants"). What a topic does
 * not take is lost, and the chat goes on.
 */
export function stream(centre: Centre, chat: Chat, item: ChatItem | ChatSignal): void {
  const first = centre.state.contacts.get(chat.id)
  if (!first || chat.streams.length === 0) return
  const type = 'type' in item ? item.type : 'EVENT'
  const { contactId, contentType, role } = item
  const common = { InitialContactId: chat.id, ContactId: contactId, ParticipantRole: role }
  const message = JSON.stringify({
    AbsoluteTime: new Date(item.at).toISOString(),
    ContentType: contentType,
    Id: 'id' in item ? item.id : centre.random.uuid(),
    Type: type,
    ...('name' in item && { DisplayName: item.name }),
    ...('text' in item && item.text !== undefined && { Content: item.text }),
    ...common,
  })
  const attributes = {
    ...common,
    InstanceId: first.instanceId,
    AccountId: ACCOUNT,
    Type: type,
    ContentType: contentType,
    MessageVisibility: 'ALL',
  }
  for (const topicArn of chat.streams) {
    try {
      centre.topics?.publish(topicArn, { message, attributes }, asConnect(first.instanceId))
    } catch (error) {
      note(centre, first, 'chat not streamed', {
        because: error instanceof Error ? error.name : String(error),
      })
    }
  }
}

const asConnect = (instanceId: string): Caller => ({
  kind: 'service',
  principal: 'connect.amazonaws.com',
  sourceArn: instanceArn(instanceId),
  sourceAccount: ACCOUNT,
})
