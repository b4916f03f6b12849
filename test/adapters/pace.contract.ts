import { expect, it } from 'vitest'

import { later } from '../../lambdas/domain/values.ts'
import type { Pace } from '../../lambdas/ports/acknowledger.ts'
import { hoursPastNine, nine } from '../builders/email.ts'

/** What every pace promises, from a fresh one. Run against the real one and the fake. */
export function itGivesTurns(fresh: () => Promise<Pace>): void {
  it('gives the first turn at once', async () => {
    expect(await (await fresh()).nextTurn(nine, 500)).toBe(nine)
  })

  it('gives everybody in a crowd a turn of their own, without a gap', async () => {
    const pace = await fresh()
    const turns = await Promise.all(Array.from({ length: 40 }, () => pace.nextTurn(nine, 500)))
    expect(turns.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => later(nine, 500 * i)))
  })

  it('saves no turns up while nobody comes', async () => {
    const pace = await fresh()
    await pace.nextTurn(nine, 500)
    expect(await pace.nextTurn(hoursPastNine(1), 500)).toBe(hoursPastNine(1))
    expect(await pace.nextTurn(hoursPastNine(1), 500)).toBe(later(hoursPastNine(1), 500))
  })
}
