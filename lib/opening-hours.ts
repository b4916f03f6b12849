export const WEEKDAYS = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const

export type Weekday = (typeof WEEKDAYS)[number]

/** Local times of one day, `HH:MM` to `HH:MM`; `24:00` is the end of the day. */
export type Interval = readonly [opens: string, closes: string]

export type Week = Readonly<Partial<Record<Weekday, readonly Interval[] | undefined>>>

export const MINUTES_PER_WEEK = 7 * 24 * 60

/** Minutes since midnight. Takes `HH:MM`. */
export function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** The first two intervals of a day that share a minute. Takes them in any order. */
export function firstOverlap(day: readonly Interval[]): [Interval, Interval] | undefined {
  const sorted = inOrder(day)
  const second = sorted.findIndex((interval, index) => {
    const previous = sorted[index - 1]
    return previous !== undefined && minuteOfDay(interval[0]) < minuteOfDay(previous[1])
  })
  return second < 0 ? undefined : [sorted[second - 1]!, sorted[second]!]
}

export function inOrder(day: readonly Interval[]): Interval[] {
  return day.toSorted((one, other) => minuteOfDay(one[0]) - minuteOfDay(other[0]))
}

/**
 * How long, at most, it takes by the wall clock until `openMinutes` of opening time have passed: the answer for the
 * unluckiest moment, which is a closing time. In minutes; Infinity when the week has no opening hours.
 * The hour that a change to summer time may add is left out.
 */
export function longestWait(week: Week, openMinutes: number): number {
  const open = WEEKDAYS.flatMap((weekday, day) =>
    inOrder(week[weekday] ?? []).map(([opens, closes]) => ({
      from: day * 1440 + minuteOfDay(opens),
      to: day * 1440 + minuteOfDay(closes),
    })),
  )
  const openPerWeek = open.reduce((sum, { from, to }) => sum + to - from, 0)
  if (openPerWeek === 0) return Number.POSITIVE_INFINITY
  const fullWeeks = Math.ceil(openMinutes / openPerWeek) - 1
  const rest = openMinutes - fullWeeks * openPerWeek
  return fullWeeks * MINUTES_PER_WEEK + Math.max(...open.map(({ to }) => waitFrom(to, rest, open)))
}

function waitFrom(start: number, openMinutes: number, open: readonly { from: number; to: number }[]): number {
  const later = open.filter(({ from }) => from >= start)
  const nextWeek = open.map(({ from, to }) => ({ from: from + MINUTES_PER_WEEK, to: to + MINUTES_PER_WEEK }))
  let left = openMinutes
  for (const { from, to } of [...later, ...nextWeek]) {
    if (to - from >= left) return from + left - start
    left -= to - from
  }
  throw new Error('unreachable: a rest is at most one week of opening hours')
}
