import { createHash } from 'node:crypto'

import { REMEMBERED_MS, type Writer } from '../domain/mail/look-alikes.ts'
import { type EpochMs, SECOND } from '../domain/values.ts'
import type { RecentWriters } from '../ports/recent-writers.ts'
import type { Table } from './table.ts'

/** A write costs a unit for each KB of the item, and forty names are about two. */
const MOST = 100
const KEPT = 60

/** Of a contact's digest: enough to know it again among a hundred. */
const LETTERS = 8

/**
 * One item per subject, each writer an element of a set of strings: whoever joins does so in one write that assumes
 * nothing, and sees all who joined before. The key is a digest. The names are addresses, and forgotten
 * soon after they count.
 */
export function dynamoRecentWriters(table: Table): RecentWriters {
  return {
    async join(subject, { name, at }, contact) {
      const key = `WRITERS#${digestOf(subject)}`
      const id = digestOf(contact).slice(0, LETTERS)
      const item = await table.change(key, {
        include: { writers: `${at.toString(36)} ${id} ${name}` },
        set: { expiresAt: Math.ceil((at + REMEMBERED_MS) / SECOND) },
      })
      const elements = [...((item?.writers ?? []) as Iterable<string>)]
      await forget(key, elements, at)
      const writers = eachOnce(elements)
      const others = [...writers.values()].filter((writer) => writer.id !== id)
      const firstAsked = writers.get(id)?.at ?? at
      // Tried again, it must not be told of those who came meanwhile.
      return firstAsked < at ? others.filter((writer) => writer.at <= firstAsked) : others
    },
  }

  /** Whether this succeeds or not: the next one tries again. */
  async function forget(key: string, elements: readonly string[], at: EpochMs): Promise<void> {
    const gone = forgettable(elements, at)
    if (gone.length > 0) await table.change(key, { exclude: { writers: gone } }).catch(() => undefined)
  }
}

/** Who came first goes first where there are too many. Nobody stays for longer than two times what they count for. */
function forgettable(elements: readonly string[], at: EpochMs): readonly string[] {
  const oldestFirst = [...elements].sort((one, other) => parsed(one).at - parsed(other).at)
  if (elements.length > MOST) return oldestFirst.slice(0, -KEPT)
  const isOlderThan = (ms: number) => (element: string) => parsed(element).at < at - ms
  return oldestFirst.some(isOlderThan(2 * REMEMBERED_MS))
    ? oldestFirst.filter(isOlderThan(REMEMBERED_MS))
    : []
}

/** A contact that was tried again has an element for each time: the first counts. By the contact's digest. */
function eachOnce(elements: readonly string[]) {
  const latestFirst = elements.map(parsed).sort((one, other) => other.at - one.at)
  return new Map(latestFirst.map((writer) => [writer.id, writer]))
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function parsed(element: string): Writer & { id: string } {
  const [at = '', id = '', ...name] = element.split(' ')
  return { at: Number.parseInt(at, 36) as EpochMs, id, name: name.join(' ') }
}
