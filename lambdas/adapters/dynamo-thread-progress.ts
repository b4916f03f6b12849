import type { ThreadProgress } from '../ports/threads.ts'
import { threadKey } from './dynamo-threads.ts'
import { messagesIn } from './message-set.ts'
import { expiryAfter, type TableWriter } from './table.ts'

export function dynamoThreadProgress(table: TableWriter): ThreadProgress {
  return {
    async noteContinued(thread, contact, at) {
      await table.change(threadKey(thread), {
        setOnce: { expiresAt: expiryAfter(at) },
        include: { open: contact },
      })
    },

    async noteAnswered(thread, at) {
      const item = await table.change(threadKey(thread), {
        set: { answeredAt: at },
        setOnce: { expiresAt: expiryAfter(at) },
        assuming: 'attribute_not_exists(#answeredAt) OR #answeredAt < :at',
        values: { at },
      })
      const messages = item && messagesIn(item)
      if (!messages || messages.some((message) => message.at >= at)) return
      // All that is known of was answered. Whatever comes in between changes the set, and then it stays.
      await table.change(threadKey(thread), {
        remove: ['messages', 'pendingShard', 'pendingAt'],
        assuming: '#messages = :messages',
        values: { messages: item.messages },
      })
    },

    async noteFollowUpUnread(thread, task, at) {
      const noted = await table.change(threadKey(thread), {
        setOnce: { followUpUnreadAt: at },
        assuming: '#followUpTask = :task',
        values: { task },
      })
      return noted !== undefined
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
