import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { waiting } from '../../lambdas/domain/follow-up.ts'
import type { AgentPresence } from '../../lambdas/domain/presence.ts'
import { closedAt } from '../../lambdas/domain/thread.ts'
import { type ContactId, later, MINUTE, type QueueId, type ThreadId } from '../../lambdas/domain/values.ts'
import type { ContactDirectory, DescribedContact } from '../../lambdas/ports/contact-centre.ts'
import { TasksFull } from '../../lambdas/ports/owner-tasks.ts'
import { contactEnded } from '../../lambdas/usecases/follow-closing.ts'
import { followUp, timeToFollowUp } from '../../lambdas/usecases/follow-up.ts'
import { anAgent } from '../builders/agent.ts'
import {
  ana,
  anInbox,
  anUnacknowledgedContact,
  firstMail,
  hoursPastNine,
  nine,
  reply,
  someSettings,
  thread,
} from '../builders/email.ts'
import { directoryOf } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryFollowUps, memoryTasks } from '../fakes/memory-follow-ups.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'

const queue = 'queue-supervisors' as QueueId
const again = 'c0000000-0000-4000-8000-000000000003' as ContactId
const described: DescribedContact = {
  id: firstMail,
  thread,
  queued: true,
  reserved: false,
  initiationMethod: 'INBOUND',
}
const settings = someSettings({ inboxes: [anInbox({ followUp: { afterSeconds: 86_400, queue: 0 } })] })

function world({ refusing, presence = anAgent(), directory = directoryOf() }: World = {}) {
  const threads = memoryThreads()
  const records = memoryContactRecords([anUnacknowledgedContact()])
  const clock = fixedClock(nine)
  const tasks = memoryTasks(refusing, () => clock.at)
  const asked: string[] = []
  const ports = {
    followUps: memoryFollowUps(threads),
    ...{ threads, progress: threads, contacts: records, dispositions: records, directory },
    agents: {
      find: async (agent: string) => {
        asked.push(agent)
        return presence ?? undefined
      },
    },
    tasks,
    journal: memoryJournal(),
    clock,
  }
  return {
    ...ports,
    asked,
    async writes(hour: number, contact: ContactId = firstMail, id: ThreadId = thread) {
      const [at, followUpAt] = [hoursPastNine(hour), hoursPastNine(hour + 24)]
      await threads.noteCustomerMessage({ thread: id, contact, inbox: 'support@example.com', at, followUpAt })
    },
    isAnswered: (hour: number, to: ContactId = firstMail) =>
      threads.noteAnswered(thread, { to, at: hoursPastNine(hour) }),
    async runs(hour: number, finishBy = hoursPastNine(900)) {
      clock.at = hoursPastNine(hour)
      return followUp(settings, [queue], finishBy, ports)
    },
  }
}

interface World {
  refusing?: (attempt: number) => Error | undefined
  /** Null: nobody knows the owner. */
  presence?: AgentPresence | null
  /** What Connect says of contacts. */
  directory?: ContactDirectory
}

