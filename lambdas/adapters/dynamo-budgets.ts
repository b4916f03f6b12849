import { createHash } from 'node:crypto'

import { type Budget, type Window, windowsAt } from '../domain/mail/limits.ts'
import { type ContactId, type EpochMs, SECOND } from '../domain/values.ts'
import type { Budgets } from '../ports/budgets.ts'
import type { Item, Table } from './table.ts'

/** Counters of windows that are over, which an item may hold. It would grow for as long as mail comes. */
const MOST_OUTWORN = 20
/** Contacts that an item remembers to have paid: more than take turns at one budget while each is tried again. */
const MOST_PAYERS = 8
/** An expression has 4 KB at most. */
const MOST_AT_ONCE = 100

/**
 * One item per budget, one counter per window under the window's own number: counting is one conditional write, and a
 * window that is over needs no resetting. Keys are digests, since they are made of addresses.
 */
export function dynamoBudgets(table: Table): Budgets {
  return {
    async spend(budget, at, contact) {
      const key = `BUDGET#${createHash('sha256').update(budget.key).digest('hex')}`
      const item = await table.count(key, spending(budget, at, contact))
      if (item) {
        await tidy(key, item, at, contact)
        return true
      }
      const spent = await table.get(key)
      if (payersOf(spent).has(contact)) return true
      if (!budget.renews && isBlocked(spent, at)) return false
      const quietMs = quietNeeded(budget, spent, at)
      await table.change(key, { set: { blockedUntil: at + quietMs, quietMs, expiresAt: expiry(budget, at) } })
      return false
    },
  }

  /** What is spent is spent, whether this succeeds or not: the next one tries again. */
  async function tidy(key: string, item: Item, at: EpochMs, payer: ContactId): Promise<void> {
    const outworn = Object.keys(item).filter((name) => isOutworn(name, at))
    const change = {
      ...(outworn.length > MOST_OUTWORN && { remove: outworn.slice(0, MOST_AT_ONCE) }),
      ...(payersOf(item).size > MOST_PAYERS && { set: { payers: new Set([payer]) } }),
    }
    if (Object.keys(change).length > 0) await table.change(key, change).catch(() => undefined)
  }
}

/** As long as the fullest window asks for; one that is blocked stays so for as long as it was. */
function quietNeeded({ windows }: Budget, item: Item = {}, at: EpochMs): number {
  const full = windows.filter((window) =>
    countersOf(window, at).some((name) => Number(item[name] ?? 0) >= window.atMost),
  )
  const blocked = isBlocked(item, at) ? Number(item.quietMs ?? 0) : 0
  return Math.max(blocked, ...full.map(({ quietMs }) => quietMs))
}

function isBlocked(item: Item = {}, at: EpochMs): boolean {
  return Number(item.blockedUntil ?? 0) >= at
}

function payersOf({ payers }: Item = {}): ReadonlySet<unknown> {
  return payers instanceof Set ? payers : new Set()
}

function countersOf({ ms }: Pick<Window, 'ms'>, at: EpochMs): readonly string[] {
  return windowsAt(at, { ms }).map((number) => `w${ms}_${number}`)
}

/** A counter of a window that is over, and the one after it too: clocks differ a little. */
function isOutworn(name: string, at: EpochMs): boolean {
  const [, ms, number] = /^w(\d+)_(\d+)$/.exec(name) ?? []
  if (number === undefined) return false
  const [earlier] = windowsAt(at, { ms: Number(ms) })
  return Number(number) < earlier - 2
}

function spending(budget: Budget, at: EpochMs, contact: ContactId) {
  return {
    counters: budget.windows.flatMap((window) =>
      countersOf(window, at).map((name) => ({ name, below: window.atMost })),
    ),
    set: { expiresAt: expiry(budget, at) },
    include: { payers: contact },
    assuming:
      '(attribute_not_exists(#blockedUntil) OR #blockedUntil < :at) AND NOT contains(#payers, :contact)',
    values: { at, contact },
  }
}

function expiry({ windows }: Budget, at: EpochMs): number {
  const longest = Math.max(...windows.flatMap(({ ms, quietMs }) => [ms, quietMs]))
  return Math.ceil((at + 2 * longest) / SECOND)
}
