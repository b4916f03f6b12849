import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import type { AgentPresence } from '../../lambdas/domain/presence.ts'
import {
  type AgentId,
  type ContactId,
  HOUR,
  later,
  MINUTE,
  type QueueId,
} from '../../lambdas/domain/values.ts'
import { escalateTransfer } from '../../lambdas/usecases/escalate-transfer.ts'
import { observeContact } from '../../lambdas/usecases/observe-contacts.ts'
import { releaseHold } from '../../lambdas/usecases/release-hold.ts'
import { rerouteOverdue } from '../../lambdas/usecases/reroute-overdue.ts'
import { returnToOwner } from '../../lambdas/usecases/return-to-owner.ts'
import { reviewHold } from '../../lambdas/usecases/review-hold.ts'
import {
  aHeldContact,
  ana,
  aThread,
  ben,
  firstMail,
  hoursPastNine,
  nine,
  reply,
  someSettings,
  thread,
} from '../builders/email.ts'
import { historyWith, memoryWorkflows, placesWith } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryNotes, memoryTakeovers, withReturns } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'
import { memoryPrecedents } from '../fakes/memory-verdicts.ts'
import { type RacingContact, racingCentre, type Whims } from '../fakes/racing-centre.ts'

const cleo = 'agent-cleo' as AgentId
const support = 'queue-of-support@example.com' as QueueId
const ownQueue = (agent: AgentId) => `queue-of-${agent}` as QueueId
const settings = someSettings({ holdExpiryInFlow: false })
const deadline = hoursPastNine(16)

/** A reply that is held for Ana. */
const held: RacingContact = { id: reply, queue: support, reserved: true }
/** A reply that was held for Ana, and that Ben took. */
const inBensHands: RacingContact = { ...held, reserved: false, agent: ben, takenAt: nine }
const anaIsThere: AgentPresence = {
  agent: ana,
  arn: `arn/agent/${ana}`,
  status: { name: 'Available', type: 'routable', since: nine },
  contacts: [],
  asOf: { at: nine, event: 'e-1' },
}
/** A contact that Ana gave to Ben half an hour ago. */
const given: RacingContact = {
  id: reply,
  of: firstMail,
  movedBy: 'agent',
  queue: ownQueue(ben),
  reserved: false,
}

/** Records, a centre and a clock; every call of one of them by ours waits for its turn. */
function aWorld(s: fc.Scheduler, first: RacingContact, record: ContactRecord | undefined, whims: Whims) {
  const clock = fixedClock(deadline)
  /** No two things happen in the same second, so that "who was first" has an answer. */
  const ticks = () => {
    clock.at = later(clock.at, 1000)
    return clock.at
  }
  const centre = racingCentre(thread, { ...first }, { ...whims, now: ticks })
  const records = memoryContactRecords(record ? [record] : [])
  const threads = memoryThreads([aThread()])
  const inTurn = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, method) {
        const call = Reflect.get(target, method)
        if (typeof call !== 'function') return call
        return async (...given: unknown[]) => {
          await s.schedule(Promise.resolve(), String(method))
          return call.apply(target, given)
        }
      },
    })
  const { queues, places } = placesWith(settings, [ana, ben, cleo].map(ownQueue))
  const takeovers = memoryTakeovers()
  const contacts = inTurn({ ...records, find: withReturns(records.find, takeovers) })
  const ports = {
    contacts,
    overdue: contacts,
    precedents: memoryPrecedents(records),
    threads: inTurn(threads),
    progress: inTurn(threads),
    dispositions: contacts,
    takeovers,
    notes: memoryNotes(),
    directory: inTurn(centre.directory),
    release: inTurn(centre.release),
    queues: inTurn(queues),
    places,
    history: historyWith(),
    workflows: memoryWorkflows(),
    flowMail: { answerTo: async () => undefined },
    journal: memoryJournal(),
    clock,
  }
  return { centre, records, threads, ports, clock }
}

type World = ReturnType<typeof aWorld>

/** As a state machine or a queue does: again, if it fails. */
async function again(work: () => Promise<unknown>, times = 5): Promise<void> {
  for (let left = times; ; left--)
    try {
      await work()
      return
    } catch (error) {
      if (left === 0) throw error
    }
}

const hold = (id: ContactId, { ports }: World) =>
  again(async () => {
    const review = await reviewHold(id, settings, ports)
    if (review.kind === 'release') await releaseHold(id, review.owner, review.reason, ports)
  })
const escalation = (id: ContactId, { ports }: World) => again(() => escalateTransfer(id, ports))
const sweep = ({ ports, clock }: World) =>
  again(() => rerouteOverdue(settings, later(clock.at, 10 * HOUR), ports))

/** What people do in one round, in an order that nobody knows. */
const aRound = fc.record({
  accepts: fc.uniqueArray(fc.constantFrom(ana, ben, cleo)),
  closes: fc.boolean(),
  sweeps: fc.boolean(),
  /** How many events arrive in this round; the others come later, at the latest in the end. */
  arrive: fc.nat({ max: 6 }),
  /** Afterwards whoever has it gives it to another. */
  transfers: fc.option(fc.constantFrom(ana, ben, cleo), { nil: undefined }),
})
type Round = typeof aRound extends fc.Arbitrary<infer R> ? R : never

