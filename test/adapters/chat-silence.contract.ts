import { expect, it } from 'vitest'

import type { ContactId, EpochMs } from '../../lambdas/domain/values.ts'
import type { ChatSilence } from '../../lambdas/ports/chats.ts'
import { ana, ben, nine } from '../builders/email.ts'

let made = 0
const BEFORE = 'with-the-agent' as ContactId
const aContact = () => `chat-alone-${++made}` as ContactId

/** What everybody promises who keeps what is known of silent customers. Run against the real one and the fake. */
export function itKeepsSilence(store: () => ChatSilence): void {
  it('notes steps, again and again, until the customer writes on that contact', async () => {
    const [contact, other] = [aContact(), aContact()]
    expect(await store().noteStep(contact, 0, BEFORE, nine)).toBe(true)
    expect(await store().noteStep(contact, 0, BEFORE, nine)).toBe(true)
    await store().noteCustomer(contact, nine)
    await store().noteCustomer(contact, (nine + 1) as EpochMs)
    expect(await store().noteStep(contact, 0, BEFORE, nine)).toBe(false)
    expect(await store().noteStep(contact, 1, BEFORE, nine)).toBe(false)
    expect(await store().noteStep(other, 1, BEFORE, nine)).toBe(true)
  })
  it('tells who was parted from a customer by their silence, where they are known to have had them', async () => {
    const [parted, talking, nobodys] = [aContact(), aContact(), aContact()]
    for (const contact of [parted, talking]) await store().noteAgent(contact, ana, nine)
    await store().noteAgent(parted, ben, nine)
    for (const contact of [parted, parted, nobodys]) await store().noteParted(contact, nine)
    await store().noteAgent(nobodys, ana, nine)
    expect(await store().partedFrom(parted)).toBe(ana)
    for (const contact of [talking, nobodys, aContact()])
      expect(await store().partedFrom(contact)).toBeUndefined()
  })
  it('tells after which contact a customer was asked who has written nothing since', async () => {
    const [asked, answered, never] = [aContact(), aContact(), aContact()]
    await store().noteStep(asked, 0, BEFORE, nine)
    await store().noteStep(answered, 0, BEFORE, nine)
    await store().noteCustomer(answered, nine)
    await store().noteCustomer(never, nine)
    expect(await store().silentAfter(asked)).toBe(BEFORE)
    for (const contact of [answered, never, aContact()])
      expect(await store().silentAfter(contact)).toBeUndefined()
  })
}
