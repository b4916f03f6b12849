import type { Customer } from '../domain/contact-record.ts'
import type { ContactFacts } from '../domain/hold.ts'
import type { Owner } from '../domain/thread.ts'
import type { AgentId, ContactId, QueueId, ThreadId } from '../domain/values.ts'

/** What the contact centre says of a contact. */
export type DescribedContact = ContactFacts &
  Readonly<{
    id: ContactId
    thread: ThreadId
    related?: ContactId | undefined
    /** The contact that it continues, if it was transferred. */
    previous?: ContactId | undefined
    queue?: QueueId | undefined
    initiationMethod: string
    /** Connect's own word for why it ended (admin guide, "Contact records data model", DisconnectReason). */
    disconnectReason?: string | undefined
    customer?: Customer | undefined
    /** Our address that the customer wrote to. */
    inbox?: string | undefined
  }>

/** Looks contacts up. Ten requests a second for the whole account: ask only what the table cannot tell. */
export interface ContactDirectory {
  /** Undefined when there is no such contact. */
  describe(id: ContactId): Promise<DescribedContact | undefined>
}

/** Tells queues apart. */
export interface Queues {
  /** Whether it is the own queue of one agent, which nobody else is offered from. */
  isAgentQueue(queue: QueueId): Promise<boolean>
}

/** Looks further back, into threads that began before Homeward. */
export interface ThreadHistory {
  /** The last agent who handled a contact of the thread, and since when; undefined when nobody has. */
  lastAgent(thread: ThreadId, before: ContactId): Promise<Owner | undefined>
}

/** Looks for mail that a flow sent by itself. */
export interface FlowMail {
  /** The mail with which a flow answered that contact; undefined when none left. */
  answerTo(inbound: ContactId, thread: ThreadId): Promise<ContactId | undefined>
}

/** Opens a held contact to the whole queue. Both may be done twice. */
export interface Release {
  /** Throws ReleaseRefused when Connect will not change the routing of that contact. */
  openToQueue(id: ContactId, owner: AgentId): Promise<void>
  /** The contact that continues it. Throws ReleaseRefused when it cannot be transferred (any more). */
  transferToQueue(id: ContactId, queue: QueueId): Promise<ContactId>
}

/** The contact is not waiting any more, or never was. Asking Connect again will not change it. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused'
}
