import type { Thread } from '../domain/thread.ts'
import type { AgentId, ContactId, EpochMs, ThreadId } from '../domain/values.ts'

/** Where threads are kept between messages. */
export interface Threads {
  find(id: ThreadId): Promise<Thread | undefined>
  /**
   * Notes a customer's message, opening the thread if it is new. `owner` counts only where none is known.
   * Gives the thread as it then is.
   */
  noteCustomerMessage(message: {
    thread: ThreadId
    contact: ContactId
    inbox: string | undefined
    at: EpochMs
    owner?: AgentId | undefined
  }): Promise<Thread>
  /** Lists a machine's mail, so that the thread's ledger has it. Changes nothing else, and opens no thread. */
  noteAutomaticMail(thread: ThreadId, contact: ContactId): Promise<void>
  /** The first agent to handle a thread owns it: one who handled it earlier than the owner on record replaces them. */
  noteHandled(thread: ThreadId, agent: AgentId, at: EpochMs): Promise<void>
  /** The agent is deleted: a thread that is theirs has no owner until somebody handles it from then on. */
  noteOwnerGone(thread: ThreadId, agent: AgentId, at: EpochMs): Promise<void>
  /** Whoever takes a thread that was transferred owns it from then on; of several, the latest. */
  noteTransferred(thread: ThreadId, agent: AgentId, at: EpochMs): Promise<void>
}
