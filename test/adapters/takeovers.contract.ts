import { expect, it } from 'vitest'

import type { ContactId } from '../../lambdas/domain/values.ts'
import type { TakeoverRecords } from '../../lambdas/ports/takeovers.ts'
import { nine } from '../builders/email.ts'

let made = 0
const aContact = () => `taken-${++made}` as ContactId

/** What every keeper of takeovers promises. Run against the real one and the fake. */
export function itKeepsTakeovers(store: () => TakeoverRecords): void {
  it('knows the task of which it was told first, and no other', async () => {
    const [contact, task, other] = [aContact(), aContact(), aContact()]
    expect(await store().noteTaskUnread(contact, task, nine)).toBe(false)
    await store().noteOwnerTold(contact, { note: 'left', task: 'made', taskContact: task, at: nine })
    await store().noteOwnerTold(contact, { note: 'failed', task: 'made', taskContact: other, at: nine })
    expect(await store().noteTaskUnread(contact, other, nine)).toBe(false)
    expect(await store().noteTaskUnread(contact, task, nine)).toBe(true)
    expect(await store().noteTaskUnread(contact, task, nine)).toBe(true)
  })
}
