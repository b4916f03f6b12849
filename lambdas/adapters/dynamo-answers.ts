import type { Answers } from '../ports/follow-ups.ts'
import { threadKey } from './dynamo-threads.ts'
import { messagesIn } from './message-set.ts'
import { expiryAfter, type TableWriter } from './table.ts'

export function dynamoAnswers(table: TableWriter): Answers {
  return {
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
  }
}
