import { isMachines } from '../domain/automatic-mail.ts'
import { lookForTakerAgainAt } from '../domain/hold.ts'
import type { ContactId } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Threads } from '../ports/threads.ts'
import { type NoticeTakeoverPorts, noticeTakeover } from './notice-takeover.ts'

export interface FindTakerPorts extends NoticeTakeoverPorts {
  contacts: ContactRecords
  threads: Pick<Threads, 'noteHandled'>
  directory: ContactDirectory
  clock: Clock
}

/**
 * Asks Connect who has a contact that was held, where every event that would have told was lost, and does what they would
 * have done. `waits`: nobody yet, and it is asked again later.
 */
export async function findTaker(
  contact: ContactId,
  { contacts, threads, directory, takeovers, journal, clock }: FindTakerPorts,
): Promise<'found' | 'waits' | 'over'> {
  const record = await contacts.find(contact)
  const isKnown = !record || record.handledBy !== undefined || record.endedAt !== undefined
  const described = isKnown ? undefined : await directory.describe(contact)
  if (isKnown || !described || (described.agent === undefined && described.endedAt !== undefined)) {
    await contacts.stopLookingForTaker(contact)
    return 'over'
  }
  const now = clock.now()
  const { agent, agentSince: at = now } = described
  if (agent === undefined) {
    await contacts.lookForTakerAgain(contact, lookForTakerAgainAt(record, now))
    return 'waits'
  }
  // Noted last: that takes it off the list, and until then a run that died is made good by the next.
  await noticeTakeover({ ...record, handledBy: agent, handledAt: at }, { contacts, takeovers, journal })
  if (record.thread !== undefined && !isMachines(record))
    await threads.noteHandled(record.thread, { contact, agent, at })
  await contacts.noteHandled(contact, agent, at)
  journal.count('TakersFoundBySweep')
  journal.decided('taker found', { contact, thread: record.thread, agent })
  return 'found'
}
