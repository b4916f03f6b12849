import { budgetsOf, type LimitReason } from '../domain/mail/limits.ts'
import type { ContactId, EpochMs } from '../domain/values.ts'
import type { Budgets } from '../ports/budgets.ts'

/**
 * Takes one from every budget that a contact's acknowledgement spends from, step by step. Gives the reason of the first
 * that is spent: no later step pays then, and that the others of its own have paid too only makes them stricter.
 */
export async function spendBudgets(
  contact: ContactId,
  mail: Parameters<typeof budgetsOf>[0],
  now: EpochMs,
  { budgets }: { budgets: Budgets },
): Promise<LimitReason | undefined> {
  for (const step of budgetsOf(mail)) {
    const left = await Promise.all(step.map((budget) => budgets.spend(budget, now, contact)))
    const spent = step.find((_, i) => !left[i])
    if (spent) return spent.reason
  }
  return undefined
}
