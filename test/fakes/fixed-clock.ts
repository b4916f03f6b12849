import type { EpochMs } from '../../lambdas/domain/values.ts'
import type { Clock } from '../../lambdas/ports/clock.ts'

/** A clock that a test moves. */
export function fixedClock(at: EpochMs): Clock & { at: EpochMs } {
  const clock = { at, now: () => clock.at }
  return clock
}
