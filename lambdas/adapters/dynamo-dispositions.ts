import type { ContactRecord } from '../domain/contact-record.ts'
import type { ContactId } from '../domain/values.ts'
import type { Dispositions } from '../ports/dispositions.ts'
import { contactKey, shardOf, toContactRecord } from './contact-item.ts'
import { type Change, expiryAfter, type Table } from './table.ts'

export function dynamoDispositions(table: Table): Dispositions {
  async function add(id: ContactId, change: Change): Promise<ContactRecord> {
    const item = await table.change(contactKey(id), change)
    if (!item) throw new Error(`contact ${id} disappeared while it was being written`)
    return toContactRecord(id, item)
  }

  return {
    async find(id) {
      const item = await table.get(contactKey(id))
      return item && toContactRecord(id, item)
    },

    noteCompleted: (id, at) =>
      add(id, { setOnce: { completedAt: at, expiresAt: expiryAfter(at) }, remove: ['holdShard'] }),

    noteCallOver: (id, { call, agent, takenAt, endedAt, completedAt }) =>
      add(id, {
        setOnce: {
          ...{ call, handledBy: agent, handledAt: takenAt, endedAt },
          ...(completedAt !== undefined && { completedAt }),
          expiresAt: expiryAfter(endedAt),
        },
      }),

    async noteContinuation(of, by, at) {
      const expiresAt = expiryAfter(at)
      if (of !== undefined)
        await table.change(contactKey(of), {
          setOnce: { continuedBy: by, expiresAt },
          remove: ['attentionShard'],
        })
      // A transfer that does not name what it continues is one all the same.
      return add(by, { setOnce: { continues: of ?? 'unknown', expiresAt } })
    },

    noteDisposition: (id, { value, at, from }) =>
      add(id, {
        setOnce: {
          disposition: value,
          dispositionAt: at,
          dispositionFrom: from,
          expiresAt: expiryAfter(at),
        },
        remove: ['attentionShard'],
      }),

    async awaitDisposition(id, lookAt) {
      await table.change(contactKey(id), {
        set: { attentionShard: shardOf(id), attentionAt: lookAt },
        assuming: `${UNSAID} AND attribute_not_exists(#continuedBy) AND (attribute_not_exists(#attentionAt) OR #attentionAt > :lookAt)`,
        values: { lookAt },
      })
    },

    async noteMissing(id, at) {
      const noted = await table.change(contactKey(id), {
        set: { dispositionMissingAt: at },
        remove: ['attentionShard'],
        assuming: UNSAID,
      })
      return noted !== undefined
    },

    async stopAwaiting(id) {
      await table.change(contactKey(id), {
        remove: ['attentionShard'],
        assuming: 'attribute_exists(#attentionShard)',
      })
    },
  }
}

const UNSAID = 'attribute_not_exists(#disposition) AND attribute_not_exists(#dispositionMissingAt)'
