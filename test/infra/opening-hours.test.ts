import { describe, expect, it } from 'vitest'

import { longestWait, MINUTES_PER_WEEK, type Week } from '../../lib/opening-hours.ts'

const OFFICE: Week = { MONDAY: [['09:00', '17:00']], TUESDAY: [['09:00', '17:00']] }
const HOUR = 60

describe('the longest wait for some opening time', () => {
  it.each([
    ['an hour, from closing on Tuesday to Monday, ten', OFFICE, 1, 6 * 24 - 8 + 1],
    ['a day, from closing on Tuesday to closing on Monday', OFFICE, 8, 6 * 24],
    ['a week, from closing to closing', OFFICE, 16, 7 * 24],
    ['more than a week, week by week', OFFICE, 17, 7 * 24 + 6 * 24 - 8 + 1],
  ])('is %s', (_, week, hours, expected) => {
    expect(longestWait(week, hours * HOUR)).toBe(expected * HOUR)
  })

  it('is the time itself for a place that never closes', () => {
    const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
    const always: Week = Object.fromEntries(days.map((day) => [day, [['00:00', '24:00']]]))
    expect(longestWait(always, 16 * HOUR)).toBe(16 * HOUR)
    expect(longestWait(always, MINUTES_PER_WEEK + 1)).toBe(MINUTES_PER_WEEK + 1)
  })

  it('is for ever for a place that never opens', () => {
    expect(longestWait({}, 1)).toBe(Number.POSITIVE_INFINITY)
  })
})
