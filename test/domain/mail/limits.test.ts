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

describe('what a loop changes leaves something that is counted', () => {
  it.prop([fc.nat(20), fc.constantFrom(...'abcdefghij0123456789')])(
    'when the sender changes by a byte, in a domain of its own',
    (at, byte) => {
      const local = 'crm-notifier-system-7'
      const changed = local.slice(0, at) + byte + local.slice(at + 1)
      expect(shared({ sender: `${local}@shop.example` }, { sender: `${changed}@shop.example` })).not.toEqual(
        [],
      )
    },
  )

  it.prop([fc.nat(11), fc.constantFrom(...'abcdefghij0123456789')])(
    'when the sender changes by a byte at a free-mail provider',
    (at, byte) => {
      const local = 'carla.miller'
      const changed = local.slice(0, at) + byte + local.slice(at + 1)
      expect(shared({ sender: `${local}@gmail.com` }, { sender: `${changed}@gmail.com` })).not.toEqual([])
    },
  )

  it.prop([fc.nat(9), fc.constantFrom(...'abcdefghij0123456789'), fc.constantFrom('', '#4711', 'Request')])(
    'when a short sender changes by a byte, whatever the subject, and each mail opens a thread',
    (at, byte, subject) => {
      for (const local of ['ab', 'bot', 'carla', 'crmbot', 'notifier'])
        for (const domain of ['gmail.com', 'shop.example']) {
          const changed = `${local.slice(0, at % local.length)}${byte}${local.slice((at % local.length) + 1)}`
          const mails = [local, changed].map((name, n) => ({
            sender: `${name}@${domain}`,
            subject,
            thread: `t-${n}`,
          }))
          expect(shared(mails[0]!, mails[1]!)).not.toEqual([])
        }
    },
  )

  it('when the sender writes from another host each time', () => {
    const hosts = ['m1.bounce.example', 'm2.bounce.example', 'bounce.example']
    for (const host of hosts)
      expect(shared({ sender: `robot@${host}`, thread: 't-2' }, { sender: `robot@${hosts[0]}` })).not.toEqual(
        [],
      )
  })

  it('when the subject gains tags, and each mail opens a thread', () => {
    const first = { subject: 'My order', thread: 't-1', sender: 'a@shop.example' }
    const later = { subject: 'Re: AW: [#7254] My order (2)', thread: 't-2', sender: 'b@shop.example' }
    expect(shared(first, later)).not.toEqual([])
  })
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