describe('following up', () => {
  it('makes one task for the owner when a customer has waited for a day', async () => {
    const office = world()
    await office.writes(0)
    await office.threads.noteHandled(thread, { contact: firstMail, agent: ana, at: nine })
    expect(await office.runs(23)).toMatchObject({ looked: 0, made: 0 })
    expect(await office.runs(24)).toEqual({ looked: 1, made: 1, failed: 0, more: false })
    expect(await office.runs(25)).toMatchObject({ looked: 0, made: 0 })
    expect(office.tasks.made()).toEqual([
      expect.objectContaining({
        token: `follow-up-${thread}-${nine}`,
        to: { agent: ana, orElse: queue },
        about: firstMail,
        lastsMinutes: 7 * 24 * 60,
      }),
    ])
  })

  it('makes none for whoever was answered, and a second for whoever wrote again after that', async () => {
    const office = world()
    await office.writes(0)
    await office.isAnswered(20)
    expect(await office.runs(24)).toMatchObject({ made: 0 })
    await office.writes(30, reply)
    expect(await office.runs(53)).toMatchObject({ made: 0 })
    expect(await office.runs(54)).toMatchObject({ made: 1 })
    await office.isAnswered(60, reply)
    await office.writes(61, again)
    expect(await office.runs(85)).toMatchObject({ made: 1 })
    expect(office.tasks.made()).toHaveLength(2)
  })

  it('makes no second one for whoever only writes again', async () => {
    const office = world()
    await office.writes(0)
    await office.runs(24)
    await office.writes(25, reply)
    expect(await office.runs(49)).toMatchObject({ looked: 1, made: 0 })
    expect(await office.runs(50)).toMatchObject({ looked: 0 })
  })

  it('makes one about who wrote in a contact of their own, beside the one that was answered', async () => {
    const office = world()
    await office.writes(0)
    await office.writes(1, reply)
    await office.isAnswered(2)
    await office.threads.noteContactEnded(thread, firstMail, hoursPastNine(2))
    expect(await office.runs(24)).toMatchObject({ looked: 1, made: 0 })
    expect(await office.runs(25)).toMatchObject({ made: 1 })
    expect(office.tasks.made()).toEqual([
      expect.objectContaining({ about: reply, token: `follow-up-${thread}-${hoursPastNine(1)}` }),
    ])
  })

  it('makes one about who wrote after the last task, when what that was about is answered', async () => {
    const office = world()
    await office.writes(0)
    await office.runs(24)
    await office.writes(25, reply)
    expect(await office.runs(50)).toMatchObject({ looked: 1, made: 0 })
    await office.isAnswered(60)
    expect(await office.runs(60)).toMatchObject({ looked: 1, made: 1 })
    expect(await office.runs(61)).toMatchObject({ looked: 0 })
  })

  it('makes one about who wrote after the last task, when what that was about is closed', async () => {
    const office = world()
    await office.writes(0)
    await office.runs(24)
    await office.writes(25, reply)
    expect(await office.runs(50)).toMatchObject({ looked: 1, made: 0 })
    const endedAt = hoursPastNine(50.5)
    await contactEnded({ ...anUnacknowledgedContact(), id: firstMail, thread, endedAt }, settings, office)
    expect(await office.runs(51)).toMatchObject({ looked: 1, made: 1 })
    expect(office.tasks.made()[1]).toMatchObject({ about: reply })
  })

  it('makes none once the thread is closed', async () => {
    const office = world()
    await office.writes(0)
    await office.threads.noteContactEnded(thread, firstMail, hoursPastNine(1))
    expect(await office.runs(24)).toMatchObject({ looked: 1, made: 0 })
    expect(await office.runs(25)).toMatchObject({ looked: 0 })
  })

  it('closes a contact whose end nobody told of, and makes none', async () => {
    const over = { ...described, endedAt: hoursPastNine(2), disconnectReason: 'AGENT_DISCONNECT' }
    const office = world({ directory: directoryOf(over) })
    await office.writes(0)
    expect(await office.runs(24)).toMatchObject({ looked: 1, made: 0 })
    expect(closedAt(office.threads.get(thread)!)).toBe(hoursPastNine(2))
    expect(await office.contacts.find(firstMail)).toMatchObject({ endedAt: hoursPastNine(2) })
    expect(office.journal.counts.get('EndsFoundLate')).toBe(1)
    expect(await office.runs(25)).toMatchObject({ looked: 0 })
  })

  it.each<[string, ContactDirectory]>([
    [
      'goes on elsewhere, for all that Connect says',
      directoryOf({ ...described, endedAt: hoursPastNine(2), disconnectReason: 'TRANSFERRED' }),
    ],
    ['is open', directoryOf(described)],
    ['Connect does not know', directoryOf()],
    ['Connect has no time for', { describe: () => Promise.reject(new Error('throttled')) }],
  ])('makes one about a contact that %s', async (_, directory) => {
    const office = world({ directory })
    await office.writes(0)
    expect(await office.runs(24)).toMatchObject({ made: 1, failed: 0 })
    expect(office.threads.get(thread)).toMatchObject({ open: [firstMail] })
  })

  it('goes to the queue where there is no owner, and asks after nobody', async () => {
    const office = world()
    await office.writes(0)
    await office.runs(24)
    expect(office.tasks.made()[0]?.to).toEqual({ queue })
    expect(office.asked).toEqual([])
    expect(office.journal.lines).toContainEqual({
      what: 'follow-up made',
      facts: expect.objectContaining({ thread, reason: 'no-owner' }),
    })
  })

  it.each([null, anAgent({ status: { name: 'Offline', type: 'offline', since: nine } })])(
    'goes to the queue where nobody has seen the owner for longer than the hold',
    async (presence) => {
      const office = world({ presence })
      await office.threads.noteHandled(thread, { contact: firstMail, agent: ana, at: nine })
      await office.writes(0)
      await office.runs(24)
      expect(office.tasks.made()[0]?.to).toEqual({ queue })
    },
  )

  it('is one task, whichever two runs meet', async () => {
    const office = world()
    await office.writes(0)
    const both = await Promise.all([office.runs(24), office.runs(24)])
    expect(both.reduce((sum, { made }) => sum + made, 0)).toBe(1)
    expect(office.tasks.attempts()).toBe(1)
  })

  it('is the same task where the run died that made it', async () => {
    const office = world()
    await office.writes(0)
    const { noteFollowedUp } = office.followUps
    office.followUps.noteFollowedUp = async () => {
      throw new Error('died')
    }
    expect(await office.runs(24)).toMatchObject({ made: 0, failed: 1 })
    office.followUps.noteFollowedUp = noteFollowedUp
    expect(await office.runs(24.1)).toMatchObject({ looked: 0 })
    expect(await office.runs(25)).toMatchObject({ made: 1 })
    expect([office.tasks.attempts(), office.tasks.made().length]).toEqual([2, 1])
  })

  it('waits for the next run where there is no room for tasks, and loses nobody', async () => {
    const office = world({ refusing: (attempt) => (attempt <= 1 ? new TasksFull() : undefined) })
    const ids = [1, 2, 3].map((n) => `thread-${n}` as ThreadId)
    for (const id of ids) await office.writes(0, firstMail, id)
    expect(await office.runs(24)).toEqual({ looked: 1, made: 0, failed: 1, more: true })
    expect(await office.runs(25)).toMatchObject({ made: 3, failed: 0 })
    expect(office.journal.counts.get('FollowUpsNotMade')).toBe(1)
  })

  it('does not let one that cannot be made keep the others waiting', async () => {
    const office = world({ refusing: (attempt) => (attempt === 1 ? new Error('no such flow') : undefined) })
    const ids = [1, 2, 3].map((n) => `thread-${n}` as ThreadId)
    for (const id of ids) await office.writes(0, firstMail, id)
    expect(await office.runs(24)).toEqual({ looked: 3, made: 2, failed: 1, more: false })
    expect(await office.runs(25)).toMatchObject({ made: 1 })
  })

  it('goes through more than a page, the longest wait first, for as long as there is time', async () => {
    const office = world()
    for (let n = 0; n < 250; n++) await office.writes(-n / 100, firstMail, `thread-${n}` as ThreadId)
    expect(await office.runs(24, hoursPastNine(1))).toEqual({ looked: 0, made: 0, failed: 0, more: true })
    expect(await office.runs(24)).toEqual({ looked: 250, made: 250, failed: 0, more: false })
    expect(office.tasks.made()[0]?.token).toContain('thread-249-')
  })

  it('drops whoever wrote to an inbox that is not configured any more', async () => {
    const office = world()
    const at = { at: nine, followUpAt: hoursPastNine(24) }
    await office.threads.noteCustomerMessage({ thread, contact: firstMail, inbox: 'old@example.com', ...at })
    expect(await office.runs(24)).toMatchObject({ looked: 1, made: 0 })
    expect(await office.runs(25)).toMatchObject({ looked: 0 })
  })

  it('leaves time for the one under way', () => {
    expect(timeToFollowUp(nine, MINUTE)).toBe(later(nine, 45_000))
  })
})

