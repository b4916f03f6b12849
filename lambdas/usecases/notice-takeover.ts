import { isMachines } from '../domain/automatic-mail.ts'
import type { ContactRecord } from '../domain/contact-record.ts'
import { takeoverOf } from '../domain/takeover.ts'
import { MOST_TRANSFERS } from '../domain/transfer.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'
import type { TakeoverWatch } from '../ports/takeovers.ts'

export interface NoticeTakeoverPorts {
  contacts: Pick<ContactRecords, 'find'>
  takeovers: TakeoverWatch
  journal: Journal
}

/**
 * Has the owner told of a contact that somebody else has, if it was held for them. Every event that repeats who has it
 * comes here again, which makes up for one that was lost.
 */
export async function noticeTakeover(
  record: ContactRecord,
  { contacts, takeovers, journal }: NoticeTakeoverPorts,
): Promise<void> {
  // Nobody waits for its answer, so nobody need be told who has it.
  if (isMachines(record)) return
  const takeover = takeoverOf(record, await heldBefore(record, contacts))
  if (takeover === undefined) return
  await takeovers.tellOwner(takeover)
  const { contact, owner, agent, reason } = takeover
  journal.decided('contact taken over', { contact, thread: record.thread, owner, agent, reason })
}

/** The contact of which Homeward made this one when it opened a hold by a transfer, or several. */
async function heldBefore(
  record: ContactRecord,
  contacts: Pick<ContactRecords, 'find'>,
): Promise<ContactRecord> {
  let held = record
  for (let step = 0; step < MOST_TRANSFERS && !held.route && held.transfer && !held.transfer.given; step++) {
    const previous = await contacts.find(held.transfer.of)
    if (!previous) break
    held = previous
  }
  return held
}
