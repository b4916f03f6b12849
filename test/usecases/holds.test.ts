import { describe, expect, it } from 'vitest'

import type { ContactId, QueueId } from '../../lambdas/domain/values.ts'
import { later, MINUTE } from '../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../lambdas/ports/contact-centre.ts'
import { releaseHold } from '../../lambdas/usecases/release-hold.ts'
import { rerouteOverdue } from '../../lambdas/usecases/reroute-overdue.ts'
import { reviewHold } from '../../lambdas/usecases/review-hold.ts'
import {
  aHeldContact,
  ana,
  anUnacknowledgedContact,
  aThread,
  ben,
  firstMail,
  hoursPastNine,
  nine,
  reply,
  someSettings,
  thread,
} from '../builders/email.ts'
import { directoryOf, memoryWorkflows, placesWith, releaseThat } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryNotes, memoryTakeovers } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'

const settings = someSettings({ holdExpiryInFlow: false })
const deadline = hoursPastNine(16)
const waiting: DescribedContact = {
  id: reply,
  thread,
  queued: true,
  reserved: true,
  queue: 'queue-1' as QueueId,
  initiationMethod: 'INBOUND',
}

function world(
  contact = aHeldContact(),
  described = waiting,
  refuses: 'nothing' | 'criteria' | 'both' = 'nothing',
) {
  const contacts = memoryContactRecords([contact, anUnacknowledgedContact()])
  return {
    contacts,
    threads: memoryThreads([aThread()]),
    takeovers: memoryTakeovers(),
    notes: memoryNotes(),
    flowMail: { answerTo: async () => undefined },
    ...placesWith(settings),
    overdue: contacts,
    directory: directoryOf(described),
    release: releaseThat({ refuses }),
    workflows: memoryWorkflows(),
    journal: memoryJournal(),
    clock: fixedClock(deadline),
  }
}

describe('reviewing a hold', () => {
  it('asks nobody when the record tells', async () => {
    const ports = world(aHeldContact({ expiredAt: deadline }))
    expect(await reviewHold(reply, settings, ports)).toEqual({ kind: 'over', reason: 'expired' })
    expect(ports.directory.asked).toEqual([])
  })

  it('learns from Connect what no event told', async () => {
    const ports = world(aHeldContact(), { ...waiting, reserved: false, agent: ben })
    expect(await reviewHold(reply, settings, ports)).toEqual({ kind: 'over', reason: 'accepted-by-another' })
    expect(await ports.overdue.holds(deadline, 10)).toEqual([])
  })

  it('releases what still waits for its owner alone', async () => {
    expect(await reviewHold(reply, settings, world())).toEqual({
      kind: 'release',
      owner: ana,
      reason: 'deadline',
    })
  })
})

