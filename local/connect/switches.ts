/**
 * What Amazon does not document, one switch each. The default is the reading that is harder on us, except where
 * somebody reported the gentler one from a live instance. docs/first-deploy.md says how to check each on a real one.
 */
export interface Switches {
  /** InitiationMethod of mail that SES delivered: documented as INBOUND, mapped to API by the contact-events page. */
  inboundInitiationMethod: 'INBOUND' | 'API'
  /** Whether CreateContact takes EMAIL with FLOW from outside a flow. Documented; nobody has shown it. */
  flowContactByApi: 'accepted' | 'refused'
  /** Whether an outbound contact ends by itself once its mail is sent, or waits for a flow, StopContact or its expiry. */
  outboundContactCloses: 'after-send' | 'stays-open'
  /** Whether a linked outbound mail carries In-Reply-To and References of the mail it answers. */
  linkedMailCarriesThreadHeaders: boolean
  /**
   * Whether the headers of a message template are in the mail that is sent with it. The template's own documentation says
   * so; nobody has shown it.
   */
  templateHeadersOnTheWire: boolean
  /** RelatedContactId of a customer's reply: the contact of the very message replied to, or the customer's contact before it. */
  relatedContactOfReply: 'message-replied-to' | 'contact-answered'
  /** Whether the Lambda event of an email carries RelatedContactId (seen live for chat). */
  lambdaEventHasRelatedContactId: boolean
  /** Whether the Lambda event of an email carries AdditionalEmailRecipients. */
  lambdaEventHasAdditionalRecipients: boolean
  /** Whether a reply threaded by its headers is born with the user attributes of the contact it relates to. */
  threadedRepliesInheritAttributes: boolean
  /** Longest Expiry.DurationInSeconds of a routing step: no maximum is documented. 57,599 refuses sixteen hours. */
  longestStepSeconds: number
  /** What UpdateContactRoutingData makes of `Steps: []`. */
  emptySteps: 'refused' | 'ignored' | 'clears'
  /** In which forms AgentIds name an agent. Another form is taken and matches nobody, like a deleted agent. */
  agentIdForms: readonly ('id' | 'arn' | 'username')[]
  /** Keys of contact events: published samples have both cases. `mixed` draws one for each event. */
  eventKeys: 'camel' | 'pascal' | 'mixed'
  /** detail-type of contact events: published samples have both names. `mixed` draws one for each event. */
  eventDetailType: 'Amazon Connect Contact Event' | 'Connect Customer Contact Event' | 'mixed'
  eventsCarryRelatedContactId: boolean
  eventsCarrySegmentAttributes: boolean
  /** Whether 1970-01-01T00:00:00.001Z stands for "not yet", as in published samples, or the field is left out. */
  eventsWriteNotYetAs1970: boolean
  /** Order of ListAssociatedContacts. */
  associatedContacts: 'newest-first' | 'oldest-first'
  /** AssociateContactWithUser for a user who is offline. */
  associateWithOfflineUser: 'refused' | 'offered'
  /** Seconds an agent has to accept: 20 by default for the other channels; for email configurable, value not documented. */
  offerSeconds: number
  /** Quota of users of an instance; adjustable. */
  users: number
  /** Seconds after which an agent event is repeated if nothing else happened to the agent: 120. Infinity: never. */
  heartbeatSeconds: number
  /** Whether AgentStatus of an agent event has its Type: in the model, missing in every published sample. */
  agentEventsCarryStatusType: boolean
  /** Channel of a task in agent events: the model says TASKS, everything else in Connect TASK. */
  agentEventTaskChannel: 'TASKS' | 'TASK'
  /** Partition key of agent events, which is not documented: by `event`, those of one agent lie in several shards. */
  agentEventPartitionKey: 'event' | 'agent'
  /**
   * Whether an agent who transfers a call by quick connect has the consulted contact in her agent events too, connected as
   * her softphone shows it. Documented for the softphone only.
   */
  agentEventsShowConsulted: boolean
  /** Whether StateStartTimestamp of a call on hold begins anew in agent events: in GetCurrentUserData it does not. */
  agentEventsRestartHold: boolean
  /** Whether agent events show that a flow took a caller off hold, or put them on hold: not documented. */
  agentEventsShowFlowHold: boolean
  /** Whether the prompts of a hold flow are interrupted as those of a queue flow are: described for queue flows only. */
  holdFlowInterrupts: boolean
  /** Milliseconds by which the clock of agent events is ahead of that of contact events. */
  agentEventClockAheadMs: number
  /**
   * Whether write calls reach EventBridge as `AWS API Call via CloudTrail`: they do where a trail of the account logs
   * management events.
   */
  managementEvents: 'delivered' | 'none'
  /** Seconds until a management event arrives: usually less than a minute, nothing is promised. */
  managementEventSeconds: number
  /** Ids in requestParameters: published records have bare ids, ARNs, and ARNs encoded for a URL. `mixed`: in turns. */
  managementEventIds: 'as-given' | 'arn' | 'encoded-arn' | 'mixed'
  /** Whether SearchUsers tells upper from lower case: not documented. */
  userSearchCase: 'sensitive' | 'insensitive'
  /** Quota of active email contacts of an instance; adjustable. */
  concurrentEmails: number
  /** What a channel of a routing profile does that says nothing of others: not documented. */
  crossChannelUnsaid: 'ROUTE_CURRENT_CHANNEL_ONLY' | 'ROUTE_ANY_CHANNEL'
  /** Quota of active tasks of an instance, scheduled ones included; adjustable. */
  concurrentTasks: number
  /** Quota of active calls of an instance; adjustable. */
  concurrentCalls: number
  /**
   * Whether timers of a chat can be set before its first flow has shown anything. AWS wants a Play prompt before a function
   * that is the first block of a chat's flow; it says so for custom participants alone.
   */
  chatTimersBeforePrompt: 'refused' | 'accepted'
  /** Quota of active chats, guides not counted; adjustable. */
  concurrentChats: number
  /**
   * Whether the topic of a chat is told that a timer has parted the agent: documented for idle participants alone. When
   * it is told, that is before the agent's contact ends.
   */
  chatStreamsTellAutoDisconnection: boolean
}

