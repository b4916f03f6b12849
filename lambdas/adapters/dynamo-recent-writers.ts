import { createHash } from 'node:crypto'

import { forgettable, REMEMBERED_MS, type Writer } from '../domain/mail/look-alikes.ts'
import { type ContactId, type EpochMs, SECOND } from '../domain/values.ts'
import type { RecentWriters } from '../ports/recent-writers.ts'
import type { Table } from './table.ts'

/** A writer with the contact that made it one, by a digest, and how both stand in the set. */
type Member = Writer & Readonly<{ id: string; element: string }>

/** Of a contact's digest: enough to know it again among a few hundred. */
const LETTERS = 8

/**
 * Those who wrote are one item, each a member of a set of strings: whoever joins does so in one write that assumes
 * nothing, and sees all who joined before. The key is a digest; of the addresses only the local parts are kept.
 */
export function dynamoRecentWriters(table: Table): RecentWriters {
  return {
    async join(among, writer, contact) {
      const key = `WRITERS#${digestOf(among)}`
      const own = memberOf(writer, contact)
      const item = await table.change(key, {
        include: { writers: own.element },
        set: { expiresAt: Math.ceil((writer.at + REMEMBERED_MS) / SECOND) },
      })
      const members = [...((item?.writers ?? []) as Iterable<string>)].map(parsed)
      const others = members.filter(({ id }) => id !== own.id)
      const earlier = members.filter(({ id, element }) => id === own.id && element !== own.element)
      if (earlier.length === 0) {
        await forget(key, forgettable(members, writer.at))
        return others
      }
      // It is tried again, and must not be told of those who came meanwhile.
      const firstAsked = Math.min(...earlier.map(({ at }) => at))
      await forget(key, [own, ...earlier.filter(({ at }) => at > firstAsked)])
      return others.filter(({ at }) => at <= firstAsked)
    },
  }

  /** Whether this succeeds or not: the next one tries again. */
  async function forget(key: string, gone: readonly Member[]): Promise<void> {
    const writers = gone.map(({ element }) => element)
    if (writers.length > 0) await table.change(key, { exclude: { writers } }).catch(() => undefined)
  }
}

function memberOf({ at, name }: Writer, contact: ContactId): Member {
  const id = digestOf(contact).slice(0, LETTERS)
  return { at, name, id, element: `${at.toString(36)} ${id} ${name}` }
}

function parsed(element: string): Member {
  const [at = '', id = '', ...name] = element.split(' ')
  return { at: Number.parseInt(at, 36) as EpochMs, id, name: name.join(' '), element }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
