import { describe, expect, it } from 'vitest'
import { typeOf } from '../../lambdas/domain/agent-event.ts'
import { plainName } from '../../lambdas/domain/agent-names.ts'
import { refreshed } from '../../lambdas/domain/current-agent.ts'
import {
  type AgentPresence,
  displayName,
  freeSlots,
  isStale,
  serves,
  stateOf,
  stateSince,
} from '../../lambdas/domain/presence.ts'
import type { QueueId } from '../../lambdas/domain/values.ts'
import { anAgent, aSnapshot, onDesk, secondsPastNine, support } from '../builders/agent.ts'
import { ana, hoursPastNine, nine } from '../builders/email.ts'

const slots = (EMAIL: number, TASK: number): Partial<AgentPresence> => ({
  setup: { slots: { EMAIL: { free: EMAIL, most: 3 }, TASK: { free: TASK, most: 1 } } },
})
const lunch: Partial<AgentPresence> = { status: { name: 'Lunch', type: 'custom', since: nine } }

describe('an agent', () => {
  it.each([
    ['available', 'in a routable status with a free slot', {}, undefined],
    ['available', 'with one contact in hand and room for more', { contacts: [onDesk()] }, 'EMAIL'],
    ['busy', 'with no free slot in the channel asked for', slots(0, 1), 'EMAIL'],
    ['available', 'with no free slot in another channel', slots(0, 1), 'TASK'],
    ['available', 'with a free slot in any channel, if none is asked for', slots(0, 1), undefined],
    ['busy', 'with none in any', slots(0, 0), undefined],
    ['busy', 'in a channel that the routing profile lacks', {}, 'VOICE'],
    ['busy', 'with a next status chosen', { next: { name: 'Lunch', chosenAt: nine } }, undefined],
    [
      'busy',
      'of whom no slots are known, with a contact',
      { setup: undefined, contacts: [onDesk()] },
      'EMAIL',
    ],
    ['available', 'of whom no slots are known, without one', { setup: undefined }, 'EMAIL'],
    ['unavailable', 'in a custom status', lunch, undefined],
    ['logged-out', 'offline', { status: { name: 'Offline', type: 'offline', since: nine } }, undefined],
    ['logged-out', 'who has logged off since', { loggedOutAt: secondsPastNine(1) }, undefined],
    [
      'available',
      'who has logged in since',
      { loggedOutAt: secondsPastNine(1), activeAt: secondsPastNine(2) },
      undefined,
    ],
  ] as const)('is %s %s', (state, _, facts, channel) => {
    expect(stateOf(anAgent(facts), channel)).toBe(state)
  })

  it('has free slots in a channel, or in all of them', () => {
    expect(freeSlots(anAgent(), 'EMAIL')).toBe(3)
    expect(freeSlots(anAgent())).toBe(4)
    expect(freeSlots(anAgent(slots(-1, 1)))).toBe(1)
  })

  it('serves the queues of the routing profile, in their channels', () => {
    expect(serves(anAgent(), 'EMAIL', support)).toBe(true)
    expect(serves(anAgent(), 'VOICE', support)).toBe(false)
    expect(serves(anAgent(), 'EMAIL', 'queue-other' as QueueId)).toBe(false)
    expect(serves(anAgent(slots(1, 1)), 'EMAIL', support)).toBeUndefined()
  })

  it('is logged out for good once deleted, and not asked about', () => {
    const gone = anAgent({ goneAt: nine, activeAt: secondsPastNine(9) })
    expect(stateOf(gone)).toBe('logged-out')
    expect(isStale(gone, 0, secondsPastNine(9))).toBe(false)
  })

  it('serves no queue in a channel that the profile is known to lack, whatever its queues are', () => {
    const slots = { TASK: { free: 1, most: 1 } }
    expect(serves(anAgent({ setup: { slots } }), 'EMAIL', support)).toBe(false)
    expect(serves(anAgent({ setup: { slots } }), 'TASK', support)).toBeUndefined()
    expect(serves(anAgent({ setup: { slots: {} } }), 'EMAIL', support)).toBeUndefined()
    const untold = { slots: { EMAIL: { free: 1, most: 1 } }, queues: { TASK: [support] } }
    expect(serves(anAgent({ setup: untold }), 'EMAIL', support)).toBeUndefined()
  })

  it('is in a state since the status began, or since the log-off', () => {
    expect(stateSince(anAgent())).toBe(nine)
    expect(stateSince(anAgent({ loggedOutAt: secondsPastNine(9) }))).toBe(secondsPastNine(9))
  })

  it('goes stale by our own clock, unless logged out', () => {
    expect(isStale(anAgent(), 60_000, secondsPastNine(60))).toBe(false)
    expect(isStale(anAgent(), 60_000, secondsPastNine(61))).toBe(true)
    expect(isStale(anAgent({ loggedOutAt: secondsPastNine(1) }), 60_000, hoursPastNine(9))).toBe(false)
  })

  it('is called by name, else by user name, else by id', () => {
    expect(displayName(anAgent())).toBe('Ana Silva')
    expect(displayName(anAgent({ setup: { username: 'ana', slots: {} } }))).toBe('ana')
    expect(displayName(anAgent({ setup: undefined }))).toBe(ana)
  })
})

