import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'

import { budgetsOf, skeletonOf } from '../../../lambdas/domain/mail/limits.ts'

const mail = {
  sender: 'carla@shop.example',
  subject: 'My order',
  thread: 't-1',
  inbox: 'support@example.com',
}
const keysOf = (facts: Partial<typeof mail>) => budgetsOf({ ...mail, ...facts }).map(({ key }) => key)
const shared = (a: Partial<typeof mail>, b: Partial<typeof mail>) =>
  keysOf(a).filter(
    (key) => keysOf(b).includes(key) && !key.startsWith('inbox#') && !key.startsWith('domain#'),
  )

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

  it('when the subject gains tags and numbers, and each mail opens a thread', () => {
    const first = { subject: 'My order', thread: 't-1', sender: 'a@shop.example' }
    const later = { subject: 'Re: AW: [#7254] My order (2) #99', thread: 't-2', sender: 'b@shop.example' }
    expect(shared(first, later)).not.toEqual([])
  })
})

describe('people who have nothing to do with each other', () => {
  it('share no budget at a free-mail provider but the inbox', () => {
    expect(
      shared({ sender: 'carla.miller@gmail.com' }, { sender: 'dan.smith@gmail.com', thread: 't-2' }),
    ).toEqual([])
    expect(keysOf({ sender: 'carla.miller@gmail.com' }).some((key) => key.startsWith('domain#'))).toBe(false)
  })

  it('share none in a company either, unless they write about the same', () => {
    expect(shared({}, { sender: 'dan@shop.example', thread: 't-2', subject: 'Another matter' })).toEqual([])
    expect(
      shared({ subject: '4711' }, { sender: 'dan@shop.example', thread: 't-2', subject: '4712' }),
    ).toEqual([])
  })
})

it.each([
  ['Re: Re: My order', 'my order'],
  ['AW: [Ticket 12] My order 99', 'my order'],
  ['  MY   ORDER!! ', 'my order'],
  ['Prüfung läuft', 'prüfung läuft'],
  ['#123', ''],
])('reads the subject %j as %j', (subject, skeleton) => {
  expect(skeletonOf(subject)).toBe(skeleton)
})

it.prop([fc.string({ unit: 'binary-ascii', maxLength: 150 })])(
  'a subject in ASCII has the skeleton that it has before a letter that is not',
  (subject) => {
    expect(skeletonOf(`${subject} é`)).toBe(`${skeletonOf(subject)} é`.trim())
  },
)
