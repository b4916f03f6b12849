import { nextOccurrence, parseExpression, type ScheduleExpression } from '../scheduler/expression.ts'
import type { Timeline } from '../timeline.ts'
import { validation } from './constraint.ts'

/** Reads a rule's schedule; throws ValidationException. Rules know `rate` and `cron`, always in UTC. */
export function ruleSchedule(text: string): ScheduleExpression {
  try {
    const expression = parseExpression(text, 'rule')
    if (expression.kind !== 'at') return expression
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw validation('Parameter ScheduleExpression is not valid.')
}

/** Calls `fire` with each occurrence; a rate's first is one period from now. Returns how to call it off. */
export function everyOccurrence(
  expression: ScheduleExpression,
  { timeline, what, fire }: { timeline: Timeline; what: string; fire: (at: number) => void | Promise<void> },
): () => void {
  const anchor = timeline.now()
  let cancel = () => {}
  const plan = (after: number) => {
    const at = nextOccurrence(expression, { after, anchor, zone: 'UTC' })
    if (at === undefined) return
    cancel = timeline.at(at, what, () => {
      plan(at)
      return fire(at)
    })
  }
  plan(anchor)
  return () => cancel()
}
