import { type Cron, nextCron, parseCron } from './cron.ts'
import { instantOf, type WallTime } from './zone.ts'

export type ScheduleExpression =
  | { kind: 'at'; wall: WallTime }
  | { kind: 'rate'; everyMs: number }
  | { kind: 'cron'; cron: Cron }

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Reads `at(…)`, `rate(…)` or `cron(…)`, of a schedule or of a rule; throws RangeError for anything else. */
export function parseExpression(text: string, of: 'schedule' | 'rule' = 'schedule'): ScheduleExpression {
  const [, kind, inside = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text) ?? []
  switch (kind) {
    case 'at':
      return { kind, wall: parseWall(inside) }
    case 'rate':
      return { kind, everyMs: parseRate(inside) }
    case 'cron':
      return { kind, cron: parseCron(inside, of === 'rule') }
    default:
      throw new RangeError('a schedule is at(…), rate(…) or cron(…)')
  }
}

function parseWall(text: string): WallTime {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text))
    throw new RangeError('at(…) takes yyyy-mm-ddThh:mm:ss')
  const [year, month, day, hour, minute, second] = text.split(/[-T:]/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const read = Date.UTC(year, month - 1, day, hour, minute, second)
  if (new Date(read).toISOString() !== `${text}.000Z`) throw new RangeError(`${text} is no date`)
  return { year, month, day, hour, minute, second }
}

/** One of a unit is singular, more are plural: `rate(1 minutes)` is refused. */
function parseRate(text: string): number {
  const [, count, unit, plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(text) ?? []
  if (!count || Number(count) < 1 || (Number(count) === 1) !== (plural === ''))
    throw new RangeError(`rate(${text}) is not understood`)
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]
}

/**
 * The first occurrence after `after`, in epoch milliseconds; undefined when there is none any more. A rate counts from
 * `anchor`, its first occurrence; the zone says whose clocks `at` and `cron` mean.
 */
export function nextOccurrence(
  expression: ScheduleExpression,
  { after, anchor, zone }: { after: number; anchor: number; zone: string },
): number | undefined {
  switch (expression.kind) {
    case 'at': {
      const at = instantOf(expression.wall, zone)
      return at !== undefined && at > after ? at : undefined
    }
    case 'rate': {
      const passed = Math.floor((after - anchor) / expression.everyMs) + 1
      return anchor + Math.max(0, passed) * expression.everyMs
    }
    case 'cron':
      return nextCron(expression.cron, after, zone)
  }
}
