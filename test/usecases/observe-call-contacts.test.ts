import { describe, expect, it } from 'vitest'

import type { AgentId, ContactId } from '../../lambdas/domain/values.ts'
import { HOUR, later } from '../../lambdas/domain/values.ts'
import { observeAnyContact } from '../../lambdas/usecases/observe-any-contact.ts'
import { reviewDispositions } from '../../lambdas/usecases/review-dispositions.ts'
import { secondsPastNine } from '../builders/agent.ts'
import { ana, nine, someSettings } from '../builders/email.ts'
import { memoryCalls } from '../fakes/memory-calls.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'

const settings = someSettings({
  dispositions: { reopenDays: 90, guide: true, values: ['Complaint'], remindAgent: true, graceSeconds: 600 },
  voice: { afterSeconds: 60, heldAgain: 'anew', note: 'n', earlyNote: 'e', leftEarly: 'return' },
})
const sue = 'agent-supervisor' as AgentId
const call = 'call-1' as ContactId
const other = 'call-2' as ContactId

function office() {
  const records = memoryContactRecords()
  const told: string[] = []
  const ports = {
    ...{ dispositions: records, awaited: records, calls: memoryCalls(), journal: memoryJournal() },
    progress: memoryThreads(),
    labels: { labelOf: async () => undefined },
    notices: { dispositionMissing: async (agent: string, id: string) => void told.push(`${agent} ${id}`) },
    clock: { now: () => later(nine, 2 * HOUR) },
  }
  return {
    told,
    /** All events of a contact of a call that an agent had; seconds past nine. */
    async has(agent: AgentId, contactId: ContactId, initiationMethod: string, from: number, to: number) {
      const connectedToAgentAt = secondsPastNine(from)
      const over = { at: secondsPastNine(to), disconnectedAt: secondsPastNine(to) }
      for (const [eventType, when] of [
        ['CONNECTED_TO_AGENT', { at: connectedToAgentAt }],
        ['DISCONNECTED', over],
        ['COMPLETED', over],
      ] as const)
        await observeAnyContact(
          {
            ...{ eventType, contactId, initiationMethod, agent, connectedToAgentAt, ...when },
            ...{ channel: 'VOICE', stepStatuses: [], initialContactId: call },
          },
          settings,
          // Calls touch nothing else.
          ports as unknown as Parameters<typeof observeAnyContact>[2],
        )
    },
    reviews: () => reviewDispositions(settings, later(nine, 3 * HOUR), ports),
  }
}

describe('what a call was about', () => {
  it('is asked of the agent, whoever listened in or was called outside until its end', async () => {
    const calls = office()
    await calls.has(ana, call, 'INBOUND', 0, 300)
    await calls.has(sue, other, 'MONITOR', 100, 300)
    await calls.has(ana, 'call-3' as ContactId, 'EXTERNAL_OUTBOUND', 200, 301)
    await calls.reviews()
    expect(calls.told).toEqual([`${ana} ${call}`])
  })

  it.each(['OUTBOUND', 'CALLBACK'])('is not asked where no flow of ours asks (%s)', async (method) => {
    const calls = office()
    await calls.has(ana, call, method, 0, 60)
    await calls.reviews()
    expect(calls.told).toEqual([])
  })

  it.each(['TRANSFER', 'QUEUE_TRANSFER', 'API', ''])(
    'is asked of whoever had it last (%s)',
    async (method) => {
      const calls = office()
      await calls.has(ana, call, 'OUTBOUND', 0, 60)
      await calls.has(sue, other, method, 30, 90)
      await calls.reviews()
      expect(calls.told).toEqual([`${sue} ${other}`])
    },
  )
})
