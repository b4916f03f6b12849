import type { ContactId, EpochMs } from '../domain/values.ts'
import { type Fields, fieldsOf } from './fields.ts'

/** What came by the topic is no message of a chat. Lambda tries twice more, then keeps it among the dead letters. */
export class MalformedStreamEvent extends Error {
  override readonly name = 'MalformedStreamEvent'
}

/** The timer of a participant has parted everybody else from the chat (admin guide, "Set up chat timeouts for chat participants"). */
const PARTED = 'application/vnd.amazonaws.connect.event.participant.autodisconnection'

/**
 * What SNS hands to its subscriber (Lambda guide, "Using Lambda with Amazon SNS"), about customers alone: what they write or
 * attach, and that their silence ended the agent's contact. Reads the attributes that Connect sets (admin guide, "Use the
 * Amazon SNS payload after enabling message streaming") and when SNS got it, and never what was written. Throws
 * MalformedStreamEvent.
 */
export function parseChatStreamEvent(
  event: unknown,
): { kind: 'wrote' | 'parted'; contact: ContactId; at: EpochMs }[] {
  const { Records: records } = event as { Records?: unknown }
  if (!Array.isArray(records)) throw new MalformedStreamEvent('Records: expected a list of records')
  return records.flatMap((record: unknown, at) => {
    const sns = fieldsOf(record, MalformedStreamEvent, `Records.${at}`).within('Sns')
    const attributes = sns.within('MessageAttributes')
    const kind = kindOf(attributes)
    if (kind === undefined) return []
    const instant = Date.parse(sns.text('Timestamp'))
    if (Number.isNaN(instant)) throw new MalformedStreamEvent('Timestamp: expected a date and time')
    return [{ kind, contact: attributeOf(attributes, 'ContactId') as ContactId, at: instant as EpochMs }]
  })
}

/** Only of an event is it asked which: of what is written, the type of the content may be any. */
function kindOf(attributes: Fields): 'wrote' | 'parted' | undefined {
  if (attributeOf(attributes, 'ParticipantRole') !== 'CUSTOMER') return undefined
  if (attributeOf(attributes, 'Type') !== 'EVENT') return 'wrote'
  return attributeOf(attributes, 'ContentType') === PARTED ? 'parted' : undefined
}

const attributeOf = (attributes: Fields, name: string) => attributes.within(name).text('Value')
