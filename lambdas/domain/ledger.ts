import { SENDING_ENDS, SETTLED_UNSENT } from './acknowledgement.ts'
import { type ContactRecord, HOLD_ENDS, type Why } from './contact-record.ts'
import { ACKNOWLEDGEMENT_REASONS, REFUSAL_REASONS } from './mail/reason-codes.ts'
import { RELEASE_REASONS } from './owner-standing.ts'
import { OWNER_REASONS, QUEUE_REASONS } from './route-email.ts'
import { NOTE_ENDS, TASK_ENDS } from './takeover.ts'
import { closedAt, FOLLOW_UP_REASONS, type Thread } from './thread.ts'
import { TRANSFER_ENDS } from './transfer.ts'
import { type EpochMs, SECOND } from './values.ts'

/** What was decided, or came to be known, and all reasons it can have: docs/reason-codes.md. */
export const LEDGER = {
  routed: [...OWNER_REASONS, ...QUEUE_REASONS, ...REFUSAL_REASONS],
  /** With a refusal where headers that nobody has seen yet could still overturn it. */
  'acknowledgement-due': [...ACKNOWLEDGEMENT_REASONS, ...REFUSAL_REASONS],
  'acknowledgement-turn': ACKNOWLEDGEMENT_REASONS,
  'acknowledgement-handed': ['flow-sends'],
  'acknowledgement-taken-back': ['not-sent-by-flow'],
  'acknowledgement-retried': ['not-settled'],
  'acknowledgement-begun': ['turn-came'],
  'acknowledgement-sent': ['sent', 'sent-by-flow'],
  'acknowledgement-refused': SETTLED_UNSENT.filter((reason) => reason !== 'too-late'),
  'acknowledgement-failed': ['too-late', ...SENDING_ENDS.filter((reason) => !reason.startsWith('sent'))],
  handled: ['accepted', 'accepted-by-owner', 'accepted-by-another'],
  'owner-changed': ['first-to-handle', 'transferred', 'last-in-connect', 'owner-of-predecessor'],
  'owner-gone': ['owner-deleted'],
  'hold-expired': ['expired'],
  'hold-released': RELEASE_REASONS,
  'hold-over': HOLD_ENDS,
  transferred: ['by-agent', 'by-homeward'],
  'transfer-over': TRANSFER_ENDS,
  'takeover-note': NOTE_ENDS,
  'takeover-task': [...TASK_ENDS, 'unread'],
  ended: ['contact-ended'],
  completed: ['after-contact-work-over'],
  continued: ['transferred'],
  reopened: ['customer-replied'],
  'thread-begun': ['window-passed'],
  'disposition-recorded': ['picked', 'found-on-contact', 'customer-silent'],
  'disposition-missing': ['nothing-said'],
  'thread-closed': ['nothing-open'],
  'followed-up': FOLLOW_UP_REASONS,
} as const satisfies Record<string, readonly string[]>

type LedgerDecision = keyof typeof LEDGER

/** One decision about a contact. It holds names and codes, nothing that a customer wrote. */
export type LedgerEntry = Readonly<{
  /** ISO 8601, UTC. */
  at: string
  decision: LedgerDecision
  reason: string
  rule?: string
  /** What was looked at: headers, and fields of the contact, by name. */
  seen?: readonly string[]
  /** The function that decided; or `flow`, `agent` or `connect`. */
  by: string
  agent?: string
  /** Until when it is held, or for when its turn is. */
  until?: string
  /** The contact that carries the acknowledgement. */
  outbound?: string
  attempt?: number
  /** The contact, or the thread, in which it goes on. */
  next?: string
  /** Until when the thread had been open that was opened again. */
  closedAt?: string
  /** The thread that this one follows, which was closed for too long. */
  predecessor?: string
  /** One of the configured names. */
  disposition?: string
}>

/** Every decision about a contact that its record tells of, in the order of time. */
export function ledgerOf(record: ContactRecord): LedgerEntry[] {
  return [...arrival(record), ...acknowledgement(record), ...handling(record), ...closing(record)]
    .map(notJustBefore(record.receivedAt))
    .filter(({ at }) => at !== undefined)
    .sort((a, b) => (a.at as number) - (b.at as number))
    .map(({ at, ...entry }) => ({ at: iso(at as EpochMs), ...entry }))
}

