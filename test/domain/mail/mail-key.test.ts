import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'

import { mailKeyOf } from '../../../lambdas/domain/mail/mail-key.ts'

const keyOf = (subject: string | undefined, from = 'carla@example.net', to = 'support@example.com') =>
  mailKeyOf({ from, to, subject })

describe('the key of a mail', () => {
  it('is the same for a subject that is folded, encoded, decomposed or spaced in another way', () => {
    const key = keyOf('Grüße aus Köln und mehr')
    for (const same of [
      ' Grüße  aus Köln\tund mehr ',
      'Gru\u0308ße aus Ko\u0308ln und mehr',
      '=?utf-8?q?Gr=C3=BC=C3=9Fe_aus?=\r\n =?utf-8?b?IEvDtmxu?= und\r\n\tmehr',
      '=?ISO-8859-1?Q?Gr=FC=DFe?= aus =?iso-8859-1?b?S/Zsbg==?= und mehr',
      'Grüße aus\u0000 Köln\u200b und mehr',
    ])
      expect(keyOf(same)).toEqual(key)
  })

  it('does not depend on the case of addresses, nor on where a long subject was cut', () => {
    expect(keyOf('x', ' Carla@Example.NET ', 'SUPPORT@example.com')).toEqual(keyOf('x'))
    expect(keyOf('long '.repeat(400))).toEqual(keyOf('long '.repeat(400).slice(0, 998)))
  })

  it('tells other mails apart', () => {
    const keys = [
      keyOf('a'),
      keyOf('A'),
      keyOf('b'),
      keyOf('a', 'bo@example.net'),
      keyOf('a', undefined, 'x@example.com'),
    ]
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(5)
    expect(keyOf(undefined)).toEqual(keyOf(''))
  })

  it.prop([fc.string({ unit: 'binary-ascii', maxLength: 150 })])(
    'reads a subject in ASCII as it reads it before a letter that is not',
    (subject) => {
      expect(keyOf(`${subject} é`).subject).toBe(`${keyOf(subject).subject} é`.trim())
    },
  )

  it.prop([fc.string({ unit: 'grapheme', maxLength: 400 })])(
    'stays what it is when it is made again',
    (subject) => {
      const key = keyOf(subject.replaceAll('=?', ''))
      expect(mailKeyOf(key)).toEqual(key)
    },
  )
})
