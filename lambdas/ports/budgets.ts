import type { Budget } from '../domain/mail/limits.ts'
import type { EpochMs } from '../domain/values.ts'

/** Counts acknowledgements. */
export interface Budgets {
  /** Takes one from the budget. False, and nothing taken, when it is spent, or has not been quiet for long enough since. */
  spend(budget: Budget, at: EpochMs): Promise<boolean>
}
