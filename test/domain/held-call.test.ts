import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  type CallFact,
  canWaitForQueueFlow,
  clockOf,
  clockToStart,
  type HeldCallRules,
  leftEarly,
} from '../../lambdas/domain/held-call.ts'
import type { AgentId, ContactId, EpochMs } from '../../lambdas/domain/values.ts'

const caller = 'caller' as ContactId
const consulted = 'consulted' as ContactId
const ana = 'ana' as AgentId
const rules: HeldCallRules = { afterSeconds: 60, heldAgain: 'anew' }

const at = (second: number) => (1_700_000_000_000 + second * 1000) as EpochMs
const hold = (kind: 'held' | 'seen' | 'resumed', second: number): CallFact => ({
  ...{ kind, contact: caller, at: at(second), agent: ana },
})
const called = (second: number, of = consulted, late?: true): CallFact => ({
  ...{ kind: 'called', contact: caller, at: at(second), consulted: of, late },
})
const ended = (
  kind: 'answered' | 'abandoned' | 'escalated' | 'taken' | 'left',
  second: number,
  contact = consulted,
): CallFact => ({
  ...{ kind, contact, at: at(second) },
})

/** The six facts of one transfer, each at any second of two minutes. */
const sixFacts = fc.record({
  held: fc.integer({ min: 0, max: 119 }).map((second) => hold('held', second)),
  called: fc
    .tuple(fc.integer({ min: 0, max: 119 }), fc.constantFrom(undefined, true as const))
    .map(([second, late]) => called(second, consulted, late)),
  answered: fc.integer({ min: 0, max: 120 }).map((second) => ended('answered', second)),
  abandoned: fc.integer({ min: 0, max: 120 }).map((second) => ended('abandoned', second)),
  resumed: fc.integer({ min: 0, max: 120 }).map((second) => hold('resumed', second)),
  heartbeat: fc.integer({ min: 0, max: 119 }).map((second) => hold('seen', second)),
})

/** Any of them, in any order, some of them several times. */
const told = sixFacts.chain((facts) =>
  fc
    .subarray(Object.values(facts))
    .chain((some) =>
      fc.tuple(
        fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length }),
        some.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...some), { maxLength: 6 }),
      ),
    ),
)

/** What must come of it, said without the code's words. */
function expected(facts: readonly CallFact[]): string {
  const kinds = new Set(facts.map(({ kind }) => kind))
  if (!kinds.has('called')) return 'nothing'
  for (const kind of ['answered', 'abandoned'] as const) if (kinds.has(kind)) return `done: ${kind}`
  const resumedAt = facts.find(({ kind }) => kind === 'resumed')?.at
  const sights = facts.filter((fact) => {
    if (resumedAt === undefined || !/held|seen|called/.test(fact.kind))
      return /held|seen|called/.test(fact.kind)
    if (fact.kind !== 'called') return fact.at > resumedAt
    return !fact.late && fact.at > resumedAt + 8000
  })
  if (sights.length === 0) return 'done: resumed'
  return `runs until ${Math.min(...sights.map((fact) => fact.at)) + 60_000}`
}

function inShort(clock: ReturnType<typeof clockOf>): string {
  if (clock.kind === 'nothing') return 'nothing'
  return clock.kind === 'done' ? `done: ${clock.reason}` : `runs until ${clock.until}`
}

