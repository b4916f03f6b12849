import type { Random } from '../random.ts'
import type { StateFailure } from './failure.ts'

/** A rule of Retry. */
export interface Retrier {
  ErrorEquals: string[]
  IntervalSeconds?: number
  MaxAttempts?: number
  BackoffRate?: number
  MaxDelaySeconds?: number
  JitterStrategy?: 'FULL' | 'NONE'
}

/**
 * Whether an error name of a rule means `failure` (developer guide, "Handling errors"): States.ALL does not mean
 * States.Runtime, but it does mean States.DataLimitExceeded, although the guide says otherwise: recorded runs catch a
 * function's result of more than 256 KiB by it. States.TaskFailed means no timeout either; both timeouts read
 * States.Timeout, and States.HeartbeatTimeout means the one of them.
 */
export function matches(names: readonly string[], failure: StateFailure): boolean {
  const terminal = failure.error === 'States.DataLimitExceeded' || failure.error === 'States.Runtime'
  const late =
    failure.kind === 'timeout' || failure.kind === 'heartbeat' || failure.error === 'States.Timeout'
  return names.some((name) => {
    if (name === failure.error) return true
    if (name === 'States.ALL') return failure.error !== 'States.Runtime'
    if (name === 'States.TaskFailed') return !terminal && !late
    return name === 'States.HeartbeatTimeout' && failure.kind === 'heartbeat'
  })
}

/** Milliseconds to wait before attempt `attempt` (1 is the first retry) under a rule. */
export function retryDelayMs(rule: Retrier, attempt: number, random: Random): number {
  const full = (rule.IntervalSeconds ?? 1) * (rule.BackoffRate ?? 2) ** (attempt - 1)
  const seconds = Math.min(full, rule.MaxDelaySeconds ?? Infinity)
  const drawn = rule.JitterStrategy === 'FULL' ? seconds * random.next() : seconds
  return Math.round(drawn * 1000)
}
