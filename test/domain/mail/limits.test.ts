import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'

import { budgetsOf, organisationOf, skeletonOf } from '../../../lambdas/domain/mail/limits.ts'

const mail = {
  sender: 'carla@shop.example',
  subject: 'My order',
  thread: 't-1',
  inbox: 'support@example.com',
}
const keysOf = (facts: Partial<typeof mail>) =>
  budgetsOf({ ...mail, ...facts }).map((step) => step.map(({ key }) => key))
/** Of those that a sender has alone; a domain's and an inbox's come after them. */
const shared = (a: Partial<typeof mail>, b: Partial<typeof mail>) =>
  keysOf(a)[0]?.filter((key) => keysOf(b)[0]?.includes(key))

it('counts a sender as one, whatever tag, host of a company or name of a provider it writes under', () => {
  const own = (sender: string) => keysOf({ sender })[0]?.[0]
  expect(own('Robot+7@bounce.example')).toBe(own('robot@bounce.example'))
  expect(own('a.b@googlemail.com')).toBe(own('ab@gmail.com'))
  expect(own('a.b@bounce.example')).not.toBe(own('ab@bounce.example'))
  expect(own('+one@bounce.example')).not.toBe(own('+two@bounce.example'))
})

describe('people who have nothing to do with each other', () => {
  it('share no budget at a free-mail provider but the inbox', () => {
    expect(
      shared({ sender: 'carla.miller@gmail.com' }, { sender: 'dan.smith@gmail.com', thread: 't-2' }),
    ).toEqual([])
    expect(keysOf({ sender: 'carla.miller@gmail.com' })[1]).toEqual([])
  })

  it('share none in a company either', () => {
    expect(shared({}, { sender: 'dan@shop.example', thread: 't-2', subject: 'Another matter' })).toEqual([])
    expect(
      shared({ subject: '4711' }, { sender: 'dan@shop.example', thread: 't-2', subject: '4712' }),
    ).toEqual([])
  })

  it('share none in a company though they write about the same, unless their names are alike', () => {
    const other = { sender: 'dan.smith@shop.example', thread: 't-2' }
    expect(shared({ subject: 'Order 4711' }, { ...other, subject: 'Order 4712' })).toEqual([])
  })

  it('are of other organisations under one second level of a country', () => {
    const domains = [
      'a.co.uk',
      'mail.a.co.uk',
      'a.com.br',
      'a.b.example',
      'a.onmicrosoft.com',
      'mail.town.lg.jp',
      'a.nhs.uk',
      'me.example',
      'a.io',
      'localhost',
    ]
    expect(domains.map(organisationOf)).toEqual([
      'a.co.uk',
      'a.co.uk',
      'a.com.br',
      'b.example',
      'a.onmicrosoft.com',
      'town.lg.jp',
      'a.nhs.uk',
      'me.example',
      'a.io',
      'localhost',
    ])
  })
})

it.each([
  ['Re: Re: My order', 'my order'],
  ['AW: [Ticket 12] My order 99', 'my order'],
  ['  MY   ORDER!! ', 'my order'],
  ['Prüfung läuft', 'prüfung läuft'],
  ['#123', ''],
  ['Ticket opened: Ticket opened: My order', 'my order'],
  ['Question:', 'question'],
  ['AW:Re:Re:My order', 'my order'],
  ['回复：回复：My order', 'my order'],
  ['«Ticket» My order', 'my order'],
])('reads the subject %j as %j', (subject, skeleton) => {
  expect(skeletonOf(subject)).toBe(skeleton)
})

it.prop([fc.string({ unit: 'binary-ascii', maxLength: 150 })])(
  'a subject in ASCII has the skeleton that it has before a letter that is not',
  (any) => {
    const subject = any.replaceAll(':', ' ')
    expect(skeletonOf(`${subject} é`)).toBe(`${skeletonOf(subject)} é`.trim())
  },
)
