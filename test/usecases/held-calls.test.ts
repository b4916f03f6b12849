import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'

import type { CallLeg } from '../../lambdas/domain/call-facts.ts'
import type { ContactEvent } from '../../lambdas/domain/contact-event.ts'
import { type CallFact, clockOf, type HoldKnown, type TransferTold } from '../../lambdas/domain/held-call.ts'
import { COLD_TRANSFER_NOTICE } from '../../lambdas/domain/held-call-notice.ts'
import type { ContactId, QueueId, ThreadId } from '../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../lambdas/ports/contact-centre.ts'
import { escalateHeldCall } from '../../lambdas/usecases/escalate-held-call.ts'
import { noteCallFact } from '../../lambdas/usecases/note-call-fact.ts'
import { observeAnyContact } from '../../lambdas/usecases/observe-any-contact.ts'
import { observeCalls } from '../../lambdas/usecases/observe-calls.ts'
import { timeTransfer } from '../../lambdas/usecases/time-transfer.ts'
import { anAgentEvent, aSnapshot, INSTANCE, secondsPastNine } from '../builders/agent.ts'
import { ana, ben, nine } from '../builders/email.ts'
import { directoryOf } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryCalls, memoryHeldCallWatch } from '../fakes/memory-calls.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryNotes } from '../fakes/memory-takeovers.ts'

const settings = {
  ...({ afterSeconds: 60, heldAgain: 'anew', note: 'Held for long' } as const),
  ...({ earlyNote: 'Left early', leftEarly: 'return' } as const),
}
const call = 'call-1' as ContactId
const consulted = 'call-2' as ContactId
const held: CallFact = { kind: 'held', contact: call, at: nine, agent: ana }
const called: CallFact = { kind: 'called', contact: call, at: nine, consulted }

const leg = (id: ContactId, facts: Partial<DescribedContact> = {}): DescribedContact => ({
  ...{ id, thread: call as string as ThreadId, initiationMethod: 'TRANSFER', queued: true, reserved: false },
  ...facts,
})

const aMinuteLater = (facts: readonly CallFact[], ...contacts: DescribedContact[]) =>
  aMinuteLaterWhere(undefined, facts, ...contacts)

async function aMinuteLaterWhere(
  noteFails: Parameters<typeof memoryNotes>[0],
  facts: readonly CallFact[],
  ...contacts: DescribedContact[]
) {
  const ports = {
    calls: memoryCalls(),
    directory: directoryOf(...contacts),
    queues: { isAgentQueue: async (queue: QueueId) => queue.startsWith('agent') },
    notes: memoryNotes(noteFails),
    journal: memoryJournal(),
    clock: fixedClock(secondsPastNine(60)),
  }
  for (const fact of facts) await ports.calls.add(call, fact)
  const review = () => escalateHeldCall({ call, contact: call }, settings, ports)
  return { ...ports, review }
}

describe('a caller on hold whose time is over', () => {
  it('has the note and the permission on their contact, once, and the agent is to be told', async () => {
    const { review, notes, journal } = await aMinuteLater([held, called], leg(consulted))
    expect(await review()).toEqual({ kind: 'escalated', agent: ana, consulted })
    expect(notes.left.get(call)).toEqual({
      ...{ homewardDispositionNote: 'Held for long', homewardColdTransfer: 'allowed' },
    })
    expect(await review()).toEqual({ kind: 'over', reason: 'escalated' })
    expect(journal.counts.get('HeldCallsEscalated')).toBe(1)
  })

  it('has their agent told also where there is no room for the note; what may pass is tried again', async () => {
    const facts = [held, called]
    const { review, journal } = await aMinuteLaterWhere('refused', facts, leg(consulted))
    expect(await review()).toEqual({ kind: 'escalated', agent: ana, consulted })
    expect(journal.counts.get('HeldCallsNotNoted')).toBe(1)
    expect(await review()).toEqual({ kind: 'over', reason: 'escalated' })
    const busy = await aMinuteLaterWhere('busy', facts, leg(consulted))
    await expect(busy.review()).rejects.toThrow('ThrottlingException')
    expect(clockOf(await busy.calls.find(call), call, settings).kind).toBe('runs')
  })

  it('is known by their agent from Connect, where the event of the hold was lost', async () => {
    const { review } = await aMinuteLater([called], leg(consulted), leg(call, { agent: ana }))
    expect(await review()).toEqual({ kind: 'escalated', agent: ana, consulted })
    const gone = await aMinuteLater([called], leg(consulted), leg(call, { agent: ana, endedAt: nine }))
    expect(await gone.review()).toEqual({ kind: 'over', reason: 'abandoned' })
  })

  it.each([
    ['answered', leg(consulted, { agent: ben })],
    ['abandoned', leg(consulted, { endedAt: nine })],
  ] as const)(
    'has nothing said of them where only Connect knows that the transfer was %s',
    async (reason, other) => {
      const { review, notes, directory } = await aMinuteLater([held, called], other)
      expect(await review()).toEqual({ kind: 'over', reason })
      expect(await review()).toEqual({ kind: 'over', reason })
      expect(notes.left.size).toBe(0)
      expect(directory.asked).toEqual([consulted])
    },
  )

  it('waits on where they were resumed and are held again', async () => {
    const again: CallFact = { kind: 'held', contact: call, at: secondsPastNine(30), agent: ana }
    const resumed: CallFact = { ...again, kind: 'resumed', at: secondsPastNine(20) }
    const { review } = await aMinuteLater([held, called, resumed, again])
    expect(await review()).toEqual({ kind: 'wait', until: secondsPastNine(90) })
  })
})

