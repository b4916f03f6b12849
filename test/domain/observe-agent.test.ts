import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'

import type { AgentEvent, AgentSnapshot } from '../../lambdas/domain/agent-event.ts'
import { observe, observeAll } from '../../lambdas/domain/observe-agent.ts'
import { type AgentPresence, stateOf } from '../../lambdas/domain/presence.ts'
import { HOUR, later, MINUTE } from '../../lambdas/domain/values.ts'
import { anAgentEvent, aSnapshot, onDesk, secondsPastNine } from '../builders/agent.ts'
import { nine } from '../builders/email.ts'

const status = (name: string, second: number): AgentSnapshot['status'] => ({
  name,
  since: secondsPastNine(second),
})
const event = (kind: string, second: number, name: string, since = second) =>
  anAgentEvent({
    kind,
    at: secondsPastNine(second),
    current: aSnapshot({ status: status(name, since) }),
  })
const told = (...events: AgentEvent[]) => observeAll(undefined, events, {}).presence as AgentPresence

type Step = { what: string; seconds: number }
type Desk = { at: number; name: string; since: number; contacts: AgentSnapshot['contacts'] }

/** One thing happens. Some log-offs leave the last status standing in what heartbeats show afterwards. */
function happens(desk: Desk, { what, seconds }: Step, logOffShows: boolean): Desk {
  const next = { ...desk, at: desk.at + seconds }
  const connectedAt = secondsPastNine(next.at)
  switch (what) {
    case 'Available':
    case 'Lunch':
      return { ...next, name: what, since: next.at }
    case 'LOGOUT':
      return logOffShows ? { ...next, name: 'Offline', since: next.at } : next
    case 'contact':
      return { ...next, contacts: [onDesk({ since: connectedAt, connectedAt })] }
    case 'end':
      return { ...next, contacts: [] }
    default:
      return next
  }
}

/** A working day: things happen seconds apart, and each is told at once by an event that says how all is then. */
function dayOf(steps: readonly Step[], logOffShows: boolean): AgentEvent[] {
  let desk: Desk = { at: 0, name: 'Available', since: 0, contacts: [] }
  return steps.map((step, index) => {
    desk = happens(desk, step, logOffShows)
    const { at, name, since, contacts } = desk
    const slots = { EMAIL: { free: 3 - contacts.length, most: 3 } }
    return anAgentEvent({
      kind: ['LOGOUT', 'LOGIN', 'HEART_BEAT'].includes(step.what) ? step.what : 'STATE_CHANGE',
      id: `e-${index}`,
      at: secondsPastNine(at),
      current: aSnapshot({ status: status(name, since), contacts, setup: { slots, queues: {} } }),
    })
  })
}

const aStep = fc.record({
  what: fc.constantFrom('Available', 'Lunch', 'contact', 'end', 'LOGOUT', 'LOGIN', 'HEART_BEAT'),
  seconds: fc.integer({ min: 1, max: 600 }),
})
const aDay = fc
  .tuple(fc.array(aStep, { minLength: 1, maxLength: 8 }), fc.boolean())
  .map(([steps, logOffShows]) => dayOf(steps, logOffShows))

/** As the store does it: batches come, and what is no news is not written. */
function kept(batches: readonly (readonly AgentEvent[])[]): AgentPresence | undefined {
  return batches.reduce<AgentPresence | undefined>((known, batch) => {
    const { presence, news } = observeAll(known, batch, {})
    return news ? presence : known
  }, undefined)
}

function partsOf<Item>(items: readonly Item[]): Item[][] {
  const [first, ...rest] = items
  if (first === undefined) return [[]]
  return partsOf(rest).flatMap((part) => [part, [first, ...part]])
}

function ordersOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item) =>
    ordersOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  )
}

const view = (presence: AgentPresence | undefined) =>
  presence && {
    state: stateOf(presence),
    status: presence.status,
    contacts: presence.contacts,
    slots: presence.setup?.slots,
  }

describe('agent events', () => {
  property.prop([
    aDay.chain((day) =>
      fc.tuple(
        fc.constant(day),
        fc.shuffledSubarray(day, { minLength: day.length }),
        fc.array(fc.constantFrom(...day), { maxLength: 5 }),
      ),
    ),
  ])('in any order, any of them twice, tell what they tell in order', ([day, shuffled, again]) => {
    expect(told(...shuffled, ...again)).toEqual(told(...day))
    expect(told(...again, ...shuffled)).toEqual(told(...day))
  })

  property.prop([
    aDay.chain((day) =>
      fc.tuple(
        fc.constant(day),
        fc.shuffledSubarray(day, { minLength: day.length }),
        fc.integer({ min: 1, max: 4 }),
      ),
    ),
  ])(
    'kept in batches of any size, without writing what is no news, leave the same to be seen',
    ([day, shuffled, size]) => {
      const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, at) =>
        shuffled.slice(at * size, (at + 1) * size),
      )
      expect(view(kept(batches))).toEqual(view(told(...day)))
      expect(view(kept([...batches, day]))).toEqual(view(told(...day)))
    },
  )

  property.prop([aDay.chain((day) => fc.tuple(fc.constant(day), fc.subarray(day)))])(
    'that are missing change nothing of status, contacts and slots once the last has come',
    ([day, some]) => {
      const last = day.at(-1) as AgentEvent
      const { status, contacts, setup } = told(...some, last)
      const all = told(...day)
      expect({ status, contacts, setup }).toEqual({
        status: all.status,
        contacts: all.contacts,
        setup: all.setup,
      })
    },
  )

  property.prop([aDay, fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE })])(
    'tell the same to a clock that is minutes off',
    (day, skew) => {
      const heard = told(...day)
      expect(stateOf({ ...heard, heardAt: later(heard.asOf.at, skew) })).toBe(stateOf(heard))
    },
  )
})

