import type { ChatEnding } from '../domain/chat.ts'
import type { Nudge } from '../domain/nudge.ts'
import type { AgentId, ContactId } from '../domain/values.ts'
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

/**
 * The event of blocks "Ask what is next" and "Note that they answered" of contact-flows/chat-nudge.json, which keeps where it
 * is in a contact attribute. The website may have said in another which language the customer reads. Throws MalformedFlowEvent.
 */
export function parseNudgeEvent(event: unknown) {
  const attributes = fieldsOf(dataOf(event).texts('Attributes'), MalformedFlowEvent, 'Attributes')
  const step = attributes.wholeIfAny('homewardNudge')
  if (step === undefined) throw new MalformedFlowEvent('Attributes.homewardNudge: expected a whole number')
  const parameters = fieldsOf(event, MalformedFlowEvent).within('Details').withinIfAny('Parameters')
  const answered = parameters?.textIfAny('answered') === 'yes'
  return { ...parseChatDisconnectEvent(event), step, answered, language: attributes.textIfAny('language') }
}

function dataOf(event: unknown) {
  const data = fieldsOf(event, MalformedFlowEvent).within('Details').within('ContactData')
  data.oneOf('Channel', ['CHAT'])
  return data
}

/** STRING_MAP: flat strings. `ending` names a way of the flow, `agent` who comes first where the customer returns. */
export const toChatAnswer = ({
  ending,
  agent,
}: {
  ending: ChatEnding
  agent: AgentId | undefined
}): Record<string, string> => ({ ending, ...(agent && { agent }) })

/** As above: `next` names a way of the flow. */
export const toNudgeAnswer = ({ kind, ...details }: Nudge): Record<string, string> => ({
  next: kind,
  ...Object.fromEntries(Object.entries(details).map(([name, value]) => [name, String(value)])),
})
