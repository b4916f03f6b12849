import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'

import { type MailVerdict, verdictOn } from '../../../lambdas/domain/mail/mail-verdicts.ts'
import { later, SECOND } from '../../../lambdas/domain/values.ts'
import { nine } from '../../builders/email.ts'

const person = (seconds: number, to = 'carla@example.net') => {
  const at = later(nine, seconds * SECOND)
  return { acknowledge: true, to, reason: 'web-form', rule: 'r', at, seen: [] } as const satisfies MailVerdict
}
const machine = (seconds: number) => {
  const at = later(nine, seconds * SECOND)
  return { acknowledge: false, reason: 'auto-reply', rule: 'r', at, seen: [] } as const satisfies MailVerdict
}
const received = (seconds: number) => later(nine, seconds * SECOND)

describe('the verdict on the mail of a contact', () => {
  it('is the nearest before it, and none that is ten minutes old', () => {
    const verdicts = { acknowledged: person(0), refused: machine(90) }
    expect(verdictOn(received(3), { acknowledged: person(0) })).toEqual(person(0))
    expect(verdictOn(received(92), verdicts)).toEqual(machine(90))
    expect(verdictOn(received(601), { acknowledged: person(0) })).toBeUndefined()
    expect(verdictOn(received(0), {})).toBeUndefined()
  })

  it('is a later one only where clocks are apart, and nothing else is near', () => {
    expect(verdictOn(received(0), { refused: machine(8) })).toEqual(machine(8))
    expect(verdictOn(received(0), { refused: machine(11) })).toBeUndefined()
    expect(verdictOn(received(3), { acknowledged: person(0), refused: machine(4) })).toEqual(person(0))
    expect(verdictOn(received(130), { acknowledged: person(0), refused: machine(135) })).toEqual(machine(135))
  })

  it('is the person’s where a machine’s mail came at the same moment', () => {
    for (const after of [0, 2, 4])
      expect(verdictOn(received(5), { acknowledged: person(0), refused: machine(after) })).toEqual(person(0))
    expect(verdictOn(received(15), { acknowledged: person(0), refused: machine(9) })).toEqual(person(0))
    expect(verdictOn(received(15), { acknowledged: person(0), refused: machine(12) })).toEqual(machine(12))
  })

  it('names nobody for sure while another is named within a minute', () => {
    const [anna, bert] = [person(0, 'anna@x.example'), person(50, 'bert@x.example')]
    const both = { acknowledged: bert, acknowledgedBefore: anna }
    expect(verdictOn(received(1), both)).toEqual(anna)
    for (const at of [51, 70]) expect(verdictOn(received(at), both)).toMatchObject({ unclear: true })
    const later = { acknowledged: person(62, 'bert@x.example'), acknowledgedBefore: anna }
    expect(verdictOn(received(64), later)).toEqual(person(62, 'bert@x.example'))
    const same = { acknowledged: person(5, 'Anna@X.example'), acknowledgedBefore: anna }
    expect(verdictOn(received(6), same)).toEqual(person(5, 'Anna@X.example'))
  })

  it.prop([fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })])(
    'never names one of two people whose mails came within a minute before the contact',
    (anna, bert) => {
      const verdicts = {
        acknowledged: person(-bert, 'bert@x.example'),
        acknowledgedBefore: person(-anna, 'anna@x.example'),
      }
      expect(verdictOn(received(0), verdicts)).toMatchObject({ unclear: true })
    },
  )
})
