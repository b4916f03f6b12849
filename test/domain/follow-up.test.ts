import { describe, expect, it } from 'vitest'

import {
  addresseeOf,
  followUpToken,
  reviewThread,
  type WaitingThread,
  waiting,
} from '../../lambdas/domain/follow-up.ts'
import { followUpText, followUpTitle } from '../../lambdas/domain/follow-up-wording.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'
import { anAgent } from '../builders/agent.ts'
import { ana, anInbox, firstMail, hoursPastNine, nine, reply, thread } from '../builders/email.ts'

const transferred = 'c0000000-0000-4000-8000-000000000003' as ContactId
const first = { contact: firstMail, at: nine }
const second = { contact: reply, at: hoursPastNine(5) }

/** A customer has written at nine and at two, and both contacts are open. */
function aWaitingThread(facts: Partial<WaitingThread> = {}): WaitingThread {
  return {
    id: thread,
    messages: [second, first],
    contacts: [firstMail, reply],
    open: [firstMail, reply],
    lastCustomerContact: reply,
    lastCustomerAt: second.at,
    ...facts,
  }
}

const nobody = (reason: string) => ({ kind: 'nobody', reason })
const since = (hour: number) => ({ kind: 'customer', since: hoursPastNine(hour) })

/** To a contact, at that hour. */
const answer = (to: ContactId, hour: number) => ({ to, at: hoursPastNine(hour) })

describe('a customer', () => {
  it('waits from the first message on that nobody has answered', () => {
    expect(waiting(aWaitingThread())).toEqual(since(0))
    expect(waiting(aWaitingThread({ answers: [answer(firstMail, 3)] }))).toEqual(since(5))
  })

  it('waits on in a contact of their own where another was answered since they wrote', () => {
    expect(waiting(aWaitingThread({ answers: [answer(firstMail, 6)] }))).toEqual(since(5))
    expect(waiting(aWaitingThread({ answers: [answer(reply, 6)] }))).toEqual(since(0))
  })

  it('does not wait where we were the last to write to each of them, or to all before contacts were told', () => {
    const answers = [answer(reply, 6), answer(firstMail, 7)]
    expect(waiting(aWaitingThread({ answers }))).toEqual(nobody('answered'))
    expect(waiting(aWaitingThread({ answeredAt: hoursPastNine(6) }))).toEqual(nobody('answered'))
    expect(waiting(aWaitingThread({ answeredAt: hoursPastNine(5) }))).toEqual(since(5))
  })

  it('does not wait in a thread that was closed', () => {
    const closed = { open: undefined, lastEndedAt: hoursPastNine(6) }
    expect(waiting(aWaitingThread(closed))).toEqual(nobody('closed'))
  })

  it('waits for what is open only', () => {
    const lastEndedAt = hoursPastNine(6)
    expect(waiting(aWaitingThread({ open: [reply], lastEndedAt }))).toEqual(since(5))
    const answered = { open: [firstMail], lastEndedAt, answers: [answer(firstMail, 1)] }
    expect(waiting(aWaitingThread(answered))).toEqual(nobody('closed'))
  })

  it('goes on waiting in what a transfer made of their contact', () => {
    const lastEndedAt = hoursPastNine(6)
    expect(waiting(aWaitingThread({ open: [transferred], lastEndedAt }))).toEqual(since(0))
    const continuations = [{ contact: transferred, of: reply }]
    expect(waiting(aWaitingThread({ open: [transferred], lastEndedAt, continuations }))).toEqual(since(5))
  })

  it('is answered by an answer to what transfers made of their contact', () => {
    const again = 'c0000000-0000-4000-8000-000000000004' as ContactId
    const continuations = [
      { contact: again, of: transferred },
      { contact: transferred, of: reply },
    ]
    const facts = { open: [firstMail, again], continuations, answers: [answer(again, 6)] }
    expect(waiting(aWaitingThread(facts))).toEqual(since(0))
    expect(waiting(aWaitingThread({ ...facts, open: [again] }))).toEqual(nobody('closed'))
  })

  it('is answered where it is not known what was, unless they wrote after it, or what they wrote is open itself', () => {
    const toUnknown = (hour: number) => ({ open: [transferred], answers: [answer(transferred, hour)] })
    expect(waiting(aWaitingThread(toUnknown(6)))).toEqual(nobody('answered'))
    expect(waiting(aWaitingThread(toUnknown(3)))).toEqual(since(5))
    expect(waiting(aWaitingThread({ ...toUnknown(6), open: [transferred, reply] }))).toEqual(since(5))
  })

  it('waits from the last message on where the others were not noted', () => {
    expect(waiting(aWaitingThread({ messages: undefined }))).toEqual(since(5))
    expect(waiting({ id: thread })).toEqual(nobody('answered'))
  })
})

const day = 86_400
const wall = { kind: 'wall' } as const
const review = (facts: Partial<WaitingThread>, hour: number) =>
  reviewThread(aWaitingThread(facts), day, wall, hoursPastNine(hour))

