/**
 * What each function may do, and nothing else. One row per function: to let it do more or less, change its row.
 * The same row decides which environment variables it gets, so that a function never has one without the other.
 */
export const permissions = {
  'inspect-mail': {
    settings: true,
    table: ['UpdateItem'],
  },
  'receive-email': {
    settings: true,
    table: ['BatchGetItem', 'GetItem', 'UpdateItem'],
    connect: ['DescribeContact', 'ListAssociatedContacts'],
    starts: ['acknowledge-email', 'hold-for-original-agent'],
  },
  'prepare-acknowledgement': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
  },
  'send-acknowledgement': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    connect: ['CreateContact', 'StartOutboundEmailContact'],
  },
  'review-hold': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    connect: ['DescribeContact'],
  },
  'release-hold': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    connect: ['DescribeContact', 'UpdateContactRoutingData', 'TransferContact', 'UpdateContactAttributes'],
  },
  'observe-contacts': {
    settings: true,
    table: ['BatchGetItem', 'GetItem', 'UpdateItem'],
    connect: ['DescribeContact', 'ListAssociatedContacts'],
    connectIfNudging: ['UpdateContact'],
    starts: ['acknowledge-email', 'hold-for-original-agent', 'escalate-transfer', 'tell-owner'],
    startsIfVoice: ['escalate-held-call'],
    startsIfNudging: ['label-contact'],
  },
  'tell-owner': {
    table: ['UpdateItem'],
    connect: ['DescribeUser'],
  },
  'return-to-owner': {
    settings: true,
    table: ['BatchGetItem', 'GetItem', 'UpdateItem'],
    connect: ['DescribeContact', 'GetCurrentUserData'],
    starts: ['hold-for-original-agent', 'tell-owner'],
  },
  'attach-quick-connect': {
    connect: ['AssociateQueueQuickConnects', 'DisassociateQueueQuickConnects'],
  },
  'leave-note': {
    settings: true,
    connect: ['UpdateContactAttributes'],
  },
  'task-owner': {
    settings: true,
    connect: ['StartTaskContact'],
  },
  'escalate-transfer': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    connect: ['DescribeContact', 'DescribeQueue', 'TransferContact', 'UpdateContactAttributes'],
  },
  'reroute-overdue': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    queries: ['holds', 'acknowledgements', 'untaken'],
    connect: [
      'DescribeContact',
      'DescribeQueue',
      'UpdateContactRoutingData',
      'TransferContact',
      'UpdateContactAttributes',
    ],
    connectIfFlowsSend: ['ListAssociatedContacts'],
    starts: ['acknowledge-email', 'tell-owner'],
  },
  'record-disposition': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    connect: ['DescribeContact', 'UpdateContact', 'DismissUserContact'],
    starts: ['label-contact'],
  },
  'label-contact': {
    connect: ['UpdateContact'],
  },
  'review-dispositions': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    queries: ['attention'],
    connect: ['DescribeContact', 'GetContactAttributes', 'CreateNotification'],
  },
  'observe-agents': {
    settings: true,
    table: ['BatchGetItem', 'UpdateItem'],
    starts: ['watch-stuck-agent'],
    startsIfVoice: ['escalate-held-call'],
  },
  'time-transfer': {
    settings: true,
    table: ['UpdateItem'],
    starts: ['escalate-held-call'],
  },
  'escalate-held-call': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    connect: ['DescribeContact', 'DescribeQueue', 'UpdateContactAttributes', 'CreateNotification'],
  },
  'find-agents': {
    settings: true,
    table: ['BatchGetItem', 'UpdateItem'],
    queries: ['agents'],
    connect: ['GetCurrentUserData'],
  },
  'review-stuck-agent': {
    settings: true,
    table: ['BatchGetItem', 'UpdateItem'],
    connect: ['GetCurrentUserData', 'CreateNotification'],
    connectIfSettingBack: ['ListAgentStatuses', 'PutUserStatus'],
  },
  'release-orphans': {
    settings: true,
    table: ['BatchGetItem', 'GetItem', 'UpdateItem'],
    queries: ['holds'],
    connect: [
      'DescribeUser',
      'DescribeRoutingProfile',
      'ListRoutingProfileQueues',
      'DescribeContact',
      'UpdateContactRoutingData',
      'TransferContact',
      'UpdateContactAttributes',
    ],
  },
  'follow-up': {
    settings: true,
    table: ['BatchGetItem', 'GetItem', 'UpdateItem'],
    queries: ['pending'],
    connect: ['GetCurrentUserData', 'DescribeContact', 'StartTaskContact'],
  },
  'set-chat-timers': {
    settings: true,
    connect: ['UpdateParticipantRoleConfig'],
    connectIfNudging: ['StartContactStreaming'],
  },
  'close-chat': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    connect: ['DescribeContact', 'UpdateContact', 'DismissUserContact'],
    starts: ['label-contact'],
  },
  'nudge-chat': {
    settings: true,
    table: ['GetItem', 'UpdateItem'],
    connect: ['UpdateContact'],
    starts: ['label-contact'],
  },
  'note-chat-message': {
    table: ['UpdateItem'],
  },
  'associate-flow': {
    connect: ['AssociateFlow', 'DisassociateFlow', 'GetFlowAssociation'],
  },
} as const satisfies Record<string, Permissions>

