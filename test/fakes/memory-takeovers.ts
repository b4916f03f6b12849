import type { OwnerTold, Takeover } from '../../lambdas/domain/takeover.ts'
import type { ContactId, EpochMs } from '../../lambdas/domain/values.ts'
import { NoteRefused, type TakeoverRecords, type TakeoverWatch } from '../../lambdas/ports/takeovers.ts'

/** Starts nothing twice for one contact; can be made to fail. */
export function memoryTakeovers() {
  const started = new Map<ContactId, Takeover>()
  const told = new Map<ContactId, OwnerTold>()
  const returning = new Set<ContactId>()
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
    async noteReturning(contact) {
      returning.add(contact)
    },
    async noteTaskUnread(contact, task, at) {
      if (told.get(contact)?.taskContact !== task) return false
      unread.set(contact, at)
      return true
    },
  }
  return Object.assign(takeovers, { started, told, returning, unread })
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