describe('releasing a hold', () => {
  it('opens the contact by new criteria, and records it', async () => {
    const ports = world()
    expect(await releaseHold(reply, ana, 'deadline', ports)).toEqual({ kind: 'released', by: 'criteria' })
    expect((await ports.contacts.find(reply))?.releasedAt).toBe(deadline)
  })

  it('transfers it when Connect refuses the criteria, and the new contact stays in the thread', async () => {
    const ports = world(aHeldContact(), waiting, 'criteria')
    expect(await releaseHold(reply, ana, 'deadline', ports)).toEqual({ kind: 'released', by: 'transfer' })
    expect(ports.release.transferred).toEqual([reply])
  })

  const returnedAfter = (count: number) =>
    aHeldContact({
      transfer: { of: firstMail, at: nine, count, given: true },
      route: { kind: 'owner', owner: ana, until: deadline, reason: 'returned-to-owner' },
    })

  it('transfers it to the supervisors with the last transfer that there is, and says there why', async () => {
    const ports = world(returnedAfter(10), waiting, 'criteria')
    ports.places.supervisors = 'queue-of-supervisors' as QueueId
    expect(await releaseHold(reply, ana, 'deadline', ports)).toEqual({ kind: 'released', by: 'transfer' })
    expect(ports.release.places).toEqual(['queue-of-supervisors'])
    expect([...ports.notes.left.keys()]).toEqual([`next-of-${reply}`])
    const next = await ports.contacts.find(`next-of-${reply}` as ContactId)
    expect(next?.transfer).toMatchObject({ count: 11 })
  })

  it('never tries a twelfth transfer: a person is told, once, and no list has it', async () => {
    const ports = world(returnedAfter(11), waiting, 'criteria')
    await expect(releaseHold(reply, ana, 'deadline', ports)).rejects.toThrow(
      expect.objectContaining({ name: 'NoTransferLeft' }),
    )
    expect(await ports.contacts.find(reply)).toMatchObject({ holdEnd: 'no-transfer-left' })
    expect(await rerouteOverdue(settings, later(deadline, MINUTE), ports)).toMatchObject({ holds: 0 })
    expect(ports.release.transferred).toEqual([])
    expect(ports.journal.counts.get('TransfersStuck')).toBe(1)
    ports.clock.at = later(deadline, 61 * MINUTE)
    ports.directory = directoryOf({ ...waiting, reserved: false, agent: ana, agentSince: deadline })
    expect(await rerouteOverdue(settings, later(deadline, 70 * MINUTE), ports)).toMatchObject({ takers: 1 })
  })

  it('counts what led to it also where its own record has too few', async () => {
    const ports = world(returnedAfter(1), waiting, 'criteria')
    const chain = Array.from({ length: 11 }, (_, at) => ({
      ...{ ...waiting, id: (at === 0 ? firstMail : `c-${at}`) as ContactId },
      ...(at < 10 && { previous: `c-${at + 1}` as ContactId }),
    }))
    ports.directory = directoryOf(waiting, ...chain)
    ports.contacts.find = async (id) => (id === reply ? returnedAfter(1) : undefined)
    await expect(releaseHold(reply, ana, 'deadline', ports)).rejects.toThrow()
    expect(ports.release.transferred).toEqual([])
  })

  it.each([
    ['was just accepted', { ...waiting, reserved: false, agent: ana }, 'accepted-by-owner'],
    ['just ended', { ...waiting, reserved: false, endedAt: deadline }, 'contact-ended'],
  ] as const)('leaves alone a contact that %s', async (_, described, reason) => {
    const ports = world(aHeldContact(), described, 'criteria')
    expect(await releaseHold(reply, ana, 'deadline', ports)).toEqual({ kind: 'over', reason })
    expect(ports.release.transferred).toEqual([])
  })
})

describe('the sweep', () => {
  const finishBy = later(deadline, 10 * MINUTE)

  it('releases a hold that everything else has forgotten', async () => {
    const ports = world()
    expect(await rerouteOverdue(settings, finishBy, ports)).toMatchObject({
      holds: 1,
      released: 1,
      failed: 0,
    })
    expect(ports.release.opened).toEqual([reply])
    expect(await rerouteOverdue(settings, finishBy, ports)).toMatchObject({ holds: 0, released: 0 })
  })

  it('leaves a hold alone a second before its time', async () => {
    const ports = world()
    ports.clock.at = later(deadline, -1000)
    expect(await rerouteOverdue(settings, finishBy, ports)).toMatchObject({ holds: 0 })
  })

  it('takes up an acknowledgement that nobody settled, once per look', async () => {
    const ports = world()
    await rerouteOverdue(settings, finishBy, ports)
    await rerouteOverdue(settings, finishBy, ports)
    expect([...ports.workflows.started.keys()]).toEqual([`acknowledge ${firstMail} 1`])
  })

  it('gives an acknowledgement up after ten attempts', async () => {
    const ports = world()
    await ports.contacts.postponeAcknowledgement(firstMail, 10, nine, nine)
    await rerouteOverdue(settings, finishBy, ports)
    expect((await ports.contacts.find(firstMail))?.acknowledgement).toMatchObject({
      state: 'failed',
      reason: 'given-up',
    })
  })

  it('mends the rest when one contact cannot be mended', async () => {
    const ports = world(aHeldContact(), waiting, 'both')
    expect(await rerouteOverdue(settings, finishBy, ports)).toMatchObject({ failed: 1, acknowledgements: 1 })
    expect(ports.workflows.started.size).toBe(1)
  })

  it('gets through more than one page, and each contact once', async () => {
    const many = Array.from({ length: 450 }, (_, i) => aHeldContact({ id: `${reply}-${i}` as typeof reply }))
    const contacts = memoryContactRecords(many)
    const ports = {
      ...world(),
      contacts,
      flowMail: { answerTo: async () => undefined },
      overdue: contacts,
      directory: directoryOf(...many.map(({ id }) => ({ ...waiting, id }))),
    }
    expect(await rerouteOverdue(settings, finishBy, ports)).toMatchObject({
      holds: 450,
      released: 450,
      more: false,
    })
    expect(new Set(ports.release.opened).size).toBe(450)
  })

  it('stops in time and says that there is more', async () => {
    const ports = world()
    expect(await rerouteOverdue(settings, deadline, ports)).toMatchObject({ released: 0, more: true })
  })
})

