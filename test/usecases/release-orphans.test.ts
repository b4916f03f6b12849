import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseStaffEvent } from '../../lambdas/contracts/staff-event.ts'
import { observe } from '../../lambdas/domain/observe-agent.ts'
import { ownerStanding } from '../../lambdas/domain/owner-standing.ts'
import type { AgentId, ContactId, ProfileId, QueueId } from '../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../lambdas/ports/contact-centre.ts'
import { noteStaffChange } from '../../lambdas/usecases/note-staff-change.ts'
import { OrphansLeft, releaseOrphans } from '../../lambdas/usecases/release-orphans.ts'
import { anAgent, anAgentEvent } from '../builders/agent.ts'
import {
  aHeldContact,
  ana,
  aThread,
  ben,
  hoursPastNine,
  reply,
  someSettings,
  thread,
} from '../builders/email.ts'
import { directoryOf, placesWith, releaseThat } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryAgents } from '../fakes/memory-agents.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryNotes } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'

const support = 'queue-support' as QueueId
const claims = 'queue-claims' as QueueId
const settings = someSettings()
const now = hoursPastNine(1)
const waiting: DescribedContact = {
  id: reply,
  thread,
  queued: true,
  reserved: true,
  queue: support,
  initiationMethod: 'INBOUND',
}

/** Agent → the queues whose email they take; who is not in it is not there. `broken`: asking about them fails. */
function world(agents: Record<string, readonly QueueId[]>, held = [aHeldContact()], broken?: AgentId) {
  const asked: string[] = []
  return {
    asked,
    agents: memoryAgents([anAgent()]),
    contacts: memoryContactRecords(held),
    threads: memoryThreads([aThread()]),
    staff: {
      async profileOf(agent: AgentId) {
        asked.push(agent)
        if (agent === broken) throw new Error('throttled')
        return agent in agents ? (`profile-of-${agent}` as ProfileId) : undefined
      },
      emailQueues: async (profile: ProfileId) => agents[profile.slice('profile-of-'.length)] ?? [],
    },
    ...placesWith(settings),
    notes: memoryNotes(),
    directory: directoryOf(waiting),
    release: releaseThat({ refuses: 'nothing' }),
    journal: memoryJournal(),
    clock: fixedClock(now),
  }
}

const run = (ports: ReturnType<typeof world>, whose?: AgentId) =>
  releaseOrphans(whose, settings, [support], { ...ports, held: ports.contacts })

describe('what is held for somebody who is gone', () => {
  it('goes to the queue at once when the owner is deleted, and the thread has no owner any more', async () => {
    const ports = world({})
    await run(ports)
    expect(ports.release.opened).toEqual([reply])
    expect(await ports.contacts.find(reply)).toMatchObject({
      releasedAt: now,
      releaseReason: 'owner-deleted',
    })
    expect(ports.threads.get(thread)?.owner).toBeUndefined()
  })

  it.each([
    ['serves another queue', [claims]],
    ['takes no email', []],
  ])('goes to the queue when the owner %s, and stays their thread', async (_, queues) => {
    const ports = world({ [ana]: queues })
    await run(ports)
    expect(await ports.contacts.find(reply)).toMatchObject({ releaseReason: 'owner-serves-not' })
    expect(ports.threads.get(thread)?.owner).toBe(ana)
  })

  it('stays held for an owner who serves the queue, whatever else they serve', async () => {
    const ports = world({ [ana]: [claims, support] })
    await run(ports)
    expect(ports.release.opened).toEqual([])
  })

  it('stays held in an inbox that is not configured any more, unless the owner is deleted', async () => {
    const held = [aHeldContact({ inbox: 'old@example.com' })]
    const there = world({ [ana]: [claims] }, held)
    await run(there)
    expect(there.release.opened).toEqual([])
    const gone = world({}, held)
    await run(gone)
    expect(gone.release.opened).toEqual([reply])
  })

  it('is asked about once for each owner, and of nobody else where one is named', async () => {
    const second = 'c0000000-0000-4000-8000-000000000003' as ContactId
    const route = { kind: 'owner', owner: ben, until: hoursPastNine(16), reason: 'reply-to-owner' } as const
    const held = [
      aHeldContact(),
      aHeldContact({ id: second }),
      aHeldContact({ id: 'c-4' as ContactId, route }),
    ]
    const ports = world({ [ana]: [support], [ben]: [support] }, held)
    await run(ports)
    expect(new Set(ports.asked)).toEqual(new Set([ana, ben]))
    expect(ports.asked).toHaveLength(2)
    await run(ports, ben)
    expect(ports.asked.filter((agent) => agent === ana)).toHaveLength(1)
  })

  it('is opened although another owner cannot be looked at, and that one is tried again', async () => {
    const route = { kind: 'owner', owner: ben, until: hoursPastNine(16), reason: 'reply-to-owner' } as const
    const ports = world({}, [aHeldContact({ id: 'c-4' as ContactId, route }), aHeldContact()], ben)
    await expect(run(ports)).rejects.toThrow(OrphansLeft)
    expect(ports.release.opened).toEqual([reply])
  })
})

