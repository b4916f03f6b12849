import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import { MOST_TRANSFERS, reviewTransfer, type Transfer, transferFrom } from '../../lambdas/domain/transfer.ts'
import type { ContactId, QueueId } from '../../lambdas/domain/values.ts'
import { later, MINUTE } from '../../lambdas/domain/values.ts'
import { type DescribedContact, ReleaseRefused } from '../../lambdas/ports/contact-centre.ts'
import { countTransfers } from '../../lambdas/usecases/count-transfers.ts'
import { escalateTransfer } from '../../lambdas/usecases/escalate-transfer.ts'
import { rerouteOverdue } from '../../lambdas/usecases/reroute-overdue.ts'
import {
  ana,
  anInbox,
  aThread,
  ben,
  firstMail,
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

const settings = someSettings()
const limit = later(nine, 30 * MINUTE)
const bensQueue = 'queue-of-ben' as QueueId
const given: Transfer = { of: firstMail, at: nine, count: 1, given: true, until: limit }
const waiting: DescribedContact = {
  id: reply,
  thread,
  queued: true,
  reserved: false,
  queue: bensQueue,
  initiationMethod: 'TRANSFER',
}

function aTransferredContact(facts: Partial<ContactRecord> = {}): ContactRecord {
  return { id: reply, thread, inbox: 'support@example.com', transfer: given, ...facts }
}

async function world(
  record = aTransferredContact(),
  described: DescribedContact = waiting,
  refuses: 'nothing' | 'both' = 'nothing',
) {
  const contacts = memoryContactRecords()
  const { transfer, ...known } = record
  if (transfer) await contacts.noteTransfer(reply, transfer, { thread, inbox: record.inbox })
  if (known.handledAt) await contacts.noteHandled(reply, ben, known.handledAt)
  return {
    contacts,
    threads: memoryThreads([aThread()]),
    directory: directoryOf(described),
    ...placesWith(settings, [bensQueue]),
    release: releaseThat({ refuses }),
    notes: memoryNotes(),
    journal: memoryJournal(),
    clock: fixedClock(limit),
  }
}

describe('a contact that an agent gave to another', () => {
  it('goes to the queue of its inbox when it was not taken in time, and says so', async () => {
    const ports = await world()
    expect(await escalateTransfer(reply, ports)).toEqual({ kind: 'moved', to: 'queue', reason: 'not-taken' })
    expect(ports.release.places).toEqual(['queue-of-support@example.com'])
    expect(await ports.contacts.find(reply)).toMatchObject({ transferEnd: 'not-taken', releasingAt: limit })
    expect(await ports.contacts.find(`next-of-${reply}` as ContactId)).toMatchObject({
      thread,
      transfer: { count: 2, given: true },
    })
  })

  it('is moved once, however often it is looked at', async () => {
    const ports = await world()
    await escalateTransfer(reply, ports)
    expect(await escalateTransfer(reply, ports)).toEqual({ kind: 'over', reason: 'not-waiting' })
    expect(ports.release.transferred).toEqual([reply])
  })

  it('is left where it is before its time, and nobody is asked', async () => {
    const ports = { ...(await world()), clock: fixedClock(later(limit, -1000)) }
    expect(await escalateTransfer(reply, ports)).toEqual({ kind: 'wait', until: limit })
    expect(ports.directory.asked).toEqual([])
  })

  it('is left with whoever took it, whether an event told or only Connect knows', async () => {
    const told = await world(aTransferredContact({ handledAt: nine }))
    expect(await escalateTransfer(reply, told)).toEqual({ kind: 'over', reason: 'taken' })
    expect(told.directory.asked).toEqual([])
    const untold = await world(aTransferredContact(), { ...waiting, agent: ben })
    expect(await escalateTransfer(reply, untold)).toEqual({ kind: 'over', reason: 'taken' })
  })

  it('is theirs, with its thread, who Connect says took it', async () => {
    const agentSince = later(nine, MINUTE)
    const ports = await world(aTransferredContact(), { ...waiting, agent: ben, agentSince })
    await escalateTransfer(reply, ports)
    expect(ports.threads.get(thread)).toMatchObject({ owner: ben, ownerSince: agentSince })
    expect(await ports.contacts.find(reply)).toMatchObject({ handledBy: ben, handledAt: agentSince })
    const machines = await world(aTransferredContact({ transfer: { ...given, automatic: true } }), {
      ...waiting,
      agent: ben,
    })
    await escalateTransfer(reply, machines)
    expect(machines.threads.get(thread)).toMatchObject({ owner: ana })
  })

  it('is left in a queue that several serve', async () => {
    const ports = await world(aTransferredContact(), { ...waiting, queue: 'queue-claims' as QueueId })
    expect(await escalateTransfer(reply, ports)).toEqual({ kind: 'over', reason: 'in-queue' })
    expect(await ports.contacts.holds(limit, 10)).toEqual([])
  })

  it('is taken at the last moment: then Connect refuses, and it is looked at again', async () => {
    const ports = await world(aTransferredContact(), waiting, 'both')
    const asked = ports.directory.describe
    let times = 0
    ports.directory.describe = async (id) => (++times > 1 ? { ...waiting, agent: ben } : asked(id))
    expect(await escalateTransfer(reply, ports)).toEqual({ kind: 'over', reason: 'taken' })
  })

  it('is tried again where Connect refuses for no reason that can be seen', async () => {
    const ports = await world(aTransferredContact(), waiting, 'both')
    await expect(escalateTransfer(reply, ports)).rejects.toThrow(ReleaseRefused)
  })

  it('says there why it came, unless there is no room for that', async () => {
    const german = someSettings({ inboxes: [anInbox({ language: 'de' })] })
    const last = aTransferredContact({ transfer: { ...given, count: MOST_TRANSFERS - 1 } })
    const ports = { ...(await world(last)), ...placesWith(german, [bensQueue]) }
    expect(await escalateTransfer(reply, { ...ports, notes: memoryNotes('refused') })).toMatchObject({
      kind: 'moved',
    })
    const others = { ...(await world(last)), ...placesWith(german, [bensQueue]) }
    await escalateTransfer(reply, others)
    expect([...others.notes.left.values()]).toEqual([
      { homewardNote: expect.stringContaining('zehnmal weitergegeben') },
    ])
  })

  it('goes to the supervisors with the last transfer that there is', async () => {
    const ports = await world(aTransferredContact({ transfer: { ...given, count: MOST_TRANSFERS - 1 } }))
    ports.places.supervisors = 'queue-of-supervisors' as QueueId
    expect(await escalateTransfer(reply, ports)).toMatchObject({ to: 'supervisors', reason: 'last-transfer' })
    expect(ports.release.places).toEqual(['queue-of-supervisors'])
    expect([...ports.notes.left.keys()]).toEqual([`next-of-${reply}`])
  })

  it('stays with nobody when the agents have used all transfers, and is counted', async () => {
    const ports = await world(aTransferredContact({ transfer: { ...given, count: MOST_TRANSFERS } }))
    expect(await escalateTransfer(reply, ports)).toEqual({ kind: 'stuck', reason: 'no-transfer-left' })
    expect(ports.release.transferred).toEqual([])
    expect(ports.journal.counts.get('TransfersStuck')).toBe(1)
  })

  it('was moved all the same when we died before we could say so', async () => {
    const ports = await world()
    const { endTransfer } = ports.contacts
    ports.contacts.endTransfer = async () => {
      throw new Error('died')
    }
    await expect(escalateTransfer(reply, ports)).rejects.toThrow('died')
    ports.contacts.endTransfer = endTransfer
    await ports.contacts.noteEnded(reply, limit)
    ports.directory = directoryOf({ ...waiting, endedAt: limit })
    expect(await escalateTransfer(reply, ports)).toMatchObject({ kind: 'moved', reason: 'not-taken' })
    expect(await ports.contacts.find(reply)).toMatchObject({ transferEnd: 'not-taken' })
  })

  it('goes where its mail came in, also if no event of what it continues was seen', async () => {
    const billing = anInbox({ address: 'billing@example.com' })
    const ports = await world(
      { ...aTransferredContact(), inbox: undefined },
      { ...waiting, inbox: billing.address },
    )
    Object.assign(ports, placesWith(someSettings({ inboxes: [anInbox(), billing] }), [bensQueue]))
    await escalateTransfer(reply, ports)
    expect(ports.release.places).toEqual(['queue-of-billing@example.com'])
  })

  it('is found by the sweep when its state machine is lost', async () => {
    const ports = await world()
    const sweep = {
      ...ports,
      overdue: ports.contacts,
      takeovers: memoryTakeovers(),
      flowMail: { answerTo: async () => undefined },
      workflows: memoryWorkflows(),
    }
    expect(await rerouteOverdue(settings, later(limit, MINUTE), sweep)).toMatchObject({ holds: 1, failed: 0 })
    expect(ports.release.transferred).toEqual([reply])
    expect(await ports.contacts.holds(limit, 10)).toEqual([])
  })
})

describe('the transfers that led to a contact', () => {
  const link = (number: number) => `c-${number}` as ContactId
  const lengths = fc.nat({ max: MOST_TRANSFERS })

  it('are counted whatever events were lost, or came after those of later contacts', async () => {
    await fc.assert(
      fc.asyncProperty(
        lengths,
        fc.infiniteStream(fc.constantFrom('recorded', 'found-late', 'lost')),
        async (length, told) => {
          const contacts = memoryContactRecords([
            { id: link(0), route: { kind: 'queue', reason: 'new-thread' } },
          ])
          const chain = Array.from({ length }, (_, before) => ({ of: link(before), id: link(before + 1) }))
          for (const { of, id } of chain) {
            const how = told.next().value
            const count = how === 'recorded' ? Number(id.slice(2)) : 1
            if (how !== 'lost') await contacts.noteTransfer(id, { ...given, of, count }, {})
          }
          const directory = directoryOf(...chain.map(({ of, id }) => ({ ...waiting, id, previous: of })))
          expect(await countTransfers(link(length), { contacts, directory })).toBe(length)
        },
      ),
    )
  })

  it('are never taken for more than there can be, so that counting ends', async () => {
    const contacts = memoryContactRecords()
    await contacts.noteTransfer(reply, { ...given, of: reply }, {})
    expect(await countTransfers(reply, { contacts, directory: directoryOf() })).toBe(MOST_TRANSFERS)
  })
})

describe('a chain of transfers', () => {
  const before = { of: firstMail, inbox: 'support@example.com' }

  it('never asks Connect for one beyond the eleventh', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (byUs) => {
        let transfer: Transfer | undefined
        for (const ours of byUs) {
          transfer = transferFrom({ ...before, ours, transfer }, nine, settings)
          const review = reviewTransfer(
            transfer,
            { taken: false, ended: false, waitsIn: 'agent-queue' },
            limit,
          )
          if (transfer.count >= MOST_TRANSFERS) expect(review.kind).toBe('stuck')
          else expect(review.kind).toBe('move')
        }
        expect(transfer?.count ?? 0).toBe(byUs.length)
      }),
    )
  })

  it('was given away if an agent did so anywhere in it', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), (byUs) => {
        const last = byUs.reduce<Transfer | undefined>(
          (transfer, ours) => transferFrom({ ...before, ours, transfer }, nine, settings),
          undefined,
        )
        expect(last?.given).toBe(byUs.includes(false))
      }),
    )
  })

  it('gives as long as is configured, on the clock that is configured', () => {
    const clock = {
      kind: 'opening-hours',
      timeZone: 'UTC',
      week: { MONDAY: [['09:10', '09:20']], TUESDAY: [['09:00', '17:00']] },
    } as const
    const inHours = someSettings({
      inboxes: [anInbox({ clock })],
      transfers: { acceptWithinSeconds: 1800, clock: 'hold' },
    })
    const mondays = 10 * MINUTE
    const tuesday = Date.UTC(2026, 2, 3, 9)
    expect(transferFrom({ ...before, ours: false }, nine, inHours).until).toBe(
      tuesday + 30 * MINUTE - mondays,
    )
    expect(transferFrom({ ...before, ours: false }, nine, settings).until).toBe(limit)
    expect(transferFrom({ ...before, ours: true }, nine, settings).until).toBeUndefined()
  })
})