describe('a contact that was held, and of which no event tells who has it', () => {
  const bens: DescribedContact = { ...waiting, reserved: false, agent: ben, agentSince: hoursPastNine(17) }
  const sweeps = (ports: ReturnType<typeof world>, hour: number) => {
    ports.clock.at = hoursPastNine(hour)
    return rerouteOverdue(settings, hoursPastNine(hour + 1), ports)
  }
  /** Opened to the queue at its deadline; what Connect knows of it later. */
  async function opened(later: DescribedContact | undefined) {
    const ports = world()
    await sweeps(ports, 16)
    ports.directory = directoryOf(...(later ? [later] : []))
    return ports
  }

  it('is asked about an hour after it was opened; its owner is told, once', async () => {
    const ports = await opened(bens)
    expect(await sweeps(ports, 16.9)).toMatchObject({ takers: 0 })
    expect(ports.directory.asked).toEqual([])
    expect(await sweeps(ports, 17.1)).toMatchObject({ takers: 1 })
    expect(await ports.contacts.find(reply)).toMatchObject({ handledBy: ben, handledAt: hoursPastNine(17) })
    expect(ports.takeovers.started.get(reply)).toMatchObject({ owner: ana, agent: ben, reason: 'deadline' })
    expect(ports.threads.get(thread)?.owner).toBe(ana)
    expect(await sweeps(ports, 30)).toMatchObject({ takers: 0 })
    expect(ports.directory.asked).toEqual([reply])
  })

  it('changes neither owner nor anybody else where a machine wrote it and it was given back', async () => {
    const transfer = { of: firstMail, at: nine, count: 1, given: false, automatic: true as const }
    const ports = { ...world(aHeldContact({ transfer }), bens), threads: memoryThreads([{ id: thread }]) }
    expect(await sweeps(ports, 18)).toMatchObject({ takers: 1 })
    expect(ports.threads.get(thread)).toEqual({ id: thread })
    expect(ports.takeovers.started.size).toBe(0)
  })

  it('is asked about at once where it was taken before its time was over, or has ended since', async () => {
    for (const described of [bens, { ...bens, endedAt: hoursPastNine(17) }]) {
      const ports = world(aHeldContact(), { ...described, agentSince: hoursPastNine(2) })
      expect(await sweeps(ports, 18)).toMatchObject({ released: 0, takers: 1 })
      expect(ports.takeovers.started.get(reply)).toMatchObject({ agent: ben, reason: 'before-the-end' })
    }
  })

  it('is found where Homeward opened it by a transfer, in the contact that continues it', async () => {
    const next = `next-of-${reply}` as typeof reply
    const ports = world(aHeldContact(), waiting, 'criteria')
    await sweeps(ports, 16)
    ports.directory = directoryOf({ ...waiting, endedAt: hoursPastNine(16) }, { ...bens, id: next })
    expect(await sweeps(ports, 18)).toMatchObject({ takers: 1 })
    expect([...ports.takeovers.started.values()]).toEqual([
      expect.objectContaining({ contact: next, owner: ana, agent: ben, reason: 'deadline' }),
    ])
    await sweeps(ports, 30)
    expect(ports.directory.asked).toHaveLength(2)
  })

  it('is not taken over where its owner has it, or where it ended in the queue', async () => {
    for (const described of [
      { ...bens, agent: ana },
      { ...waiting, endedAt: hoursPastNine(17) },
      undefined,
    ]) {
      const ports = await opened(described)
      await sweeps(ports, 20)
      await sweeps(ports, 40)
      expect(ports.takeovers.started.size).toBe(0)
      expect(ports.directory.asked).toHaveLength(1)
    }
  })

  it('is asked about ever more seldom while it waits', async () => {
    const ports = await opened({ ...waiting, reserved: false })
    for (let hour = 16; hour < 16 + 64; hour += 0.25) await sweeps(ports, hour)
    expect(ports.directory.asked).toHaveLength(6)
  })

  it('is found by the next run where its owner could not be told', async () => {
    const ports = await opened(bens)
    ports.takeovers.broken = true
    expect(await sweeps(ports, 18)).toMatchObject({ takers: 0, failed: 1 })
    expect((await ports.contacts.find(reply))?.handledBy).toBeUndefined()
    ports.takeovers.broken = false
    expect(await sweeps(ports, 19)).toMatchObject({ takers: 1, failed: 0 })
    expect(ports.takeovers.started.size).toBe(1)
  })
})
