import { expect, it } from 'vitest'
import { mailKeyOf } from '../../lambdas/domain/mail/mail-key.ts'
import type { MailVerdict } from '../../lambdas/domain/mail/mail-verdicts.ts'
import { type ContactId, later } from '../../lambdas/domain/values.ts'
import type { VerdictBook } from '../../lambdas/ports/mail-verdicts.ts'
import { nine } from '../builders/email.ts'

let made = 0
const aMail = () =>
  mailKeyOf({ from: `carla${++made}@example.net`, to: 'support@example.com', subject: 'Hello' })
const refused: MailVerdict = { acknowledge: false, reason: 'bounce', rule: 'r', at: nine, seen: ['from'] }
const acknowledged = {
  acknowledge: true,
  to: 'carla@example.net',
  reason: 'person',
  rule: 'nothing-automatic',
  at: nine,
  seen: ['from'],
} as const satisfies MailVerdict

/** What every book of verdicts promises. Run against the real one and the fake. */
export function itKeepsVerdicts(store: () => VerdictBook): void {
  it('finds nothing where nothing was recorded', async () => {
    expect(await store().find(aMail())).toBeUndefined()
  })

  it('keeps the latest verdict of each kind, however often it comes', async () => {
    const mail = aMail()
    await store().record(mail, refused)
    await store().record(mail, acknowledged)
    await store().record(mail, { ...refused, at: later(nine, 1000) })
    expect(await store().find(mail)).toEqual({ acknowledged, refused: { ...refused, at: later(nine, 1000) } })
  })

  it('keeps the latest that named another person to answer, and forgets none for what comes again', async () => {
    const mail = aMail()
    const form = (to: string, seconds: number) => ({ ...acknowledged, to, at: later(nine, seconds * 1000) })
    for (const verdict of [form('anna@x.example', 1), form('bert@x.example', 2), form('bert@x.example', 3)])
      await store().record(mail, verdict)
    const [anna, bert, carl] = [
      form('anna@x.example', 1),
      form('bert@x.example', 3),
      form('carl@x.example', 4),
    ]
    expect(await store().find(mail)).toEqual({ acknowledged: bert, acknowledgedBefore: anna })
    await store().record(mail, carl)
    expect(await store().find(mail)).toEqual({ acknowledged: carl, acknowledgedBefore: bert })
  })

  it('tells of two people, however many forms come at once', async () => {
    const mail = aMail()
    const people = Array.from({ length: 12 }, (_, n) => `person${n % 3}@x.example`)
    await Promise.all(people.map((to) => store().record(mail, { ...acknowledged, to })))
    const { acknowledged: last, acknowledgedBefore: before } = (await store().find(mail)) ?? {}
    expect([last, before].map((verdict) => verdict?.acknowledge && verdict.to)).toEqual([
      expect.stringMatching(/^person\d@/),
      expect.stringMatching(/^person\d@/),
    ])
    expect(last).not.toEqual(before)
  })

  it('lets one contact rest on a verdict, as often as it asks; a verdict that comes again is that one', async () => {
    const [mail, one, other] = [aMail(), 'one' as ContactId, 'other' as ContactId]
    const [anna, bert] = ['anna@x.example', 'bert@x.example'].map((to, n) => ({
      ...acknowledged,
      to,
      at: later(nine, n),
    })) as [typeof acknowledged, typeof acknowledged]
    await store().record(mail, refused)
    await store().record(mail, anna)
    await store().record(mail, bert)
    for (const verdict of [refused, anna, bert]) {
      expect(await Promise.all([one, one].map((contact) => store().use(mail, verdict, contact)))).toEqual([
        true,
        true,
      ])
      await store().record(mail, verdict === anna ? refused : verdict)
      expect(await store().use(mail, verdict, other)).toBe(false)
    }
    expect(await store().find(mail)).toMatchObject({
      ...{ acknowledged: { to: bert.to, usedBy: one }, acknowledgedBefore: { to: anna.to, usedBy: one } },
      refused: { usedBy: one },
    })
    const next = { ...refused, at: later(nine, 5) }
    await store().record(mail, next)
    expect(await store().use(mail, refused, one)).toBe(false)
    expect(await store().use(mail, next, other)).toBe(true)
    expect(await store().use(aMail(), refused, one)).toBe(false)
  })

  it('keeps verdicts on other subjects apart', async () => {
    const mail = aMail()
    await store().record(mail, refused)
    expect(await store().find({ ...mail, subject: 'Hello again' })).toBeUndefined()
  })
}