it('every order of every part of a day that has all kinds of events tells the same', () => {
  const steps = ['contact', 'Lunch', 'LOGOUT', 'HEART_BEAT', 'LOGIN'].map((what) => ({ what, seconds: 60 }))
  let orders = 0
  for (const part of partsOf(dayOf(steps, false))) {
    const inOrder = part.length > 0 ? view(told(...part)) : undefined
    for (const order of ordersOf(part)) {
      orders++
      expect(view(kept(order.map((one) => [one])))).toEqual(inOrder)
      expect(view(kept([order, order]))).toEqual(inOrder)
    }
  }
  expect(orders).toBe(326)
})

describe('a log-off', () => {
  const working = event('STATE_CHANGE', 0, 'Available')
  const logOff = event('LOGOUT', 600, 'Available', 0)
  const heartbeat = (second: number) => event('HEART_BEAT', second, 'Available', 0)

  it('stands, whatever status the heartbeats of the next hour go on showing', () => {
    const beats = Array.from({ length: 30 }, (_, beat) => heartbeat(600 + 120 * beat))
    expect(stateOf(told(working, logOff, ...beats))).toBe('logged-out')
    expect(stateOf(told(...beats, working, logOff))).toBe('logged-out')
  })

  it('is over when heartbeats show a status for longer than they go on', () => {
    expect(stateOf(told(working, logOff, heartbeat(600 + 3600 + 301)))).toBe('available')
    const known = told(working, logOff)
    expect(observeAll(known, [heartbeat(600 + 3600 + 301)], {}).news).toBe(true)
  })

  it('is over with a log-in, or a status that begins after it, even if the log-in is missing', () => {
    expect(stateOf(told(logOff, event('LOGIN', 700, 'Available', 0)))).toBe('available')
    expect(stateOf(told(logOff, event('HEART_BEAT', 800, 'Available', 700)))).toBe('available')
    expect(stateOf(told(event('LOGIN', 700, 'Available', 0), logOff))).toBe('available')
  })

  it('that is missing shows in the status of the next heartbeat', () => {
    expect(stateOf(told(working, event('HEART_BEAT', 720, 'Offline', 600)))).toBe('logged-out')
  })
})

describe('what is news', () => {
  const known = told(event('STATE_CHANGE', 0, 'Available'))
  const isNews = (...events: AgentEvent[]) => observeAll(known, events, {}).news

  it('is the first that is heard of an agent, be it a heartbeat', () => {
    expect(observeAll(undefined, [event('HEART_BEAT', 0, 'Available')], {}).news).toBe(true)
    expect(observeAll(undefined, [], {})).toEqual({ presence: undefined, news: false })
  })

  it('is no heartbeat after which all is as it was', () => {
    expect(isNews(event('HEART_BEAT', 120, 'Available', 0), event('HEART_BEAT', 240, 'Available', 0))).toBe(
      false,
    )
  })

  it('is a heartbeat that shows what nothing else told', () => {
    expect(isNews(event('HEART_BEAT', 120, 'Lunch', 60))).toBe(true)
  })

  it('is a change that ends where it began, so that an earlier one cannot come after it', () => {
    expect(isNews(event('STATE_CHANGE', 120, 'Available', 0))).toBe(true)
  })

  it('is nothing old', () => {
    expect(
      isNews(anAgentEvent({ at: later(nine, -1), current: aSnapshot({ status: status('Lunch', -9) }) })),
    ).toBe(false)
  })

  it('is only the latest of one batch', () => {
    const { presence } = observeAll(
      known,
      [
        event('STATE_CHANGE', 3, 'Lunch'),
        event('STATE_CHANGE', 2, 'Training'),
        event('HEART_BEAT', 1, 'Available', 0),
      ],
      {},
    )
    expect(presence?.status.name).toBe('Lunch')
  })
})

describe('events of the same millisecond', () => {
  const shots = [
    aSnapshot(),
    aSnapshot({ contacts: [onDesk({ since: nine })] }),
    aSnapshot({ setup: undefined }),
  ]
  const [first, second, third] = shots.map((current, index) =>
    anAgentEvent({ id: `e-${9 - index}`, current, previous: shots[index - 1] }),
  ) as [AgentEvent, AgentEvent, AgentEvent]

  it('are told apart by what each shows as what was before, whatever their ids', () => {
    for (const order of [
      [first, second],
      [second, first],
      [second, first, first],
    ]) {
      expect(told(...order).contacts).toHaveLength(1)
      expect(kept(order.map((one) => [one]))?.contacts).toHaveLength(1)
    }
  })

  it('go on one from another as they came', () => {
    expect(told(first, second, third).contacts).toEqual([])
    expect(kept([[first], [second], [third], [second]])?.contacts).toEqual([])
  })
})

describe('names and routing profile', () => {
  it('stay when an event comes without them', () => {
    const named = anAgentEvent()
    const nameless = anAgentEvent({ at: secondsPastNine(1), current: aSnapshot({ setup: undefined }) })
    for (const order of [
      [named, nameless],
      [nameless, named],
    ])
      expect(told(...order)).toMatchObject({ setup: { firstName: 'Ana' }, asOf: { at: secondsPastNine(1) } })
  })
})

it('an hour is enough for heartbeats to end', () => {
  const logOff = event('LOGOUT', 0, 'Available', -9)
  const last = anAgentEvent({
    kind: 'HEART_BEAT',
    at: later(nine, HOUR),
    current: aSnapshot({ status: status('Available', -9) }),
  })
  expect(stateOf(observe(observe(undefined, logOff, {}), last, {}))).toBe('logged-out')
})
