import type { OwnerTold, Takeover } from '../../lambdas/domain/takeover.ts'
import type { ContactId, EpochMs } from '../../lambdas/domain/values.ts'
import type { ContactRecords } from '../../lambdas/ports/contact-records.ts'
import { NoteRefused, type TakeoverRecords, type TakeoverWatch } from '../../lambdas/ports/takeovers.ts'

/** Starts nothing twice for one contact; can be made to fail. */
export function memoryTakeovers() {
  const started = new Map<ContactId, Takeover>()
  const told = new Map<ContactId, OwnerTold>()
  const returning = new Map<ContactId, EpochMs>()
  const unread = new Map<ContactId, EpochMs>()
  const takeovers: TakeoverWatch & TakeoverRecords & { broken: boolean } = {
    broken: false,
    async tellOwner(takeover) {
      if (takeovers.broken) throw new Error('Step Functions is unavailable')
      if (!started.has(takeover.contact)) started.set(takeover.contact, takeover)
    },
    async noteOwnerTold(contact, facts) {
      if (!told.has(contact)) told.set(contact, facts)
    },
    async noteReturning(contact, at) {
      if (!returning.has(contact)) returning.set(contact, at)
    },
    async noteTaskUnread(contact, task, at) {
      if (told.get(contact)?.taskContact !== task) return false
      unread.set(contact, at)
      return true
    },
  }
  return Object.assign(takeovers, { started, told, returning, unread })
}

/** Finds contacts with what only the other fake knows of them: in the table that is one item. */
export function withReturns(
  find: ContactRecords['find'],
  { returning }: { returning: ReadonlyMap<ContactId, EpochMs> },
): ContactRecords['find'] {
  return async (id) => {
    const record = await find(id)
    return record && returning.has(id) ? { ...record, returningAt: returning.get(id) } : record
  }
}

/** A contact that takes notes, or refuses, or a Connect that is out of reach. */
export function memoryNotes(fails?: 'refused' | 'busy') {
  const left = new Map<ContactId, Readonly<Record<string, string>>>()
  return {
    left,
    async leave(contact: ContactId, note: Readonly<Record<string, string>>) {
      if (fails === 'refused') throw new NoteRefused(contact)
      if (fails === 'busy') throw new Error('ThrottlingException')
      left.set(contact, note)
    },
  }
}
