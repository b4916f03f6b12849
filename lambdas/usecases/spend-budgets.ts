import { type Budget, budgetsOf, type LimitReason } from '../domain/mail/limits.ts'
import { isOneTooMany, writerOf } from '../domain/mail/look-alikes.ts'
import type { ContactId, EpochMs } from '../domain/values.ts'
import type { Budgets } from '../ports/budgets.ts'
import type { RecentWriters } from '../ports/recent-writers.ts'

export interface SpendBudgetsPorts {
  budgets: Budgets
  writers: RecentWriters
}

/**
 * Takes one from every budget that a contact's acknowledgement spends from, step by step, unless its sender is one too
 * many of those who may be the same. Gives the reason of the first that is spent: no later step pays then, and that the
 * others of its own have paid too only makes them stricter.
 */
export async function spendBudgets(
  contact: ContactId,
  mail: Parameters<typeof budgetsOf>[0],
  now: EpochMs,
  { budgets, writers }: SpendBudgetsPorts,
): Promise<LimitReason | undefined> {
  const [own, ...shared] = budgetsOf(mail)
  const [limit, look] = await Promise.all([spend(own), joinWriters()])
  const reason = limit ?? look
  if (reason) return reason
  for (const step of shared) {
    const spent = await spend(step)
    if (spent) return spent
  }
  return undefined

  async function spend(step: readonly Budget[]): Promise<LimitReason | undefined> {
    const left = await Promise.all(step.map((budget) => budgets.spend(budget, now, contact)))
    return step.find((_, i) => !left[i])?.reason
  }

  async function joinWriters(): Promise<LimitReason | undefined> {
    const writer = writerOf(mail)
    const before = await writers.join(writer.among, { name: writer.name, at: now }, contact)
    return isOneTooMany(writer, now, before) ? 'limit-pattern' : undefined
  }
}
