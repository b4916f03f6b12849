import { describe, expect, it } from 'vitest'

import { isOneTooMany, writerOf } from '../../../lambdas/domain/mail/look-alikes.ts'
import { HOUR, later, MINUTE } from '../../../lambdas/domain/values.ts'
import { nine } from '../../builders/email.ts'

/** Those who wrote before, a minute apart, the last of them a minute ago. */
const isLast = (name: string, before: readonly string[], everyMs = MINUTE) =>
  isOneTooMany(
    name,
    nine,
    before.map((other, n) => ({ name: other, at: later(nine, (n - before.length) * everyMs) })),
  )

describe('whoever a sender may be', () => {
  it.each([
    ['Robot+7@m1.bounce.example', 'robot@bounce.example'],
    ['branch12@big.example', 'branch00@big.example'],
    ['anna.k85@gmail.com', 'annak85@gmail.com'],
    [`${'x'.repeat(300)}@big.example`, `${'x'.repeat(64)}@big.example`],
  ])('%s goes by the name %s', (sender, name) => {
    expect(writerOf({ sender, subject: '' }).name).toBe(name)
  })

  it('is remembered under the subject without tags, but with its numbers', () => {
    const under = (subject: string) => writerOf({ sender: 'a@x.example', subject }).subject
    expect(under('Re: AW: [#7254] My order (2)')).toBe(under('My order'))
    expect(under('Order 4711')).not.toBe(under('Order 4712'))
    expect(under('#1')).toBe(under('#2'))
  })
})

describe('the fourth in ten minutes, and the sixth in twelve hours', () => {
  const alike = [
    'robot@x.example',
    'rebot@x.example',
    'robbot@x.example',
    'obot@x.example',
    'robox@x.example',
  ]
  it.each([
    [2, MINUTE, false],
    [3, MINUTE, true],
    [3, 4 * MINUTE, false],
    [4, 2 * HOUR, false],
    [5, 2 * HOUR, true],
    [5, 3 * HOUR, false],
  ])('after %i of them, each %i ms after the other: %s', (count, every, tooMany) => {
    expect(isLast('robet@x.example', alike.slice(0, count), every)).toBe(tooMany)
  })
})

describe('names that may be one', () => {
  it.each<[string, string[]]>([
    ['two bytes apart', ['newsrobot@x.example', 'newzrobat@x.example', 'ewsrobots@x.example']],
    ['each a byte from another', ['robotabc@x.example', 'robotabcd@x.example', 'robotabcde@x.example']],
    ['short, and a byte apart', ['aab@x.example', 'acb@x.example', 'adb@x.example']],
    ['at domains a byte apart', ['robot@one.example', 'robot@ona.example', 'robot@onb.example']],
  ])('are %s', (_, [first = '', ...rest]) => {
    expect(isLast(first, [...rest, first])).toBe(true)
  })

  it.each<[string, string[]]>([
    [
      'three bytes apart',
      ['newsrobot@x.example', 'nawzrabot@x.example', 'newsrobxyz@x.example', 'xxxsrobot@x.example'],
    ],
    ['short, and two apart', ['abc@x.example', 'ade@x.example', 'fgc@x.example', 'hbi@x.example']],
    ['at other companies', ['info@one.example', 'info@two.example', 'info@ten.example', 'info@six.example']],
    ['of a family', ['anna.koch@web.de', 'hans.koch@web.de', 'carl.koch@web.de', 'eva.koch@web.de']],
  ])('are not %s', (_, [first = '', ...rest]) => {
    expect(isLast(first, rest)).toBe(false)
  })
})
