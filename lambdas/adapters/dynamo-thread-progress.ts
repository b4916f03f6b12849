import { isAnswered } from '../domain/follow-up.ts'
import type { EpochMs, ThreadId } from '../domain/values.ts'
import type { ThreadProgress } from '../ports/threads.ts'
import { shardOf } from './contact-item.ts'
import { threadKey } from './dynamo-threads.ts'
import { expiryAfter, type Item, type TableWriter } from './table.ts'
import { pairOf, toWaitingThread } from './waiting-thread-item.ts'

/** A thread keeps so many of its answers and transfers, for the reason of its contacts. */
const MOST_KEPT = 200

export function dynamoThreadProgress(table: TableWriter): ThreadProgress {
  /** Only where messages are known that may be unanswered, and it is not listed. */
  async function lookAgain(thread: ThreadId, at: EpochMs): Promise<void> {
    await table.change(threadKey(thread), {
      set: { pendingShard: shardOf(thread), pendingAt: at },
      assuming: 'attribute_exists(#messages) AND attribute_not_exists(#pendingShard)',
    })
  }

  async function relist(thread: ThreadId, { messages, pendingShard }: Item, at: EpochMs): Promise<void> {
    if (messages !== undefined && pendingShard === undefined) await lookAgain(thread, at)
  }

  return {
    lookAgain,

    async noteContinued(thread, { contact, of }, at) {
      const change = { setOnce: { expiresAt: expiryAfter(at) } }
      const open = { open: contact }
      const kept =
        of &&
        (await table.change(threadKey(thread), {
          ...change,
          include: { ...open, continuations: pairOf(contact, of) },
          ...withRoomIn('continuations'),
        }))
      const item = kept || (await table.change(threadKey(thread), { ...change, include: open }))
      if (item) await relist(thread, item, at)
    },

    async noteAnswered(thread, { to, at }) {
      const item = await table.change(threadKey(thread), {
        setOnce: { expiresAt: expiryAfter(at) },
        include: { answers: pairOf(at, to) },
        ...withRoomIn('answers'),
      })
      if (!item) return
      if (item.messages === undefined) return
      if (!isAnswered(toWaitingThread(thread, item))) return relist(thread, item, at)
      // All that is known of was answered. Whatever comes in between changes one of these, and then it stays.
      const seen = ['messages', 'lastCustomerContact']
      await table.change(threadKey(thread), {
        remove: ['messages', 'pendingShard', 'pendingAt'],
        assuming: seen.map((name) => `#${name} = :seen_${name}`).join(' AND '),
        values: Object.fromEntries(seen.map((name) => [`seen_${name}`, item[name]])),
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

const withRoomIn = (set: string) => ({
  assuming: `attribute_not_exists(#${set}) OR size(#${set}) < :most`,
  values: { most: MOST_KEPT },
})
