import type { AgentEvent, AgentSnapshot } from '../../lambdas/domain/agent-event.ts'
import type { AgentPresence, DeskContact } from '../../lambdas/domain/presence.ts'
import {
  type AgentId,
  type ContactId,
  type EpochMs,
  later,
  type QueueId,
} from '../../lambdas/domain/values.ts'
import { ana, nine } from './email.ts'

export const INSTANCE = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'
export const support = 'queue-support' as QueueId
export const secondsPastNine = (seconds: number) => later(nine, seconds * 1000)

export const arnOf = (agent: AgentId) =>
  `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE}/agent/${agent}`

/** Ana, Available since nine, with three free slots for email and one for tasks. Say only what your test is about. */
export function aSnapshot(facts: Partial<AgentSnapshot> = {}): AgentSnapshot {
  return {
    status: { name: 'Available', arn: 'status-available', since: nine },
    contacts: [],
    setup: {
      username: 'ana',
      firstName: 'Ana',
      lastName: 'Silva',
      profile: 'profile-1',
      slots: { EMAIL: { free: 3, most: 3 }, TASK: { free: 1, most: 1 } },
      queues: { EMAIL: [support], TASK: [support] },
    },
    ...facts,
  }
}

let made = 0

/** A change of state at nine. */
export function anAgentEvent(facts: Partial<AgentEvent> = {}): AgentEvent {
  const agent = facts.agent ?? ana
  return {
    id: `event-${String(++made).padStart(6, '0')}`,
    kind: 'STATE_CHANGE',
    at: nine,
    agent,
    arn: arnOf(agent),
    instance: INSTANCE,
    current: aSnapshot(),
    ...facts,
  }
}

/** An email that Ana has in conversation since a minute past nine. */
export function onDesk(facts: Partial<DeskContact> = {}): DeskContact {
  const connectedAt = secondsPastNine(60)
  return {
    contact: 'c0000000-0000-4000-8000-000000000009' as ContactId,
    channel: 'EMAIL',
    state: 'CONNECTED',
    since: connectedAt,
    connectedAt,
    queue: support,
    ...facts,
  }
}

/** Ana as she is known after her first event. */
export function anAgent(facts: Partial<AgentPresence> = {}): AgentPresence {
  const { status, contacts, setup } = aSnapshot()
  return {
    agent: ana,
    arn: arnOf(facts.agent ?? ana),
    status: { ...status, type: 'routable' },
    contacts,
    setup,
    setupAt: nine,
    asOf: { at: nine, event: 'event-000000' },
    activeAt: nine as EpochMs,
    heardAt: nine,
    ...facts,
  }
}
