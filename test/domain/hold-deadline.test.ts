import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { holdDeadline } from '../../lambdas/domain/hold-deadline.ts'
import type { OpeningHours } from '../../lambdas/domain/inbox.ts'
import { type EpochMs, HOUR } from '../../lambdas/domain/values.ts'

const at = (iso: string) => Date.parse(iso) as EpochMs
const iso = (instant: number) => new Date(instant).toISOString()

const nineToFive: readonly (readonly [string, string])[] = [['09:00', '17:00']]
const office: OpeningHours = {
  kind: 'opening-hours',
  timeZone: 'Europe/Berlin',
  week: {
    MONDAY: nineToFive,
    TUESDAY: nineToFive,
    WEDNESDAY: nineToFive,
    THURSDAY: nineToFive,
    FRIDAY: nineToFive,
  },
}
const always: OpeningHours = {
  kind: 'opening-hours',
  timeZone: 'Europe/Berlin',
  week: Object.fromEntries(
    ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map((day) => [
      day,
      [['00:00', '24:00']],
    ]),
  ),
}

describe('the end of a hold by the wall clock', () => {
  it('is 16 hours later, whatever the summer time does', () => {
    expect(iso(holdDeadline(at('2026-03-28T20:00:00Z'), 57_600, { kind: 'wall' }))).toBe(
      '2026-03-29T12:00:00.000Z',
    )
  })

  it('is never early, and on a whole second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 60, max: 1e6 }), (from, seconds) => {
        const until = holdDeadline(from as EpochMs, seconds, { kind: 'wall' })
        expect(until % 1000).toBe(0)
        expect(until - from - seconds * 1000).toBeGreaterThanOrEqual(0)
        expect(until - from - seconds * 1000).toBeLessThan(1000)
      }),
    )
  })
})

describe('the end of a hold by opening hours', () => {
  it('counts two working days for 16 hours', () => {
    // Monday 09:00 in Berlin is 08:00 UTC in winter.
    expect(iso(holdDeadline(at('2026-03-02T08:00:00Z'), 57_600, office))).toBe('2026-03-03T16:00:00.000Z')
  })

  it('does not count a night or a weekend', () => {
    expect(iso(holdDeadline(at('2026-03-06T15:00:00Z'), 2 * 3600, office))).toBe('2026-03-09T09:00:00.000Z')
  })

  it('starts with the next opening when a mail comes while closed', () => {
    expect(iso(holdDeadline(at('2026-03-08T12:00:00Z'), 3600, office))).toBe('2026-03-09T09:00:00.000Z')
  })

  it('keeps the office hour over the change to summer time', () => {
    // Friday 16:00 winter time to Monday 10:00 summer time: two open hours.
    expect(iso(holdDeadline(at('2026-03-27T15:00:00Z'), 2 * 3600, office))).toBe('2026-03-30T08:00:00.000Z')
  })

  it('keeps the office hour over the change back', () => {
    expect(iso(holdDeadline(at('2026-10-23T14:00:00Z'), 2 * 3600, office))).toBe('2026-10-26T09:00:00.000Z')
  })

  it('takes an opening that the clock jumps over as the jump itself', () => {
    const night: OpeningHours = {
      kind: 'opening-hours',
      timeZone: 'Europe/Berlin',
      week: { SUNDAY: [['02:30', '04:00']] },
    }
    // 02:30 does not exist on 2026-03-29; the clock goes from 02:00 to 03:00, which is 01:00 UTC.
    expect(iso(holdDeadline(at('2026-03-28T12:00:00Z'), 1800, night))).toBe('2026-03-29T01:30:00.000Z')
  })

  it('takes an opening that exists twice as the earlier one', () => {
    const night: OpeningHours = {
      kind: 'opening-hours',
      timeZone: 'Europe/Berlin',
      week: { SUNDAY: [['02:30', '04:00']] },
    }
    expect(iso(holdDeadline(at('2026-10-24T12:00:00Z'), 1800, night))).toBe('2026-10-25T01:00:00.000Z')
  })

  it('is the wall clock when it is always open, over any change of time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') }),
        fc.integer({ min: 60, max: 400_000 }),
        (from, seconds) => {
          expect(holdDeadline(from as EpochMs, seconds, always)).toBe(
            holdDeadline(from as EpochMs, seconds, { kind: 'wall' }),
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it('never comes before that much time has passed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') }),
        fc.integer({ min: 1, max: 60 }),
        (from, hours) => {
          const until = holdDeadline(from as EpochMs, hours * 3600, office)
          expect(until - from).toBeGreaterThanOrEqual(hours * HOUR)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('says so when the opening hours never add up', () => {
    const never: OpeningHours = { kind: 'opening-hours', timeZone: 'Europe/Berlin', week: {} }
    expect(() => holdDeadline(at('2026-03-08T12:00:00Z'), 3600, never)).toThrow(
      'never add up to 3600 seconds',
    )
  })
})
