import { describe, expect, it } from 'vitest'

import { forgettable, isOneTooMany, type Writer, writerOf } from '../../../lambdas/domain/mail/look-alikes.ts'
import { HOUR, later, MINUTE, SECOND } from '../../../lambdas/domain/values.ts'
import { nine } from '../../builders/email.ts'

/** Whether it is one too many after those, who wrote one after the other; the last of them so long ago. */
const isLast = (name: string, before: readonly string[], everyMs: number = MINUTE, atProvider = false) =>
  isOneTooMany(
    { name, atProvider },
    nine,
    before.map((other, n) => ({ name: other, at: later(nine, (n - before.length) * everyMs) })),
  )
const whoIs = (sender: string, subject = '') => writerOf({ sender, subject })

describe('whoever a sender may be', () => {
  it.each([
    ['Robot+7@m1.bounce.example', 'robot+0'],
    ['branch12@big.example', 'branch00'],
    ['anna.k85@gmail.com', 'annak85'],
    [`${'x'.repeat(300)}@big.example`, 'x'.repeat(64)],
    [`${'x'.repeat(63)}😀@big.example`, `${'x'.repeat(63)}\ufffd`],
  ])('%s goes by the name %s', (sender, name) => {
    expect(whoIs(sender).name).toBe(name)
  })

  it('is remembered among those of the company or provider, under the subject without tags, but with its numbers', () => {
    const among = (sender: string, subject: string) => whoIs(sender, subject).among
    expect(among('a@m1.x.example', 'Re: AW: [#7254] My order (2)')).toBe(among('b@x.example', 'My order'))
    expect(among('a@x.example', 'Order 4711')).not.toBe(among('a@x.example', 'Order 4712'))
    expect(among('a@x.example', '#1')).toBe(among('a@x.example', '#2'))
    expect(among('a@x.example', '')).not.toBe(among('a@y.example', ''))
    expect(among('a@googlemail.com', '')).toBe(among('a@gmail.com', ''))
    expect(among('a@m1.college.edu', '')).toBe(among('a@m2.college.edu', ''))
  })
})

describe('the fourth in ten minutes, and the sixth in twelve hours', () => {
  const alike = ['robot', 'rebot', 'robbot', 'obot', 'robox']
  it.each([
    [2, MINUTE, false],
    [3, MINUTE, true],
    [3, 4 * MINUTE, false],
    [4, 2 * HOUR, false],
    [5, 2 * HOUR, true],
    [5, 3 * HOUR, false],
    // To the second: the third is ten minutes ago, and the fifth twelve hours.
    [3, 199 * SECOND, true],
    [3, 200 * SECOND, false],
    [5, 8_639 * SECOND, true],
    [5, 8_640 * SECOND, false],
  ])('after %i of them, each %i ms after the other: %s', (count, every, tooMany) => {
    expect(isLast('robet', alike.slice(0, count), every)).toBe(tooMany)
  })

  it('are none where a chain leads over somebody of more than twelve hours ago', () => {
    const ago = (hours: number, name: string) => ({ name, at: later(nine, -hours * HOUR) })
    const chain = (hours: number) => [
      ago(hours, 'robotab'),
      ...['robotabc', 'robotabcd', 'robotabcde', 'robotabcdef'].map((name) => ago(2, name)),
    ]
    expect(isOneTooMany({ name: 'robot', atProvider: false }, nine, chain(11))).toBe(true)
    expect(isOneTooMany({ name: 'robot', atProvider: false }, nine, chain(12))).toBe(false)
  })
})

