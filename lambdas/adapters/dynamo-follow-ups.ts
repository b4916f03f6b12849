import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import type { WaitingThread } from '../domain/follow-up.ts'
import type { ThreadId } from '../domain/values.ts'
import type { FollowUps } from '../ports/follow-ups.ts'
import { dueIn } from './due-index.ts'
import { threadKey } from './dynamo-threads.ts'
import type { Item, Table } from './table.ts'
import { pairOf, toWaitingThread } from './waiting-thread-item.ts'

export function dynamoFollowUps(
  client: Pick<DynamoDBDocumentClient, 'send'>,
  tableName: string,
  table: Table,
): FollowUps {
  return {
    due: async (before, atMost) => (await dueIn(client, tableName, PENDING, before, atMost)).map(threadIdOf),

    async find(id) {
      const item = await table.get(threadKey(id))
      return item && toWaitingThread(id, item)
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

    async claim(seen, since, now, until) {
      const { assuming, values } = asSeen(answersAndOpen(seen))
      const claimed = await table.change(threadKey(seen.id), {
        set: { followUpClaimedUntil: until, pendingAt: until },
        assuming: `${CLAIMABLE} AND ${assuming}`,
        values: { ...values, now, since },
      })
      return claimed !== undefined
    },

    async noteFollowedUp(seen, { task, reason, since }, at) {
      const set = { followedUpAt: at, followedUpSince: since, followUpTask: task, followUpReason: reason }
      const { remove } = LEAVING
      const claim = 'followUpClaimedUntil'
      const noted = await table.change(threadKey(seen.id), {
        set,
        remove: [...remove, claim],
        ...unchanged(seen),
      })
      // Something has happened meanwhile: that is looked at again.
      if (!noted) await table.change(threadKey(seen.id), { set, remove: [claim] })
    },
  }
}

const PENDING = { name: 'pending', shard: 'pendingShard', due: 'pendingAt' }

const threadIdOf = (pk: string) => pk.slice('THREAD#'.length) as ThreadId

const LEAVING = { remove: ['pendingShard', 'pendingAt'] }

/** Nobody was faster, whoever waits is not who there was a task about, and waits still. */
const CLAIMABLE = [
  'attribute_exists(#pendingShard)',
  '(attribute_not_exists(#followUpClaimedUntil) OR #followUpClaimedUntil <= :now)',
  '(#followedUpSince < :since OR (attribute_not_exists(#followedUpSince) AND (attribute_not_exists(#followedUpAt) OR #followedUpAt < :since)))',
  '(attribute_not_exists(#answeredAt) OR #answeredAt <= :since)',
].join(' AND ')

const answersAndOpen = ({ answers, open }: WaitingThread) => ({
  answers: answers && new Set(answers.map(({ at, to }) => pairOf(at, to))),
  open: open && new Set(open),
})

/** Every message of a customer changes which is the last. */
const unchanged = (seen: WaitingThread) =>
  asSeen({ ...answersAndOpen(seen), lastCustomerContact: seen.lastCustomerContact })

function asSeen(attributes: Readonly<Record<string, unknown>>): { assuming: string; values: Item } {
  const known = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return {
    assuming: Object.entries(attributes)
      .map(([name, value]) =>
        value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :seen_${name}`,
      )
      .join(' AND '),
    values: Object.fromEntries(known.map(([name, value]) => [`seen_${name}`, value])),
  }
}
