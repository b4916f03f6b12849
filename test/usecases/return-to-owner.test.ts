import { describe, expect, it } from 'vitest'

import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import type { AgentPresence } from '../../lambdas/domain/presence.ts'
import type { AgentId, ContactId, QueueId } from '../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../lambdas/ports/contact-centre.ts'
import { returnToOwner } from '../../lambdas/usecases/return-to-owner.ts'
import {
  aHeldContact,
  ana,
  aThread,
  ben,
  hoursPastNine,
  nine,
  reply,
  someSettings,
  thread,
} from '../builders/email.ts'
import { directoryOf, memoryWorkflows } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryTakeovers } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'

const settings = someSettings()
const support = 'queue-support' as QueueId
const next = 'c0000000-0000-4000-8000-000000000003' as ContactId
const back = { contact: next, previous: reply }

const presenceOf = (type: 'routable' | 'custom'): AgentPresence => ({
  agent: ana,
  arn: `arn/agent/${ana}`,
  status: { name: 'of hers', type, since: nine },
  contacts: [],
  asOf: { at: nine, event: 'e-1' },
})

const inBensHands = aHeldContact({ handledBy: ben, handledAt: nine })
const described: DescribedContact = {
  ...{ id: reply, thread, agent: ben, agentSince: nine },
  ...{ queued: true, reserved: false, initiationMethod: 'INBOUND' },
}

function world(presence: AgentPresence | undefined, given: ContactRecord = inBensHands) {
  return {
    contacts: memoryContactRecords([given]),
    directory: directoryOf(described),
    threads: memoryThreads([aThread()]),
    agents: { find: async (agent: AgentId) => (agent === ana ? presence : undefined) },
    workflows: memoryWorkflows(),
    takeovers: memoryTakeovers(),
    journal: memoryJournal(),
    clock: fixedClock(nine),
  }
}

describe('giving a contact back', () => {
  it('holds it for an owner who is there, and answers the same when it is asked again', async () => {
    const ports = world(presenceOf('routable'))
    const decided = await returnToOwner(back, settings, [support], ports)
    expect(decided).toMatchObject({ kind: 'owner', owner: ana, until: hoursPastNine(16) })
    ports.clock.at = hoursPastNine(1)
    expect(await returnToOwner(back, settings, [support], ports)).toEqual({ ...decided })
    expect(await ports.contacts.find(next)).toMatchObject({ route: { kind: 'owner', owner: ana } })
    expect([...ports.workflows.started.keys()]).toEqual([`hold ${next}`])
    expect(ports.takeovers.started.size).toBe(0)
  })

  it('leaves it to the sender, and tells an owner who is away', async () => {
    const ports = world(presenceOf('custom'))
    expect(await returnToOwner(back, settings, [support], ports)).toMatchObject({
      kind: 'sender',
      sender: ben,
    })
    expect(ports.takeovers.started.get(next)).toMatchObject({ owner: ana, agent: ben, reason: 'owner-away' })
    expect((await ports.contacts.find(next))?.route).toBeUndefined()
  })

  it('leaves it to the sender where its owner is there and is not offered this queue, and tells the owner', async () => {
    const setup = { slots: {}, queues: { EMAIL: ['queue-claims' as QueueId] } }
    const ports = world({ ...presenceOf('routable'), setup })
    expect(await returnToOwner(back, settings, [support], ports)).toMatchObject({ kind: 'sender' })
    expect(ports.takeovers.started.get(next)).toMatchObject({ owner: ana, reason: 'owner-serves-not' })
    const serving = world({ ...presenceOf('routable'), setup: { ...setup, queues: { EMAIL: [support] } } })
    expect(await returnToOwner(back, settings, [support], serving)).toMatchObject({ kind: 'owner' })
  })

  it('leaves it to whom Connect names where no event told who had it', async () => {
    const ports = world(presenceOf('custom'), aHeldContact())
    expect(await returnToOwner(back, settings, [support], ports)).toMatchObject({
      kind: 'sender',
      sender: ben,
    })
    expect(ports.takeovers.started.get(next)).toMatchObject({ owner: ana, agent: ben, reason: 'owner-away' })
    const told = world(presenceOf('custom'))
    await returnToOwner(back, settings, [support], told)
    expect([ports.directory.asked, told.directory.asked]).toEqual([[reply], []])
  })

  it('is answered also where Connect does not say who had it', async () => {
    const ports = world(presenceOf('custom'), aHeldContact())
    ports.directory.describe = async () => {
      throw new Error('too slow')
    }
    const unknown = { kind: 'queue', reason: 'unknown-sender' }
    expect(await returnToOwner(back, settings, [support], ports)).toEqual(unknown)
    expect(ports.journal.lines.map(({ what }) => what)).toContain('sender not known')
  })

  it('says before all else that it is no gift', async () => {
    const ports = world(undefined)
    ports.takeovers.broken = true
    await expect(returnToOwner(back, settings, [support], ports)).rejects.toThrow('unavailable')
    expect([...ports.takeovers.returning]).toEqual([[reply, nine]])
  })
})
