import { windowsAt } from '../../lambdas/domain/mail/limits.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'
import type { Budgets } from '../../lambdas/ports/budgets.ts'

/** Behaves as the DynamoDB one does; both pass test/adapters/budgets.contract.ts. */
export function memoryBudgets(): Budgets {
  const spent = new Map<string, number>()
  const payers = new Map<string, ContactId[]>()
  const blocked = new Map<string, { until: number; quietMs: number }>()
  return {
    async spend({ key, windows, renews }, at, contact) {
      const known = payers.get(key) ?? []
      if (known.includes(contact)) return true
      const counters = windows.flatMap((window) =>
        windowsAt(at, window).map((number) => ({ name: `${key} ${window.ms} ${number}`, ...window })),
      )
      const full = counters.filter(({ name, atMost }) => (spent.get(name) ?? 0) >= atMost)
      const block = blocked.get(key)
      const isBlocked = block !== undefined && block.until >= at
      if (!isBlocked && full.length === 0) {
        payers.set(key, known.length < 8 ? [...known, contact] : [contact])
        for (const { name } of counters) spent.set(name, (spent.get(name) ?? 0) + 1)
        return true
      }
      if (isBlocked && !renews) return false
      const quietMs = Math.max(isBlocked ? block.quietMs : 0, ...full.map((window) => window.quietMs))
      blocked.set(key, { until: at + quietMs, quietMs })
      return false
    },
  }
}
