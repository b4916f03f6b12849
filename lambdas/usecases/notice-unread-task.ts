import type { ContactId, EpochMs } from '../domain/values.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'
import type { TakeoverRecords } from '../ports/takeovers.ts'
import type { ThreadProgress } from '../ports/threads.ts'

export interface NoticeUnreadTaskPorts {
  directory: ContactDirectory
  contacts: Pick<ContactRecords, 'find'>
  takeovers: Pick<TakeoverRecords, 'noteTaskUnread'>
  progress: Pick<ThreadProgress, 'noteFollowUpUnread'>
  journal: Journal
}

/**
 * A task about a takeover, or about a customer who waits, ended by itself, and nobody ever looked at it. Whether it is
 * one of ours is on record; other tasks are none of our business.
 */
export async function noticeUnreadTask(
  { about, task, at }: { about: ContactId | undefined; task: ContactId; at: EpochMs },
  { directory, contacts, takeovers, progress, journal }: NoticeUnreadTaskPorts,
): Promise<void> {
  const contact = about ?? (await directory.describe(task))?.related
  if (contact === undefined) return
  if (await takeovers.noteTaskUnread(contact, task, at)) {
    journal.count('OwnerTasksUnread')
    journal.decided('owner task unread', { contact, task })
    return
  }
  const thread = (await contacts.find(contact))?.thread
  if (thread === undefined || !(await progress.noteFollowUpUnread(thread, task, at))) return
  journal.count('FollowUpsUnread')
  journal.decided('follow-up unread', { thread, contact, task })
}
