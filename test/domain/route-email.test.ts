import { describe, expect, it } from 'vitest'

import { routeEmail } from '../../lambdas/domain/route-email.ts'
import { ana, anInbox, aThread, hoursPastNine, nine } from '../builders/email.ts'

describe("where a customer's email goes", () => {
  it('goes to the owner of its thread for 16 hours', () => {
    expect(routeEmail(aThread(), false, anInbox(), nine)).toEqual({
      kind: 'owner',
      owner: ana,
      until: hoursPastNine(16),
      reason: 'reply-to-owner',
    })
  })

  it('goes to the queue when the thread is new', () => {
    expect(routeEmail(aThread({ owner: undefined }), true, anInbox(), nine)).toEqual({
      kind: 'queue',
      reason: 'new-thread',
    })
  })

  it('goes to the queue when nobody has handled the thread yet', () => {
    expect(routeEmail(aThread({ owner: undefined }), false, anInbox(), nine)).toEqual({
      kind: 'queue',
      reason: 'no-owner',
    })
  })

  it('goes to the queue when no inbox says how long to hold it', () => {
    expect(routeEmail(aThread(), false, undefined, nine)).toEqual({ kind: 'queue', reason: 'unknown-inbox' })
  })
})
