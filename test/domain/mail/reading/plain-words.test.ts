import { describe, expect, it } from 'vitest'
import { finderOf } from '../../../../lambdas/domain/mail/reading/plain-words.ts'

const titled = finderOf(
  () => 'out of office|abwesend|auto-reply',
  (any) => `^(?:${any})(?:$|:)`,
)

describe('a finder of phrases', () => {
  it('takes a blank and a hyphen for a hyphen, a dot, an underscore or nothing', () => {
    for (const text of ['out of office', 'out-of-office', 'outofoffice', 'out.of_office', 'autoreply: hello'])
      expect(titled(text)).toBe(true)
  })

  it('finds a phrase only in the place that the pattern gives it', () => {
    expect(titled('i am out of office')).toBe(false)
    expect(titled('out of officers')).toBe(false)
  })

  it('tries the longer of two phrases that begin alike', () => {
    const find = finderOf(
      () => 'auto|auto reply',
      (any) => `^(${any})!`,
    )
    expect(find('auto reply!')).toBe(true)
    expect(find('auto!')).toBe(true)
  })

  it('takes signs of a pattern in a phrase for themselves', () => {
    expect(
      finderOf(
        () => 't.o.m|a+b',
        (any) => `^(?:${any})$`,
      )('a+b'),
    ).toBe(true)
    expect(
      finderOf(
        () => 'a+b',
        (any) => `^(?:${any})$`,
      )('aab'),
    ).toBe(false)
  })
})
