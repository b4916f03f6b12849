import type { WaitingThread } from '../../lambdas/domain/follow-up.ts'
import type { ContactId, EpochMs, ThreadId } from '../../lambdas/domain/values.ts'
import type { FollowUps } from '../../lambdas/ports/follow-ups.ts'
import type { OwnerTasks, Task } from '../../lambdas/ports/owner-tasks.ts'
import type { memoryThreads, ThreadRow } from './memory-threads.ts'

/** Behaves as the DynamoDB store does; both pass test/adapters/follow-ups.contract.ts. */
export function memoryFollowUps({ rows }: ReturnType<typeof memoryThreads>): FollowUps {
  const change = (id: ThreadId, changed: Partial<ThreadRow>) => {
    rows.set(id, { ...rows.get(id), id, ...changed })
  }
  const alike = (one: readonly unknown[] = [], other: readonly unknown[] = []) =>
    JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted())
  const hasAnswersAndOpen = ({ id, answers, open }: WaitingThread) =>
    alike(rows.get(id)?.answers, answers) && alike(rows.get(id)?.open, open)
  const isUnchanged = (seen: WaitingThread) =>
    rows.get(seen.id)?.lastCustomerContact === seen.lastCustomerContact && hasAnswersAndOpen(seen)

  return {
    async due(before, atMost) {
      return [...rows.values()]
        .filter(({ pendingAt }) => pendingAt !== undefined && pendingAt <= before)
        .sort((a, b) => Number(a.pendingAt) - Number(b.pendingAt))
        .slice(0, atMost)
        .map(({ id }) => id)
    },
    find: async (id) => rows.get(id),
    async leave(seen) {
      if (isUnchanged(seen)) change(seen.id, { pendingAt: undefined })
    },
    async moveOn(seen, dueAt) {
      if (isUnchanged(seen) && rows.get(seen.id)?.pendingAt !== undefined)
        change(seen.id, { pendingAt: dueAt })
    },
    async claim(seen, since, now, until) {
      const { id } = seen
      const known = rows.get(id)
      const isClaimable =
        known?.pendingAt !== undefined &&
        (known.claimedUntil ?? 0) <= now &&
        (known.followedUpSince ?? known.followedUpAt ?? -1) < since &&
        (known.answeredAt ?? 0) <= since &&
        hasAnswersAndOpen(seen)
      if (isClaimable) change(id, { claimedUntil: until, pendingAt: until })
      return isClaimable
    },
    async noteFollowedUp(seen, { task, reason, since }, at) {
      change(seen.id, {
        followedUpAt: at,
        followedUpSince: since,
        followUpTask: task,
        followUpReason: reason,
        claimedUntil: undefined,
        ...(isUnchanged(seen) && { pendingAt: undefined }),
      })
    },
  }
}

/** Makes tasks, one for each token. `refusing`: what it throws instead, by which attempt it is. */
export function memoryTasks(
  refusing: (attempt: number) => Error | undefined = () => undefined,
  now: () => EpochMs = () => 0 as EpochMs,
) {
  const made = new Map<string, Task & { at: EpochMs }>()
  let attempts = 0
  const tasks: OwnerTasks = {
    async create(task) {
      const error = refusing(++attempts)
      if (error) throw error
      if (!made.has(task.token)) made.set(task.token, { ...task, at: now() })
      return `task-of-${task.token}` as ContactId
    },
  }
  return { ...tasks, made: () => [...made.values()], attempts: () => attempts }
}
