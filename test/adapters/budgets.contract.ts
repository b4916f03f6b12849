import { expect, it } from 'vitest'

import { type ContactId, DAY, HOUR, later, MINUTE } from '../../lambdas/domain/values.ts'
import type { Budgets } from '../../lambdas/ports/budgets.ts'
import { hoursPastNine, nine } from '../builders/email.ts'

let made = 0
const aBudget = () => ({
  key: `test#${++made}`,
  reason: 'limit-sender' as const,
  renews: true,
  windows: [
    { ms: HOUR, atMost: 3, quietMs: 2 * HOUR },
    { ms: DAY, atMost: 5, quietMs: DAY },
  ],
})

let asked = 0
/** Each time for another contact. */
const someone = () => `contact-${++asked}` as ContactId

/** What every keeper of budgets promises. Run against the real one and the fake. */
export function itKeepsBudgets(store: () => Budgets): void {
  it('lets as many through as the shortest window holds, even if fifty come at once', async () => {
    const budget = aBudget()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => store().spend(budget, nine, someone())),
    )
    expect(answers.filter(Boolean)).toHaveLength(3)
  })

  it('counts a longer window over several shorter ones', async () => {
    const budget = aBudget()
    const answers: boolean[] = []
    for (let hour = 0; hour < 8; hour++)
      answers.push(await store().spend(budget, hoursPastNine(hour), someone()))
    expect(answers.filter(Boolean)).toHaveLength(5)
  })

  it('lets no more through where they come on both sides of the end of a window', async () => {
    const budget = aBudget()
    const answers: boolean[] = []
    for (const minute of [58, 59, 60, 61, 62, 63])
      answers.push(await store().spend(budget, later(nine, minute * MINUTE), someone()))
    expect(answers).toEqual([true, true, true, false, false, false])
  })

  it('lets nothing more through while it is not quiet, and again once it was', async () => {
    const budget = aBudget()
    for (let i = 0; i < 4; i++) await store().spend(budget, nine, someone())
    expect(await store().spend(budget, later(nine, 119 * MINUTE), someone())).toBe(false)
    expect(await store().spend(budget, later(nine, 238 * MINUTE), someone())).toBe(false)
    expect(await store().spend(budget, later(nine, 359 * MINUTE), someone())).toBe(true)
  })

  it('asks for as long a quiet as the fullest window', async () => {
    const budget = aBudget()
    for (const hour of [0, 0, 1, 1, 2, 2]) await store().spend(budget, hoursPastNine(hour), someone())
    expect(await store().spend(budget, hoursPastNine(25), someone())).toBe(false)
    expect(await store().spend(budget, hoursPastNine(50), someone())).toBe(true)
  })

  it('takes one for a contact, however often that is tried, also when the budget is spent meanwhile', async () => {
    const [budget, contact] = [aBudget(), someone()]
    for (let i = 0; i < 2; i++) await store().spend(budget, nine, someone())
    for (let i = 0; i < 5; i++)
      expect(await store().spend(budget, later(nine, i * MINUTE), contact)).toBe(true)
    expect(await store().spend(budget, nine, someone())).toBe(false)
    expect(await store().spend(budget, nine, contact)).toBe(true)
  })

  it('takes one for each of two contacts that are tried again in turn', async () => {
    const [budget, one, other] = [aBudget(), someone(), someone()]
    for (let i = 0; i < 4; i++)
      for (const contact of [one, other]) expect(await store().spend(budget, nine, contact)).toBe(true)
    expect(await store().spend(budget, nine, someone())).toBe(true)
    expect(await store().spend(budget, nine, someone())).toBe(false)
  })

  it('takes one for a contact that is tried again, however many paid before', async () => {
    const budget = { ...aBudget(), windows: [{ ms: HOUR, atMost: 12, quietMs: HOUR }] }
    for (let i = 0; i < 12; i++) {
      const contact = someone()
      for (let time = 0; time < 2; time++) expect(await store().spend(budget, nine, contact)).toBe(true)
    }
    expect(await store().spend(budget, nine, someone())).toBe(false)
  })

  it('does not begin the quiet anew with what it refuses, where many share it', async () => {
    const budget = { ...aBudget(), renews: false }
    for (let i = 0; i < 4; i++) await store().spend(budget, nine, someone())
    expect(await store().spend(budget, later(nine, 119 * MINUTE), someone())).toBe(false)
    expect(await store().spend(budget, later(nine, 121 * MINUTE), someone())).toBe(true)
  })

  it('keeps budgets apart', async () => {
    const [one, other] = [aBudget(), aBudget()]
    for (let i = 0; i < 4; i++) await store().spend(one, nine, someone())
    expect(await store().spend(other, nine, someone())).toBe(true)
  })
}
