import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ContactEvent } from '../../lambdas/domain/contact-event.ts'
import { closedAt } from '../../lambdas/domain/thread.ts'
import {
  type ContactId,
  DAY,
  type EpochMs,
  later,
  MINUTE,
  SECOND,
  type ThreadId,
} from '../../lambdas/domain/values.ts'
import { observeContact } from '../../lambdas/usecases/observe-contacts.ts'
import { receiveEmail } from '../../lambdas/usecases/receive-email.ts'
import { ana, ben, firstMail, nine, reply, someSettings, thread } from '../builders/email.ts'
import { directoryOf, historyWith, memoryWorkflows } from '../fakes/contact-centre.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryTakeovers } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'
import { memoryPrecedents } from '../fakes/memory-verdicts.ts'

const dispositions = {
  reopenDays: 30,
  guide: true,
  values: ['Complaint', 'Other'],
  remindAgent: true,
  graceSeconds: 600,
}
const settings = someSettings({ dispositions })
const late = 'c0000000-0000-4000-8000-000000000003' as ContactId
const moved = 'c0000000-0000-4000-8000-000000000004' as ContactId
const customer = { address: 'carla@example.net', subject: 'Re: My invoice' }

function world() {
  let now: EpochMs = nine
  const records = memoryContactRecords()
  const threads = memoryThreads()
  return {
    contacts: records,
    dispositions: records,
    precedents: memoryPrecedents(records),
    threads,
    progress: threads,
    directory: directoryOf(),
    history: historyWith(),
    takeovers: memoryTakeovers(),
    workflows: memoryWorkflows(),
    journal: memoryJournal(),
    clock: { now: () => now },
    is(at: EpochMs) {
      now = at
    },
  }
}

const event = (contactId: ContactId, eventType: string, at: EpochMs, facts: Partial<ContactEvent> = {}) => ({
  eventType,
  contactId,
  channel: 'EMAIL',
  initiationMethod: 'INBOUND',
  stepStatuses: [],
  at,
  ...facts,
})
const hers = { agent: ana, connectedToAgentAt: nine }
const closed = (contact: ContactId, at: EpochMs, facts: Partial<ContactEvent> = hers) => [
  event(contact, 'DISCONNECTED', at, { ...facts, disconnectedAt: at }),
  event(contact, 'COMPLETED', later(at, MINUTE), { ...facts, disconnectedAt: at }),
]
const transferred = {
  initiationMethod: 'TRANSFER',
  previousContactId: firstMail,
  agent: ben,
  connectedToAgentAt: nine,
}

type World = ReturnType<typeof world>
const happens = async (ports: World, ...events: ContactEvent[]) => {
  for (const each of events) await observeContact(each, settings, ports)
}
const writes = (ports: World, contact: ContactId, facts = {}) =>
  receiveEmail({ contact, customer, inbox: 'support@example.com', ...facts }, settings, ports)
const state = (ports: World, id: ThreadId = thread) => {
  const found = ports.threads.get(id)
  return found && (closedAt(found) === undefined ? 'open' : 'closed')
}

