import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextOccurrence, parseExpression } from '../../../local/scheduler/expression.ts'
import { instantOf, wallTime } from '../../../local/scheduler/zone.ts'

/** The first `count` occurrences after `from`, as ISO instants to the minute. */
function occurrences(
  text: string,
  from: string,
  count: number,
  zone = 'UTC',
  of: 'schedule' | 'rule' = 'schedule',
): string[] {
  const expression = parseExpression(text, of)
  const anchor = Date.parse(from)
  const all: string[] = []
  for (let after = anchor; all.length < count; ) {
    const at = nextOccurrence(expression, { after, anchor, zone })
    if (at === undefined) break
    all.push(new Date(at).toISOString().slice(0, 16))
    after = at
  }
  return all
}

describe('a cron expression', () => {
  it.each([
    ['cron(0/15 9-10 * * ? *)', ['2026-03-01T09:00', '2026-03-01T09:15', '2026-03-01T09:30']],
    ['cron(0 9,17 ? * MON-FRI *)', ['2026-03-02T09:00', '2026-03-02T17:00', '2026-03-03T09:00']],
    ['cron(0 12 ? * 1 *)', ['2026-03-01T12:00', '2026-03-08T12:00', '2026-03-15T12:00']],
    ['cron(0 0 L * ? *)', ['2026-03-31T00:00', '2026-04-30T00:00', '2026-05-31T00:00']],
    ['cron(0 0 ? * 6L *)', ['2026-03-27T00:00', '2026-04-24T00:00', '2026-05-29T00:00']],
    ['cron(0 0 ? * FRI#2 *)', ['2026-03-13T00:00', '2026-04-10T00:00', '2026-05-08T00:00']],
    ['cron(0 0 15W * ? *)', ['2026-03-16T00:00', '2026-04-15T00:00', '2026-05-15T00:00']],
    ['cron(0 0 1W * ? *)', ['2026-03-02T00:00', '2026-04-01T00:00', '2026-05-01T00:00']],
    ['cron(0 0 29 FEB ? *)', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['cron(30 8 1 1/6 ? 2026-2027)', ['2026-07-01T08:30', '2027-01-01T08:30', '2027-07-01T08:30']],
    ['cron(30/60 9 1 3 ? *)', ['2026-03-01T09:30', '2027-03-01T09:30', '2028-03-01T09:30']],
    ['cron(0 0 1 1 ? 2020)', []],
  ])('%s', (text, expected) => {
    expect(occurrences(text, '2026-02-28T23:59:30Z', 3)).toEqual(expected)
  })

  it.each([
    ['cron(0 0 L-3 * ? *)', ['2026-03-28T00:00', '2026-04-27T00:00', '2026-05-28T00:00']],
    ['cron(0 22-2/3 * * ? *)', ['2026-03-01T01:00', '2026-03-01T22:00', '2026-03-02T01:00']],
    ['cron(0 0 ? * SAT-MON *)', ['2026-03-01T00:00', '2026-03-02T00:00', '2026-03-07T00:00']],
    ['cron(0 0 1 DEC-FEB ? *)', ['2026-12-01T00:00', '2027-01-01T00:00', '2027-02-01T00:00']],
  ])('%s is of rules alone, as recorded', (text, expected) => {
    expect(occurrences(text, '2026-02-28T23:59:30Z', 3, 'UTC', 'rule')).toEqual(expected)
    expect(() => parseExpression(text)).toThrow(RangeError)
  })

  it.each([
    ['Europe/Berlin', '2026-03-28T00:00:00Z', ['2026-03-28T01:30', '2026-03-30T00:30', '2026-03-31T00:30']],
    [
      'America/New_York',
      '2026-03-07T00:00:00Z',
      ['2026-03-07T07:30', '2026-03-09T06:30', '2026-03-10T06:30'],
    ],
  ])('skips a time that clocks in %s do not show', (zone, from, expected) => {
    expect(occurrences('cron(30 2 * * ? *)', from, 3, zone)).toEqual(expected)
  })

  it.each([
    ['Europe/Berlin', '2026-10-24T12:00:00Z', ['2026-10-25T00:30', '2026-10-26T01:30'], 2],
    ['America/New_York', '2026-10-31T12:00:00Z', ['2026-11-01T05:30', '2026-11-02T06:30'], 1],
  ])('fires once at a time that clocks in %s show twice', (zone, from, expected, hour) => {
    expect(occurrences(`cron(30 ${hour} * * ? *)`, from, 2, zone)).toEqual(expected)
  })

  it('keeps the wall clock when the clocks change', () => {
    expect(occurrences('cron(0 9 * * ? *)', '2026-03-28T00:00:00Z', 3, 'Europe/Berlin')).toEqual([
      '2026-03-28T08:00',
      '2026-03-29T07:00',
      '2026-03-30T07:00',
    ])
  })

  it('never gives the same instant twice, and each has the minute that was asked for', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: Date.UTC(2026, 9, 24), max: Date.UTC(2026, 9, 26) }),
        (minute, from) => {
          const expression = parseExpression(`cron(${minute} * * * ? *)`)
          const zone = 'Europe/Berlin'
          const first = nextOccurrence(expression, { after: from, anchor: from, zone })!
          const second = nextOccurrence(expression, { after: first, anchor: from, zone })!
          expect(first).toBeGreaterThan(from)
          expect(second).toBeGreaterThan(first)
          expect(wallTime(first, zone)).toMatchObject({ minute, second: 0 })
        },
      ),
    ))
})

describe('rate and at', () => {
  it('rate counts hours that pass, not the wall clock', () => {
    expect(occurrences('rate(1 day)', '2026-03-28T09:00:00Z', 2, 'Europe/Berlin')).toEqual([
      '2026-03-29T09:00',
      '2026-03-30T09:00',
    ])
  })

  it('at means the zone', () => {
    expect(occurrences('at(2026-07-01T09:00:00)', '2026-01-01T00:00:00Z', 2, 'America/New_York')).toEqual([
      '2026-07-01T13:00',
    ])
    expect(occurrences('at(2026-03-29T02:30:00)', '2026-01-01T00:00:00Z', 2, 'Europe/Berlin')).toEqual([])
  })
})

describe('a zone', () => {
  it('reads back every instant that its clocks show, or an earlier one that shows the same', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'),
        (at, zone) => {
          const second = Math.floor(at / 1000) * 1000
          const back = instantOf(wallTime(second, zone), zone)!
          expect(wallTime(back, zone)).toEqual(wallTime(second, zone))
          expect(back).toBeLessThanOrEqual(second)
        },
      ),
    ))
})
