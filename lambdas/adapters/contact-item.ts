import * as z from 'zod/mini'

import {
  type Acknowledgement,
  type ContactRecord,
  type Customer,
  HOLD_ENDS,
  type Turn,
} from '../domain/contact-record.ts'
import type { Route } from '../domain/route-email.ts'
import type { AgentId, ContactId, EpochMs, ThreadId } from '../domain/values.ts'
import type { Item } from './table.ts'

export const contactKey = (id: ContactId) => `CONTACT#${id}`

const SHARDS = 8

/** Spreads an index over partitions; the last digit of a contact id is as good as chance. */
export function shardOf(id: ContactId): string {
  return String(Number.parseInt(id.slice(-1), 16) % SHARDS || 0)
}

export const shards = Array.from({ length: SHARDS }, (_, shard) => String(shard))

/** Parsed rather than cast: an old row that no longer fits should fail here, by name. */
export function toContactRecord(id: ContactId, item: Item): ContactRecord {
  const row = Row.parse(item)
  return {
    id,
    thread: row.thread as ThreadId | undefined,
    inbox: row.inbox,
    receivedAt: row.receivedAt as EpochMs | undefined,
    route: toRoute(row),
    handledBy: row.handledBy as AgentId | undefined,
    handledAt: row.handledAt as EpochMs | undefined,
    expiredAt: row.expiredAt as EpochMs | undefined,
    releasingAt: row.releasingAt as EpochMs | undefined,
    releasedAt: row.releasedAt as EpochMs | undefined,
    endedAt: row.endedAt as EpochMs | undefined,
    holdEnd: row.holdEnd,
    holdEndAt: row.holdEndAt as EpochMs | undefined,
    acknowledgement: toAcknowledgement(row),
  }
}

const text = z.optional(z.string())
const number = z.optional(z.number())
const names = z.optional(z.array(z.string()))

const Row = z.object({
  thread: text,
  inbox: text,
  receivedAt: number,
  route: z.optional(z.enum(['owner', 'queue', 'automatic'])),
  routeReason: text,
  holdOwner: text,
  holdUntil: number,
  handledBy: text,
  handledAt: number,
  expiredAt: number,
  releasingAt: number,
  releasedAt: number,
  endedAt: number,
  holdEnd: z.optional(z.enum(HOLD_ENDS)),
  holdEndAt: number,
  acknowledgement: z.optional(z.enum(['due', 'sent', 'refused', 'failed'])),
  acknowledgementReason: text,
  acknowledgementRule: text,
  acknowledgementSeen: names,
  acknowledgementSettledAt: number,
  judgementReason: text,
  judgementRule: text,
  judgementSeen: names,
  turnGivenAt: number,
  turnAt: number,
  turnReason: text,
  turnRule: text,
  turnSeen: names,
  answerTo: text,
  acknowledgementRetriedAt: number,
  handedToFlowAt: number,
  takenBackAt: number,
  acknowledgementCounted: z.optional(z.boolean()),
  acknowledgementContact: text,
  acknowledgementContactAt: number,
  acknowledgementAttempts: number,
  acknowledgeDueAt: number,
  customerAddress: text,
  customerName: text,
  subject: text,
  spamVerdict: text,
  virusVerdict: text,
})

type Row = z.infer<typeof Row>

function toRoute({ route, routeReason, holdOwner, holdUntil }: Row): Route | undefined {
  switch (route) {
    case undefined:
      return undefined
    case 'owner':
      return {
        kind: 'owner',
        owner: holdOwner as AgentId,
        until: holdUntil as EpochMs,
        reason: 'reply-to-owner',
      }
    case 'queue':
      return { kind: 'queue', reason: routeReason as Extract<Route, { kind: 'queue' }>['reason'] }
    case 'automatic':
      return { kind: 'automatic', reason: routeReason as Extract<Route, { kind: 'automatic' }>['reason'] }
  }
}

function toAcknowledgement(row: Row): Acknowledgement | undefined {
  if (row.acknowledgement === undefined) return undefined
  return {
    state: row.acknowledgement,
    reason: row.acknowledgementReason,
    rule: row.acknowledgementRule,
    seen: row.acknowledgementSeen,
    settledAt: row.acknowledgementSettledAt as EpochMs | undefined,
    judgement: whyOf(row.judgementReason, row.judgementRule, row.judgementSeen),
    turn: toTurn(row),
    to: row.answerTo,
    handedAt: row.handedToFlowAt as EpochMs | undefined,
    takenBackAt: row.takenBackAt as EpochMs | undefined,
    retriedAt: row.acknowledgementRetriedAt as EpochMs | undefined,
    counted: row.acknowledgementCounted,
    contact: row.acknowledgementContact as ContactId | undefined,
    contactAt: row.acknowledgementContactAt as EpochMs | undefined,
    dueAt: (row.acknowledgeDueAt ?? 0) as EpochMs,
    attempts: row.acknowledgementAttempts ?? 0,
    customer: toCustomer(row),
  }
}

function whyOf(reason: string | undefined, rule: string | undefined, seen: readonly string[] | undefined) {
  return reason === undefined ? undefined : { reason, rule, seen }
}

function toTurn({ turnGivenAt, turnAt, turnReason, turnRule, turnSeen }: Row): Turn | undefined {
  const why = whyOf(turnReason, turnRule, turnSeen)
  return why && { ...why, givenAt: turnGivenAt as EpochMs, at: turnAt as EpochMs }
}

function toCustomer({
  customerAddress,
  customerName,
  subject,
  spamVerdict,
  virusVerdict,
}: Row): Customer | undefined {
  if (customerAddress === undefined) return undefined
  return { address: customerAddress, name: customerName, subject, spamVerdict, virusVerdict }
}
