import { type CallClock, clockOf, leftEarly, type RunningClock } from '../domain/held-call.ts'
import { coldTransferNote, leftEarlyNote } from '../domain/held-call-notice.ts'
import type { VoiceSettings } from '../domain/inbox.ts'
import { MOST_TRANSFERS } from '../domain/transfer.ts'
import type { AgentId, ContactId, EpochMs, QueueId } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactDirectory, Queues } from '../ports/contact-centre.ts'
import type { CallRecords } from '../ports/held-calls.ts'
import type { Journal } from '../ports/journal.ts'
import { type ContactNotes, NoteRefused } from '../ports/takeovers.ts'

export interface EscalateHeldCallPorts {
  calls: CallRecords
  directory: ContactDirectory
  queues: Queues
  notes: ContactNotes
  journal: Journal
  clock: Clock
}

export type HeldCallReview =
  | Readonly<{ kind: 'over'; reason: string }>
  | Readonly<{ kind: 'wait'; until: EpochMs }>
  | Readonly<{ kind: 'escalated'; agent: AgentId; consulted: ContactId }>

/**
 * What becomes of a caller whose time on hold is over: nothing, if somebody has answered, the agent has resumed them or
 * given the transfer up; else the transfer may go cold, which is noted on their contact. Called again after any of its
 * effects, it ends the same.
 */
export async function escalateHeldCall(
  { call, contact }: { call: ContactId; contact: ContactId },
  settings: VoiceSettings,
  ports: EscalateHeldCallPorts,
): Promise<HeldCallReview> {
  const facts = await ports.calls.find(call)
  const left = leftEarly(facts, contact, settings)
  const review = left
    ? await takenBack(left.consulted, { call, contact }, settings, ports)
    : await reviewed(clockOf(facts, contact, settings), { call, contact }, settings, ports)
  const reason = review.kind === 'over' ? review.reason : review.kind === 'wait' ? 'not-yet' : 'unanswered'
  ports.journal.decided('held call reviewed', { contact, outcome: review.kind, reason })
  if (review.kind === 'escalated') ports.journal.count('HeldCallsEscalated')
  return review
}

async function reviewed(
  clock: CallClock,
  { call, contact }: { call: ContactId; contact: ContactId },
  { note }: VoiceSettings,
  ports: EscalateHeldCallPorts,
): Promise<HeldCallReview> {
  const { calls } = ports
  const now = ports.clock.now()
  if (clock.kind !== 'runs') return { kind: 'over', reason: clock.reason }
  if (now < clock.until) return { kind: 'wait', until: clock.until }
  const found = await holderUnlessOver(clock, contact, ports)
  if ('ended' in found) {
    await calls.add(call, { kind: found.ended, contact: clock.consulted, at: now })
    return { kind: 'over', reason: found.ended }
  }
  // The note first: whatever the agent does next, it is there.
  await leaveNote(contact, coldTransferNote(note), ports)
  await calls.add(call, { kind: 'escalated', contact: clock.consulted, at: now })
  return { kind: 'escalated', agent: found.agent, consulted: clock.consulted }
}

/**
 * Sees to a caller who was left in a guarded queue too early: the note says so, and the queue's flow finds where they go.
 * It is recorded as the end of the transfer; a caller who has hung up has ended it already.
 */
async function takenBack(
  consulted: ContactId,
  { call, contact }: { call: ContactId; contact: ContactId },
  { earlyNote, leftEarly }: VoiceSettings,
  ports: EscalateHeldCallPorts,
): Promise<HeldCallReview> {
  const { calls, directory, journal, clock } = ports
  const at = clock.now()
  const other = await directory.describe(consulted)
  const isAnswered = other?.agent !== undefined
  const isLeft = other !== undefined && !isAnswered && other.endedAt === undefined
  if (isLeft) {
    const cameFrom = leftEarly === 'return' ? await queueBefore(contact, ports) : undefined
    await leaveNote(consulted, leftEarlyNote(earlyNote, cameFrom), ports)
    journal.count('CallersLeftEarly')
  }
  await calls.add(call, { kind: isAnswered ? 'answered' : 'abandoned', contact: consulted, at })
  return { kind: 'over', reason: isLeft ? 'left-early' : isAnswered ? 'answered' : 'abandoned' }
}

/** No room for the note is no reason not to go on. */
async function leaveNote(
  contact: ContactId,
  note: Parameters<ContactNotes['leave']>[1],
  { notes, journal }: EscalateHeldCallPorts,
): Promise<void> {
  try {
    await notes.leave(contact, note)
  } catch (error) {
    if (!(error instanceof NoteRefused)) throw error
    journal.troubled('held call not noted', { contact })
    journal.count('HeldCallsNotNoted')
  }
}

/** The queue that a contact came from, or those before it: nobody else answers in an agent's own. Undefined where none is known. */
async function queueBefore(
  contact: ContactId,
  { directory, queues }: EscalateHeldCallPorts,
): Promise<QueueId | undefined> {
  let id: ContactId | undefined = contact
  for (let hop = 0; id !== undefined && hop < MOST_TRANSFERS; hop++) {
    const described = await directory.describe(id)
    if (described?.queue !== undefined && !(await queues.isAgentQueue(described.queue)))
      return described.queue
    id = described?.previous
  }
  return undefined
}

/** Connect has the last word: nobody is let go cold for an event that was lost. */
async function holderUnlessOver(
  { consulted, agent }: RunningClock,
  contact: ContactId,
  { directory }: EscalateHeldCallPorts,
): Promise<{ agent: AgentId } | { ended: 'answered' | 'abandoned' }> {
  const other = await directory.describe(consulted)
  if (other?.agent !== undefined) return { ended: 'answered' }
  if (other === undefined || other.endedAt !== undefined) return { ended: 'abandoned' }
  if (agent !== undefined) return { agent }
  const held = await directory.describe(contact)
  return held?.agent === undefined || held.endedAt !== undefined
    ? { ended: 'abandoned' }
    : { agent: held.agent }
}