describe('a caller who was left in a guarded queue too early', () => {
  const early: CallFact[] = [
    { ...called, guarded: true },
    { kind: 'abandoned', contact: call, at: secondsPastNine(30) },
  ]
  const from = leg(call, { agent: ana, endedAt: nine, queue: 'queue-help' as QueueId })

  it('has the reason, and where they go back to, on the contact that waits, once', async () => {
    const { review, notes, journal } = await aMinuteLater(early, leg(consulted), from)
    expect(await review()).toEqual({ kind: 'over', reason: 'left-early' })
    expect(notes.left.get(consulted)).toEqual({
      ...{ homewardDispositionNote: 'Left early', homewardColdTransfer: 'too-early' },
      homewardCameFrom: 'queue-help',
    })
    expect(await review()).toEqual({ kind: 'over', reason: 'abandoned' })
    expect(journal.counts.get('CallersLeftEarly')).toBe(1)
  })

  it('is done with where there is no room for the reason', async () => {
    const { review, journal } = await aMinuteLaterWhere('refused', early, leg(consulted), from)
    expect(await review()).toEqual({ kind: 'over', reason: 'left-early' })
    expect(await review()).toEqual({ kind: 'over', reason: 'abandoned' })
    expect(journal.counts.get('HeldCallsNotNoted')).toBe(1)
  })

  it('goes back past the agents to whom they were handed on, as far as anybody would go, to a queue in which others answer', async () => {
    const [bens, first] = ['call-0', 'call-00'] as ContactId[]
    const handedOn = (to: ContactId | undefined) => ({
      ...from,
      queue: 'agent-queue' as QueueId,
      previous: to,
    })
    const chain = [
      handedOn(bens),
      { ...handedOn(first), id: bens as ContactId },
      { ...from, id: first as ContactId },
    ]
    const { review, notes, directory } = await aMinuteLater(early, leg(consulted), ...chain)
    await review()
    expect(notes.left.get(consulted)).toMatchObject({ homewardCameFrom: 'queue-help' })
    expect(directory.asked).toEqual([consulted, call, bens, first])
    const circling = await aMinuteLater(early, leg(consulted), handedOn(call))
    await circling.review()
    expect(circling.notes.left.get(consulted)).toMatchObject({ homewardColdTransfer: 'recorded' })
  })

  it('stays where they are, with the reason, where that is configured or nobody knows where they came from', async () => {
    const recording = { ...settings, leftEarly: 'record' } as const
    for (const [contacts, configured] of [
      [[leg(consulted), from], recording],
      [[leg(consulted)], settings],
    ] as const) {
      const { notes, ...ports } = await aMinuteLater(early, ...contacts)
      await escalateHeldCall({ call, contact: call }, configured, { notes, ...ports })
      expect(notes.left.get(consulted)).toEqual({
        ...{ homewardDispositionNote: 'Left early', homewardColdTransfer: 'recorded' },
      })
    }
  })

  it.each([
    ['answered', leg(consulted, { agent: ben })],
    ['abandoned', leg(consulted, { endedAt: nine })],
  ] as const)('has nothing said of them where the transfer was %s meanwhile', async (reason, other) => {
    const { review, notes } = await aMinuteLater(early, other, from)
    expect(await review()).toEqual({ kind: 'over', reason })
    expect(notes.left.size).toBe(0)
  })

  it('is looked at as soon as their agent has gone', async () => {
    const ports = { calls: memoryCalls(), watch: memoryHeldCallWatch(), journal: memoryJournal() }
    for (const fact of early) await noteCallFact(call, fact, settings, ports)
    expect(ports.watch.looked).toEqual([call])
  })

  /** What contact events tell, of contacts that agents had. */
  async function heard(
    guided: boolean,
    ...events: readonly Pick<ContactEvent, 'eventType' | 'contactId' | 'agent' | 'initiationMethod'>[]
  ) {
    const over = vi.fn(async (id: ContactId) => ({ id }))
    const ports = { calls: memoryCalls(), watch: memoryHeldCallWatch(), dispositions: { noteCallOver: over } }
    await ports.calls.add(call, early[0] as CallFact)
    type Given = Parameters<typeof observeAnyContact>
    for (const event of events)
      await observeAnyContact(
        { ...event, channel: 'VOICE', at: secondsPastNine(30), initialContactId: call } as Given[0],
        { voice: settings, dispositions: { guide: guided } } as object as Given[1],
        ports as object as Given[2],
      )
    return { looked: ports.watch.looked, over: over.mock.calls.length }
  }
  const transferred = { contactId: consulted, initiationMethod: 'TRANSFER' }
  const taken = { ...transferred, eventType: 'CONNECTED_TO_AGENT', agent: ben }
  const givenUp = { ...transferred, eventType: 'DISCONNECTED', agent: undefined }
  const gone = { eventType: 'DISCONNECTED', contactId: call, agent: ana, initiationMethod: 'INBOUND' }

  it('is looked at as soon as contact events say so, unless they said that somebody answered, or it was given up', async () => {
    expect(await heard(true, gone)).toEqual({ looked: [call], over: 1 })
    expect(await heard(true, taken, gone)).toEqual({ looked: [], over: 1 })
    expect(await heard(true, givenUp, gone)).toEqual({ looked: [], over: 1 })
  })

  it('is looked at also where nobody is asked what calls were about', async () => {
    expect(await heard(false, gone)).toEqual({ looked: [call], over: 0 })
  })
})

