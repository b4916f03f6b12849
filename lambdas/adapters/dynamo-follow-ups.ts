import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import type { WaitingThread } from '../domain/follow-up.ts'
import type { ThreadId } from '../domain/values.ts'
import type { FollowUps } from '../ports/follow-ups.ts'
import { dueIn } from './due-index.ts'
import { threadKey, toThread } from './dynamo-threads.ts'
import { messagesIn } from './message-set.ts'
import { rowOf } from './row.ts'
import type { Item, Table } from './table.ts'

export function dynamoFollowUps(
  client: Pick<DynamoDBDocumentClient, 'send'>,
  tableName: string,
  table: Table,
): FollowUps {
  return {
    due: async (before, atMost) => (await dueIn(client, tableName, PENDING, before, atMost)).map(threadIdOf),

    async find(id) {
      const item = await table.get(threadKey(id))
      if (!item) return undefined
      const row = rowOf(item)
      return {
        ...toThread(id, item),
        messages: messagesIn(item),
        answeredAt: row.number('answeredAt'),
      }
    },

    async leave(seen) {
      await table.change(threadKey(seen.id), { ...LEAVING, ...unchanged(seen) })
    },

    async moveOn(seen, dueAt) {
      const { assuming, values } = unchanged(seen)
      await table.change(threadKey(seen.id), {
        set: { pendingAt: dueAt },
        assuming: `attribute_exists(#pendingShard) AND ${assuming}`,
        values,
      })
    },

    async claim(thread, since, now, until) {
      const claimed = await table.change(threadKey(thread), {
        set: { followUpClaimedUntil: until, pendingAt: until },
        assuming: CLAIMABLE,
        values: { now, since },
      })
      return claimed !== undefined
    },

    async noteFollowedUp(seen, { task, reason }, at) {
      const set = { followedUpAt: at, followUpTask: task, followUpReason: reason }
      const { remove } = LEAVING
      const claim = 'followUpClaimedUntil'
      const noted = await table.change(threadKey(seen.id), {
        set,
        remove: [...remove, claim],
        ...unchanged(seen),
      })
      // The customer wrote meanwhile, who may have been answered just before: that is looked at again.
      if (!noted) await table.change(threadKey(seen.id), { set, remove: [claim] })
    },
  }
}

const PENDING = { name: 'pending', shard: 'pendingShard', due: 'pendingAt' }

const threadIdOf = (pk: string) => pk.slice('THREAD#'.length) as ThreadId

const LEAVING = { remove: ['pendingShard', 'pendingAt'] }

/** As in domain/follow-up.ts: nobody was faster, whoever waits is not who there was a task about, and waits still. */
const CLAIMABLE = [
  'attribute_exists(#pendingShard)',
  '(attribute_not_exists(#followUpClaimedUntil) OR #followUpClaimedUntil <= :now)',
  '(attribute_not_exists(#followedUpAt) OR #followedUpAt < :since)',
  '(attribute_not_exists(#answeredAt) OR #answeredAt <= :since)',
  '(attribute_exists(#open) OR attribute_not_exists(#lastEndedAt))',
].join(' AND ')

/** Every message of a customer changes which is the last. */
function unchanged({ lastCustomerContact }: WaitingThread): { assuming: string; values: Item } {
  return lastCustomerContact === undefined
    ? { assuming: 'attribute_not_exists(#lastCustomerContact)', values: {} }
    : { assuming: '#lastCustomerContact = :seen', values: { seen: lastCustomerContact } }
}
