import { expect, it } from 'vitest'

import { later, MINUTE } from '../../lambdas/domain/values.ts'
import type { MailClaims } from '../../lambdas/ports/acknowledger.ts'
import { nine } from '../builders/email.ts'

let made = 0
const aMail = () => ({
  customer: { address: `carla${++made}@example.net`, subject: 'Hello' },
  at: nine,
  withinMs: 5 * MINUTE,
})

/** What every keeper of mail claims promises. Run against the real one and the fake. */
export function itKeepsMailClaims(store: () => MailClaims): void {
  it('lets one of two inboxes claim a mail, and again when asked again', async () => {
    const mail = aMail()
    const claims = await Promise.all(['a', 'b'].map((inbox) => store().claim({ ...mail, inbox })))
    expect(claims.sort()).toEqual(['mine', 'taken'])
    expect(await store().claim({ ...mail, inbox: 'a' })).not.toBe(
      await store().claim({ ...mail, inbox: 'b' }),
    )
  })

  it('takes the same subject from somebody else, or another subject, for another mail', async () => {
    const mail = aMail()
    await store().claim({ ...mail, inbox: 'a' })
    expect(
      await store().claim({
        ...mail,
        customer: { address: 'dan@example.net', subject: 'Hello' },
        inbox: 'b',
      }),
    ).toBe('mine')
    expect(await store().claim({ ...mail, customer: { ...mail.customer, subject: 'Hi' }, inbox: 'b' })).toBe(
      'mine',
    )
  })

  it('takes what arrives later for another mail', async () => {
    const mail = aMail()
    await store().claim({ ...mail, inbox: 'a' })
    expect(await store().claim({ ...mail, at: later(nine, 5 * MINUTE + 1), inbox: 'b' })).toBe('mine')
  })

  it('takes what arrived earlier and is tried again for another mail too', async () => {
    const mail = aMail()
    await store().claim({ ...mail, inbox: 'a' })
    await store().claim({ ...mail, at: later(nine, 6 * MINUTE), inbox: 'b' })
    expect(await store().claim({ ...mail, inbox: 'a' })).toBe('mine')
    expect(await store().claim({ ...mail, at: later(nine, 2 * MINUTE), inbox: 'a' })).toBe('taken')
  })
}
