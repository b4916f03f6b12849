/** A wall-clock reading, as calendar fields; months from 1. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const formats = new Map<string, Intl.DateTimeFormat>()
const DAY_MS = 86_400_000

/** Whether the runtime's time zone data know the name. */
export function isZone(zone: string): boolean {
  try {
    format(zone)
    return true
  } catch {
    return false
  }
}

/** What clocks in `zone` show at `at` (epoch milliseconds). */
export function wallTime(at: number, zone: string): WallTime {
  const parts = Object.fromEntries(
    format(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return { year, month, day, hour, minute, second }
}

/**
 * The instant (epoch milliseconds) at which clocks in `zone` show `wall`: the first of two when they are set back,
 * undefined when they are set forward across it.
 */
export function instantOf(wall: WallTime, zone: string): number | undefined {
  const asUtc = utc(wall)
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((at) => utc(wallTime(at, zone)) - at)
  const candidates = offsets.map((offset) => asUtc - offset).sort((a, b) => a - b)
  return candidates.find((at) => utc(wallTime(at, zone)) === asUtc)
}

const utc = ({ year, month, day, hour, minute, second }: WallTime) =>
  Date.UTC(year, month - 1, day, hour, minute, second)

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone)
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, known)
  }
  return known
}
