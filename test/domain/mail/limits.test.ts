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
/** Of each step: their own, those of their organisation, the inbox's. */
const shared = (a: Partial<typeof mail>, b: Partial<typeof mail>) =>
  keysOf(a).map((keys, step) => keys.filter((key) => keysOf(b)[step]?.includes(key)))
const [OF_DOMAIN, OF_INBOX] = [['domain#shop.example'], ['inbox#support@example.com']]

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
    ).toEqual([[], [], OF_INBOX])
  })

  it('share their domain in a company, and a subject only if it is the same by its numbers too', () => {
    const dan = { sender: 'dan@shop.example', thread: 't-2' }
    expect(shared({}, { ...dan, subject: 'Another matter' })).toEqual([[], OF_DOMAIN, OF_INBOX])
    const orders = [
      { subject: 'Order 4711' },
      { subject: 'Re: [shop] Order 4712' },
      { subject: 'AW: Order 4711' },
    ]
    expect(shared(orders[0]!, { ...dan, ...orders[1] })).toEqual([[], OF_DOMAIN, OF_INBOX])
    const same = [...OF_DOMAIN, 'pattern#shop.example#order 4711']
    expect(shared(orders[0]!, { ...dan, ...orders[2] })).toEqual([[], same, OF_INBOX])
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
