import { describe, expect, it } from 'vitest'

import { closedAt, hasOpen, reopenedFrom } from '../../lambdas/domain/thread.ts'
import { aThread, firstMail, hoursPastNine, reply } from '../builders/email.ts'

const lastEndedAt = hoursPastNine(2)

describe('a thread', () => {
  it('is closed when nothing of it is open, since its last contact ended', () => {
    expect(closedAt(aThread({ lastEndedAt }))).toBe(lastEndedAt)
    expect(closedAt(aThread({ lastEndedAt, open: [reply] }))).toBeUndefined()
  })

  it('is not taken for closed where nothing is known of its contacts', () => {
    expect(closedAt(aThread())).toBeUndefined()
  })

  it('was opened again by the contact that alone is open in it', () => {
    expect(reopenedFrom(aThread({ lastEndedAt, open: [reply] }), reply)).toBe(lastEndedAt)
    expect(reopenedFrom(aThread({ lastEndedAt, open: [firstMail, reply] }), reply)).toBeUndefined()
    expect(reopenedFrom(aThread({ open: [reply] }), reply)).toBeUndefined()
    expect(hasOpen(aThread({ open: [reply] }), firstMail)).toBe(false)
  })
})