export const DEFAULT_SWITCHES: Switches = {
  inboundInitiationMethod: 'INBOUND',
  flowContactByApi: 'accepted',
  outboundContactCloses: 'after-send',
  linkedMailCarriesThreadHeaders: true,
  templateHeadersOnTheWire: true,
  relatedContactOfReply: 'message-replied-to',
  lambdaEventHasRelatedContactId: true,
  lambdaEventHasAdditionalRecipients: false,
  threadedRepliesInheritAttributes: true,
  longestStepSeconds: Number.POSITIVE_INFINITY,
  emptySteps: 'refused',
  agentIdForms: ['id'],
  eventKeys: 'mixed',
  eventDetailType: 'mixed',
  eventsCarryRelatedContactId: false,
  eventsCarrySegmentAttributes: false,
  eventsWriteNotYetAs1970: true,
  associatedContacts: 'newest-first',
  associateWithOfflineUser: 'refused',
  offerSeconds: 20,
  users: 500,
  heartbeatSeconds: 120,
  agentEventsCarryStatusType: false,
  agentEventTaskChannel: 'TASKS',
  agentEventPartitionKey: 'event',
  agentEventsShowConsulted: false,
  agentEventsRestartHold: false,
  agentEventsShowFlowHold: true,
  holdFlowInterrupts: false,
  agentEventClockAheadMs: 0,
  managementEvents: 'delivered',
  managementEventSeconds: 5,
  managementEventIds: 'mixed',
  userSearchCase: 'sensitive',
  concurrentEmails: 1000,
  concurrentTasks: 2500,
  concurrentCalls: 10,
  crossChannelUnsaid: 'ROUTE_CURRENT_CHANNEL_ONLY',
  chatTimersBeforePrompt: 'refused',
  concurrentChats: 500,
  chatStreamsTellAutoDisconnection: false,
}
