import type { ContactRecord, Disposition } from '../domain/contact-record.ts'
import { chooseDisposition, type Given } from '../domain/disposition.ts'
import type { Settings } from '../domain/inbox.ts'
import type { AgentId, ContactId } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import type { AfterContactWork, Dispositions } from '../ports/dispositions.ts'
import type { Journal } from '../ports/journal.ts'
import type { ThreadProgress } from '../ports/threads.ts'

export interface RecordDispositionPorts {
  dispositions: Dispositions
  progress: ThreadProgress
  afterContactWork: AfterContactWork
  directory: ContactDirectory
  journal: Journal
  clock: Clock
}

export type Recorded =
  | Readonly<{ kind: 'recorded'; disposition: string; cleared: boolean }>
  | Readonly<{ kind: 'unclear'; candidates: readonly string[] }>

/**
 * Records what an agent says a contact was about, and ends their after-contact work once it is stored. The first
 * word stands, so a guide that asks twice changes nothing. What only the contact centre could not do is told, and
 * keeps nobody: the agent clears the contact by hand then.
 */
export async function recordDisposition(
  contact: ContactId,
  given: Given,
  { dispositions: settings }: Settings,
  ports: RecordDispositionPorts,
): Promise<Recorded> {
  const choice = chooseDisposition(given, settings?.values ?? [])
  if (choice.kind === 'unclear') return choice
  const record = await keepDisposition(contact, choice.value, 'guide', ports)
  const disposition = record.disposition?.value ?? choice.value
  await tried('disposition not on the contact', 'DispositionsNotOnContact', contact, ports, () =>
    ports.afterContactWork.label(contact, disposition),
  )
  const cleared = await tried(
    'after-contact work not cleared',
    'AfterContactWorkNotCleared',
    contact,
    ports,
    () => clear(record, ports),
  )
  ports.journal.decided('disposition recorded', {
    contact,
    thread: record.thread,
    disposition,
    cleared: cleared ?? false,
  })
  return { kind: 'recorded', disposition, cleared: cleared ?? false }
}

/** Gives the record with the disposition that stands, which the thread then has too. */
export async function keepDisposition(
  contact: ContactId,
  value: string,
  from: Disposition['from'],
  { dispositions, progress, clock }: Pick<RecordDispositionPorts, 'dispositions' | 'progress' | 'clock'>,
): Promise<ContactRecord> {
  const record = await dispositions.noteDisposition(contact, { value, at: clock.now(), from })
  const { thread, disposition } = record
  if (thread !== undefined && disposition)
    await progress.noteDisposition(thread, disposition.value, disposition.at)
  return record
}

/** Whose after-contact work it is, is on record where its events came; else only the contact centre knows. */
async function clear(
  { id, handledBy }: ContactRecord,
  { afterContactWork, directory }: RecordDispositionPorts,
): Promise<boolean> {
  const agent: AgentId | undefined = handledBy ?? (await directory.describe(id))?.agent
  return agent !== undefined && afterContactWork.clear(id, agent)
}

/** What the contact centre would not do is told and counted; undefined then. */
export async function tried<T>(
  trouble: string,
  metric: string,
  contact: ContactId,
  { journal }: Pick<RecordDispositionPorts, 'journal'>,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    journal.troubled(trouble, { contact, error: error instanceof Error ? error.name : 'unknown' })
    journal.count(metric)
    return undefined
  }
}