/** Of a thread itself: the last task about a customer who waited; and when it was closed, while it is. */
export function threadLedgerOf(thread: Thread): LedgerEntry[] {
  return [...followedUp(thread), ...closed(thread)].sort((a, b) => (a.at < b.at ? -1 : 1))
}

function followedUp({ followedUpAt: at, followUpReason: reason, followUpTask: next }: Thread): LedgerEntry[] {
  if (at === undefined || reason === undefined) return []
  return [
    { at: iso(at), decision: 'followed-up', reason, by: 'follow-up', ...(next !== undefined && { next }) },
  ]
}

function closed(thread: Thread): LedgerEntry[] {
  const at = closedAt(thread)
  if (at === undefined) return []
  const next = thread.successor
  return [
    {
      at: iso(at),
      decision: 'thread-closed',
      reason: 'nothing-open',
      by: 'observe-contacts',
      ...(next !== undefined && { next }),
    },
  ]
}

type Found = Omit<LedgerEntry, 'at'> & { at: EpochMs | undefined }

/** Connect's times are whole seconds, rounded down, and two functions' clocks are never quite the same. */
const CLOCKS_APART_MS = SECOND

/** What led to all else comes first. */
const notJustBefore = (receivedAt: EpochMs | undefined) => (found: Found) =>
  found.at !== undefined && receivedAt !== undefined && receivedAt - found.at < CLOCKS_APART_MS
    ? { ...found, at: Math.max(found.at, receivedAt) as EpochMs }
    : found

function arrival({ route, receivedAt: at, threadClosedAt, predecessor }: ContactRecord): Found[] {
  if (!route) return []
  const by = router(route)
  const found: Found[] = []
  if (threadClosedAt !== undefined)
    found.push({ at, decision: 'reopened', reason: 'customer-replied', by, closedAt: iso(threadClosedAt) })
  if (predecessor !== undefined)
    found.push({ at, decision: 'thread-begun', reason: 'window-passed', by, predecessor })
  const routed = { at, decision: 'routed', reason: route.reason, by } as const
  return [
    ...found,
    route.kind === 'owner' ? { ...routed, agent: route.owner, until: iso(route.until) } : routed,
  ]
}

const router = ({ reason }: NonNullable<ContactRecord['route']>) =>
  reason === 'returned-to-owner' ? 'return-to-owner' : 'receive-email'

function acknowledgement({ acknowledgement: of, receivedAt }: ContactRecord): Found[] {
  if (!of) return []
  const { judgement, turn, contact, retriedAt, handedAt, takenBackAt } = of
  const found: Found[] = []
  if (judgement)
    found.push({
      at: receivedAt,
      decision: 'acknowledgement-due',
      ...why(judgement),
      by: 'receive-email',
    })
  if (turn)
    found.push({
      at: turn.givenAt,
      decision: 'acknowledgement-turn',
      ...why(turn),
      by: handedAt === undefined ? 'prepare-acknowledgement' : 'receive-email',
      until: iso(turn.at),
    })
  found.push(
    { at: handedAt, decision: 'acknowledgement-handed', reason: 'flow-sends', by: 'receive-email' },
    {
      at: takenBackAt,
      decision: 'acknowledgement-taken-back',
      reason: 'not-sent-by-flow',
      by: 'reroute-overdue',
    },
  )
  if (retriedAt !== undefined)
    found.push({
      at: retriedAt,
      decision: 'acknowledgement-retried',
      reason: 'not-settled',
      by: 'reroute-overdue',
      attempt: of.attempts,
    })
  if (contact !== undefined)
    found.push({
      at: of.contactAt,
      decision: 'acknowledgement-begun',
      reason: 'turn-came',
      by: of.reason === 'sent-by-flow' ? 'flow' : 'send-acknowledgement',
      outbound: contact,
    })
  return of.state === 'due' ? found : [...found, settlement(of, receivedAt)]
}

