import type { Mailbox } from '../mail/mail.ts'

/** The contact centre as plain data. All instants are epoch milliseconds, virtual. */

/** CHAT: conversations with customers, and the contacts on which step-by-step guides run. */
export type Channel = 'EMAIL' | 'TASK' | 'CHAT' | 'VOICE'
export type InitiationMethod =
  | 'INBOUND'
  | 'API'
  | 'OUTBOUND'
  | 'AGENT_REPLY'
  | 'FLOW'
  | 'TRANSFER'
  | 'QUEUE_TRANSFER'
  | 'DISCONNECT'
export type DisconnectReason =
  | 'TRANSFERRED'
  | 'AGENT_DISCONNECT'
  | 'CUSTOMER_DISCONNECT'
  | 'CUSTOMER_CONNECTION_NOT_ESTABLISHED'
  | 'IDLE_DISCONNECT'
  | 'EXPIRED'
  | 'CONTACT_FLOW_DISCONNECT'
  | 'API'
  | 'OTHER'

/** CREATED: made, its flow has not begun (for outbound: its mail is not started). FLOW: a flow decides what becomes of it. */
type Phase = 'CREATED' | 'FLOW' | 'QUEUED' | 'CONNECTING' | 'CONNECTED' | 'ENDED'

/** A standard queue, or an agent's own. */
export type Target = { kind: 'queue'; queueId: string } | { kind: 'agent'; userId: string }

export interface SegmentValue {
  ValueString?: string
  ValueInteger?: number
  ValueMap?: Record<string, SegmentValue>
}

export interface Step {
  expression: Record<string, unknown>
  agentIds: readonly string[]
  durationSeconds: number | undefined
  expiresAt: number | undefined
  status: 'ACTIVE' | 'INACTIVE' | 'JOINED' | 'EXPIRED'
}

export interface Criteria {
  steps: Step[]
  activatedAt: number | undefined
  /** Of the active step; past the last step when all are over. */
  index: number
}

interface Message {
  /** Without angle brackets; undefined where the mail has none or is not sent yet. */
  id: string | undefined
  /** Message ids this one follows, oldest first. */
  references: readonly string[]
  subject: string
  /** Plain text up to 32 KB, which is all that Get stored content gives; undefined above. */
  text: string | undefined
}

export interface Contact {
  readonly id: string
  readonly instanceId: string
  readonly channel: Channel
  readonly initiationMethod: InitiationMethod
  readonly initialContactId: string
  readonly previousContactId: string | undefined
  readonly relatedContactId: string | undefined
  readonly associationId: string
  readonly initiatedAt: number
  /** Of a chat: when its customer's request came in. */
  readonly connectedToSystemAt: number | undefined
  /** When the flow of a scheduled task begins. */
  readonly scheduledAt: number | undefined
  /** Transfers before this contact. */
  readonly transfers: number
  /** Mails sent by a flow that itself ran for a mail sent by a flow, and so on. */
  readonly outboundDepth: number
  name: string | undefined
  description: string | undefined
  languageCode: string | undefined
  customerId: string | undefined
  references: Record<string, { Value: string; Type: string }>
  segmentAttributes: Record<string, SegmentValue>
  tags: Record<string, string>
  customerEndpoint: Mailbox | undefined
  systemEndpoint: Mailbox | undefined
  recipients: { to: readonly Mailbox[]; cc: readonly Mailbox[] }
  message: Message | undefined
  phase: Phase
  /** What Set working queue chose. */
  target: Target | undefined
  /** Where it waits or waited. */
  queue: Target | undefined
  enqueuedAt: number | undefined
  /** Since when it waits in the eyes of routing, where that was before it was queued. */
  waitsSince: number | undefined
  priority: number
  timeAdjustmentSeconds: number
  criteria: Criteria | undefined
  /** Event hook → flow id. */
  hooks: Record<string, string | undefined>
  userId: string | undefined
  acceptedAt: number | undefined
  connectedAt: number | undefined
  disconnectedAt: number | undefined
  disconnectReason: DisconnectReason | undefined
  afterContactWork: { startedAt: number; endedAt: number | undefined } | undefined
  holds: Holds
  completedAt: number | undefined
  updatedAt: number
}

/** A transfer of a call under way: its agent is a party of both contacts. */
export interface Consult {
  /** The caller's contact. */
  readonly fromId: string
  /** That of whoever is to take it. */
  toId: string
  /** Whether all three talk. */
  joined: boolean
}

