import type { Answer } from '../domain/follow-up.ts'
import type { Owner, Thread } from '../domain/thread.ts'
import type { AgentId, ContactId, EpochMs, ThreadId } from '../domain/values.ts'

/** An agent has one of a thread's contacts since then. */
export type Taken = Readonly<{ contact: ContactId; agent: AgentId; at: EpochMs }>

/** Where threads are kept between messages. */
export interface Threads {
  find(id: ThreadId): Promise<Thread | undefined>
  /**
   * Notes a customer's message, opening the thread if it is new or closed. `owner` and `predecessor` count only where
   * none is known; whoever handled it earlier than that owner replaces them, nobody who did later. Gives the thread as it then is: unchanged, and without the contact among its open ones, where it was
   * closed before `reopenableSince`.
   */
  noteCustomerMessage(message: {
    thread: ThreadId
    contact: ContactId
    inbox: string | undefined
    at: EpochMs
    owner?: Owner | undefined
    predecessor?: ThreadId | undefined
    reopenableSince?: EpochMs | undefined
    /** When to look whether a person has answered it. Undefined: never. */
    followUpAt?: EpochMs | undefined
  }): Promise<Thread>
  /** One of its open contacts ended. Gives the thread as it then is; undefined where it was none of them. */
  noteContactEnded(thread: ThreadId, contact: ContactId, at: EpochMs): Promise<Thread | undefined>
  /** A message came too late to open it again, and is to begin that thread. The first one stands, and is given. */
  noteSuccessor(thread: ThreadId, successor: ThreadId): Promise<ThreadId>
  /** Lists a machine's mail, so that the thread's ledger has it. Changes nothing else, and opens no thread. */
  noteAutomaticMail(thread: ThreadId, contact: ContactId): Promise<void>
  /** The first agent to handle a thread owns it: one who handled it earlier than the owner on record replaces them. */
  noteHandled(thread: ThreadId, taken: Taken): Promise<void>
  /**
   * The agent is deleted: a thread that is theirs has no owner until somebody else is known to have handled it, and never
   * is theirs again.
   */
  noteOwnerGone(thread: ThreadId, agent: AgentId, at: EpochMs): Promise<void>
  /** Whoever takes a thread that was transferred owns it from then on; of several, the latest. */
  noteTransferred(thread: ThreadId, taken: Taken): Promise<void>
}

/** What threads learn of their contacts later on; apart, so that who only receives mail need not know it. */
export interface ThreadProgress {
  /** What a customer wrote goes on in that contact, from another: the thread stays open for as long as it does. */
  noteContinued(
    thread: ThreadId,
    transfer: { contact: ContactId; of: ContactId | undefined },
    at: EpochMs,
  ): Promise<void>
  /** A person answered a contact of the thread. Told again, it changes nothing. */
  noteAnswered(thread: ThreadId, answer: Answer): Promise<void>
  /**
   * Whoever waits is somebody else from now on, perhaps: the thread is to be looked at. Nothing happens where it is to be
   * anyway, or nobody may wait. The two above do the same.
   */
  lookAgain(thread: ThreadId, at: EpochMs): Promise<void>
  /** Nobody looked at the task about who waits. False where the latest task of the thread is another one. */
  noteFollowUpUnread(thread: ThreadId, task: ContactId, at: EpochMs): Promise<boolean>
  /** What the contact was about that was disposed of last. */
  noteDisposition(thread: ThreadId, disposition: string, at: EpochMs): Promise<void>
}
