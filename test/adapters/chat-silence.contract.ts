import { expect, it } from 'vitest'

import type { ContactId, EpochMs } from '../../lambdas/domain/values.ts'
import type { ChatSilence } from '../../lambdas/ports/chats.ts'
import { nine } from '../builders/email.ts'

let made = 0
const aContact = () => `chat-alone-${++made}` as ContactId

/** What everybody promises who keeps what is known of silent customers. Run against the real one and the fake. */
export function itKeepsSilence(store: () => ChatSilence): void {
  it('notes steps, again and again, until the customer writes on that contact', async () => {
    const [contact, other] = [aContact(), aContact()]
    expect(await store().noteStep(contact, 0, nine)).toBe(true)
    expect(await store().noteStep(contact, 0, nine)).toBe(true)
    await store().noteCustomer(contact, nine)
    await store().noteCustomer(contact, (nine + 1) as EpochMs)
    expect(await store().noteStep(contact, 0, nine)).toBe(false)
    expect(await store().noteStep(contact, 1, nine)).toBe(false)
    expect(await store().noteStep(other, 1, nine)).toBe(true)
  })
}