interface Told {
  kind: 'message' | 'answer'
  minute: number
  /** Of the messages the one that it answers, or by which it is. */
  contact: ContactId
}

/** The rule in the order of time, told once: since when the first who waits at the end does. */
function waitingByTheBook(facts: readonly Told[]): number | undefined {
  const answered = new Set(facts.filter(({ kind }) => kind === 'answer').map(({ contact }) => contact))
  const open = facts.filter(({ kind, contact }) => kind === 'message' && !answered.has(contact))
  return open.length === 0 ? undefined : Math.min(...open.map(({ minute }) => minute))
}

/** Facts at different minutes; an answer is to a message before it. */
const facts = fc
  .uniqueArray(
    fc.record({ kind: fc.constantFrom('message', 'answer'), minute: fc.nat(60), to: fc.nat(11) }),
    {
      selector: ({ minute }) => minute,
      maxLength: 12,
    },
  )
  .map((all): Told[] => {
    const messages: ContactId[] = []
    return all
      .toSorted((a, b) => a.minute - b.minute)
      .flatMap(({ kind, minute, to }): Told[] => {
        const contact =
          kind === 'message' ? (`contact-${minute}` as ContactId) : messages[to % messages.length]
        if (contact === undefined) return []
        if (kind === 'message') messages.push(contact)
        return [{ kind: kind === 'message' ? 'message' : 'answer', minute, contact }]
      })
  })

