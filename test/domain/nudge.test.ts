import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type Nudge, type NudgeSettings, nextNudge } from '../../lambdas/domain/nudge.ts'

const settings: NudgeSettings = {
  wording: { messages: ['one', 'two', 'three'], closingMessage: 'closed' },
  languages: {
    de: { messages: ['eins', 'zwei', 'drei'], closingMessage: 'zu' },
    'de-at': { messages: ['ans', 'zwa', 'drei'], closingMessage: 'zua' },
  },
  spacingSeconds: 120,
  returnSeconds: 60,
}

/** Plays the flow: asks, says, waits. The customer writes at an instant, in seconds; each question may come twice. */
function play(writesAt: number, twice: readonly boolean[]) {
  const said: { text: string; at: number }[] = []
  let [now, step] = [0, 0]
  for (let asked = 0; asked < 20; asked++) {
    const ask = () => nextNudge(step, now < writesAt, settings, undefined)
    const next: Nudge = ask()
    if (twice[asked]) expect(ask()).toEqual(next)
    if (next.kind === 'close' || next.kind === 'return') return { said, end: next.kind, at: now }
    if (next.kind === 'say') said.push({ text: next.text, at: now })
    now += next.waitSeconds
    step = next.step
  }
  throw new Error('it never ends')
}

describe('what a silent customer is told', () => {
  it('is three messages, each after the spacing, then the closing message, and then the close', () => {
    const { said, end, at } = play(Number.POSITIVE_INFINITY, [])
    expect(said).toEqual([
      { text: 'one', at: 0 },
      { text: 'two', at: 120 },
      { text: 'three', at: 240 },
      { text: 'closed', at: 360 },
    ])
    expect({ end, at }).toEqual({ end: 'close', at: 422 })
  })

  it('stops with what they write, whenever that is: nothing more is said, and they are not closed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 422 }), fc.array(fc.boolean()), (writesAt, twice) => {
        const { said, end } = play(writesAt, twice)
        expect(end).toBe('return')
        expect(said.every(({ at }) => at < writesAt)).toBe(true)
        expect(['one', 'two', 'three', 'closed'].slice(0, said.length)).toEqual(said.map(({ text }) => text))
      }),
    )
  })

  it.each([
    ['de', 'eins'],
    ['de-AT', 'ans'],
    ['de_CH', 'eins'],
    ['fr', 'one'],
    ['constructor', 'one'],
    [undefined, 'one'],
  ])('is said in their language, if it is configured: %s', (language, text) => {
    expect(nextNudge(0, true, settings, language)).toMatchObject({ text })
  })
})
