import type { ContactRecord } from '../domain/contact-record.ts'
import type { Owner } from '../domain/thread.ts'
import type { ContactId, ThreadId } from '../domain/values.ts'
import type { ContactDirectory, ThreadHistory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'

export interface FindThreadPorts {
  contacts: Pick<ContactRecords, 'find'>
  directory: ContactDirectory
  history: ThreadHistory
}

/** The thread of a mail, and who had it last where only Connect knew it. */
export type Place = Readonly<{
  thread: ThreadId
  owner?: Owner | undefined
  foundBy: 'itself' | 'record' | 'connect'
}>

type Mail = Readonly<{
  contact: ContactId
  related?: ContactId | undefined
  /** Whoever calls does not know whether there is one. */
  relatedUntold?: true
}>

/** A contact's id doubles as the id of the thread that it begins. */
export const toThread = (contact: ContactId) => contact as string as ThreadId

/** Where a mail belongs: by what is recorded of the contact that it answers, or by what Connect knows. */
export async function findThread(
  email: Mail,
  recorded: ContactRecord | undefined,
  { contacts, directory, history }: FindThreadPorts,
): Promise<Place> {
  const own = toThread(email.contact)
  if (email.related === undefined && !email.relatedUntold) return { thread: own, foundBy: 'itself' }
  if (recorded?.thread !== undefined) return { thread: recorded.thread, foundBy: 'record' }
  // The thread began before Homeward, or what the customer answers was never seen: only Connect knows.
  const described = await directory.describe(email.contact)
  if (!described || described.thread === own) return { thread: own, foundBy: 'connect' }
  // A thread that began too late to be the old one has an id of its own, which Connect does not know.
  const asked = described.related !== email.related && described.related
  const answered = asked ? (await contacts.find(asked))?.thread : undefined
  if (answered !== undefined) return { thread: answered, foundBy: 'record' }
  const owner = await history.lastAgent(described.thread, email.contact)
  return { thread: described.thread, owner, foundBy: 'connect' }
}