describe('what is told of calls', () => {
  const calls = (state: string): CallLeg[] => [{ contact: call, call, state }]
  const heldEvent = anAgentEvent({
    previous: aSnapshot({ calls: calls('CONNECTED') }),
    current: aSnapshot({ calls: calls('CONNECTED_ONHOLD') }),
  })
  const office = () => ({ calls: memoryCalls(), watch: memoryHeldCallWatch(), journal: memoryJournal() })
  const clock = { call, contact: call, consulted, since: nine, until: secondsPastNine(60) }

  it('starts one clock for one hold, whoever tells first', async () => {
    const ports = office()
    await observeCalls([heldEvent], INSTANCE, settings, ports)
    expect(ports.watch.watched).toEqual([])
    await noteCallFact(call, { ...called, at: secondsPastNine(10) }, settings, ports)
    expect(ports.watch.watched).toEqual([clock])
    const other = office()
    await noteCallFact(call, called, settings, other)
    await observeCalls([heldEvent], INSTANCE, settings, other)
    expect(other.watch.watched).toHaveLength(1)
  })

  it('starts a clock of its own for each transfer of one hold', async () => {
    const ports = office()
    const other = 'call-3' as ContactId
    for (const fact of [held, called]) await noteCallFact(call, fact, settings, ports)
    await noteCallFact(call, { ...called, at: secondsPastNine(70), consulted: other }, settings, ports)
    expect(ports.watch.watched).toEqual([clock, { ...clock, consulted: other }])
  })

  const transfer = { call, contact: call, consulted, guarded: undefined }
  const told = (
    told: TransferTold['told'],
    known: HoldKnown | undefined,
    ports: ReturnType<typeof office>,
    now = nine,
  ) => timeTransfer({ ...transfer, told, known }, settings, { ...ports, clock: fixedClock(now) })

  it('leaves the clock to the queue flow, which is told no more where somebody answers; told again, it starts for the same end', async () => {
    const ports = office()
    await observeCalls([heldEvent], INSTANCE, settings, ports)
    expect(await told('first', undefined, ports, secondsPastNine(2))).toBe(nine)
    expect(await told('first', undefined, ports, secondsPastNine(3))).toBe(nine)
    expect(ports.watch.watched).toEqual([])
    expect(await told('again', nine, ports, secondsPastNine(44))).toBe('seen-to')
    expect(ports.watch.watched).toEqual([clock])
    expect(await told('again', 'seen-to', ports, secondsPastNine(65))).toBe('seen-to')
    expect(ports.watch.watched).toHaveLength(1)
  })

  it.each([
    ['the minute is over before that flow tells again', 'first', 11],
    ['no flow would tell again', 'once', 1],
    ['the first telling failed', 'again', 42],
  ] as const)('starts the clock at once where %s', async (_, how, second) => {
    const ports = office()
    await observeCalls([heldEvent], INSTANCE, settings, ports)
    expect(await told(how, undefined, ports, secondsPastNine(second))).toBe('seen-to')
    expect(ports.watch.watched).toEqual([clock])
  })

  it('starts no clock of a transfer that is over, and looks at once where the caller was left too early before it was told of', async () => {
    const ports = office()
    await ports.calls.add(call, { kind: 'abandoned', contact: call, at: secondsPastNine(1) })
    expect(await told('first', undefined, ports, secondsPastNine(2))).toBe('seen-to')
    expect(ports.watch.watched).toEqual([])
    expect(ports.watch.looked).toEqual([])
    const guarded = { ...transfer, guarded: true, told: 'first', known: undefined } as const
    await timeTransfer(guarded, settings, { ...ports, clock: fixedClock(secondsPastNine(2)) })
    expect(ports.watch.looked).toEqual([call])
  })

  it('has somebody start the clock in time, in whatever order the six facts of a transfer are told, and some of them never', async () => {
    const second = fc.integer({ min: 0, max: 41 })
    const news = fc.record({
      held: second.map((at): CallFact => ({ ...held, at: secondsPastNine(at) }) as CallFact),
      seen: second.map((at): CallFact => ({ ...held, kind: 'seen', at: secondsPastNine(at) }) as CallFact),
      resumed: second.map(
        (at): CallFact => ({ ...held, kind: 'resumed', at: secondsPastNine(at) }) as CallFact,
      ),
      abandoned: second.map(
        (at): CallFact => ({ kind: 'abandoned', contact: consulted, at: secondsPastNine(at) }),
      ),
      answered: second.map(
        (at): CallFact => ({ kind: 'answered', contact: consulted, at: secondsPastNine(at) }),
      ),
    })
    const inAnyOrder = fc
      .tuple(news, second)
      .chain(([facts, flowAt]) =>
        fc.tuple(fc.shuffledSubarray([...Object.values(facts), 'flow' as const]), fc.constant(flowAt)),
      )
    await fc.assert(
      fc.asyncProperty(inAnyOrder, async ([inOrder, flowAt]) => {
        const ports = office()
        let known: HoldKnown | undefined
        for (const fact of inOrder)
          if (fact === 'flow') known = await told('first', undefined, ports, secondsPastNine(flowAt))
          else await noteCallFact(call, fact, settings, ports)
        const facts = await ports.calls.find(call)
        const clock = clockOf(facts, call, settings)
        if (clock.kind !== 'runs') return
        const again = secondsPastNine(flowAt + 42)
        await told('again', known, ports, again)
        const first = Math.min(...ports.watch.watched.map(({ until }) => until))
        // In a story one that was started for an earlier end waits on; a second is how far two tellers are apart.
        expect(first).toBeLessThanOrEqual(clock.until + 1000)
      }),
      { numRuns: 500 },
    )
  })

  it('has no clock run for a caller who was resumed, however late a flow tells, and in whatever order the rest is told', async () => {
    const heard = fc.record({
      resumed: fc
        .integer({ min: 1, max: 120 })
        .map((at): CallFact => ({ ...held, kind: 'resumed', at: secondsPastNine(at) }) as CallFact),
      held: fc.constant(held),
      first: fc.integer({ min: 0, max: 8 }),
    })
    const inAnyOrder = heard.chain(({ resumed, ...rest }) =>
      fc
        .subarray(Object.values(rest))
        .chain((some) =>
          fc.shuffledSubarray([resumed, ...some], { minLength: some.length + 1, maxLength: some.length + 1 }),
        ),
    )
    // Each time that the queue flow's own call fails it tells a round later.
    const again = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 8 }))
    await fc.assert(
      fc.asyncProperty(inAnyOrder, again, fc.nat(3), async (inOrder, [failed, late], place) => {
        const ports = office()
        let known: HoldKnown | undefined
        const toldAgain = () => told('again', known, ports, secondsPastNine(42 + 21 * failed + late))
        for (const [index, news] of inOrder.entries()) {
          if (index === place) await toldAgain()
          if (typeof news !== 'number') await noteCallFact(call, news, settings, ports)
          else known = await told('first', undefined, ports, secondsPastNine(news))
        }
        if (place >= inOrder.length) await toldAgain()
        const clock = clockOf(await ports.calls.find(call), call, settings)
        expect(clock).toMatchObject({ kind: expect.not.stringMatching('runs') })
      }),
      { numRuns: 500 },
    )
  })

  it('is nobody’s business where it is of another instance, and comes again where it could not be kept', async () => {
    const ports = office()
    ports.calls.broken = true
    expect(await observeCalls([heldEvent], 'other', settings, ports)).toEqual(new Set())
    expect(await observeCalls([heldEvent], INSTANCE, settings, ports)).toEqual(new Set([ana]))
  })

  it('is told to agents in 250 characters', () => {
    for (const text of Object.values(COLD_TRANSFER_NOTICE)) expect(text.length).toBeLessThanOrEqual(250)
  })
})
