import type { WaitingThread } from '../domain/follow-up.ts'
import type { FollowUpReason } from '../domain/thread.ts'
import type { ContactId, EpochMs, ThreadId } from '../domain/values.ts'

/**
 * The threads in which a customer may wait too long. They are listed by when to look at them, which is never later than
 * when something is due, and often earlier. `seen`: the thread as it was read: where the customer has written since, or
 * something was answered, ended or transferred, it stays on the list as it is.
 */
export interface FollowUps {
  /** Those to be looked at, the ones that have been due for longest first. May be a moment behind. */
  due(before: EpochMs, atMost: number): Promise<readonly ThreadId[]>
  find(thread: ThreadId): Promise<WaitingThread | undefined>
  /** Nothing is to be done about it. */
  leave(seen: WaitingThread): Promise<void>
  /** Nothing is to be done about it before then. */
  moveOn(seen: WaitingThread, dueAt: EpochMs): Promise<void>
  /**
   * Takes it on oneself to make a task for who has waited `since`; until `until`, when others may try. False where
   * somebody else has, a task was made already, or something was answered or closed meanwhile.
   */
  claim(seen: WaitingThread, since: EpochMs, now: EpochMs, until: EpochMs): Promise<boolean>
  /** There is a task for whoever has waited `since`. */
  noteFollowedUp(
    seen: WaitingThread,
    made: { task: ContactId | undefined; reason: FollowUpReason; since: EpochMs },
    at: EpochMs,
  ): Promise<void>
}
