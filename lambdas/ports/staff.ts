import type { AgentId, ContactId, ProfileId, QueueId, ThreadId } from '../domain/values.ts'

/** Who works in the contact centre. Two requests a second for the whole account: ask once for each agent. */
export interface Staff {
  /** The routing profile of an agent; undefined when there is no such agent (any more). */
  profileOf(agent: AgentId): Promise<ProfileId | undefined>
  /** The queues whose email a profile takes: none where it takes no email, or is gone. */
  emailQueues(profile: ProfileId): Promise<readonly QueueId[]>
}

export type HeldContact = Readonly<{
  contact: ContactId
  owner: AgentId
  thread?: ThreadId | undefined
  inbox?: string | undefined
}>

/** What waits for its owner alone. May be a moment behind. */
export interface HeldContacts {
  /** In no order. */
  all(): Promise<readonly HeldContact[]>
}
