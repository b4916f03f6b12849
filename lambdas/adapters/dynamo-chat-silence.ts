import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'
import type { ChatSilence } from '../ports/chats.ts'
import { contactKey } from './contact-item.ts'
import { rowOf } from './row.ts'
import { expiryAfter, type Table, type TableWriter } from './table.ts'

/** All of it is in the items of the contacts: the one on which the customer is alone, and the agent's before it. */
export function dynamoChatSilence(table: Table): ChatSilence {
  return {
    ...dynamoCustomerNotes(table),

    async noteStep(id, step, before, at) {
      const noted = await table.change(contactKey(id), {
        setOnce: { [`nudge${step}At`]: at, nudgedAfter: before, expiresAt: expiryAfter(at) },
        assuming: 'attribute_not_exists(#customerSpokeAt)',
      })
      return noted !== undefined
    },

    async noteAgent(id, agent, at) {
      await table.change(contactKey(id), {
        setOnce: { handledBy: agent, handledAt: at, expiresAt: expiryAfter(at) },
      })
    },

    async partedFrom(id) {
      const row = rowOf((await table.get(contactKey(id))) ?? {})
      return row.number('customerIdleAt') === undefined ? undefined : row.text<AgentId>('handledBy')
    },

    async silentAfter(id) {
      const row = rowOf((await table.get(contactKey(id))) ?? {})
      return row.number('customerSpokeAt') === undefined ? row.text<ContactId>('nudgedAfter') : undefined
    },
  }
}

/** Apart, for the function that writes and reads nothing. */
export function dynamoCustomerNotes(table: TableWriter): Pick<ChatSilence, 'noteCustomer' | 'noteParted'> {
  return {
    async noteCustomer(id: ContactId, at: EpochMs) {
      await table.change(contactKey(id), {
        setOnce: { customerSpokeAt: at, expiresAt: expiryAfter(at) },
      })
    },

    async noteParted(id: ContactId, at: EpochMs) {
      await table.change(contactKey(id), {
        setOnce: { customerIdleAt: at },
        assuming: 'attribute_exists(#handledBy)',
      })
    },
  }
}
