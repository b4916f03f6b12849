import type { TakeoverRecords } from '../ports/takeovers.ts'
import { contactKey } from './contact-item.ts'
import { expiryAfter, type TableWriter } from './table.ts'

export function dynamoTakeovers(table: TableWriter): TakeoverRecords {
  return {
    async noteOwnerTold(contact, { note, task, taskContact, at }) {
      await table.change(contactKey(contact), {
        setOnce: { ownerToldAt: at, ownerNote: note, ownerTask: task, ownerTaskContact: taskContact },
        set: { expiresAt: expiryAfter(at) },
        assuming: 'attribute_not_exists(#ownerToldAt)',
      })
    },

    async noteReturning(contact, at) {
      await table.change(contactKey(contact), { setOnce: { returningAt: at, expiresAt: expiryAfter(at) } })
    },

    async noteTaskUnread(contact, task, at) {
      const noted = await table.change(contactKey(contact), {
        setOnce: { ownerTaskUnreadAt: at },
        assuming: '#ownerTaskContact = :task',
        values: { task },
      })
      return noted !== undefined
    },
  }
}
