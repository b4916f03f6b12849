import { createHash } from 'node:crypto'

import { type Budget, type Window, windowIndex } from '../domain/mail/limits.ts'
import { type EpochMs, SECOND } from '../domain/values.ts'
import type { Budgets } from '../ports/budgets.ts'
import type { Item, Table } from './table.ts'

/**
 * One item per budget, one counter per window under the window's own number: counting is one conditional write, and a
 * window that is over needs no resetting. Keys are digests, since they are made of addresses.
 */
export function dynamoBudgets(table: Table): Budgets {
  return {
    async spend(budget, at) {
      const key = `BUDGET#${createHash('sha256').update(budget.key).digest('hex')}`
      if (await table.count(key, spending(budget, at))) return true
      const quietMs = quietNeeded(budget, await table.get(key), at)
      await table.change(key, { set: { blockedUntil: at + quietMs, quietMs, expiresAt: expiry(budget, at) } })
      return false
    },
  }
}

/** As long as the fullest window asks for; one that is blocked stays so for as long as it was. */
function quietNeeded({ windows }: Budget, item: Item = {}, at: EpochMs): number {
  const full = windows.filter(
    (window) => Number(item[counterOf(window, windowIndex(at, window))] ?? 0) >= window.atMost,
  )
  const blocked = Number(item.blockedUntil ?? 0) >= at ? Number(item.quietMs ?? 0) : 0
  return Math.max(blocked, ...full.map(({ quietMs }) => quietMs))
}

const counterOf = ({ ms }: Window, index: number) => `w${ms}_${index}`

function spending(budget: Budget, at: EpochMs) {
  const counters = budget.windows.map((window) => ({
    name: counterOf(window, windowIndex(at, window)),
    below: window.atMost,
    /** Those of the last two windows, which nobody asks for any more. */
    spent: [1, 2].map((back) => counterOf(window, windowIndex(at, window) - back)),
  }))
  return {
    counters: counters.map(({ name, below }) => ({ name, below })),
    remove: counters.flatMap(({ spent }) => spent),
    set: { expiresAt: expiry(budget, at) },
    assuming: 'attribute_not_exists(#blockedUntil) OR #blockedUntil < :at',
    values: { at },
  }
}

function expiry({ windows }: Budget, at: EpochMs): number {
  const longest = Math.max(...windows.flatMap(({ ms, quietMs }) => [ms, quietMs]))
  return Math.ceil((at + 2 * longest) / SECOND)
}
