import { isMachines } from '../domain/automatic-mail.ts'
import type { ContactRecord, Disposition } from '../domain/contact-record.ts'
import { chooseDisposition, type Given, labelAgainAt } from '../domain/disposition.ts'
import type { Settings } from '../domain/inbox.ts'
import type { AgentId, ContactId } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import {
  type AfterContactWork,
  type Dispositions,
  LabelRefused,
  type LateLabels,
} from '../ports/dispositions.ts'
import type { Journal } from '../ports/journal.ts'
import type { ThreadProgress } from '../ports/threads.ts'

export interface RecordDispositionPorts {
  dispositions: Dispositions
  progress: ThreadProgress
  afterContactWork: AfterContactWork
  lateLabels: LateLabels
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
  // Whose after-contact work it is, is on record where its events came; else only the contact centre knows.
  const agentOf = async () => record.handledBy ?? (await ports.directory.describe(contact))?.agent
  const cleared = await finishContact(contact, disposition, agentOf, ports)
  ports.journal.decided('disposition recorded', {
    contact,
    thread: record.thread,
    disposition,
    cleared,
  })
  return { kind: 'recorded', disposition, cleared }
}

/** Gives the record with the disposition that stands, which the thread then has too, unless a machine wrote. */
export async function keepDisposition(
  contact: ContactId,
  value: string,
  from: Disposition['from'],
  { dispositions, progress, clock }: Pick<RecordDispositionPorts, 'dispositions' | 'progress' | 'clock'>,
): Promise<ContactRecord> {
  const record = await dispositions.noteDisposition(contact, { value, at: clock.now(), from })
  const { thread, disposition } = record
  if (thread !== undefined && disposition && !isMachines(record))
    await progress.noteDisposition(thread, disposition.value, disposition.at)
  return record
}

/** Writes a disposition on the contact and ends its after-contact work. Gives whether that is over. */
export async function finishContact(
  contact: ContactId,
  disposition: string,
  agentOf: () => AgentId | undefined | Promise<AgentId | undefined>,
  ports: LabelContactPorts & Pick<RecordDispositionPorts, 'afterContactWork'>,
): Promise<boolean> {
  await labelContact(contact, disposition, ports)
  return freeAgent(contact, agentOf, ports)
}

export interface LabelContactPorts {
  afterContactWork: Pick<AfterContactWork, 'label'>
  lateLabels: LateLabels
  journal: Journal
  clock: Clock
}

const NOT_ON_CONTACT = ['disposition not on the contact', 'DispositionsNotOnContact'] as const

/** Writes a disposition on the contact itself: now, or a little later where Connect cannot take it now. */
export async function labelContact(
  contact: ContactId,
  disposition: string,
  { afterContactWork, lateLabels, journal, clock }: LabelContactPorts,
): Promise<void> {
  await tried(...NOT_ON_CONTACT, contact, journal, async () => {
    try {
      await afterContactWork.label(contact, disposition)
    } catch (error) {
      if (error instanceof LabelRefused) throw error
      await lateLabels.label(contact, disposition, labelAgainAt(contact, clock.now()))
      journal.decided('disposition on the contact later', { contact, error: nameOf(error) })
    }
  })
}

export type Labelled = Readonly<{ kind: 'labelled' | 'refused' }>

/** The later time has come. A refusal is an end too. Throws what may pass. */
export async function labelLate(
  { contact, disposition }: { contact: ContactId; disposition: string },
  { afterContactWork, journal }: Pick<LabelContactPorts, 'afterContactWork' | 'journal'>,
): Promise<Labelled> {
  try {
    await afterContactWork.label(contact, disposition)
  } catch (error) {
    if (!(error instanceof LabelRefused)) throw error
    tell(...NOT_ON_CONTACT, contact, error, journal)
    return { kind: 'refused' }
  }
  journal.decided('disposition on the contact', { contact })
  return { kind: 'labelled' }
}

/** Ends the after-contact work of a contact. Gives whether that is over. */
export async function freeAgent(
  contact: ContactId,
  agentOf: () => AgentId | undefined | Promise<AgentId | undefined>,
  { afterContactWork, journal }: Pick<RecordDispositionPorts, 'afterContactWork' | 'journal'>,
): Promise<boolean> {
  const cleared = await tried(
    'after-contact work not cleared',
    'AfterContactWorkNotCleared',
    contact,
    journal,
    async () => {
      const agent = await agentOf()
      return agent !== undefined && afterContactWork.clear(contact, agent)
    },
  )
  return cleared ?? false
}

/** What the contact centre would not do is told and counted; undefined then. */
async function tried<T>(
  trouble: string,
  metric: string,
  contact: ContactId,
  journal: Journal,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    tell(trouble, metric, contact, error, journal)
    return undefined
  }
}

function tell(trouble: string, metric: string, contact: ContactId, error: unknown, journal: Journal): void {
  journal.troubled(trouble, { contact, error: nameOf(error) })
  journal.count(metric)
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown')
