import { isMachines } from '../domain/automatic-mail.ts'
import type { ContactRecord } from '../domain/contact-record.ts'
import { cameAsMail, MOST_TRANSFERS } from '../domain/transfer.ts'
import type { ContactId } from '../domain/values.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'

interface ChainPorts {
  contacts: Pick<ContactRecords, 'find'>
  directory: ContactDirectory
}

/** How many transfers led to a contact. What was noted when its event came may be too few. */
export async function countTransfers(contact: ContactId, ports: ChainPorts): Promise<number> {
  return (await chainTo(contact, ports)).transfers
}

/** Whether a machine wrote what transfers made this contact of. */
export async function beganAutomatic(contact: ContactId, ports: ChainPorts): Promise<boolean> {
  const { first } = await chainTo(contact, ports)
  return first !== undefined && isMachines(first)
}

/** Events come in any order or never: so the chain is walked back, and Connect asked for what no event told. */
async function chainTo(
  contact: ContactId,
  { contacts, directory }: ChainPorts,
): Promise<{ transfers: number; first: ContactRecord | undefined }> {
  let first: ContactRecord | undefined
  let at = contact
  for (let transfers = 0; transfers < MOST_TRANSFERS; transfers++) {
    first = await contacts.find(at)
    const known = first?.transfer?.of
    const before = known ?? (cameAsMail(first) ? undefined : (await directory.describe(at))?.previous)
    if (before === undefined) return { transfers, first }
    at = before
  }
  return { transfers: MOST_TRANSFERS, first: await contacts.find(at) }
}
