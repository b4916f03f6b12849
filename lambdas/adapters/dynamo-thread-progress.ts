import type { ThreadProgress } from '../ports/threads.ts'
import { threadKey } from './dynamo-threads.ts'
import { expiryAfter, type TableWriter } from './table.ts'

export function dynamoThreadProgress(table: TableWriter): ThreadProgress {
  return {
    async noteContinued(thread, contact, at) {
      await table.change(threadKey(thread), {
        setOnce: { expiresAt: expiryAfter(at) },
        include: { open: contact },
      })
    },

    async noteDisposition(thread, disposition, at) {
      await table.change(threadKey(thread), {
        set: { disposition, dispositionAt: at },
        setOnce: { expiresAt: expiryAfter(at) },
        assuming: 'attribute_not_exists(#dispositionAt) OR #dispositionAt < :at',
        values: { at },
      })
    },
  }
}
