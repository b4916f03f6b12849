import type { ReleaseReason } from './owner-standing.ts'
import type { Route } from './route-email.ts'
import type { OwnerTold } from './takeover.ts'
import type { Transfer, TransferEnd } from './transfer.ts'
import type { AgentId, ContactId, EpochMs, ThreadId } from './values.ts'

/**
 * What is known of one contact. Events come in any order, twice or never, so a record holds facts that are only ever
 * added, and every state is derived from them.
 */
export type ContactRecord = Readonly<{
  id: ContactId
  thread?: ThreadId | undefined
  inbox?: string | undefined
  /** Of a call: the first contact of its chain. */
  call?: ContactId | undefined
  receivedAt?: EpochMs | undefined
  /** Where ReceiveEmail sent it. Absent until then, and for contacts that are not a customer's. */
  route?: Route | undefined
  /** An agent has it, or had it. */
  handledBy?: AgentId | undefined
  handledAt?: EpochMs | undefined
  /** Connect reported that the preferred-agent step expired. */
  expiredAt?: EpochMs | undefined
  /** We began to open it to the queue by a transfer, so the contact that continues it is nobody's gift. */
  releasingAt?: EpochMs | undefined
  /** An agent asked to give it back to whom it belongs to: the contact that continues it is nobody's gift either. */
  returningAt?: EpochMs | undefined
  /** We opened it to the queue. */
  releasedAt?: EpochMs | undefined
  releaseReason?: ReleaseReason | undefined
  endedAt?: EpochMs | undefined
  /** Its after-contact work is over too. */
  completedAt?: EpochMs | undefined
  /** The contact that this one continues after a transfer, and the one that continues it. */
  continues?: ContactId | undefined
  continuedBy?: ContactId | undefined
  /** When the thread had been closed that it opened again. */
  threadClosedAt?: EpochMs | undefined
  /** The thread that it came too late for. */
  predecessor?: ThreadId | undefined
  /** What it was about, as its agent says. */
  disposition?: Disposition | undefined
  /** When its agent was found to have said nothing. */
  dispositionMissingAt?: EpochMs | undefined
  /** When to look whether its agent has said something. */
  attentionAt?: EpochMs | undefined
  /** It continues another contact. */
  transfer?: Transfer | undefined
  /** How waiting for whom it was given to ended, where events alone did not tell. */
  transferEnd?: TransferEnd | undefined
  transferEndAt?: EpochMs | undefined
  /** What Connect said when it was asked why the hold was over. */
  holdEnd?: HoldEnd | undefined
  holdEndAt?: EpochMs | undefined
  /** Somebody else has what was held for its owner, and the owner was told. */
  told?: OwnerTold | undefined
  /** The task that told them ended, and they never looked at it. */
  taskUnreadAt?: EpochMs | undefined
  acknowledgement?: Acknowledgement | undefined
}>

/** `expired`: Connect itself opened it to the queue; `released`: we did; `no-transfer-left`: nobody can. */
export const HOLD_ENDS = [
  'accepted-by-owner',
  'accepted-by-another',
  'expired',
  'released',
  'contact-ended',
  'no-transfer-left',
] as const

export type HoldEnd = (typeof HOLD_ENDS)[number]

export const DISPOSITION_SOURCES = ['guide', 'contact', 'silence'] as const

export type Disposition = Readonly<{
  /** One of the configured names. */
  value: string
  at: EpochMs
  /** Told by the guide, found on the contact later because the guide could not tell us, or the customer's silence in a chat. */
  from: (typeof DISPOSITION_SOURCES)[number]
}>

/** What a decision about an acknowledgement rests on. */
export type Why = Readonly<{
  /** docs/reason-codes.md */
  reason: string
  rule?: string | undefined
  /** Names of what the judgement looked at, never contents. */
  seen?: readonly string[] | undefined
}>

export type Acknowledgement = Readonly<{
  state: 'due' | 'sent' | 'refused' | 'failed'
  /** Of a judgement: docs/reason-codes.md. */
  reason?: string | undefined
  rule?: string | undefined
  /** Names of what the judgement looked at, never contents. */
  seen?: readonly string[] | undefined
  settledAt?: EpochMs | undefined
  /** Why it became due when the mail came. */
  judgement?: Why | undefined
  turn?: Turn | undefined
  /** Whom the judgement says to answer. Forgotten as soon as the acknowledgement is settled. */
  to?: string | undefined
  /** When a flow was told to send it, and when the sweep found that it had not. */
  handedAt?: EpochMs | undefined
  takenBackAt?: EpochMs | undefined
  /** When the sweep last had to start it again. */
  retriedAt?: EpochMs | undefined
  /** It has been taken from its budgets. */
  counted?: boolean | undefined
  /** The outbound contact, once it is made. */
  contact?: ContactId | undefined
  contactAt?: EpochMs | undefined
  dueAt: EpochMs
  attempts: number
  /** Whom to answer and about what. Forgotten as soon as the acknowledgement is settled. */
  customer?: Customer | undefined
}>

/** Its place in the pace of acknowledgements: when it was given, for when, and on what judgement. */
export type Turn = Why & Readonly<{ givenAt: EpochMs; at: EpochMs }>

export type Customer = Readonly<{
  /** '' where the mail names no sender. */
  address: string
  name?: string | undefined
  subject?: string | undefined
  /** What SES thinks of the mail, as Connect hands it on. */
  spamVerdict?: string | undefined
  virusVerdict?: string | undefined
}>