/** How often and how long an agent has put the caller on hold. */
export interface Holds {
  count: number
  /** Of the holds that are over. */
  totalMs: number
  /** While there is one. */
  since: number | undefined
}

/** An agent's view of a contact (AgentContactState). ENDED is after-contact work. */
export interface AgentContact {
  contactId: string
  state: 'CONNECTING' | 'CONNECTED' | 'CONNECTED_ONHOLD' | 'ENDED' | 'MISSED' | 'REJECTED'
  since: number
}

export interface User {
  readonly id: string
  readonly instanceId: string
  readonly username: string
  identity: { FirstName?: string; LastName?: string; Email?: string } | undefined
  phone: Record<string, unknown> | undefined
  securityProfileIds: readonly string[]
  routingProfileId: string
  autoAccept: readonly { Channel: string; AutoAccept: boolean }[]
  afterContactWork: readonly {
    Channel: string
    AfterContactWorkConfig: { AfterContactWorkTimeLimit?: number }
  }[]
  tags: Record<string, string>
  statusId: string
  statusSince: number
  nextStatusId: string | undefined
  nextStatusSince: number | undefined
  signedIn: boolean
  /** When she signed out last. */
  signedOutAt: number | undefined
  /** Since when she has waited for work: who has waited longest is offered first. */
  idleSince: number
  contacts: AgentContact[]
}

export interface Status {
  readonly id: string
  readonly instanceId: string
  readonly name: string
  readonly type: 'ROUTABLE' | 'CUSTOM' | 'OFFLINE'
  readonly description: string | undefined
  readonly displayOrder: number | undefined
  readonly tags: Readonly<Record<string, string>>
}

export interface Queue {
  readonly id: string
  readonly instanceId: string
  name: string
  description: string | undefined
  hoursId: string
  maxContacts: number | undefined
  outboundEmailAddressId: string | undefined
  /** Beside that one. */
  readonly otherEmailAddressIds: Set<string>
  /** Those that agents who serve this queue see. */
  readonly quickConnectIds: Set<string>
  tags: Record<string, string>
}

/** Where agents transfer to: a user by a flow of type AGENT_TRANSFER, a queue by one of type QUEUE_TRANSFER. */
export interface QuickConnect {
  readonly id: string
  readonly instanceId: string
  readonly name: string
  readonly description: string | undefined
  target: Target
  flowId: string
  readonly tags: Readonly<Record<string, string>>
}

interface ProfileQueue {
  queueId: string
  channel: string
  priority: number
  delaySeconds: number
}

export interface ChannelConcurrency {
  Channel: string
  Concurrency: number
  CrossChannelBehavior?: { BehaviorType: string }
}

export interface RoutingProfile {
  readonly id: string
  readonly instanceId: string
  name: string
  description: string
  defaultOutboundQueueId: string
  concurrency: readonly ChannelConcurrency[]
  queues: ProfileQueue[]
  tags: Record<string, string>
}

export interface Hours {
  readonly id: string
  readonly instanceId: string
  name: string
  description: string | undefined
  timeZone: string
  config: readonly {
    Day: string
    StartTime: { Hours: number; Minutes: number }
    EndTime: { Hours: number; Minutes: number }
  }[]
  tags: Record<string, string>
}

export interface Flow {
  readonly id: string
  readonly instanceId: string
  readonly type: string
  name: string
  description: string | undefined
  state: 'ACTIVE' | 'ARCHIVED'
  /** What runs; undefined while only saved. */
  published: string | undefined
  saved: string
  tags: Record<string, string>
}

/** A part of a flow that several flows use. */
export interface FlowModule {
  readonly id: string
  readonly instanceId: string
  name: string
  description: string | undefined
  state: 'ACTIVE' | 'ARCHIVED'
  content: string
  /** As JSON text. */
  settings: string | undefined
  tags: Record<string, string>
}

export interface EmailAddress {
  readonly id: string
  readonly instanceId: string
  readonly address: string
  displayName: string | undefined
  description: string | undefined
  readonly createdAt: number
  modifiedAt: number
  tags: Record<string, string>
}

export interface SecurityProfile {
  readonly id: string
  readonly instanceId: string
  readonly name: string
}

