import { createHash } from 'node:crypto'

import { type Budget, windowIndex } from '../domain/mail/limits.ts'
import { type EpochMs, SECOND } from '../domain/values.ts'
import type { Budgets } from '../ports/budgets.ts'
import type { Table } from './table.ts'

/**
 * One item per budget, one counter per window under the window's own number: counting is one conditional write, and a
 * window that is over needs no resetting. Keys are digests, since they are made of addresses.
 */
export function dynamoBudgets(table: Table): Budgets {
  return {
    async spend(budget, at) {
      const key = `BUDGET#${createHash('sha256').update(budget.key).digest('hex')}`
      if (await table.count(key, spending(budget, at))) return true
      await table.change(key, { set: { blockedUntil: at + budget.quietMs, expiresAt: expiry(budget, at) } })
      return false
    },
  }
}

function spending(budget: Budget, at: EpochMs) {
  const counters = budget.windows.map((window) => ({
    name: `w${window.ms}_${windowIndex(at, window)}`,
    below: window.atMost,
    /** Those of the last two windows, which nobody asks for any more. */
    spent: [1, 2].map((back) => `w${window.ms}_${windowIndex(at, window) - back}`),
  }))
  return {
    counters: counters.map(({ name, below }) => ({ name, below })),
    remove: counters.flatMap(({ spent }) => spent),
    set: { expiresAt: expiry(budget, at) },
    assuming: 'attribute_not_exists(#blockedUntil) OR #blockedUntil < :at',
    values: { at },
  }
}

function expiry({ windows, quietMs }: Budget, at: EpochMs): number {
  const longest = Math.max(quietMs, ...windows.map(({ ms }) => ms))
  return Math.ceil((at + 2 * longest) / SECOND)
}