/** `also`: what goes on beside the first round. */
async function play(
  s: fc.Scheduler,
  world: World,
  rounds: readonly Round[],
  also: readonly (() => Promise<unknown>)[] = [],
): Promise<void> {
  const { centre, ports, clock } = world
  const arrives = (event: (typeof centre.events)[number]) =>
    again(() => observeContact(event, settings, ports))
  const next = async () => {
    await s.schedule(Promise.resolve(), 'an event')
    const event = centre.events.shift()
    if (event) await arrives(event)
  }
  const person = async (what: string, act: () => unknown) => {
    await s.schedule(Promise.resolve(), what)
    act()
  }
  for (const [round, { accepts, closes, sweeps, arrive, transfers }] of rounds.entries()) {
    const { id, queue } = centre.last()
    const mayTake = accepts.filter((agent) => queue === support || queue === ownQueue(agent))
    await s.waitFor(
      Promise.all([
        ...(round === 0 ? also.map((act) => act()) : []),
        ...mayTake.map((agent) => person(`${agent} accepts`, () => centre.accepts(agent, id))),
        closes && person('closes', () => centre.closes(id)),
        hold(id, world),
        escalation(id, world),
        sweeps && sweep(world),
        ...Array.from({ length: arrive }, () => next()),
      ]),
    )
    const { id: last, agent } = centre.last()
    if (transfers !== undefined && agent !== undefined && transfers !== agent)
      centre.transfers(agent, last, ownQueue(transfers))
    clock.at = later(clock.at, HOUR)
  }
  const rest = centre.events.splice(0)
  await s.waitFor(Promise.all([...rest, ...rest].map(arrives)))
  clock.at = later(clock.at, HOUR)
  await s.waitFor(sweep(world))
  const moved = centre.events.splice(0)
  await s.waitFor(Promise.all(moved.map(arrives)))
}

/** Whose thread it is, by what really happened. */
function rightfulOwner({ centre }: World): AgentId {
  const isGift = (contact: RacingContact | undefined, taker: AgentId | undefined): boolean => {
    const before = centre.contacts.get(contact?.of as ContactId)
    if (contact?.movedBy === 'homeward') return isGift(before, taker)
    return contact?.movedBy === 'agent' && before?.agent !== taker
  }
  const takers = [...centre.contacts.values()].filter(
    (contact) => contact.takenAt !== undefined && isGift(contact, contact.agent),
  )
  return takers.at(-1)?.agent ?? ana
}

async function expectTruth(world: World): Promise<void> {
  const { centre, records, threads } = world
  for (const contact of centre.contacts.values()) {
    const record = await records.find(contact.id)
    const next = [...centre.contacts.values()].filter(({ of }) => of === contact.id)
    expect(next.length, 'one successor at most').toBeLessThanOrEqual(1)
    expect(record?.handledBy).toBe(contact.agent)
    expect(record?.endedAt !== undefined).toBe(contact.endedAt !== undefined)
    if (record?.transferEnd === 'taken') expect(contact.agent).toBeDefined()
    if (record?.transferEnd === 'ended') expect(contact.endedAt).toBeDefined()
    if (record?.transferEnd === 'not-taken') expect(next[0]?.movedBy).toBe('homeward')
    // A move of ours is not looked after as if an agent had made it.
    if (next[0]?.movedBy === 'homeward' && contact.agent === undefined)
      expect((await records.find(next[0].id))?.transfer?.until).toBeUndefined()
    if (record?.releasedAt !== undefined) expect(contact.reserved && !next[0]).toBe(false)
    if (next[0]) expect(record?.thread === undefined || (await records.find(next[0].id))?.thread).toBeTruthy()
  }
  expect(threads.get(thread)?.owner).toBe(rightfulOwner(world))
  const { agent, endedAt, queue, reserved } = centre.last()
  // Nobody waits for ever for an agent who does not come.
  if (agent === undefined && endedAt === undefined)
    expect({ queue, reserved }).toEqual({ queue: support, reserved: false })
  expect(await records.holds(later(world.clock.at, HOUR), 100)).toEqual([])
}

const rounds = fc.array(aRound, { minLength: 1, maxLength: 4 })
const whims: fc.Arbitrary<Whims> = fc.record({ takesFromAgents: fc.boolean(), refusesCriteria: fc.boolean() })

describe('whoever is first has the contact, and the record says who', () => {
  it('when a hold ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), rounds, whims, async (s, plan, whim) => {
        const world = aWorld(s, held, aHeldContact(), whim)
        await play(s, world, plan)
        await expectTruth(world)
      }),
      { numRuns: 1000 },
    )
  })

  it('when a time to take ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), rounds, whims, async (s, plan, whim) => {
        const world = aWorld(s, given, undefined, whim)
        const until = later(deadline, -MINUTE)
        const transfer = { of: firstMail, at: hoursPastNine(15), count: 1, given: true, until }
        await world.records.noteTransfer(reply, transfer, { thread, inbox: 'support@example.com' })
        await play(s, world, plan)
        await expectTruth(world)
      }),
      { numRuns: 1000 },
    )
  })

  it('when a hold ends that began by a return, which the flow may have asked for in vain', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), rounds, whims, fc.boolean(), async (s, plan, whim, tooLate) => {
        const world = aWorld(s, inBensHands, aHeldContact({ handledBy: ben, handledAt: nine }), whim)
        const next = world.centre.returns(reply)
        const agents = { find: async () => anaIsThere }
        const ports = { ...world.ports, agents, clock: fixedClock(nine) }
        const givesBack = () =>
          again(() => returnToOwner({ contact: next, previous: reply }, settings, [support], ports))
        const twice = [givesBack, givesBack]
        if (tooLate) await world.ports.takeovers.noteReturning(reply, nine)
        else {
          await s.waitFor(Promise.all(twice.map((act) => act())))
          world.centre.reserves(next)
        }
        await play(s, world, plan, tooLate ? twice : [])
        await expectTruth(world)
        const { agent } = world.centre.contacts.get(next) as RacingContact
        expect(world.ports.takeovers.started.has(next)).toBe(agent !== undefined && agent !== ana)
      }),
      { numRuns: 1000 },
    )
  })
})
