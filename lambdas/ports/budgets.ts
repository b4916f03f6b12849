import type { Budget } from '../domain/mail/limits.ts'
import type { ContactId, EpochMs } from '../domain/values.ts'

/** Counts acknowledgements. */
export interface Budgets {
  /**
   * Takes one from the budget for a contact. False, and nothing taken, when it is spent, or has not been quiet for long
   * enough since. True, and nothing taken, where the same contact is among the last who took one: it is tried again.
   */
  spend(budget: Budget, at: EpochMs, contact: ContactId): Promise<boolean>
}
