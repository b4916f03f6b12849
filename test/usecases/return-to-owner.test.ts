import { describe, expect, it } from 'vitest'

import type { AgentPresence } from '../../lambdas/domain/presence.ts'
import type { AgentId, ContactId } from '../../lambdas/domain/values.ts'
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
} from '../builders/email.ts'
import { memoryWorkflows } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryTakeovers } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'

const settings = someSettings()
const next = 'c0000000-0000-4000-8000-000000000003' as ContactId
const back = { contact: next, previous: reply }

const presenceOf = (type: 'routable' | 'custom'): AgentPresence => ({
  agent: ana,
  arn: `arn/agent/${ana}`,
  status: { name: 'of hers', type, since: nine },
  contacts: [],
  asOf: { at: nine, event: 'e-1' },
})

function world(presence: AgentPresence | undefined) {
  return {
    contacts: memoryContactRecords([aHeldContact({ handledBy: ben, handledAt: nine })]),
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
    const decided = await returnToOwner(back, settings, ports)
    expect(decided).toMatchObject({ kind: 'owner', owner: ana, until: hoursPastNine(16) })
    ports.clock.at = hoursPastNine(1)
    expect(await returnToOwner(back, settings, ports)).toEqual({ ...decided })
    expect(await ports.contacts.find(next)).toMatchObject({ route: { kind: 'owner', owner: ana } })
    expect([...ports.workflows.started.keys()]).toEqual([`hold ${next}`])
    expect(ports.takeovers.started.size).toBe(0)
  })

  it('leaves it to the sender, and tells an owner who is away', async () => {
    const ports = world(presenceOf('custom'))
    expect(await returnToOwner(back, settings, ports)).toMatchObject({ kind: 'sender', sender: ben })
    expect(ports.takeovers.started.get(next)).toMatchObject({ owner: ana, agent: ben, reason: 'owner-away' })
    expect((await ports.contacts.find(next))?.route).toBeUndefined()
  })

  it('says before all else that it is no gift', async () => {
    const ports = world(undefined)
    ports.takeovers.broken = true
    await expect(returnToOwner(back, settings, ports)).rejects.toThrow('unavailable')
    expect([...ports.takeovers.returning]).toEqual([[reply, nine]])
  })
})