describe('names that may be one', () => {
  it.each<[string, string[]]>([
    ['two bytes apart', ['newsrobot', 'newzrobat', 'ewsrobots']],
    ['each a byte from another', ['robotabc', 'robotabcd', 'robotabcde']],
    ['of five letters, and two apart', ['robot', 'rxbxt', 'robxx']],
    ['of four and five, and two apart', ['robot', 'robx', 'xobt']],
    ['of four letters, and a byte apart', ['abcd', 'xbcd', 'abcx']],
    ['of two and three, and a byte apart', ['abc', 'ab', 'bc']],
    ['of three letters, and a byte apart', ['aab', 'acb', 'adb']],
    ['equal', ['a', 'a', 'a']],
    ['quoted, with an at sign in them', ['"a@b"', '"a@c"', '"e@b"']],
    ['with a plus for a byte', ['newsrobot', 'news+obot', 'newsro+ot']],
    ['of one letter', ['a', 'b', 'c']],
    ['counting', ['ab0', 'ab000', 'ab0000']],
    ['with tags', ['newsrobot+one', 'newsrobot+fourteen', 'newsrobit']],
  ])('are %s', (_, [first = '', ...rest]) => {
    expect(isLast(first, [...rest, first])).toBe(true)
  })

  it.each<[string, string[]]>([
    ['three bytes apart', ['newsrobot', 'nawzrabot', 'newsrobxyz', 'xxxsrobot']],
    ['joined by names that are two apart', ['newsrobot', 'newsrobotab', 'newsrobotabcd', 'newsrobotabcdef']],
    ['of four letters, and two apart', ['anmu', 'anwe', 'jamu', 'limu']],
    ['of two letters', ['am', 'ab', 'bm', 'ak']],
    ['of three letters, and joined by some', ['abc', 'abd', 'aed', 'fed', 'feg']],
    ['of two letters and a number', ['am0000', 'ao0000', 'bm0000', 'ak0000']],
    ['of an initial, a dot and another', ['a.m', 'a.b', 'b.m', 'a.k']],
    ['short, with the same tag', ['am+shop', 'ab+shop', 'bm+shop', 'ak+shop']],
    ['of a family', ['anna.koch', 'hans.koch', 'carl.koch', 'eva.koch']],
    ['their tags alone', ['anna+shop', 'bert+shop', 'carl+shop', 'dora+shop']],
  ])('are not %s', (_, [first = '', ...rest]) => {
    expect(isLast(first, rest)).toBe(false)
  })
})

describe('at a free-mail provider', () => {
  it.each<[string, string[], boolean]>([
    ['four letters two apart', ['info', 'ixfx', 'xnfo'], true],
    ['three letters two apart', ['bot', 'xox', 'bax'], true],
    ['two letters a byte apart', ['ab', 'ac', 'dc'], true],
    ['four letters three apart', ['anna', 'hans', 'lisa', 'eric'], false],
  ])('names of %s may be one: %s', (_, [first = '', ...rest], may) => {
    expect(isLast(first, [...rest, may ? first : rest[0]!], MINUTE, true)).toBe(may)
    expect(writerOf({ sender: 'a@gmail.com', subject: '' }).atProvider).toBe(true)
    expect(writerOf({ sender: 'a@big.example', subject: '' }).atProvider).toBe(false)
  })
})

describe('who is forgotten', () => {
  const apart = (n: number) =>
    `${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10) % 10]}`.repeat(4 + (n % 7))
  const people = (count: number): Writer[] =>
    Array.from({ length: count }, (_, n) => ({ name: apart(n), at: later(nine, -n * MINUTE) }))
  const kept = (writers: readonly Writer[]) => {
    const gone = new Set(forgettable(writers, nine))
    return writers.filter((writer) => !gone.has(writer))
  }

  it('is nobody while they are not many', () => {
    expect(forgettable(people(150), nine)).toEqual([])
  })

  it('is whoever came first, down to a hundred', () => {
    const writers = people(151)
    expect(kept(writers)).toEqual(writers.slice(0, 100))
  })

  it('is all but the last hundred, though nothing could be forgotten for long', () => {
    const writers = Array.from({ length: 20_000 }, (_, n) => ({
      name: `${apart(n)}${n}x`,
      at: later(nine, -n),
    }))
    expect(kept(writers)).toHaveLength(100)
  })

  it('is whoever counts no more, once somebody has not for twelve hours', () => {
    const ago = (hours: number) => ({ name: apart(hours), at: later(nine, -hours * HOUR) })
    expect(forgettable([ago(1), ago(13), ago(24)], nine)).toEqual([])
    expect(kept([ago(1), ago(11), ago(12), ago(13), ago(25)])).toEqual([ago(1), ago(11)])
  })

  it('is none of four that may be one while others came later', () => {
    const ago = (name: string, minutes: number) => ({ name, at: later(nine, -minutes * MINUTE) })
    const four = [300, 320, 340, 360].map((minutes) => ago(`newsrob${minutes / 20}t`, minutes))
    const three = [310, 330, 350].map((minutes) => ago(`carla.di${minutes / 10}z`, minutes))
    expect(kept([...people(160), ...four, ...three])).toEqual([...people(96), ...four])
  })

  it('is of a loop all but the last five, so that it does not crowd out the others', () => {
    const loop = Array.from({ length: 140 }, (_, n) => ({
      name: `newsrob${'abcdefghijklmnopqrstuvwxyz'[n % 26]}t`,
      at: later(nine, -n * SECOND),
    }))
    const others = people(40)
    expect(new Set(kept([...loop, ...others]))).toEqual(new Set([...loop.slice(0, 5), ...others]))
  })
})
