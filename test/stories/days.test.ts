import { describe, expect, it } from 'vitest'
import { inspected } from './invariants.ts'
import { MINUTE } from './office.ts'
import { offices } from './offices.ts'
import { randomDay } from './random-day.ts'

const OTHER = 'two inboxes, expiry by the state machine alone'
const open = offices(OTHER)

const SEEDS = [1, 2, 3, 4]
/** Less often than deployed, since a sweep that finds nothing costs time and shows nothing. */
const SWEEP_MINUTES = 120

/**
 * Calls that one function makes at the same time arrive in an order that is the host's to choose, and which of them a
 * fault strikes depends on it. Without faults their order changes nothing.
 */
const CALM = { breaking: false, repeatable: true, steps: 6 }

async function aDay(seed: number, { breaking = true, repeatable = false, steps = 18 } = {}) {
  const office = await open({ seed, repeatable, assembly: seed % 2 === 0 ? 'deployed' : OTHER })
  await office.sweepsEvery(SWEEP_MINUTES)
  await randomDay(office, { breaking, steps })
  const result = await inspected(office, { sweepMs: SWEEP_MINUTES * MINUTE })
  const { reroute: _, ...deadLetters } = await office.deadLetters()
  return { ...result, deadLetters, timeline: office.centre.connect.timeline() }
}

describe('random days', () => {
  const happened = new Set<string>()

  it.each(SEEDS)(
    'places every message, whatever goes wrong on the way (seed %i)',
    { timeout: 40_000 },
    async (seed) => {
      const day = await aDay(seed)
      for (const what of day.happened) happened.add(what)
      expect({ seed, broken: day.broken, deadLetters: day.deadLetters }).toEqual({
        seed,
        broken: [],
        deadLetters: {},
      })
    },
  )

  it('met all that they are about: days without it would prove nothing about it', () => {
    expect([...happened].sort()).toEqual(expect.arrayContaining(SOMETIMES))
  })

  it('run the same way twice while nothing breaks', { timeout: 60_000 }, async () => {
    const [first, second] = [await aDay(42, CALM), await aDay(42, CALM)]
    expect(first.timeline.length).toBeGreaterThan(25)
    expect(second.timeline).toEqual(first.timeline)
  })
})

const SOMETIMES = [
  'held',
  'offered to its owner',
  'accepted by its owner',
  'expired',
  'released',
  'released by the sweep',
  'adopted',
  'workflow not started',
  'acknowledgement sent',
]
