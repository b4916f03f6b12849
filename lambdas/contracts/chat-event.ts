import type { ChatEnding } from '../domain/chat.ts'
import type { ContactId } from '../domain/values.ts'
import { fieldsOf } from './fields.ts'
import { MalformedFlowEvent } from './flow-event.ts'

/** The event of contact-flows/inbound-chat.json, as for any flow. Throws MalformedFlowEvent. */
export function parseChatEvent(event: unknown): ContactId {
  return dataOf(event).text('ContactId') as ContactId
}

/**
 * The event of contact-flows/chat-disconnect.json: it runs on a contact of its own, whose previous one the agent had.
 * Throws MalformedFlowEvent.
 */
export function parseChatDisconnectEvent(event: unknown): { contact: ContactId; previous: ContactId } {
  const data = dataOf(event)
  return {
    contact: data.text('ContactId') as ContactId,
    previous: data.text('PreviousContactId') as ContactId,
  }
}

function dataOf(event: unknown) {
  const data = fieldsOf(event, MalformedFlowEvent).within('Details').within('ContactData')
  data.oneOf('Channel', ['CHAT'])
  return data
}

/** STRING_MAP: flat strings. `ending` names a way of the flow. */
export const toChatAnswer = (ending: ChatEnding): Record<string, string> => ({ ending })
