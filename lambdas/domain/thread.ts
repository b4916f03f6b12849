import type { AgentId, ContactId, EpochMs, ThreadId } from './values.ts'

/** All messages between one customer and us about one matter. */
export type Thread = Readonly<{
  id: ThreadId
  /** The first agent to handle it, until someone transfers it. Standing in for an absent owner does not change it. */
  owner?: AgentId | undefined
  ownerSince?: EpochMs | undefined
  inbox?: string | undefined
  lastCustomerContact?: ContactId | undefined
  lastCustomerAt?: EpochMs | undefined
  /** The customer's contacts, in no order: the first that came, up to a bound. */
  contacts?: readonly ContactId[] | undefined
}>
