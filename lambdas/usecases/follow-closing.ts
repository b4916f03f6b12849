import type { ContactRecord } from '../domain/contact-record.ts'
import { dispositionState, isCustomers, lookForDispositionAt } from '../domain/disposition.ts'
import type { Settings } from '../domain/inbox.ts'
import { closedAt } from '../domain/thread.ts'
import type { ContactId, EpochMs, ThreadId } from '../domain/values.ts'
import type { Dispositions } from '../ports/dispositions.ts'
import type { Journal } from '../ports/journal.ts'
import type { ThreadProgress, Threads } from '../ports/threads.ts'

export interface FollowClosingPorts {
  threads: Pick<Threads, 'noteContactEnded'>
  progress: ThreadProgress
  dispositions: Dispositions
  journal: Journal
}

/** A contact ended: its thread is closed if it was the last one open, and its agent's word is awaited. */
export async function contactEnded(
  record: ContactRecord,
  settings: Settings,
  ports: FollowClosingPorts,
): Promise<void> {
  if (!isCustomers(record)) return
  await leaveThread(record, ports)
  await awaitDisposition(record, settings, ports)
}

/** After-contact work is over: the agent's word is awaited a moment longer, no more. */
export async function contactCompleted(
  contact: ContactId,
  at: EpochMs,
  settings: Settings,
  ports: FollowClosingPorts,
): Promise<void> {
  await awaitDisposition(await ports.dispositions.noteCompleted(contact, at), settings, ports)
}

/**
 * A transfer goes on where another contact of the thread ended or will end. The thread has it among its open ones
 * before its record says so, and the record is read after that: so an end that came first is found here, and one that
 * comes later finds it. `opens`: the thread, unless a machine wrote.
 */
export async function contactContinued(
  {
    contact,
    of,
    opens,
    at,
  }: { contact: ContactId; of: ContactId | undefined; opens: ThreadId | undefined; at: EpochMs },
  ports: FollowClosingPorts,
): Promise<void> {
  if (opens !== undefined) await ports.progress.noteContinued(opens, { contact, of }, at)
  const record = await ports.dispositions.noteContinuation(of, contact, at)
  if (opens !== undefined && record.endedAt !== undefined) await leaveThread(record, ports)
}

async function leaveThread(
  { id, thread, endedAt }: ContactRecord,
  { threads, progress, journal }: FollowClosingPorts,
): Promise<void> {
  if (thread === undefined || endedAt === undefined) return
  const left = await threads.noteContactEnded(thread, id, endedAt)
  if (!left) return
  if (closedAt(left) !== undefined) journal.decided('thread closed', { thread, contact: id })
  else await progress.lookAgain(thread, endedAt)
}

/** Has somebody look whether a contact that is over has its agent's word, where one is to come. */
export async function awaitDisposition(
  record: ContactRecord,
  { dispositions: settings }: Settings,
  { dispositions }: Pick<FollowClosingPorts, 'dispositions'>,
): Promise<void> {
  if (!settings?.guide || dispositionState(record) !== 'awaited') return
  const lookAt = lookForDispositionAt(record, settings.graceSeconds)
  if (lookAt === undefined || (record.attentionAt ?? Number.POSITIVE_INFINITY) <= lookAt) return
  await dispositions.awaitDisposition(record.id, lookAt)
}
