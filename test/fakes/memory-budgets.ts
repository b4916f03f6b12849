import { windowIndex } from '../../lambdas/domain/mail/limits.ts'
import type { Budgets } from '../../lambdas/ports/budgets.ts'

/** Behaves as the DynamoDB one does; both pass test/adapters/budgets.contract.ts. */
export function memoryBudgets(): Budgets {
  const spent = new Map<string, number>()
  const blocked = new Map<string, number>()
  return {
    async spend({ key, windows, quietMs }, at) {
      const counters = windows.map((window) => ({
        name: `${key} ${window.ms} ${windowIndex(at, window)}`,
        ...window,
      }))
      const open =
        (blocked.get(key) ?? 0) < at && counters.every(({ name, atMost }) => (spent.get(name) ?? 0) < atMost)
      if (open) for (const { name } of counters) spent.set(name, (spent.get(name) ?? 0) + 1)
      else blocked.set(key, at + quietMs)
      return open
    },
  }
}
