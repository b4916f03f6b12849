import type { ContactRecord } from '../domain/contact-record.ts'
import { transferredBy } from '../domain/transfer.ts'
import type { ContactId } from '../domain/values.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'

/** Whether Homeward itself ended that contact by a transfer. `previous`: its record. Asks Connect only where that leaves it open. */
export async function isOurTransfer(
  contact: ContactId,
  previous: ContactRecord | undefined,
  directory: ContactDirectory,
): Promise<boolean> {
  const by = transferredBy(previous)
  return by === 'unclear' ? (await directory.describe(contact))?.agent === undefined : by === 'homeward'
}