describe('every subset of the six facts of a transfer, in every order, told once or more', () => {
  it('ends in the same, right state', () => {
    fc.assert(
      fc.property(told, ([facts, again]) => {
        expect(inShort(clockOf([...facts, ...again], caller, rules))).toBe(expected(facts))
      }),
      { numRuns: 2000 },
    )
  })

  it('has had its clock started by somebody, for when it runs out', () => {
    fc.assert(
      fc.property(told, ([facts, again]) => {
        const known: CallFact[] = []
        const started = new Set<number>()
        for (const fact of [...facts, ...again]) {
          if (!known.includes(fact)) known.push(fact)
          const clock = clockToStart(known, fact, rules)
          if (clock) started.add(clock.until)
        }
        const clock = clockOf(known, caller, rules)
        if (clock.kind !== 'runs') return
        // One that was started earlier waits on; one within a second later is close enough.
        expect([...started].some((until) => until <= clock.until + 1000)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a caller who is left in a guarded queue', () => {
  const guarded: CallFact = {
    ...{ kind: 'called', contact: caller, at: at(0), consulted, guarded: true },
  }
  const left = (second: number) => ended('abandoned', second, caller)

  it('is left early within the minute, whatever else is known and in whatever order', () => {
    const facts = [hold('held', 0), guarded, left(59)]
    for (const some of [facts, facts.toReversed(), facts.slice(1), [...facts, ...facts]])
      expect(leftEarly(some, caller, rules)).toEqual({ consulted })
  })

  it.each([
    ['contact events alone tell of it', [hold('held', 0), guarded, ended('left', 59, caller)]],
    ['both tell, the later one after the minute', [guarded, left(61), ended('left', 59, caller)]],
    ['the caller was back by then', [hold('held', 0), guarded, hold('resumed', 50), left(90)]],
    ['the caller was held again', [guarded, hold('resumed', 50), hold('held', 80), left(90)]],
    [
      'the caller was on hold for long before the transfer',
      [hold('held', -99), hold('resumed', -9), guarded, left(9)],
    ],
    [
      'the flow tells of the transfer later than that',
      [hold('held', -9), hold('resumed', -8), left(-5), guarded],
    ],
    [
      'only its queue flow tells, later than that',
      [hold('held', 0), left(30), { ...guarded, at: at(21), late: true }],
    ],
  ] as const)('is left early also where %s', (_, facts) => {
    expect(leftEarly(facts, caller, rules)).toEqual({ consulted })
  })

  it('is left early by any that tell of it, in any order, whichever one of the tellers of the hold fails, and only within the minute', () => {
    const history = fc.record({
      left: fc.integer({ min: 1, max: 200 }),
      resumed: fc.option(fc.integer({ min: 1, max: 59 }), { nil: undefined }),
      late: fc.boolean(),
      isHoldKnown: fc.boolean(),
      tellers: fc.subarray(['abandoned', 'left'] as const, { minLength: 1 }),
    })
    const told = history.chain(({ left, resumed, late, isHoldKnown, tellers }) => {
      const back = resumed !== undefined && resumed < left
      // Only contact events tell of an agent who leaves a caller that is not on hold.
      const leavings = back ? [ended('left', left, caller)] : tellers.map((kind) => ended(kind, left, caller))
      const facts = [
        late ? { ...guarded, at: at(21), late: true as const } : guarded,
        ...(late || isHoldKnown ? [hold('held', 0)] : []),
        ...(back ? [hold('resumed', resumed)] : []),
        ...leavings,
      ]
      const inAnyOrder = fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length })
      return fc.tuple(inAnyOrder, fc.constant(back || left < 60))
    })
    fc.assert(
      fc.property(told, ([facts, isEarly]) => {
        expect(leftEarly(facts, caller, rules) !== undefined).toBe(isEarly)
        expect(inShort(clockOf(facts, caller, rules))).toBe('done: abandoned')
      }),
      { numRuns: 1000 },
    )
  })

  it('was on hold for the minute where the holds of the transfer add up to it, if they do', () => {
    const facts = [hold('held', 0), guarded, hold('resumed', 50), hold('held', 80), left(90)]
    expect(leftEarly(facts, caller, { ...rules, heldAgain: 'add-up' })).toBeUndefined()
  })

  it.each([
    ['the minute is over', [guarded, left(60)]],
    ['a hold of a minute is over', [guarded, hold('resumed', 60), left(70)]],
    ['somebody took it, as contact events say', [guarded, ended('taken', 9), ended('left', 10, caller)]],
    ['somebody had it', [guarded, ended('left', 9), ended('left', 10, caller)]],
    ['somebody answered', [guarded, ended('answered', 9), left(10)]],
    ['it was escalated', [guarded, ended('escalated', 60), left(59)]],
    ['the transfer is over', [guarded, ended('abandoned', 9), left(10)]],
    ['the queue is not guarded', [called(0), left(10)]],
    ['nobody has left', [hold('held', 0), guarded]],
  ])('is not left early where %s', (_, facts) => {
    expect(leftEarly(facts, caller, rules)).toBeUndefined()
  })
})

describe('the clock of a hold', () => {
  it('runs from the true beginning of the hold, also where the agent consults somebody later', () => {
    expect(clockOf([hold('held', 5), called(30)], caller, rules)).toEqual({
      ...{ kind: 'runs', since: at(5), until: at(65), consulted, agent: ana },
    })
  })

  it('does not run for a plain hold, whatever is known of it', () => {
    const facts = [hold('held', 0), hold('seen', 100)]
    expect(inShort(clockOf(facts, caller, rules))).toBe('nothing')
    expect(facts.map((fact) => clockToStart(facts, fact, rules))).toEqual([undefined, undefined])
  })

  it('begins anew, or adds up, where the caller was resumed and is held again during one transfer', () => {
    const facts = [hold('held', 0), called(10), hold('resumed', 30), hold('held', 50)]
    expect(inShort(clockOf(facts, caller, rules))).toBe(`runs until ${at(110)}`)
    const adding = { ...rules, heldAgain: 'add-up' } as const
    expect(inShort(clockOf(facts, caller, adding))).toBe(`runs until ${at(80)}`)
    expect(clockToStart(facts, hold('held', 50), rules)?.until).toBe(at(110))
  })

  it('is not begun by who tells of the transfer once its caller was resumed', () => {
    const facts = [hold('held', 0), hold('resumed', 30)]
    for (const telling of [called(38), called(44, consulted, true), called(90, consulted, true)])
      for (const some of [facts, facts.slice(1)])
        expect(inShort(clockOf([...some, telling], caller, rules))).toBe('done: resumed')
    expect(inShort(clockOf([...facts, called(38.001)], caller, rules))).toBe(`runs until ${at(98.001)}`)
    expect(clockToStart([...facts, called(38)], called(38), rules)?.until).toBe(at(98))
    expect(inShort(clockOf([called(2, consulted, true)], caller, rules))).toBe(`runs until ${at(62)}`)
  })

  it('does not add up holds that were over before the transfer', () => {
    const facts = [hold('held', 0), hold('resumed', 30), hold('held', 50), called(51)]
    expect(inShort(clockOf(facts, caller, { ...rules, heldAgain: 'add-up' }))).toBe(`runs until ${at(110)}`)
  })

  it('runs for a second transfer after the first was given up, and what ended the first does not end it', () => {
    const other = 'other' as ContactId
    const facts = [hold('held', 0), called(1), ended('abandoned', 20), called(25, other)]
    expect(clockOf(facts, caller, rules)).toMatchObject({ kind: 'runs', since: at(0), consulted: other })
    expect(inShort(clockOf([...facts, ended('answered', 30, other)], caller, rules))).toBe('done: answered')
  })

  it('is over once it was escalated', () => {
    const facts = [hold('held', 0), called(1), ended('escalated', 60)]
    expect(inShort(clockOf(facts, caller, rules))).toBe('done: escalated')
  })

  it.each([
    ['the caller has gone', ended('abandoned', 9, caller), 'abandoned'],
    ['contact events say that the agent has left', ended('left', 9, caller), 'abandoned'],
    ['contact events say that somebody answered', ended('taken', 9), 'answered'],
    ['whoever answered has left', ended('left', 9), 'answered'],
  ])('is over when %s', (_, end, reason) => {
    expect(inShort(clockOf([called(1), end], caller, rules))).toBe(`done: ${reason}`)
  })

  it('is started once more by a heartbeat, and by nobody who tells the same second time', () => {
    const [began, flow, beat] = [hold('held', 0), called(0.4), hold('seen', 50)]
    expect(clockToStart([flow], flow, rules)?.since).toBe(at(0.4))
    expect(clockToStart([flow, began], began, rules)).toBeUndefined()
    expect(clockToStart([flow, began, beat], beat, rules)?.since).toBe(at(0))
  })
})

it('a clock may be left to the queue flow where there is time until that tells again, after its first two rounds of prompts', () => {
  const { Actions } = JSON.parse(readFileSync('contact-flows/call-transfer-queue.json', 'utf8'))
  const round = (block: string) =>
    Number(
      Actions.find(({ Identifier }: { Identifier: string }) => Identifier === block).Parameters
        .InterruptFrequencySeconds,
    )
  const again = round('Wait for an answer at first') + round('Wait on for an answer')
  expect(canWaitForQueueFlow(at(again), at(0))).toBe(false)
  expect(canWaitForQueueFlow(at(again + 8), at(0))).toBe(true)
  expect(canWaitForQueueFlow(at(again + 7.999), at(0))).toBe(false)
})
