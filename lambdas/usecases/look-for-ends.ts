import type { Settings } from '../domain/inbox.ts'
import { mayGoOn } from '../domain/transfer.ts'
import type { ContactId } from '../domain/values.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import { contactEnded, type FollowClosingPorts } from './follow-closing.ts'

export interface LookForEndsPorts extends FollowClosingPorts {
  contacts: Pick<ContactRecords, 'noteEnded'>
  directory: ContactDirectory
}

/** Each costs a call of which the account has ten a second. */
const MOST_LOOKED_UP = 10

/**
 * Asks the contact centre which of these contacts are over though no event told so, and does what their ends would have
 * done. Gives how many. What cannot be looked up counts as open: a customer in it may be waiting.
 */
export async function lookForEnds(
  open: readonly ContactId[],
  settings: Settings,
  ports: LookForEndsPorts,
): Promise<number> {
  let ended = 0
  for (const contact of open.slice(0, MOST_LOOKED_UP)) if (await lookedUp(contact, settings, ports)) ended++
  return ended
}

async function lookedUp(contact: ContactId, settings: Settings, ports: LookForEndsPorts): Promise<boolean> {
  const { directory, contacts, journal } = ports
  try {
    const described = await directory.describe(contact)
    if (described?.endedAt === undefined || mayGoOn(described.disconnectReason)) return false
    await contactEnded(await contacts.noteEnded(contact, described.endedAt), settings, ports)
    journal.decided('end found late', { contact, reason: described.disconnectReason })
    journal.count('EndsFoundLate')
    return true
  } catch (error) {
    journal.troubled('contact not looked up', {
      contact,
      error: error instanceof Error ? error.name : 'unknown',
    })
    return false
  }
}
