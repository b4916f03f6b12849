import { describe, expect, it } from 'vitest'

import type { AgentSnapshot } from '../../lambdas/domain/agent-event.ts'
import { observeAll } from '../../lambdas/domain/observe-agent.ts'
import type { AgentPresence } from '../../lambdas/domain/presence.ts'
import { reviewStuck, STUCK_NOTICE, stuckIn, toBeWatched } from '../../lambdas/domain/stuck-agent.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'
import { anAgentEvent, aSnapshot, onDesk, secondsPastNine } from '../builders/agent.ts'

const email = onDesk()
const other = onDesk({
  contact: 'c0000000-0000-4000-8000-000000000008' as ContactId,
  connectedAt: secondsPastNine(90),
})
const ended = (second: number) => onDesk({ state: 'ENDED', since: secondsPastNine(second) })
const status = (name: string, second: number): Partial<AgentSnapshot> => ({
  status: { name, since: secondsPastNine(second) },
})
const at = (second: number, facts: Partial<AgentSnapshot>, kind = 'STATE_CHANGE') =>
  anAgentEvent({ kind, at: secondsPastNine(second), current: aSnapshot(facts) })

const working = at(60, { contacts: [email] })
/** The softphone is popped out two minutes past nine, with an email in conversation since one past. */
const popped = at(120, { ...status('Unavailable', 120), contacts: [email] })
const inWork = at(300, { ...status('Unavailable', 120), contacts: [ended(300)] })
const cleared = at(360, { ...status('Unavailable', 120) })

const known = (...events: Parameters<typeof observeAll>[1]) =>
  observeAll(undefined, events, {}).presence as AgentPresence

describe('an agent who became Unavailable during a contact', () => {
  const stuck = { contact: email.contact, status: 'Unavailable', since: secondsPastNine(120) }

  it('is stuck, and is watched once that contact is over', () => {
    expect(stuckIn(known(working, popped))).toMatchObject(stuck)
    expect(toBeWatched(known(working, popped))).toBeUndefined()
    expect(toBeWatched(known(working, popped, inWork))).toMatchObject(stuck)
    expect(toBeWatched(known(working, popped, inWork, cleared))).toMatchObject(stuck)
  })

  it('is watched once for it', () => {
    const watched = { ...known(working, popped, inWork), watched: email.contact }
    expect(toBeWatched(watched)).toBeUndefined()
  })

  it.each([
    ['the change itself', [working, inWork]],
    ['all but the end', [cleared, anAgentEvent({ ...popped, at: secondsPastNine(100) })]],
    [
      'all but a heartbeat and the snapshot before',
      [{ ...cleared, kind: 'HEART_BEAT', previous: inWork.current }],
    ],
    ['nothing, in the wrong order', [cleared, inWork, popped, working]],
  ] as const)('is found though events are missing: %s', (_, events) => {
    expect(toBeWatched(known(...events))).toMatchObject(stuck)
  })

  it('is stuck for the contact that came last, of several in hand', () => {
    expect(
      stuckIn(known(at(120, { ...status('Unavailable', 120), contacts: [email, other] }))),
    ).toMatchObject({
      contact: other.contact,
      inHandSince: email.connectedAt,
    })
  })

  it('may be offline without a log-off, and is not stuck after one', () => {
    const offline = at(120, { ...status('Offline', 120), contacts: [email] })
    const over = at(400, status('Offline', 120))
    expect(toBeWatched(known(working, offline, over))?.status).toBe('Offline')
    expect(
      toBeWatched(known(working, offline, over, at(401, status('Offline', 120), 'LOGOUT'))),
    ).toBeUndefined()
  })
})

describe('an agent is not stuck', () => {
  it.each([
    [
      'in a status that began before the contact was connected',
      [at(120, { ...status('Lunch', 30), contacts: [email] }), at(360, status('Lunch', 30))],
    ],
    [
      'in the next status chosen while the contact was in hand',
      [
        at(100, { contacts: [email], next: { name: 'Lunch', chosenAt: secondsPastNine(100) } }),
        at(120, { ...status('Lunch', 120), contacts: [email] }),
        at(360, status('Lunch', 120)),
      ],
    ],
    [
      'in a next status that only the snapshot before shows',
      [
        {
          ...at(120, { ...status('Lunch', 120), contacts: [email] }),
          previous: aSnapshot({ contacts: [email], next: { name: 'Lunch', chosenAt: secondsPastNine(100) } }),
        },
        at(360, status('Lunch', 120)),
      ],
    ],
    [
      'in a status chosen during after-contact work',
      [
        at(200, { contacts: [ended(200)] }),
        at(240, { ...status('Lunch', 240), contacts: [ended(200)] }),
        at(360, status('Lunch', 240)),
      ],
    ],
    ['in a status chosen after the contact', [working, at(200, {}), at(240, status('Lunch', 240))]],
    [
      'while a contact was only offered',
      [
        at(120, {
          ...status('Lunch', 120),
          contacts: [onDesk({ state: 'CONNECTING', connectedAt: undefined })],
        }),
        at(360, status('Lunch', 120)),
      ],
    ],
    ['when a routable status came back', [working, popped, at(200, { ...status('Available', 200) })]],
    ['when another status was chosen since', [working, popped, inWork, at(400, status('Lunch', 400))]],
  ] as const)('%s', (_, events) => {
    expect(stuckIn(known(...events))).toBeUndefined()
    expect(toBeWatched(known(...events))).toBeUndefined()
  })

  it('in a status of the same name that was chosen another day, unlike today', () => {
    const yesterday = at(-80_000, {
      contacts: [],
      next: { name: 'Unavailable', chosenAt: secondsPastNine(-80_000) },
    })
    expect(stuckIn(known(yesterday, working, popped))).toBeDefined()
  })
})

describe('when the time is up', () => {
  const stuck = known(working, popped, inWork, cleared)

  it('an agent who is still stuck is told or set back, as configured', () => {
    expect(reviewStuck(stuck, email.contact, 'notify')).toEqual({ kind: 'notify', reason: 'still-stuck' })
    expect(reviewStuck(stuck, email.contact, 'set-back')).toEqual({ kind: 'set-back', reason: 'still-stuck' })
    expect(reviewStuck(stuck, email.contact, 'off')).toMatchObject({ kind: 'over', reason: 'switched-off' })
  })

  it('nothing is done for who has gone, come back or been stuck anew', () => {
    expect(reviewStuck(undefined, email.contact, 'notify')).toMatchObject({ kind: 'over', reason: 'gone' })
    const loggedOff = known(working, popped, inWork, at(400, status('Offline', 400), 'LOGOUT'))
    expect(reviewStuck(loggedOff, email.contact, 'notify')).toMatchObject({ kind: 'over', reason: 'gone' })
    expect(reviewStuck(stuck, other.contact, 'notify')).toMatchObject({ reason: 'another-status' })
    const back = known(working, popped, inWork, at(400, status('Available', 400)))
    expect(reviewStuck(back, email.contact, 'set-back')).toMatchObject({
      kind: 'over',
      reason: 'another-status',
    })
  })

  it('the notice fits into a notification', () => {
    for (const text of Object.values(STUCK_NOTICE)) expect(text.length).toBeLessThanOrEqual(250)
  })
})