/** Where an instance keeps one type of what it makes, as AssociateInstanceStorageConfig described it. */
export interface Storage {
  readonly id: string
  readonly resourceType: string
  readonly config: Readonly<Record<string, any>>
}

export interface PredefinedAttribute {
  readonly instanceId: string
  readonly name: string
  /** Undefined: any value will do. */
  values: readonly string[] | undefined
  purposes: readonly string[] | undefined
  /** Whether contacts take only `values`. */
  enforced: boolean
  modifiedAt: number
}

export interface ViewContent {
  /** JSON. */
  readonly template: string
  readonly actions: readonly string[]
}

/** A page that a flow shows to an agent. */
export interface View {
  readonly id: string
  readonly instanceId: string
  readonly name: string
  readonly description: string | undefined
  /** What flows show; undefined while only saved. */
  published: ViewContent | undefined
  saved: ViewContent
  readonly createdAt: number
  modifiedAt: number
  readonly tags: Readonly<Record<string, string>>
}

/** A guide that runs for an agent, on a contact of its own. */
export interface Guide {
  readonly contactId: string
  /** The customer's contact. */
  readonly relatedContactId: string
  readonly userId: string
  /** Undefined while the flow does something else. */
  shown: ShownView | undefined
}

export interface ShownView {
  readonly viewId: string
  readonly actions: readonly string[]
  /** The template of a view of one's own. */
  readonly template: unknown
  /** What the flow gave it. */
  readonly data: unknown
  answer(action: string, data: unknown): void
}

export type ParticipantRole = 'CUSTOMER' | 'AGENT' | 'SYSTEM'

/** What stands in a transcript (AWS: Participant API, "Item"). */
export interface ChatItem {
  readonly id: string
  readonly at: number
  /** Of the contact at which the conversation was. */
  readonly contactId: string
  readonly type: 'MESSAGE' | 'EVENT'
  readonly contentType: string
  readonly role: ParticipantRole
  /** DisplayName. */
  readonly name: string
  readonly text: string | undefined
}

export type TimedRole = 'CUSTOMER' | 'AGENT'
export type TimerType = 'IDLE' | 'DISCONNECT_NONCUSTOMER'
/** Minutes. */
export type ChatTimers = ReadonlyMap<`${TimedRole} ${TimerType}`, number>

/** What connections of participants hear, and no transcript has. */
export interface ChatSignal {
  readonly at: number
  readonly contactId: string
  readonly contentType: string
  readonly role: TimedRole
}

/** A customer's conversation, over all contacts of its chain. */
export interface Chat {
  /** Of its first contact. */
  readonly id: string
  /** Of the contact at which it is now. */
  contactId: string
  readonly customer: { id: string; token: string; name: string; connected: boolean }
  readonly transcript: ChatItem[]
  readonly signals: ChatSignal[]
  /** ARNs of the topics that are told of it all. */
  readonly streams: string[]
  /** As they were set last. */
  readonly timers: Map<`${TimedRole} ${TimerType}`, number>
  /** As they were set when the agent joined who is there; undefined while there is none. */
  inForce: ChatTimers | undefined
  /** Who has been silent for longer than the idle timer. */
  readonly idle: Set<TimedRole>
  /** Tells the flow that waits for the customer that they have written. */
  returned: (() => void) | undefined
}

export interface Notification {
  readonly id: string
  readonly instanceId: string
  /** Ids of users; `everyone` where the instance itself was named. */
  readonly recipients: ReadonlySet<string> | 'everyone'
  /** By locale. */
  readonly content: Readonly<Record<string, string>>
  readonly priority: 'HIGH' | 'LOW'
  readonly createdAt: number
  readonly expiresAt: number
  readonly tags: Readonly<Record<string, string>>
}

export interface Instance {
  readonly id: string
  readonly alias: string
  readonly createdAt: number
  inboundCalls: boolean
  outboundCalls: boolean
  readonly functions: Set<string>
  /** Of message templates; by the id of the association. */
  readonly knowledgeBases: Map<string, string>
  /** By the id of the association. */
  readonly storage: Map<string, Storage>
  readonly tags: Record<string, string>
}

export interface Happening {
  at: number
  contactId: string | undefined
  /** ContactAssociationId. */
  thread: string | undefined
  what: string
  /** No body, subject or header. */
  details: Readonly<Record<string, unknown>>
}
