import type { Random } from '../random.ts'
import type { Frame } from './execution.ts'
import type { StateFailure } from './failure.ts'
import { matches, type Retrier, retryDelayMs } from './retry.ts'
import type { Finish } from './stage.ts'

/**
 * Milliseconds until the next attempt of the frame's state after `failure`; undefined where none is left. The first
 * retrier that matches counts it. States.Runtime is never retried (developer guide, "Handling errors").
 */
export function nextAttempt(frame: Frame, failure: StateFailure, random: Random): number | undefined {
  const rules: Retrier[] = frame.scope.States[frame.state]!.Retry ?? []
  const at = failure.kind === 'runtime' ? -1 : rules.findIndex((rule) => matches(rule.ErrorEquals, failure))
  const rule = rules[at]
  if (!rule) return undefined
  frame.attempts ??= rules.map(() => 0)
  const attempt = frame.attempts[at]! + 1
  if (attempt > (rule.MaxAttempts ?? 3)) return undefined
  frame.attempts[at] = attempt
  return retryDelayMs(rule, attempt, random)
}

/** How the first catcher that matches finishes the state; undefined where none does. A missing cause is '' (recorded). */
export function caughtBy(frame: Frame, failure: StateFailure): Finish | undefined {
  const rules: any[] = frame.scope.States[frame.state]!.Catch ?? []
  const at = rules.findIndex((rule) => matches(rule.ErrorEquals, failure))
  if (at < 0) return undefined
  const errorOutput = { Error: failure.error ?? '', Cause: failure.why ?? '' }
  return { part: rules[at], prefix: `Catch[${at}]/`, errorOutput, next: rules[at].Next }
}
