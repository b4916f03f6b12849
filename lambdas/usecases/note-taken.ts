import type { ContactId, ThreadId } from '../domain/values.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Taken, Threads } from '../ports/threads.ts'
import { isOurTransfer } from './is-our-transfer.ts'

export interface NoteTakenPorts {
  contacts: Pick<ContactRecords, 'find'>
  threads: Pick<Threads, 'noteHandled' | 'noteTransferred'>
  directory: ContactDirectory
}

/** The thread learns who has a contact of it. `transferOf`: the contact that this one continues, if somebody transferred it. */
export async function noteTaken(
  thread: ThreadId,
  taken: Taken,
  transferOf: ContactId | undefined,
  ports: NoteTakenPorts,
): Promise<void> {
  if (await isGiven(transferOf, ports)) await ports.threads.noteTransferred(thread, taken)
  else await ports.threads.noteHandled(thread, taken)
}

/**
 * An agent gave the contact away. Our own transfer gives nothing away, but goes on with what an agent gave: nobody took
 * it from whom it was given to.
 */
async function isGiven(transferOf: ContactId | undefined, ports: NoteTakenPorts): Promise<boolean> {
  if (transferOf === undefined) return false
  const previous = await ports.contacts.find(transferOf)
  if (previous?.returningAt !== undefined) return false
  const isOurs = await isOurTransfer(transferOf, previous, ports.directory)
  return !isOurs || (previous?.transfer?.given ?? false)
}