it('opens for no agent who has the queue, and for every one who has not', () => {
  const queue = fc.constantFrom(support, claims, 'queue-3' as QueueId)
  fc.assert(
    fc.property(fc.array(queue), queue, (queues, sought) => {
      expect(ownerStanding(queues, sought) === 'serves').toBe(queues.includes(sought))
    }),
  )
})

describe('a deleted agent', () => {
  const told = (ports: ReturnType<typeof world>, isGone: boolean) =>
    noteStaffChange({ whose: ana, isGone }, settings, [support], { ...ports, held: ports.contacts })
  const listed = async ({ agents }: ReturnType<typeof world>) =>
    (await agents.named('ana', 9)).map(({ agent }) => agent)

  it('leaves the directory for good, once, though nothing was held for them and late events name them', async () => {
    const ports = world({}, [])
    await told(ports, false)
    expect(await listed(ports)).toEqual([ana])
    for (let twice = 0; twice < 2; twice++) await told(ports, true)
    expect(ports.agents.written).toHaveLength(1)
    const late = observe(ports.agents.get(ana), anAgentEvent({ at: hoursPastNine(30) }), {})
    await ports.agents.record(late, 2)
    expect(await listed(ports)).toEqual([])
    expect(ports.asked).toEqual([])
  })

  it('leaves it where only the look at what is held tells', async () => {
    const ports = world({})
    await run(ports)
    expect(await listed(ports)).toEqual([])
  })

  it('leaves it although somebody else writes of them at the same time', async () => {
    const ports = world({}, [])
    const { record } = ports.agents
    let refused = 0
    ports.agents.record = async (presence, after) => (refused++ === 0 ? false : record(presence, after))
    await told(ports, true)
    expect(await listed(ports)).toEqual([])
    ports.agents = memoryAgents()
    await told(ports, true)
    expect(ports.agents.written).toEqual([])
  })
})

describe('a change of staff', () => {
  const told = (requestParameters: unknown, eventName = 'any') =>
    parseStaffEvent(JSON.stringify({ source: 'aws.connect', detail: { eventName, requestParameters } }))

  it('is about the user it names, in either case, by id or ARN', () => {
    expect(told({ userId: 'a-1' })).toEqual({ whose: 'a-1', isGone: false })
    const arn = 'arn:aws:connect:us-east-1:1:instance/i/agent/a-1'
    expect(told({ UserId: arn })).toEqual({ whose: 'a-1', isGone: false })
    expect(told({ UserId: encodeURIComponent(arn) })).toMatchObject({ whose: 'a-1' })
    expect(told({ userId: 'a-1' }, 'DeleteUser')).toEqual({ whose: 'a-1', isGone: true })
  })

  it('is about everybody where it names none, as for the schedule', () => {
    expect(told({ routingProfileId: 'p-1' })).toEqual({ whose: undefined, isGone: false })
    expect(parseStaffEvent('{}')).toEqual({ whose: undefined, isGone: false })
  })

  it('is none where it cannot be read', () => {
    expect(parseStaffEvent('not JSON')).toBeUndefined()
    expect(parseStaffEvent('7')).toBeUndefined()
  })
})
