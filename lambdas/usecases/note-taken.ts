import { MOST_TRANSFERS } from '../domain/transfer.ts'
import type { AgentId, ContactId, ThreadId } from '../domain/values.ts'
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
  if (await isGiven(transferOf, taken.agent, ports)) await ports.threads.noteTransferred(thread, taken)
  else await ports.threads.noteHandled(thread, taken)
}

/**
 * An agent gave the contact away, to somebody else than themselves. Our own transfer gives nothing away, but goes on with
 * what an agent gave: nobody took it from whom it was given to.
 */
async function isGiven(
  transferOf: ContactId | undefined,
  taker: AgentId,
  { contacts, directory }: NoteTakenPorts,
): Promise<boolean> {
  let of = transferOf
  for (let step = 0; of !== undefined && step < MOST_TRANSFERS; step++) {
    const previous = await contacts.find(of)
    if (previous?.returningAt !== undefined) return false
    if (!(await isOurTransfer(of, previous, directory)))
      return taker !== (previous?.handledBy ?? (await directory.describe(of))?.agent)
    if (!previous?.transfer?.given) return false
    of = previous.transfer.of
  }
  return false
}
