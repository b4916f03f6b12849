import { isAnswered, type WaitingThread } from '../../lambdas/domain/follow-up.ts'
import type { Thread } from '../../lambdas/domain/thread.ts'
import type { AgentId, ContactId, EpochMs, ThreadId } from '../../lambdas/domain/values.ts'
import type { ThreadProgress, Threads } from '../../lambdas/ports/threads.ts'

const MOST_LISTED = 200

const listed = (contacts: readonly ContactId[], contact: ContactId) =>
  contacts.length < MOST_LISTED ? [...new Set([...contacts, contact])] : contacts

/** What memoryFollowUps keeps of a thread besides. */
export type ThreadRow = WaitingThread & {
  pendingAt?: EpochMs | undefined
  claimedUntil?: EpochMs | undefined
}

/** Behaves as the DynamoDB store does; both pass test/adapters/threads.contract.ts. */
export function memoryThreads(
  initial: readonly Thread[] = [],
): Threads & ThreadProgress & { get(id: ThreadId): Thread | undefined; rows: Map<ThreadId, ThreadRow> } {
  const rows = new Map<ThreadId, ThreadRow>(initial.map((row) => [row.id, row]))
  const transfers = new Map<ThreadId, number>()
  const gone = new Map<ThreadId, AgentId[]>()
  const isGone = (thread: ThreadId, agent: AgentId) => gone.get(thread)?.includes(agent)
  const lookAgain = (id: ThreadId, at: EpochMs) => {
    const known = rows.get(id)
    if (known?.messages && known.pendingAt === undefined) rows.set(id, { ...known, pendingAt: at })
  }
  return {
    rows,
    get: (id) => rows.get(id),
    find: async (id) => rows.get(id),
    async noteCustomerMessage({
      thread,
      contact,
      inbox,
      at,
      owner,
      predecessor,
      followUpAt,
      reopenableSince = 0,
    }) {
      const known = rows.get(thread)
      if (known && !known.open?.length && (known.lastEndedAt ?? reopenableSince) < reopenableSince)
        return known
      const isListed = (known?.contacts?.length ?? 0) < MOST_LISTED
      const row: ThreadRow = {
        ...known,
        id: thread,
        inbox: known?.inbox ?? inbox,
        lastCustomerContact: contact,
        lastCustomerAt: at,
        contacts: listed(known?.contacts ?? [], contact),
        open: [...new Set([...(known?.open ?? []), contact])],
        predecessor: known?.predecessor ?? predecessor,
        ...(followUpAt !== undefined && { pendingAt: known?.pendingAt ?? followUpAt }),
        ...(followUpAt !== undefined &&
          isListed && { messages: [...(known?.messages ?? []), { contact, at }] }),
        ...(owner && !known?.owner && { owner: owner.agent, ownerSince: owner.since }),
      }
      rows.set(thread, row)
      return row
    },
    async noteContinued(id, { contact, of }, at) {
      const known = rows.get(id)
      const continuations = [...(known?.continuations ?? []), ...(of ? [{ contact, of }] : [])]
      const open = [...new Set([...(known?.open ?? []), contact])]
      rows.set(id, { ...known, id, open, continuations })
      lookAgain(id, at)
    },
    lookAgain: async (id, at) => lookAgain(id, at),
    async noteContactEnded(id, contact, at) {
      const known = rows.get(id)
      if (!known?.open?.includes(contact)) return undefined
      const open = known.open.filter((each) => each !== contact)
      const lastEndedAt = Math.max(known.lastEndedAt ?? 0, at) as EpochMs
      const row = { ...known, open: open.length > 0 ? open : undefined, lastEndedAt }
      rows.set(id, row)
      return row
    },
    async noteAnswered(id, answer) {
      const known = rows.get(id)
      const isTold = known?.answers?.some(({ to, at }) => to === answer.to && at === answer.at)
      const answers = isTold ? known?.answers : [...(known?.answers ?? []), answer]
      const row = { ...known, id, answers }
      const settled = row.messages && isAnswered(row) && { messages: undefined, pendingAt: undefined }
      rows.set(id, { ...row, ...settled })
      lookAgain(id, answer.at)
    },
    noteFollowUpUnread: async (id, task) => rows.get(id)?.followUpTask === task,
    async noteDisposition(id, disposition, dispositionAt) {
      const known = rows.get(id)
      if ((known?.dispositionAt ?? -1) < dispositionAt)
        rows.set(id, { ...known, id, disposition, dispositionAt })
    },
    async noteSuccessor(id, successor) {
      const row = { ...rows.get(id), id, successor: rows.get(id)?.successor ?? successor }
      rows.set(id, row)
      return row.successor
    },
    async noteAutomaticMail(thread, contact) {
      const known = rows.get(thread)
      if (known?.lastCustomerContact)
        rows.set(thread, { ...known, contacts: listed(known.contacts ?? [], contact) })
    },
    async noteTransferred(thread, { agent, at }) {
      if ((transfers.get(thread) ?? -1) >= at || isGone(thread, agent)) return
      transfers.set(thread, at)
      rows.set(thread, { ...rows.get(thread), id: thread, owner: agent, ownerSince: at })
    },
    async noteOwnerGone(thread, agent) {
      const known = rows.get(thread)
      if (known?.owner !== agent) return
      gone.set(thread, [...(gone.get(thread) ?? []), agent])
      transfers.delete(thread)
      rows.set(thread, { ...known, owner: undefined, ownerSince: undefined })
    },
    async noteHandled(thread, { agent, at }) {
      if (transfers.has(thread) || isGone(thread, agent)) return
      const known = rows.get(thread)
      if (known?.owner !== undefined && (known.ownerSince ?? 0) <= at) return
      rows.set(thread, { ...known, id: thread, owner: agent, ownerSince: at })
    },
  }
}
