import { expect, it } from 'vitest'

import type { ThreadId } from '../../lambdas/domain/values.ts'
import type { Threads } from '../../lambdas/ports/threads.ts'
import { ana, ben, firstMail, hoursPastNine, nine, reply } from '../builders/email.ts'

let made = 0
const newThread = () => `thread-${++made}` as ThreadId
const message = (thread: ThreadId) => ({ thread, contact: firstMail, inbox: 'support@example.com', at: nine })

/** What every store of threads promises. Run against the real one and the fake. */
export function itKeepsThreads(store: () => Threads): void {
  it('opens a thread with its first message', async () => {
    const id = newThread()
    expect(await store().noteCustomerMessage(message(id))).toMatchObject({
      id,
      lastCustomerContact: firstMail,
      lastCustomerAt: nine,
    })
  })

  it('makes the agent who handled it first its owner, whoever is told of first', async () => {
    const id = newThread()
    await store().noteHandled(id, ben, hoursPastNine(2))
    await store().noteHandled(id, ana, hoursPastNine(1))
    await store().noteHandled(id, ben, hoursPastNine(3))
    expect(await store().noteCustomerMessage({ ...message(id), contact: reply })).toMatchObject({
      owner: ana,
      ownerSince: hoursPastNine(1),
    })
  })

  it('takes an owner from elsewhere only where it knows none', async () => {
    const id = newThread()
    expect(await store().noteCustomerMessage({ ...message(id), owner: ana })).toMatchObject({ owner: ana })
    expect(await store().noteCustomerMessage({ ...message(id), owner: ben })).toMatchObject({ owner: ana })
  })
}
