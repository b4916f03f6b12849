import type { Thread } from '../domain/thread.ts'
import type { ThreadId } from '../domain/values.ts'
import type { Threads } from '../ports/threads.ts'
import { shardOf } from './contact-item.ts'
import { rowOf } from './row.ts'
import { expiryAfter, type Item, type Table } from './table.ts'

/**
 * A thread lists its first so many contacts. Every write of an item costs by its whole size, and what writes more often
 * than this within a hundred days is a loop.
 */
const MOST_LISTED = 200

/** A thread keeps its first so many changes of hands. */
const MOST_CHANGES = 50

export function dynamoThreads(table: Table): Threads {
  return {
    async find(id) {
      const item = await table.get(threadKey(id))
      return item && toThread(id, item)
    },

    async noteCustomerMessage({
      thread,
      contact,
      inbox,
      at,
      owner,
      predecessor,
      reopenableSince: since = 0,
      followUpAt,
    }) {
      const change = {
        set: { lastCustomerContact: contact, lastCustomerAt: at, expiresAt: expiryAfter(at) },
        setOnce: {
          inbox,
          startedAt: at,
          predecessor,
          ...(owner && { owner: owner.agent, ownerSince: owner.since }),
          ...(followUpAt && { pendingShard: shardOf(thread), pendingAt: followUpAt }),
        },
      }
      const open = { open: contact }
      const listed = await table.change(threadKey(thread), {
        ...change,
        include: { contacts: contact, ...open, ...(followUpAt && { messages: `${at} ${contact}` }) },
        assuming: `(attribute_not_exists(#contacts) OR size(#contacts) < :most) AND (${REOPENABLE})`,
        values: { most: MOST_LISTED, since },
      })
      const item =
        listed ??
        (await table.change(threadKey(thread), {
          ...change,
          include: open,
          assuming: REOPENABLE,
          values: { since },
        })) ??
        (await table.get(threadKey(thread)))
      if (!item) throw new Error(`thread ${thread} disappeared while it was being written`)
      return toThread(thread, item)
    },

    async noteContactEnded(thread, contact, at) {
      const gone = {
        exclude: { open: [contact] },
        assuming: 'contains(#open, :contact)',
        values: { contact },
      }
      const item =
        (await table.change(threadKey(thread), {
          ...gone,
          set: { lastEndedAt: at, expiresAt: expiryAfter(at) },
          assuming: `${gone.assuming} AND (attribute_not_exists(#lastEndedAt) OR #lastEndedAt < :at)`,
          values: { contact, at },
        })) ?? (await table.change(threadKey(thread), gone))
      return item && toThread(thread, item)
    },

    async noteSuccessor(thread, successor) {
      const item = await table.change(threadKey(thread), { setOnce: { successor } })
      return (item && toThread(thread, item).successor) ?? successor
    },

    async noteAutomaticMail(thread, contact) {
      await table.change(threadKey(thread), {
        include: { contacts: contact },
        assuming:
          'attribute_exists(#startedAt) AND (attribute_not_exists(#contacts) OR size(#contacts) < :most)',
        values: { most: MOST_LISTED },
      })
    },

    async noteHandled(thread, { contact, agent, at }) {
      await table.change(threadKey(thread), {
        set: { owner: agent, ownerSince: at },
        include: { ownerChanges: `first-to-handle ${contact}` },
        setOnce: { expiresAt: expiryAfter(at) },
        assuming: `attribute_not_exists(#transferredAt) AND (attribute_not_exists(#owner) OR #ownerSince > :at) AND ${WORKS_HERE}`,
        values: { at, agent },
      })
    },

    async noteOwnerGone(thread, agent, at) {
      await table.change(threadKey(thread), {
        // Of whoever handles it next the first owns it, as if nobody had been given it before.
        remove: ['owner', 'ownerSince', 'transferredAt'],
        include: { ownersGone: agent, ownerChanges: `owner-deleted ${at} ${agent}` },
        assuming: '#owner = :gone',
        values: { gone: agent },
      })
    },

    async noteTransferred(thread, { contact, agent, at }) {
      const change = {
        set: { owner: agent, ownerSince: at, transferredAt: at },
        setOnce: { expiresAt: expiryAfter(at) },
        assuming: `(attribute_not_exists(#transferredAt) OR #transferredAt < :at) AND ${WORKS_HERE}`,
        values: { at, agent },
      }
      const listed = await table.change(threadKey(thread), {
        ...change,
        include: { ownerChanges: `transferred ${contact}` },
        assuming: `${change.assuming} AND (attribute_not_exists(#ownerChanges) OR size(#ownerChanges) < :most)`,
        values: { ...change.values, most: MOST_CHANGES },
      })
      if (!listed) await table.change(threadKey(thread), change)
    },
  }
}

/**
 * Who is gone is remembered, not since when: events go by Connect's clock, the deletion by ours, and an event may be late.
 */
const WORKS_HERE = '(attribute_not_exists(#ownersGone) OR NOT contains(#ownersGone, :agent))'

/** Open, new, from before closing was known, or closed not too long ago. */
const REOPENABLE = 'attribute_exists(#open) OR attribute_not_exists(#lastEndedAt) OR #lastEndedAt >= :since'

export const threadKey = (id: ThreadId) => `THREAD#${id}`

export function toThread(id: ThreadId, item: Item): Thread {
  const row = rowOf(item)
  return {
    id,
    owner: row.text('owner'),
    ownerSince: row.number('ownerSince'),
    inbox: row.text('inbox'),
    lastCustomerContact: row.text('lastCustomerContact'),
    lastCustomerAt: row.number('lastCustomerAt'),
    contacts: row.texts('contacts'),
    open: row.texts('open'),
    lastEndedAt: row.number('lastEndedAt'),
    disposition: row.text('disposition'),
    dispositionAt: row.number('dispositionAt'),
    followedUpAt: row.number('followedUpAt'),
    followUpTask: row.text('followUpTask'),
    followUpReason: row.text('followUpReason'),
    predecessor: row.text('predecessor'),
    successor: row.text('successor'),
  }
}
