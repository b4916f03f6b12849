import type { Settings } from '../domain/inbox.ts'
import { inboxAt } from '../domain/inbox.ts'
import {
  isAllTold,
  type KnownOwner,
  type OwnerTold,
  type Takeover,
  type TellingTask,
} from '../domain/takeover.ts'
import { takeoverWords } from '../domain/takeover-note.ts'
import type { ContactId } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import type { Journal } from '../ports/journal.ts'
import type { OwnerTasks } from '../ports/owner-tasks.ts'
import { type AgentNames, type ContactNotes, NoteRefused, type TakeoverRecords } from '../ports/takeovers.ts'

/** It is recorded that not everything was done, and a person has to do it: no repetition will. */
export class OwnerNotTold extends Error {
  override readonly name = 'OwnerNotTold'
}

/** What is done before the note and the task, and after them. Throws OwnerNotTold. */
export async function tellOwner(
  task: TellingTask,
  ports: RecordTellingPorts & { names: AgentNames },
): Promise<KnownOwner | 'told'> {
  if (task.step === 'look-up') return lookOwnerUp(task.takeover, ports.names)
  await recordTelling(task.contact, task.told, ports)
  if (!isAllTold(task.told)) throw new OwnerNotTold('the note, the task, or both')
  return 'told'
}

/** Whether the owner of a contact is still there, and what they are called. */
async function lookOwnerUp({ owner, reason }: Takeover, names: AgentNames): Promise<KnownOwner> {
  if (reason === 'owner-deleted') return { isGone: true }
  const name = await names.nameOf(owner)
  return name === undefined ? { isGone: true } : { isGone: false, name }
}

export interface LeaveNotePorts {
  notes: ContactNotes
  journal: Journal
}

/** Says on the contact whose it was and why it came elsewhere. A refusal is an end too. Throws what may pass. */
export async function leaveNote(
  takeover: Takeover,
  owner: KnownOwner,
  settings: Settings,
  { notes, journal }: LeaveNotePorts,
): Promise<Pick<OwnerTold, 'note'>> {
  const { contact, reason, inbox } = takeover
  const words = takeoverWords(reason, owner, inboxAt(inbox, settings.inboxes))
  try {
    await notes.leave(contact, {
      homewardOriginalAgent: words.owner,
      homewardTakeoverReason: words.reason,
      homewardNote: words.note,
    })
  } catch (error) {
    if (!(error instanceof NoteRefused)) throw error
    journal.decided('takeover note', { contact, outcome: 'refused' })
    return { note: 'refused' }
  }
  journal.decided('takeover note', { contact, outcome: 'left' })
  return { note: 'left' }
}

export interface TaskOwnerPorts {
  tasks: OwnerTasks
  journal: Journal
}

/** Gives the owner a task about the contact, once. Throws what may pass, TasksFull among it. */
export async function taskOwner(
  takeover: Takeover,
  known: KnownOwner,
  settings: Settings,
  { tasks, journal }: TaskOwnerPorts,
): Promise<Pick<OwnerTold, 'task' | 'taskContact'>> {
  const { contact, owner, reason, inbox } = takeover
  if (known.isGone) {
    journal.decided('takeover task', { contact, outcome: 'owner-gone' })
    return { task: 'owner-gone' }
  }
  const { task } = takeoverWords(reason, known, inboxAt(inbox, settings.inboxes))
  const taskContact = await tasks.create({
    token: `owner-task-${contact}`,
    to: { agent: owner },
    ...task,
    about: contact,
    lastsMinutes: (settings.takeover?.taskExpiresDays ?? 7) * 24 * 60,
  })
  journal.decided('takeover task', { contact, outcome: 'made', task: taskContact })
  return { task: 'made', taskContact }
}

export interface RecordTellingPorts {
  records: Pick<TakeoverRecords, 'noteOwnerTold'>
  journal: Journal
  clock: Clock
}

/** Keeps what of it was done. */
async function recordTelling(
  contact: ContactId,
  told: Omit<OwnerTold, 'at'>,
  { records, journal, clock }: RecordTellingPorts,
): Promise<void> {
  await records.noteOwnerTold(contact, { ...told, at: clock.now() })
  const { note, task } = told
  journal.decided('owner told', { contact, note, task })
  if (task === 'owner-gone') journal.count('TakeoversOfOwnersGone')
}
