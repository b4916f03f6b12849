import type { ContactId, EpochMs } from '../domain/values.ts'
import { type Fields, fieldsOf } from './fields.ts'

/** What came by the topic is no message of a chat. Lambda tries twice more, then keeps it among the dead letters. */
export class MalformedStreamEvent extends Error {
  override readonly name = 'MalformedStreamEvent'
}

/**
 * What SNS hands to its subscriber (Lambda guide, "Using Lambda with Amazon SNS"), about what customers write or attach alone.
 * Reads the attributes that Connect sets (admin guide, "Use the Amazon SNS payload after enabling message streaming") and
 * when SNS got it, and never what was written. Throws MalformedStreamEvent.
 */
export function parseChatStreamEvent(event: unknown): { contact: ContactId; at: EpochMs }[] {
  const { Records: records } = event as { Records?: unknown }
  if (!Array.isArray(records)) throw new MalformedStreamEvent('Records: expected a list of records')
  return records.flatMap((record: unknown, at) => {
    const sns = fieldsOf(record, MalformedStreamEvent, `Records.${at}`).within('Sns')
    const attributes = sns.within('MessageAttributes')
    const isCustomers =
      attributeOf(attributes, 'Type') !== 'EVENT' && attributeOf(attributes, 'ParticipantRole') === 'CUSTOMER'
    if (!isCustomers) return []
    const instant = Date.parse(sns.text('Timestamp'))
    if (Number.isNaN(instant)) throw new MalformedStreamEvent('Timestamp: expected a date and time')
    return [{ contact: attributeOf(attributes, 'ContactId') as ContactId, at: instant as EpochMs }]
  })
}

const attributeOf = (attributes: Fields, name: string) => attributes.within(name).text('Value')
