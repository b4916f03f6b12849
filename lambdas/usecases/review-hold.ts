import { type HoldReview, lookForTakerAt, reviewContact, reviewRecord } from '../domain/hold.ts'
import type { Settings } from '../domain/inbox.ts'
import type { ContactId } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'

export interface ReviewHoldPorts {
  contacts: ContactRecords
  directory: ContactDirectory
  journal: Journal
  clock: Clock
}

/** What is to be done about a hold now. Asks Connect only if its events left the record in doubt. */
export async function reviewHold(
  contact: ContactId,
  settings: Settings,
  ports: ReviewHoldPorts,
): Promise<HoldReview> {
  const review = await judge(contact, settings, ports)
  ports.journal.decided('hold reviewed', { contact, outcome: review.kind, reason: review.reason })
  return review
}

async function judge(
  contact: ContactId,
  settings: Settings,
  { contacts, directory, clock }: ReviewHoldPorts,
): Promise<HoldReview> {
  const now = clock.now()
  const known = reviewRecord(await contacts.find(contact), settings, now)
  if (known.kind !== 'ask') return known
  const asked = reviewContact(known.owner, await directory.describe(contact), now)
  if (asked.kind === 'over')
    await contacts.leaveHolds(contact, asked.reason, now, lookForTakerAt(asked.reason, now))
  return asked
}
