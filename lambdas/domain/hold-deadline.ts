import type { HoldClock, OpeningHours, Weekday } from './inbox.ts'
import { DAY, type EpochMs, MINUTE, SECOND } from './values.ts'

/** A year of closed days is a configuration error, not a wait. */
const LONGEST_SEARCH_DAYS = 400

/**
 * When a hold that begins at `from` ends, after `holdForSeconds` on its clock.
 *
 * Rounded up to a whole second, because a Step Functions Wait drops milliseconds and would wake early.
 * Throws if the opening hours never add up to the hold.
 */
export function holdDeadline(from: EpochMs, holdForSeconds: number, clock: HoldClock): EpochMs {
  const holdForMs = holdForSeconds * SECOND
  const until = clock.kind === 'wall' ? from + holdForMs : afterOpenTime(from, holdForMs, clock)
  return (Math.ceil(until / SECOND) * SECOND) as EpochMs
}

function afterOpenTime(from: EpochMs, openMs: number, hours: OpeningHours): number {
  let left = openMs
  let { year, month, day } = localDate(from - DAY, hours.timeZone)
  for (let searched = 0; searched < LONGEST_SEARCH_DAYS; searched++) {
    for (const [opens, closes] of hours.week[weekdayOf(year, month, day)] ?? []) {
      const start = Math.max(from, instantOf(year, month, day, opens, hours.timeZone))
      const end = instantOf(year, month, day, closes, hours.timeZone)
      if (end <= start) continue
      if (end - start >= left) return start + left
      left -= end - start
    }
    ;({ year, month, day } = nextDay(year, month, day))
  }
  throw new Error(`the opening hours in ${hours.timeZone} never add up to ${openMs / SECOND} seconds`)
}

interface LocalDate {
  year: number
  month: number
  day: number
}

const WEEKDAYS: readonly Weekday[] = [
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
]

function weekdayOf(year: number, month: number, day: number): Weekday {
  return WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] as Weekday
}

function nextDay(year: number, month: number, day: number): LocalDate {
  const next = new Date(Date.UTC(year, month - 1, day + 1))
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() }
}

function localDate(at: number, timeZone: string): LocalDate {
  const wall = new Date(at + offsetAt(at, timeZone))
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() }
}

/**
 * The instant of a local time. Over a change to summer time a local time may not exist: the instant at which the clock
 * jumps stands for it. Over the change back it exists twice: the earlier one counts.
 */
function instantOf(year: number, month: number, day: number, time: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const wall = Date.UTC(year, month - 1, day, hours, minutes)
  const before = offsetAt(wall - DAY, timeZone)
  const after = offsetAt(wall + DAY, timeZone)
  const candidates = [wall - before, wall - after].sort((a, b) => a - b)
  const exact = candidates.find((at) => at + offsetAt(at, timeZone) === wall)
  return exact ?? jumpBetween(candidates[0] as number, candidates[1] as number, timeZone)
}

function jumpBetween(low: number, high: number, timeZone: string): number {
  const offset = offsetAt(low, timeZone)
  for (let at = Math.ceil(low / MINUTE) * MINUTE; at < high; at += MINUTE)
    if (offsetAt(at, timeZone) !== offset) return at
  return high
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** What to add to UTC for the local time, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / SECOND) * SECOND
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  return format
}
