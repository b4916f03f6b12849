import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import type { Inbox, Settings } from '../../lambdas/domain/inbox.ts'
import type { Thread } from '../../lambdas/domain/thread.ts'
import {
  type AgentId,
  type ContactId,
  type EpochMs,
  HOUR,
  later,
  type ThreadId,
} from '../../lambdas/domain/values.ts'

export const ana = 'agent-ana' as AgentId
export const ben = 'agent-ben' as AgentId
/** Monday 2026-03-02 09:00:00 UTC. */
export const nine = Date.UTC(2026, 2, 2, 9) as EpochMs
export const hoursPastNine = (hours: number) => later(nine, hours * HOUR)

export const firstMail = 'c0000000-0000-4000-8000-000000000001' as ContactId
export const reply = 'c0000000-0000-4000-8000-000000000002' as ContactId
export const thread = firstMail as string as ThreadId

/** A support inbox in English, holding for 16 hours of wall clock. Say only what your test is about. */
export function anInbox(facts: Partial<Inbox> = {}): Inbox {
  return {
    address: 'support@example.com',
    displayName: 'Support',
    holdForSeconds: 57_600,
    clock: { kind: 'wall' },
    language: 'en',
    wording: { en: { text: 'We have received your email and will reply shortly.' } },
    ...facts,
  }
}

export function someSettings(facts: Partial<Settings> = {}): Settings {
  return {
    inboxes: [anInbox()],
    holdExpiryInFlow: true,
    graceSeconds: 60,
    acknowledgementsPerSecond: 1.9,
    sweepEverySeconds: 900,
    transfers: { acceptWithinSeconds: 1800, clock: 'wall' },
    ...facts,
  }
}

/** A thread Ana owns. */
export function aThread(facts: Partial<Thread> = {}): Thread {
  return { id: thread, owner: ana, ownerSince: nine, ...facts }
}

/** A customer's reply that came at nine and is held for Ana until one in the night. */
export function aHeldContact(facts: Partial<ContactRecord> = {}): ContactRecord {
  return {
    id: reply,
    thread,
    inbox: 'support@example.com',
    receivedAt: nine,
    route: { kind: 'owner', owner: ana, until: hoursPastNine(16), reason: 'reply-to-owner' },
    ...facts,
  }
}

/** A first mail that is still to be acknowledged. */
export function anUnacknowledgedContact(facts: Partial<ContactRecord> = {}): ContactRecord {
  return {
    id: firstMail,
    thread,
    inbox: 'support@example.com',
    receivedAt: nine,
    route: { kind: 'queue', reason: 'new-thread' },
    acknowledgement: {
      state: 'due',
      dueAt: hoursPastNine(1),
      attempts: 0,
      customer: { address: 'carla@example.net', name: 'Carla', subject: 'My invoice' },
    },
    ...facts,
  }
}