const toldAnyhow = facts.chain((once) =>
  fc.record({
    once: fc.constant(once),
    told: fc
      .tuple(fc.constant(once), fc.subarray(once))
      .chain(([all, again]) =>
        fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
      ),
  }),
)

describe('what is told late, twice, in any order', () => {
  it('says the same of who waits since when, and the list never lets them wait too long', async () => {
    await fc.assert(
      fc.asyncProperty(toldAnyhow, async ({ once, told }) => {
        const office = world()
        for (const { kind, minute, contact } of told)
          if (kind === 'message') await office.writes(minute / 60, contact)
          else await office.isAnswered(minute / 60, contact)
        const found = await office.followUps.find(thread)
        const since = waitingByTheBook(once)
        const state = found && waiting(found)
        expect(state?.kind === 'customer' ? state.since : undefined).toBe(
          since === undefined ? undefined : hoursPastNine(since / 60),
        )
        // Our own clock notes messages as they come: those that overtake each other do so within milliseconds.
        const written = told.filter(({ kind }) => kind === 'message').map(({ minute }) => minute)
        const inOrder = written.every((minute, n) => n === 0 || minute >= (written[n - 1] ?? 0))
        const lookAt = inOrder ? (since ?? 0) : Math.max(0, ...written)
        const listed = await office.followUps.due(hoursPastNine(lookAt / 60 + 24), 10)
        expect(since === undefined || listed.includes(thread)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('makes at most one task for each wait, however often it is run in between', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(fc.nat(90 * 60), { maxLength: 30 }), async (once, minutes) => {
        const office = world()
        // A minute of the facts is an hour of theirs, so that waits of a day and more lie between them.
        const happenings = [
          ...once.map(({ kind, minute, contact }) => ({ hour: minute, kind, contact })),
          ...minutes.map((minute) => ({ hour: minute / 60, kind: 'run' as const, contact: firstMail })),
        ].toSorted((a, b) => a.hour - b.hour)
        for (const { hour, kind, contact } of happenings) {
          if (kind === 'message') await office.writes(hour, contact)
          else if (kind === 'answer') await office.isAnswered(hour, contact)
          else await Promise.all([office.runs(hour), office.runs(hour)])
        }
        await office.runs(200)
        const waits = office.tasks.made().map(({ token }) => token)
        expect(new Set(waits).size).toBe(waits.length)
        const since = waitingByTheBook(once)
        const pending = since !== undefined && `follow-up-${thread}-${hoursPastNine(since)}`
        expect(pending === false || waits.includes(pending)).toBe(true)
        for (const { token, at } of office.tasks.made())
          expect(at - Number(token.split('-').at(-1))).toBeGreaterThanOrEqual(24 * 60 * MINUTE)
      }),
      { numRuns: 200 },
    )
  })
})
