import type { Return } from '../domain/return-to-owner.ts'
import type { ContactId } from '../domain/values.ts'
import { fieldsOf } from './fields.ts'
import { MalformedFlowEvent } from './flow-event.ts'

/** The event of contact-flows/return-to-owner.json, as for any flow. Throws MalformedFlowEvent. */
export function parseReturnEvent(event: unknown): { contact: ContactId; previous: ContactId } {
  const data = fieldsOf(event, MalformedFlowEvent).within('Details').within('ContactData')
  data.oneOf('Channel', ['EMAIL'])
  return {
    contact: data.text('ContactId') as ContactId,
    previous: data.text('PreviousContactId') as ContactId,
  }
}

/** STRING_MAP. `goesTo` names a way of the flow, `agent` whom it is reserved for. */
export function toReturnAnswer(decided: Return): Record<string, string> {
  const { kind, reason } = decided
  const agent = kind === 'owner' ? decided.owner : kind === 'sender' ? decided.sender : 'none'
  return { goesTo: kind, reason, agent }
}