function settlement(
  { state, settledAt, reason = state, rule, seen, judgement }: NonNullable<ContactRecord['acknowledgement']>,
  receivedAt: EpochMs | undefined,
): Found {
  return {
    at: settledAt ?? receivedAt,
    decision: `acknowledgement-${state as Exclude<typeof state, 'due'>}`,
    ...why({ reason, rule, seen }),
    by: settler(reason, judgement === undefined),
  }
}

/** Only one function can settle an acknowledgement in each way. */
function settler(reason: string, onArrival: boolean): string {
  if (reason === 'given-up') return 'reroute-overdue'
  if (reason === 'sent-by-flow') return 'flow'
  if ((SENDING_ENDS as readonly string[]).includes(reason)) return 'send-acknowledgement'
  return onArrival ? 'receive-email' : 'prepare-acknowledgement'
}

function handling(record: ContactRecord): Found[] {
  const { route, handledBy, holdEnd, releaseReason = 'deadline' } = record
  const releaser = releaseReason === 'deadline' ? 'release-hold' : 'release-orphans'
  const found: Found[] = []
  if (handledBy !== undefined)
    found.push({
      at: record.handledAt,
      decision: 'handled',
      reason:
        route?.kind !== 'owner'
          ? 'accepted'
          : route.owner === handledBy
            ? 'accepted-by-owner'
            : 'accepted-by-another',
      by: 'agent',
      agent: handledBy,
    })
  if (holdEnd !== undefined)
    found.push({ at: record.holdEndAt, decision: 'hold-over', reason: holdEnd, by: 'review-hold' })
  return [
    ...found,
    ...moving(record),
    ...telling(record),
    { at: record.expiredAt, decision: 'hold-expired', reason: 'expired', by: 'connect' },
    { at: record.releasedAt, decision: 'hold-released', reason: releaseReason, by: releaser },
    { at: record.endedAt, decision: 'ended', reason: 'contact-ended', by: 'connect' },
  ]
}

function closing(record: ContactRecord): Found[] {
  const { disposition, continuedBy, endedAt } = record
  const found: Found[] = [
    { at: record.completedAt, decision: 'completed', reason: 'after-contact-work-over', by: 'connect' },
    {
      at: record.dispositionMissingAt,
      decision: 'disposition-missing',
      reason: 'nothing-said',
      by: 'review-dispositions',
    },
  ]
  if (continuedBy !== undefined)
    found.push({
      at: endedAt,
      decision: 'continued',
      reason: 'transferred',
      by: 'connect',
      next: continuedBy,
    })
  if (disposition)
    found.push({
      at: disposition.at,
      decision: 'disposition-recorded',
      ...DISPOSITION_FROM[disposition.from],
      disposition: disposition.value,
      ...(record.handledBy !== undefined && { agent: record.handledBy }),
    })
  return found
}

const DISPOSITION_FROM = {
  guide: { reason: 'picked', by: 'record-disposition' },
  contact: { reason: 'found-on-contact', by: 'review-dispositions' },
  silence: { reason: 'customer-silent', by: 'close-chat' },
} as const

function moving({ transfer, transferEnd, transferEndAt }: ContactRecord): Found[] {
  const found: Found[] = []
  if (transfer) {
    const byAgent = transfer.until !== undefined
    found.push({
      at: transfer.at,
      decision: 'transferred',
      reason: byAgent ? 'by-agent' : 'by-homeward',
      by: byAgent ? 'agent' : 'escalate-transfer',
      ...(transfer.until !== undefined && { until: iso(transfer.until) }),
    })
  }
  if (transferEnd)
    found.push({ at: transferEndAt, decision: 'transfer-over', reason: transferEnd, by: 'escalate-transfer' })
  return found
}

function telling({ told, taskUnreadAt: at }: ContactRecord): Found[] {
  if (!told) return []
  const found: Found[] = [
    { at: told.at, decision: 'takeover-note', reason: told.note, by: 'leave-note' },
    { at: told.at, decision: 'takeover-task', reason: told.task, by: 'task-owner' },
  ]
  return [...found, { at, decision: 'takeover-task', reason: 'unread', by: 'connect' }]
}

function why({ reason, rule, seen }: Why) {
  return { reason, ...(rule !== undefined && { rule }), ...(seen !== undefined && { seen }) }
}

const iso = (at: EpochMs) => new Date(at).toISOString()
