import type { EpochMs } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'

/** The only reader of the clock. */
export const systemClock: Clock = { now: () => Date.now() as EpochMs }
