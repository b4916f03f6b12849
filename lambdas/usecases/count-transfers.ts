import { MOST_TRANSFERS } from '../domain/transfer.ts'
import type { ContactId } from '../domain/values.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'

/**
 * How many transfers led to a contact. What was noted when its event came may be too few, because events come in any
 * order or never: so the chain is walked back, and Connect asked for what no event told.
 */
export async function countTransfers(
  contact: ContactId,
  { contacts, directory }: { contacts: Pick<ContactRecords, 'find'>; directory: ContactDirectory },
): Promise<number> {
  let at = contact
  for (let count = 0; count < MOST_TRANSFERS; count++) {
    const record = await contacts.find(at)
    // What came as a mail of its own continues nothing.
    const before =
      record?.transfer?.of ??
      (record?.route === undefined ? (await directory.describe(at))?.previous : undefined)
    if (before === undefined) return count
    at = before
  }
  return MOST_TRANSFERS
}
