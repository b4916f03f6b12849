import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  holdState,
  lookAt,
  lookForTakerAgainAt,
  lookForTakerAt,
  reviewContact,
  reviewRecord,
} from '../../lambdas/domain/hold.ts'
import type { EpochMs } from '../../lambdas/domain/values.ts'
import { aHeldContact, ana, anInbox, ben, hoursPastNine, nine, someSettings } from '../builders/email.ts'

const until = hoursPastNine(16)

describe('how a hold stands', () => {
  it('holds while nothing is known to have ended it', () => {
    expect(holdState(aHeldContact())).toEqual({ kind: 'held', owner: ana, until })
  })

  it.each([
    ['its owner took it', { handledBy: ana }, 'accepted-by-owner'],
    ['somebody else took it', { handledBy: ben }, 'accepted-by-another'],
    ['Connect let it expire', { expiredAt: until }, 'expired'],
    ['we opened it', { releasedAt: until }, 'released'],
    ['the contact ended', { endedAt: until }, 'contact-ended'],
    ['it was taken after it expired', { expiredAt: until, handledBy: ben }, 'accepted-by-another'],
  ] as const)('is over once %s', (_, facts, because) => {
    expect(holdState(aHeldContact(facts))).toEqual({ kind: 'over', because })
  })

  it('does not exist for a contact that went to the queue', () => {
    expect(holdState(aHeldContact({ route: { kind: 'queue', reason: 'new-thread' } }))).toEqual({
      kind: 'none',
    })
  })
})

describe('the review of a hold', () => {
  const settings = someSettings()

  it('waits until Connect has had its grace', () => {
    const review = reviewRecord(aHeldContact(), settings, until)
    expect(review).toEqual({ kind: 'wait', until: until + 60_000, reason: 'not-yet' })
  })

  it('asks Connect when the grace is over and no event came', () => {
    expect(reviewRecord(aHeldContact(), settings, (until + 60_000) as EpochMs)).toEqual({
      kind: 'ask',
      owner: ana,
    })
  })

  it('asks at the deadline itself where the flow does not expire', () => {
    expect(reviewRecord(aHeldContact(), someSettings({ holdExpiryInFlow: false }), until).kind).toBe('ask')
  })

  it('never asks before the deadline', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: 1, max: 57_600_000 }), (holdExpiryInFlow, early) => {
        const review = reviewRecord(
          aHeldContact(),
          someSettings({ holdExpiryInFlow }),
          (until - early) as EpochMs,
        )
        expect(review.kind).toBe('wait')
      }),
    )
  })

  it('gives no grace to a hold on opening hours, since no criteria can count those', () => {
    const inbox = anInbox({ clock: { kind: 'opening-hours', timeZone: 'Europe/Berlin', week: {} } })
    expect(lookAt(until, inbox, settings)).toBe(until)
  })

  it.each([
    ['unknown to Connect', undefined, 'over', 'contact-ended'],
    ['ended', { queued: true, reserved: false, endedAt: until }, 'over', 'contact-ended'],
    ['with its owner', { queued: true, reserved: false, agent: ana }, 'over', 'accepted-by-owner'],
    ['with somebody else', { queued: true, reserved: false, agent: ben }, 'over', 'accepted-by-another'],
    ['open to the queue', { queued: true, reserved: false }, 'over', 'expired'],
    ['without room in its queue', { queued: false, reserved: true }, 'wait', 'not-queued-yet'],
    ['still reserved', { queued: true, reserved: true }, 'release', 'deadline'],
  ] as const)('of a contact %s: %s', (_, facts, kind, reason) => {
    expect(reviewContact(ana, facts, until)).toMatchObject({ kind, reason })
  })
})

describe('who has what was held, if no event tells', () => {
  it.each([
    ['expired', 1],
    ['released', 1],
    ['accepted-by-another', 0],
    ['contact-ended', 0],
  ] as const)('is asked after a hold that is %s in %i hours', (end, hours) => {
    expect(lookForTakerAt(end, nine)).toBe(hoursPastNine(hours))
  })

  it('is asked again an hour later, and then ever later, while it waits', () => {
    const released = aHeldContact({ releasedAt: nine })
    expect(lookForTakerAgainAt(released, nine)).toBe(hoursPastNine(1))
    expect(lookForTakerAgainAt(released, hoursPastNine(5))).toBe(hoursPastNine(10))
  })
})
