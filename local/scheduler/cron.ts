import { instantOf, type WallTime, wallTime } from './zone.ts'

/** A cron expression of six fields (minutes, hours, day of month, month, day of week, year), ready to be asked. */
export interface Cron {
  minutes: ReadonlySet<number>
  hours: ReadonlySet<number>
  months: ReadonlySet<number>
  years: ReadonlySet<number>
  /** Whether a day of the calendar is meant. */
  isDay: (year: number, month: number, day: number) => boolean
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const [FIRST_YEAR, LAST_YEAR] = [1970, 2199]

/**
 * Reads the inside of `cron(…)` (EventBridge Scheduler guide, "Cron-based schedules"): lists, ranges, steps, `?`, `L`, `W`
 * and `#`; exactly one of the two day fields must be `?`, and one space parts the fields. Of a rule of EventBridge a range
 * may run past the end of its field, but for years, and there is `L-3` (recorded); of a schedule neither is said anywhere.
 * Throws RangeError for anything else.
 */
export function parseCron(text: string, ofRule: boolean): Cron {
  const fields = text.split(' ')
  if (fields.length !== 6) throw new RangeError('a cron expression has six fields')
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if ((dayOfMonth === '?') === (dayOfWeek === '?'))
    throw new RangeError('exactly one of day-of-month and day-of-week must be ?')
  return {
    minutes: numbers(minutes, 0, 59, ofRule),
    hours: numbers(hours, 0, 23, ofRule),
    months: numbers(named(month, MONTHS, 1), 1, 12, ofRule),
    years: numbers(year, FIRST_YEAR, LAST_YEAR, false),
    isDay:
      dayOfWeek === '?' ? daysOfMonth(dayOfMonth, ofRule) : daysOfWeek(named(dayOfWeek, DAYS, 1), ofRule),
  }
}

/** The first instant after `after` (epoch ms) that the expression means in `zone`; undefined when there is none. */
export function nextCron(cron: Cron, after: number, zone: string): number | undefined {
  const from = wallTime(after, zone)
  const today = Date.UTC(from.year, from.month - 1, from.day)
  for (let day = today; ; day += 86_400_000) {
    const date = new Date(day)
    const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
    if (year > LAST_YEAR) return undefined
    if (!cron.years.has(year)) {
      day = Date.UTC(year, 11, 31)
      continue
    }
    if (!cron.months.has(month) || !cron.isDay(year, month, dayOfMonth)) continue
    // Clocks are never set back by more than three hours.
    const hours = [...cron.hours].filter((hour) => day > today || hour >= from.hour - 3)
    const wall = { year, month, day: dayOfMonth, second: 0 }
    const found = firstOnDay({ hours, minutes: cron.minutes }, wall, after, zone)
    if (found !== undefined) return found
  }
}

/** A time that clocks skip is skipped; one that they show twice counts once. */
function firstOnDay(
  { hours, minutes }: { hours: Iterable<number>; minutes: Iterable<number> },
  day: Omit<WallTime, 'hour' | 'minute'>,
  after: number,
  zone: string,
): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const at = instantOf({ ...day, hour, minute }, zone)
      if (at !== undefined && at > after) return at
    }
  }
  return undefined
}

function daysOfMonth(text: string, ofRule: boolean): Cron['isDay'] {
  if (text === 'L') return (year, month, day) => day === lastDay(year, month)
  if (text === 'LW') return (year, month, day) => day === nearestWeekday(year, month, lastDay(year, month))
  const [, before] = /^L-(\d{1,2})$/.exec(text) ?? []
  if (before && ofRule) {
    const days = numberIn(before, 0, 30)
    return (year, month, day) => day === lastDay(year, month) - days
  }
  const [, near] = /^(\d{1,2})W$/.exec(text) ?? []
  if (near) {
    const wanted = numberIn(near, 1, 31)
    return (year, month, day) => wanted <= lastDay(year, month) && day === nearestWeekday(year, month, wanted)
  }
  const days = numbers(text, 1, 31, ofRule)
  return (_year, _month, day) => days.has(day)
}

function daysOfWeek(text: string, ofRule: boolean): Cron['isDay'] {
  if (text === 'L') return (year, month, day) => weekday(year, month, day) === 7
  const [, last] = /^(\d)L$/.exec(text) ?? []
  if (last) {
    const wanted = numberIn(last, 1, 7)
    return (year, month, day) => weekday(year, month, day) === wanted && day + 7 > lastDay(year, month)
  }
  const [, which, nth] = /^(\d)#(\d)$/.exec(text) ?? []
  if (which && nth) {
    const [wanted, week] = [numberIn(which, 1, 7), numberIn(nth, 1, 5)]
    return (year, month, day) => weekday(year, month, day) === wanted && Math.ceil(day / 7) === week
  }
  const days = numbers(text, 1, 7, ofRule)
  return (year, month, day) => days.has(weekday(year, month, day))
}

/** 1 is Sunday. */
const weekday = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The weekday closest to a day, within its month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const on = weekday(year, month, day)
  if (on === 7) return day > 1 ? day - 1 : day + 2
  if (on === 1) return day < lastDay(year, month) ? day + 1 : day - 2
  return day
}

const named = (text: string, names: readonly string[], first: number) =>
  text.replace(/[a-z]{3}/gi, (name) => {
    const at = names.indexOf(name.toUpperCase())
    return at < 0 ? name : String(at + first)
  })

function numbers(text: string, least: number, most: number, round: boolean): Set<number> {
  const all = text.split(',').flatMap((part) => range(part, least, most, round))
  return new Set(all.sort((a, b) => a - b))
}

function range(text: string, least: number, most: number, round: boolean): number[] {
  const [, span, stepText] = /^(\*|\d+(?:-\d+)?)(?:\/(\d+))?$/.exec(text) ?? []
  if (span === undefined) throw new RangeError(`${text} is not understood`)
  const step = stepText === undefined ? 1 : numberIn(stepText, 1, most + 1)
  const [from = '', to] = span === '*' ? [String(least), String(most)] : span.split('-')
  const first = numberIn(from, least, most)
  const last = to === undefined ? (stepText === undefined ? first : most) : numberIn(to, least, most)
  if (last < first && !round) throw new RangeError(`${text} ends before it begins`)
  const turn = most - least + 1
  const length = Math.floor((last - first + (last < first ? turn : 0)) / step) + 1
  return Array.from({ length }, (_, index) => ((first + index * step - least) % turn) + least)
}

function numberIn(text: string, least: number, most: number): number {
  const number = Number(text)
  if (number < least || number > most) throw new RangeError(`${text} is outside ${least} to ${most}`)
  return number
}
