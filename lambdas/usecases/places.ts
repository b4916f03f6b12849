import { inboxAt, type Settings } from '../domain/inbox.ts'
import { lastTransferNote } from '../domain/transfer-wording.ts'
import type { ContactId, QueueId } from '../domain/values.ts'
import type { Journal } from '../ports/journal.ts'
import { type ContactNotes, NoteRefused } from '../ports/takeovers.ts'

/** Where a contact goes that nobody took. */
export interface Places {
  settings: Settings
  /** In the order of the configured inboxes. */
  queues: readonly QueueId[]
  /** Undefined: the inbox's own queue. */
  supervisors: QueueId | undefined
}

export interface LastTransferPorts {
  places: Places
  notes: ContactNotes
  journal: Journal
}

/** A contact of an address that is not configured any more goes where the first inbox's do. */
export function placeFor(
  address: string | undefined,
  to: 'queue' | 'supervisors',
  { settings, queues, supervisors }: Places,
): QueueId {
  if (to === 'supervisors' && supervisors !== undefined) return supervisors
  const inbox = inboxAt(address, settings.inboxes)
  return queues[inbox ? settings.inboxes.indexOf(inbox) : 0] as QueueId
}

/** Says why it is with the supervisors. No room for the note is no reason to keep the contact. */
export async function sayWhy(
  contact: ContactId,
  address: string | undefined,
  { notes, places, journal }: LastTransferPorts,
): Promise<void> {
  const inbox = inboxAt(address, places.settings.inboxes)
  try {
    await notes.leave(contact, { homewardNote: lastTransferNote(inbox) })
  } catch (error) {
    if (!(error instanceof NoteRefused)) throw error
    journal.decided('transfer note', { contact, outcome: 'refused' })
  }
}
