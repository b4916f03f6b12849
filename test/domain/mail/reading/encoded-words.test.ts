import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { readable } from '../../../../lambdas/domain/mail/reading/encoded-words.ts'

describe('a header value made readable', () => {
  it.each([
    ['plain', 'plain'],
    ['folded\r\n  value', 'folded   value'],
    ['=?UTF-8?Q?Gr=C3=BC=C3=9Fe_an?= alle', 'Grüße an alle'],
    ['=?utf-8?B?R3LDvMOfZQ==?=', 'Grüße'],
    ['=?iso-8859-1?q?caf=E9?= =?iso-8859-1?q?_au_lait?=', 'café au lait'],
    ['=?utf-8?b?4oI=?= =?utf-8?b?rA==?=', '€'],
    ['=?utf-8*de?q?ja?=', 'ja'],
    ['=?klingon?q?caf=E9?=', 'café'],
    ['=?utf-8?b?!!!?=', ''],
    ['=?utf-8?x?a?=', '=?utf-8?x?a?='],
    ['=?utf-8?q?open', '=?utf-8?q?open'],
  ])('%j reads %j', (value, text) => {
    expect(readable(value)).toBe(text)
  })

  it('is cut where no header that decides anything is as long', () => {
    expect(readable('x'.repeat(1_000_000))).toHaveLength(4_000)
  })

  test.prop([
    fc
      .array(fc.constantFrom('=?', 'utf-8', '?q?', '?B?', '?=', '=', 'A', ' ', 'ä', '_'))
      .map((parts) => parts.join('')),
  ])('never throws', (value) => {
    expect(readable(value)).toBeTypeOf('string')
  })
})