describe('a follow-up', () => {
  it('is due when the customer has waited for as long as configured, and not before', () => {
    expect(review({}, 23.999)).toEqual({ kind: 'not-yet', dueAt: hoursPastNine(24) })
    expect(review({}, 24)).toEqual({ kind: 'due', since: nine, contact: firstMail })
  })

  it('is due after so many open hours where only they count', () => {
    const weekdays = { MONDAY: [['09:00', '17:00']], TUESDAY: [['09:00', '17:00']] } as const
    const clock = { kind: 'opening-hours', timeZone: 'UTC', week: weekdays } as const
    const reviewed = reviewThread(aWaitingThread(), 36_000, clock, hoursPastNine(20))
    expect(reviewed).toEqual({ kind: 'not-yet', dueAt: hoursPastNine(26) })
  })

  it('is not made again for whoever has been waiting since before the last', () => {
    expect(review({ followedUpAt: hoursPastNine(24) }, 90)).toEqual({ kind: 'none', reason: 'followed-up' })
    const nudged = { followedUpAt: hoursPastNine(4) }
    expect(review(nudged, 90)).toEqual({ kind: 'none', reason: 'followed-up' })
  })

  it('is made again for whoever was answered since, and wrote again', () => {
    const again = { followedUpAt: hoursPastNine(3), answers: [answer(firstMail, 4)] }
    expect(review(again, 29)).toEqual({ kind: 'due', since: second.at, contact: reply })
  })

  it('is made again for whoever wrote later, once what was written before is closed or answered', () => {
    const task = { followedUpAt: hoursPastNine(9), followedUpSince: nine }
    const due = { kind: 'due', since: second.at, contact: reply }
    expect(review({ ...task, open: [reply] }, 29)).toEqual(due)
    expect(review({ ...task, answers: [answer(firstMail, 9)] }, 29)).toEqual(due)
  })

  it('is made for a wait of its own where a person wrote in between, though nobody answered the first', () => {
    const third = 'c0000000-0000-4000-8000-000000000005' as ContactId
    const facts = {
      followedUpAt: hoursPastNine(1),
      messages: [first, { contact: third, at: hoursPastNine(2) }, second],
      open: [firstMail, third, reply],
      answers: [answer(third, 4)],
    }
    expect(review(facts, 29)).toEqual({ kind: 'due', since: second.at, contact: reply })
    expect(review({ ...facts, answers: [] }, 90)).toEqual({ kind: 'none', reason: 'followed-up' })
  })

  it('is not made for whoever does not wait', () => {
    expect(review({ answers: [answer(firstMail, 9), answer(reply, 9)] }, 90)).toEqual({
      kind: 'none',
      reason: 'answered',
    })
  })

  it('has a name by which the same wait is the same task', () => {
    expect(followUpToken({ id: thread }, nine)).toBe(`follow-up-${thread}-${nine}`)
  })
})

describe('whoever follows up', () => {
  const inbox = anInbox()
  const status = (type: 'routable' | 'custom' | 'offline') => ({ name: type, type, since: nine })
  const to = (presence: ReturnType<typeof anAgent> | undefined, hour: number) =>
    addresseeOf(ana, presence, inbox, hoursPastNine(hour))

  it('is the owner who is there, whether free or not', () => {
    expect(to(anAgent({ status: status('routable') }), 900)).toEqual({ kind: 'owner', agent: ana })
  })

  it.each(['custom', 'offline'] as const)('is the owner who is away (%s) for less than the hold', (type) => {
    const presence = anAgent({ status: status(type) })
    expect(to(presence, 15.999)).toEqual({ kind: 'owner', agent: ana })
    expect(to(presence, 16)).toEqual({ kind: 'queue', reason: 'owner-away' })
  })

  it('is the queue where nobody owns it, or nobody has seen the owner', () => {
    expect(addresseeOf(undefined, undefined, inbox, nine)).toEqual({ kind: 'queue', reason: 'no-owner' })
    expect(to(undefined, 0)).toEqual({ kind: 'queue', reason: 'owner-unknown' })
  })

  it('reads since when, and why it is theirs', () => {
    expect(followUpTitle(inbox)).toBe('Customer waiting for an answer (Support)')
    expect(followUpText(nine, { kind: 'owner', agent: ana }, firstMail, inbox)).toBe(
      'The customer has been waiting for an answer since 2026-03-02 09:00 UTC. The conversation is yours. The email is contact c0000000-0000-4000-8000-000000000001.',
    )
    expect(followUpText(nine, { kind: 'queue', reason: 'owner-away' }, undefined, inbox)).toContain(
      'has been away for longer',
    )
  })

  it.each(['de', 'de-AT'])('reads German where the inbox is answered in %s', (language) => {
    const german = anInbox({ language })
    expect(followUpTitle(german)).toBe('Eine Antwort steht aus (Support)')
    expect(followUpText(nine, { kind: 'queue', reason: 'no-owner' }, firstMail, german)).toBe(
      'Auf diese E-Mail steht seit 2026-03-02 09:00 UTC eine Antwort aus. Den Vorgang hat noch niemand bearbeitet. Die E-Mail ist der Kontakt c0000000-0000-4000-8000-000000000001.',
    )
  })
})