export interface Permissions {
  /** Reads what the operator configured, from settings.json beside its code. */
  readonly settings?: true
  readonly table?: readonly TableAction[]
  readonly queries?: readonly TableIndex[]
  readonly connect?: readonly ConnectAction[]
  /** What it does only where flows send acknowledgements. */
  readonly connectIfFlowsSend?: readonly ConnectAction[]
  /** What it does only where agents who are stuck are set back. */
  readonly connectIfSettingBack?: readonly ConnectAction[]
  /** What it does only where customers who are silent in a chat are spoken to. */
  readonly connectIfNudging?: readonly ConnectAction[]
  readonly starts?: readonly WorkflowName[]
  /** What it starts only where calls are ours. */
  readonly startsIfVoice?: readonly WorkflowName[]
  /** What it starts only where customers who are silent in a chat are spoken to. */
  readonly startsIfNudging?: readonly WorkflowName[]
}

export type FunctionName = keyof typeof permissions
export type TableAction = 'BatchGetItem' | 'GetItem' | 'UpdateItem' | 'PutItem'
export type TableIndex = 'holds' | 'acknowledgements' | 'attention' | 'agents' | 'pending' | 'untaken'
export type WorkflowName =
  | 'acknowledge-email'
  | 'hold-for-original-agent'
  | 'watch-stuck-agent'
  | 'escalate-transfer'
  | 'escalate-held-call'
  | 'tell-owner'
  | 'label-contact'
export type ConnectAction = keyof typeof CONNECT_RESOURCES

/**
 * What Connect checks an action against (Service Authorization Reference, page "Amazon Connect"), below the instance:
 * '' is the instance itself, `release-flow` the one flow that contacts are transferred through, `owner-task-flow` the
 * one that tasks are made with, `*` any resource,
 * which alone is sure where the reference names optional resource types only. Flow associations cover every address
 * and flow of the instance, because an update or a rollback gives an address back the flow it had before.
 */
export const CONNECT_RESOURCES = {
  DescribeContact: ['/contact/*'],
  ListAssociatedContacts: ['/contact/*'],
  UpdateContactAttributes: ['/contact/*'],
  UpdateContactRoutingData: ['/contact/*'],
  UpdateParticipantRoleConfig: ['/contact/*'],
  StartContactStreaming: ['/contact/*'],
  TransferContact: ['', '/contact/*', 'release-flow'],
  UpdateContact: ['/contact/*'],
  DismissUserContact: ['/agent/*'],
  GetContactAttributes: ['/contact/*'],
  CreateNotification: ['', '/notification/*'],
  DescribeQueue: ['/queue/*'],
  DescribeUser: ['/agent/*'],
  DescribeRoutingProfile: ['/routing-profile/*'],
  ListRoutingProfileQueues: ['/routing-profile/*'],
  StartTaskContact: ['', '/contact/*', 'owner-task-flow'],
  CreateContact: ['', '/contact/*'],
  StartOutboundEmailContact: ['*'],
  GetCurrentUserData: ['/agent/*'],
  ListAgentStatuses: ['/agent-state/*'],
  PutUserStatus: ['', '/agent/*', '/agent-state/*'],
  AssociateQueueQuickConnects: ['/queue/*', '/transfer-destination/*'],
  DisassociateQueueQuickConnects: ['/queue/*', '/transfer-destination/*'],
  AssociateFlow: ['/email-address/*', '/contact-flow/*'],
  DisassociateFlow: ['/email-address/*'],
  GetFlowAssociation: ['/email-address/*'],
} as const satisfies Record<string, readonly string[]>
