import type { ContactId, EpochMs } from '../domain/values.ts'
import type { ChatSilence } from '../ports/chats.ts'
import { contactKey } from './contact-item.ts'
import { expiryAfter, type TableWriter } from './table.ts'

/** All of it is in the item of the contact on which the customer is alone. */
export function dynamoChatSilence(table: TableWriter): ChatSilence {
  return {
    ...dynamoCustomerNotes(table),

    async noteStep(id, step, at) {
      const noted = await table.change(contactKey(id), {
        setOnce: { [`nudge${step}At`]: at, expiresAt: expiryAfter(at) },
        assuming: 'attribute_not_exists(#customerSpokeAt)',
      })
      return noted !== undefined
    },
  }
}

/** Apart, for the function that writes and reads nothing. */
export function dynamoCustomerNotes(table: TableWriter): Pick<ChatSilence, 'noteCustomer'> {
  return {
    async noteCustomer(id: ContactId, at: EpochMs) {
      await table.change(contactKey(id), {
        setOnce: { customerSpokeAt: at, expiresAt: expiryAfter(at) },
      })
    },
  }
}
