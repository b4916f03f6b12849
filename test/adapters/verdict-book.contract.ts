import { expect, it } from 'vitest'

import type { MailVerdict } from '../../lambdas/domain/mail/judge-contact.ts'
import { mailKeyOf } from '../../lambdas/domain/mail/mail-key.ts'
import { later } from '../../lambdas/domain/values.ts'
import type { VerdictBook } from '../../lambdas/ports/mail-verdicts.ts'
import { nine } from '../builders/email.ts'

let made = 0
const aMail = () =>
  mailKeyOf({ from: `carla${++made}@example.net`, to: 'support@example.com', subject: 'Hello' })
const refused: MailVerdict = { acknowledge: false, reason: 'bounce', rule: 'r', at: nine, seen: ['from'] }
const acknowledged: MailVerdict = {
  acknowledge: true,
  to: 'carla@example.net',
  reason: 'person',
  rule: 'nothing-automatic',
  at: nine,
  seen: ['from'],
}

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

  it('keeps verdicts on other subjects apart', async () => {
    const mail = aMail()
    await store().record(mail, refused)
    expect(await store().find({ ...mail, subject: 'Hello again' })).toBeUndefined()
  })
}