describe('a thread', () => {
  it('is closed when its last open contact is', async () => {
    const ports = world()
    await writes(ports, firstMail)
    await writes(ports, reply, { related: firstMail })
    await happens(ports, ...closed(firstMail, later(nine, MINUTE)))
    expect(state(ports)).toBe('open')
    await happens(ports, ...closed(reply, later(nine, 2 * MINUTE)))
    expect(state(ports)).toBe('closed')
    expect(ports.journal.lines.map(({ what }) => what)).toContain('thread closed')
  })

  it('ends the same, open, in whatever order a close and a reply in the same second are told', async () => {
    const close = closed(firstMail, later(nine, SECOND))
    const steps = [
      (ports: World) => happens(ports, close[0] as ContactEvent),
      (ports: World) => happens(ports, close[1] as ContactEvent),
      (ports: World) => writes(ports, reply, { related: firstMail }),
      (ports: World) => writes(ports, reply, { related: firstMail }),
      (ports: World) => happens(ports, event(reply, 'QUEUED', later(nine, SECOND))),
    ]
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(steps, { minLength: steps.length }), async (order) => {
        const ports = world()
        await writes(ports, firstMail)
        for (const step of order) await step(ports)
        expect(ports.threads.get(thread)).toMatchObject({ open: [reply], lastEndedAt: later(nine, SECOND) })
      }),
      { numRuns: 60 },
    )
  })

  it('ends closed whatever the order in which the events of a transfer come, repeated or not', async () => {
    const events = [
      event(firstMail, 'CONNECTED_TO_AGENT', nine, hers),
      ...closed(firstMail, later(nine, MINUTE)),
      event(moved, 'INITIATED', later(nine, MINUTE), { ...transferred, agent: undefined }),
      event(moved, 'CONNECTED_TO_AGENT', later(nine, MINUTE), transferred),
      ...closed(moved, later(nine, 5 * MINUTE), transferred),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.subarray(events),
        async (order, again) => {
          const ports = world()
          await writes(ports, firstMail)
          await happens(ports, ...order, ...again)
          expect(ports.threads.get(thread)).toMatchObject({
            lastEndedAt: later(nine, 5 * MINUTE),
            owner: ben,
          })
          expect(state(ports)).toBe('closed')
          expect(await ports.contacts.find(firstMail)).toMatchObject({ continuedBy: moved })
          expect(await ports.dispositions.due(later(nine, DAY), 9)).toEqual([moved])
        },
      ),
      { numRuns: 100 },
    )
  })

  it('stays open while a transfer of it goes on, and a message of ours closes nothing', async () => {
    const ports = world()
    await writes(ports, firstMail)
    const ours = { initiationMethod: 'AGENT_REPLY', relatedContactId: firstMail }
    await happens(
      ports,
      event(moved, 'INITIATED', later(nine, MINUTE), { ...transferred, agent: undefined }),
      ...closed(firstMail, later(nine, MINUTE)),
      ...closed(late, later(nine, 2 * MINUTE), ours),
    )
    expect(ports.threads.get(thread)).toMatchObject({ open: [moved], lastEndedAt: later(nine, MINUTE) })
  })

  it('is opened again by a reply within the window, for its owner', async () => {
    const ports = world()
    await writes(ports, firstMail)
    await happens(ports, ...closed(firstMail, later(nine, MINUTE)))
    ports.is(later(nine, 30 * DAY))
    expect(await writes(ports, reply, { related: firstMail })).toMatchObject({ kind: 'owner', owner: ana })
    expect(state(ports)).toBe('open')
    expect(await ports.contacts.find(reply)).toMatchObject({ thread, threadClosedAt: later(nine, MINUTE) })
  })

  it('is not opened by a machine', async () => {
    const ports = world()
    await writes(ports, firstMail)
    await happens(ports, ...closed(firstMail, later(nine, MINUTE)))
    const before = ports.threads.get(thread)
    const away = { ...customer, subject: 'Automatic reply: My invoice' }
    expect(await writes(ports, reply, { related: firstMail, customer: away })).toMatchObject({
      kind: 'automatic',
    })
    await happens(ports, ...closed(reply, later(nine, 2 * MINUTE)))
    expect(ports.threads.get(thread)).toEqual({ ...before, contacts: [firstMail, reply] })
    expect(await ports.dispositions.due(later(nine, DAY), 9)).toEqual([firstMail])
  })

  it('is followed by a new one, of the same owner, where the reply comes after the window', async () => {
    const ports = world()
    await writes(ports, firstMail)
    await happens(ports, ...closed(firstMail, later(nine, MINUTE)))
    ports.is(later(nine, 31 * DAY))
    for (let twice = 0; twice < 2; twice++)
      expect(await writes(ports, reply, { related: firstMail })).toMatchObject({ kind: 'owner', owner: ana })
    expect(state(ports)).toBe('closed')
    expect(ports.threads.get(thread)).toMatchObject({ successor: reply })
    const next = reply as string as ThreadId
    expect(ports.threads.get(next)).toMatchObject({ predecessor: thread, owner: ana, open: [reply] })
    expect(await ports.contacts.find(reply)).toMatchObject({ thread: next, predecessor: thread })
  })

  it('is followed by one new thread where two replies come after the window at once', async () => {
    const ports = world()
    await writes(ports, firstMail)
    await happens(ports, ...closed(firstMail, later(nine, MINUTE)))
    ports.is(later(nine, 31 * DAY))
    await Promise.all([reply, late].map((contact) => writes(ports, contact, { related: firstMail })))
    const next = ports.threads.get(thread)?.successor
    for (const contact of [reply, late])
      expect(await ports.contacts.find(contact)).toMatchObject({ thread: next, route: { owner: ana } })
    expect(next && ports.threads.get(next)).toMatchObject({ predecessor: thread, owner: ana })
    expect([...((next && ports.threads.get(next)?.open) ?? [])].sort()).toEqual([reply, late])
  })

  it('leads what answers its old messages late to the one that began after it', async () => {
    const ports = world()
    await writes(ports, firstMail)
    await happens(ports, ...closed(firstMail, later(nine, MINUTE)))
    ports.is(later(nine, 31 * DAY))
    await writes(ports, reply, { related: firstMail })
    await happens(ports, ...closed(reply, later(nine, 31 * DAY + MINUTE)))
    ports.is(later(nine, 32 * DAY))
    await writes(ports, late, { related: firstMail })
    const found = await ports.contacts.find(late)
    expect(found).toMatchObject({ thread: reply })
    expect(found?.predecessor).toBeUndefined()
    ports.is(later(nine, 99 * DAY))
    await happens(ports, ...closed(late, later(nine, 32 * DAY)))
    await writes(ports, moved, { related: firstMail })
    expect(await ports.contacts.find(moved)).toMatchObject({ thread: moved, predecessor: reply })
  })

  it('is found by what it answers where the event does not name it and Connect knows the old thread alone', async () => {
    const ports = world()
    await writes(ports, firstMail)
    await happens(ports, ...closed(firstMail, later(nine, MINUTE)))
    ports.is(later(nine, 31 * DAY))
    await writes(ports, reply, { related: firstMail })
    const old = { thread, queued: true, reserved: false, initiationMethod: 'INBOUND' }
    ports.directory = directoryOf({ ...old, id: late, related: reply })
    await writes(ports, late, { relatedUntold: true })
    expect(await ports.contacts.find(late)).toMatchObject({ thread: reply })
    expect(ports.history.asked).toBe(0)
  })
})
