import {
  type Acknowledgement,
  type ContactRecord,
  type Customer,
  DISPOSITION_SOURCES,
  type Disposition,
  HOLD_ENDS,
  type Turn,
  type Why,
} from '../domain/contact-record.ts'
import { RELEASE_REASONS } from '../domain/owner-standing.ts'
import { OWNER_REASONS, type Route } from '../domain/route-email.ts'
import { NOTE_ENDS, type OwnerTold, TASK_ENDS } from '../domain/takeover.ts'
import { TRANSFER_ENDS, type Transfer } from '../domain/transfer.ts'
import type { AgentId, ContactId, EpochMs, ThreadId } from '../domain/values.ts'
import { MalformedItem, type Row, rowOf } from './row.ts'
import type { Item } from './table.ts'

export const contactKey = (id: ContactId) => `CONTACT#${id}`

/** The other way round. */
export const contactIdOf = (pk: unknown) => String(pk).slice('CONTACT#'.length) as ContactId

/**
 * Ten thousand holds that end in one minute are some 170 releases a second, each of them up to 6 write units of an index: more
 * than the 1,000 a second that DynamoDB gives one partition key. Each look at an index asks once a shard. Never fewer than a
 * table in use was written with: what is in a shard that nobody asks for is not found.
 */
const SHARDS = 4

/** Spreads an index over partitions; the last digit of a contact id is as good as chance. */
export function shardOf(id: ContactId | ThreadId): string {
  return String(Number.parseInt(id.slice(-1), 16) % SHARDS || 0)
}

export const shards = Array.from({ length: SHARDS }, (_, shard) => String(shard))

const ROUTES = ['owner', 'queue', 'automatic'] as const
const ACKNOWLEDGEMENT_STATES = ['due', 'sent', 'refused', 'failed'] as const

/** Read rather than cast: throws MalformedItem. */
export function toContactRecord(id: ContactId, item: Item): ContactRecord {
  const row = rowOf(item)
  return {
    id,
    thread: row.text('thread'),
    inbox: row.text('inbox'),
    call: row.text('call'),
    receivedAt: row.number('receivedAt'),
    route: toRoute(row),
    handledBy: row.text('handledBy'),
    handledAt: row.number('handledAt'),
    expiredAt: row.number('expiredAt'),
    releasingAt: row.number('releasingAt'),
    returningAt: row.number('returningAt'),
    releasedAt: row.number('releasedAt'),
    releaseReason: row.oneOf('releaseReason', RELEASE_REASONS),
    endedAt: row.number('endedAt'),
    completedAt: row.number('completedAt'),
    continues: row.text('continues'),
    continuedBy: row.text('continuedBy'),
    threadClosedAt: row.number('threadClosedAt'),
    predecessor: row.text('predecessor'),
    disposition: toDisposition(row),
    dispositionMissingAt: row.number('dispositionMissingAt'),
    attentionAt: row.number('attentionAt'),
    transfer: toTransfer(row),
    transferEnd: row.oneOf('transferEnd', TRANSFER_ENDS),
    transferEndAt: row.number('transferEndAt'),
    holdEnd: row.oneOf('holdEnd', HOLD_ENDS),
    holdEndAt: row.number('holdEndAt'),
    told: toTold(row),
    taskUnreadAt: row.number('ownerTaskUnreadAt'),
    acknowledgement: toAcknowledgement(row),
  }
}

function toDisposition(row: Row): Disposition | undefined {
  const value = row.text<string>('disposition')
  if (value === undefined) return undefined
  return {
    value,
    at: row.number<EpochMs>('dispositionAt') ?? (0 as EpochMs),
    from: row.oneOf('dispositionFrom', DISPOSITION_SOURCES) ?? 'guide',
  }
}

function toTold(row: Row): OwnerTold | undefined {
  const at = row.number<EpochMs>('ownerToldAt')
  if (at === undefined) return undefined
  return {
    at,
    note: row.oneOf('ownerNote', NOTE_ENDS) ?? 'failed',
    task: row.oneOf('ownerTask', TASK_ENDS) ?? 'failed',
    taskContact: row.text('ownerTaskContact'),
  }
}

function toTransfer(row: Row): Transfer | undefined {
  const of = row.text<ContactId>('transferOf')
  if (of === undefined) return undefined
  return {
    of,
    at: row.number('transferredAt') ?? (0 as EpochMs),
    count: row.number('transferCount') ?? 1,
    given: row.flag('transferGiven') ?? false,
    ...(row.flag('transferAutomatic') && { automatic: true as const }),
    until: row.number('transferUntil'),
  }
}

function toRoute(row: Row): Route | undefined {
  const kind = row.oneOf('route', ROUTES)
  switch (kind) {
    case undefined:
      return undefined
    case 'owner': {
      const owner = row.text<AgentId>('holdOwner')
      const until = row.number<EpochMs>('holdUntil')
      if (owner === undefined) throw new MalformedItem('holdOwner', 'an agent, on a contact of an owner')
      if (until === undefined) throw new MalformedItem('holdUntil', 'an instant, on a contact of an owner')
      return { kind, owner, until, reason: row.oneOf('routeReason', OWNER_REASONS) ?? 'reply-to-owner' }
    }
    case 'queue':
      return { kind, reason: row.text('routeReason') as Extract<Route, { kind: 'queue' }>['reason'] }
    case 'automatic':
      return { kind, reason: row.text('routeReason') as Extract<Route, { kind: 'automatic' }>['reason'] }
  }
}

function toAcknowledgement(row: Row): Acknowledgement | undefined {
  const state = row.oneOf('acknowledgement', ACKNOWLEDGEMENT_STATES)
  if (state === undefined) return undefined
  return {
    state,
    reason: row.text('acknowledgementReason'),
    rule: row.text('acknowledgementRule'),
    seen: row.texts('acknowledgementSeen'),
    settledAt: row.number('acknowledgementSettledAt'),
    judgement: whyOf(row, 'judgement'),
    turn: toTurn(row),
    to: row.text('answerTo'),
    handedAt: row.number('handedToFlowAt'),
    takenBackAt: row.number('takenBackAt'),
    retriedAt: row.number('acknowledgementRetriedAt'),
    counted: row.flag('acknowledgementCounted'),
    contact: row.text('acknowledgementContact'),
    contactAt: row.number('acknowledgementContactAt'),
    dueAt: row.number('acknowledgeDueAt') ?? (0 as EpochMs),
    attempts: row.number('acknowledgementAttempts') ?? 0,
    customer: toCustomer(row),
  }
}

/** A decision's reason, rule and what was looked at stand beside each other under one prefix. */
function whyOf(row: Row, prefix: string): Why | undefined {
  const reason = row.text(`${prefix}Reason`)
  return reason === undefined
    ? undefined
    : { reason, rule: row.text(`${prefix}Rule`), seen: row.texts(`${prefix}Seen`) }
}

function toTurn(row: Row): Turn | undefined {
  const why = whyOf(row, 'turn')
  const givenAt = row.number<EpochMs>('turnGivenAt')
  const at = row.number<EpochMs>('turnAt')
  if (why === undefined) return undefined
  if (givenAt === undefined || at === undefined)
    throw new MalformedItem('turnAt', 'an instant, beside turnGivenAt and turnReason')
  return { ...why, givenAt, at }
}

function toCustomer(row: Row): Customer | undefined {
  const address = row.text('customerAddress')
  if (address === undefined) return undefined
  return {
    address,
    name: row.text('customerName'),
    subject: row.text('subject'),
    spamVerdict: row.text('spamVerdict'),
    virusVerdict: row.text('virusVerdict'),
  }
}