describe('a status', () => {
  it('is of the type configured, else told, else built in, else custom', () => {
    const status = (name: string) => ({ name, since: nine })
    expect(typeOf({ ...status('Busy'), type: 'custom' }, { Busy: 'routable' })).toBe('routable')
    expect(typeOf({ ...status('Busy'), type: 'routable' }, {})).toBe('routable')
    expect(typeOf(status('Available'), {})).toBe('routable')
    expect(typeOf(status('Offline'), {})).toBe('offline')
    expect(typeOf(status('Available'), { Available: 'custom' })).toBe('custom')
    expect(typeOf(status('Lunch'), {})).toBe('custom')
  })
})

describe('a name', () => {
  it.each([
    ['Ångström', 'angstrom'],
    ['  Renée   STRASSE ', 'renee strasse'],
    ['Straße', 'strasse'],
    ['Łukasz Sørensen', 'lukasz sorensen'],
    ['ÆGIR', 'aegir'],
    ['ﬁn', 'fin'],
    ['Ōno 大野', 'ono 大野'],
  ])('is compared plainly: %s', (name, plain) => {
    expect(plainName(name)).toBe(plain)
    expect(plainName(plain)).toBe(plain)
  })
})

describe('what Connect says when it is asked', () => {
  const { status } = aSnapshot()
  const answer = {
    agent: ana,
    arn: 'arn-of-ana',
    profile: 'profile-1',
    slots: { EMAIL: { free: 2, most: 3 } },
    desk: { status, contacts: [onDesk()], next: 'Lunch' },
  }
  const asked = secondsPastNine(3600)

  it('replaces status, contacts and slots, and keeps the names and the queues', () => {
    expect(refreshed(anAgent(), ana, answer, {}, asked)).toMatchObject({
      contacts: [onDesk()],
      next: { name: 'Lunch' },
      setup: { firstName: 'Ana', slots: { EMAIL: { free: 2 } }, queues: { EMAIL: [support] } },
      heardAt: asked,
    })
  })

  it('forgets the queues of another routing profile', () => {
    const moved = refreshed(anAgent(), ana, { ...answer, profile: 'profile-2' }, {}, asked)
    expect(moved?.setup).toMatchObject({ profile: 'profile-2', queues: undefined })
  })

  it('is as of the latest instant in it, by the clock of Connect and not by ours', () => {
    expect(refreshed(anAgent(), ana, answer, {}, asked)?.asOf.at).toBe(onDesk().since)
    const known = anAgent({ asOf: { at: secondsPastNine(600), event: 'e' } })
    expect(refreshed(known, ana, answer, {}, asked)?.asOf).toEqual({ at: secondsPastNine(600), event: 'e' })
  })

  it('makes an agent known who was not', () => {
    const found = refreshed(undefined, ana, answer, {}, asked)
    expect(found && stateOf(found)).toBe('busy')
    expect(refreshed(undefined, ana, undefined, {}, asked)).toBeUndefined()
  })

  it('logs out whom it does not show, and logs in whom it does', () => {
    const gone = refreshed(anAgent(), ana, undefined, {}, asked)
    expect(gone && stateOf(gone)).toBe('logged-out')
    const back = refreshed(gone, ana, { ...answer, desk: { status, contacts: [] } }, {}, asked)
    expect(back && stateOf(back)).toBe('available')
    const goneAgain = refreshed(back, ana, undefined, {}, asked)
    expect(goneAgain && stateOf(goneAgain)).toBe('logged-out')
  })
})
