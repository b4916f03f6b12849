import type { ContactRecord } from './contact-record.ts'
import { holdDeadline } from './hold-deadline.ts'
import { inboxAt, type Settings } from './inbox.ts'
import { type ContactId, type EpochMs, later, MINUTE } from './values.ts'

/** Connect allows a chain of twelve contacts (admin guide, "Amazon Connect feature specifications"). */
export const MOST_TRANSFERS = 11

/** How a contact came to continue another. */
export type Transfer = Readonly<{
  of: ContactId
  at: EpochMs
  /** Transfers of the chain up to this contact, this one included: as many as are known of. */
  count: number
  /** An agent gave it away, here or earlier in the chain: whoever takes it owns the thread. */
  given: boolean
  /** A machine wrote what the chain began with. */
  automatic?: true | undefined
  /** Until when it may wait for whom it was given to. Undefined for a transfer of ours. */
  until?: EpochMs | undefined
}>

/** What is known of the contact that a transfer continues. */
type Previous = {
  of: ContactId
  transfer?: Transfer | undefined
  automatic?: boolean | undefined
  /** An agent gave it back to whom it belongs to: from then on it is nobody's gift, whatever it was before. */
  returned?: boolean | undefined
}

/** The transfer that made a contact. `ours`: Homeward transferred the previous one itself. */
export function transferFrom(
  previous: Previous & { ours: boolean; inbox?: string | undefined },
  at: EpochMs,
  settings: Settings,
): Transfer {
  const { ours, inbox } = previous
  const carried = ourTransferFrom(previous, at)
  return ours ? carried : { ...carried, given: true, until: acceptBy(at, inbox, settings) }
}

/** A transfer of ours: it goes on with what was given, and gives nothing itself. */
export function ourTransferFrom(
  { of, transfer, automatic = transfer?.automatic, returned = false }: Previous,
  at: EpochMs,
): Transfer {
  const given = !returned && (transfer?.given ?? false)
  const carried = { of, at, count: (transfer?.count ?? 0) + 1, given }
  return automatic ? { ...carried, automatic } : carried
}

/**
 * Who ended that contact by a transfer. Homeward says so before it calls, and afterwards what came of it. Where an agent
 * took the contact in between, only the latter counts: the call came to nothing, and a later transfer is that agent's.
 * `unclear`: nothing came of it yet, and nobody is known to have taken it, which an event may yet tell.
 */
export function transferredBy(previous: ContactRecord | undefined): 'homeward' | 'agent' | 'unclear' {
  if (previous?.returningAt !== undefined) return 'homeward'
  if (previous?.releasingAt === undefined) return 'agent'
  const { handledAt, transferEnd, holdEnd, releasedAt } = previous
  const hasMoved = transferEnd === 'not-taken' || transferEnd === 'last-transfer' || releasedAt !== undefined
  const wasTaken =
    handledAt !== undefined || transferEnd === 'taken' || holdEnd?.startsWith('accepted') === true
  if (hasMoved) return 'homeward'
  return wasTaken ? 'agent' : 'unclear'
}

/** It continues nothing. What an agent gave back has a route too, and continues what they had. */
export function cameAsMail(record: ContactRecord | undefined): boolean {
  return record?.route !== undefined && record.route.reason !== 'returned-to-owner'
}

function acceptBy(at: EpochMs, address: string | undefined, settings: Settings): EpochMs {
  const { acceptWithinSeconds, clock } = settings.transfers
  const hours = clock === 'hold' ? inboxAt(address, settings.inboxes)?.clock : undefined
  return holdDeadline(at, acceptWithinSeconds, hours ?? { kind: 'wall' })
}

/** What Connect says of a transferred contact. */
export type WaitingFacts = Readonly<{
  taken: boolean
  ended: boolean
  /** The queue that it waits in: an agent's own, one that several agents serve, or none yet. */
  waitsIn: 'agent-queue' | 'queue' | undefined
}>

/** `not-taken` and `last-transfer`: Homeward moved it on. `no-transfer-left`: nobody can. */
export const TRANSFER_ENDS = [
  'taken',
  'ended',
  'in-queue',
  'not-taken',
  'last-transfer',
  'no-transfer-left',
] as const

export type TransferEnd = (typeof TRANSFER_ENDS)[number]

export type TransferReview =
  | Readonly<{ kind: 'over'; reason: 'taken' | 'ended' | 'in-queue' }>
  | Readonly<{ kind: 'wait'; until: EpochMs }>
  | (Readonly<{ kind: 'move' }> & Place)
  | Readonly<{ kind: 'stuck'; reason: 'no-transfer-left' }>

/** Where a contact goes next that so many transfers led to; fewer than `MOST_TRANSFERS`. */
export function nextPlace(count: number): Place {
  return count === MOST_TRANSFERS - 1
    ? { to: 'supervisors', reason: 'last-transfer' }
    : { to: 'queue', reason: 'not-taken' }
}

/** `supervisors`: it is the last transfer that Connect allows, so it must reach somebody who finishes it. */
export type Place =
  | Readonly<{ to: 'queue'; reason: 'not-taken' }>
  | Readonly<{ to: 'supervisors'; reason: 'last-transfer' }>

/** What became of it. */
export type Escalation =
  | Exclude<TransferReview, { kind: 'move' }>
  | Readonly<{ kind: 'over'; reason: 'not-waiting' }>
  | (Readonly<{ kind: 'moved' }> & Place)

/** How long a contact that is on its way is left alone before it is looked at again. */
const UNTIL_QUEUED_MS = 5 * MINUTE

/** What to do about a transfer that nobody is known to have taken. Undefined facts: Connect does not know the contact. */
export function reviewTransfer(
  { count }: Pick<Transfer, 'count'>,
  facts: WaitingFacts | undefined,
  now: EpochMs,
): TransferReview {
  if (!facts || facts.ended) return { kind: 'over', reason: 'ended' }
  if (facts.taken) return { kind: 'over', reason: 'taken' }
  switch (facts.waitsIn) {
    case undefined:
      return { kind: 'wait', until: later(now, UNTIL_QUEUED_MS) }
    case 'queue':
      return { kind: 'over', reason: 'in-queue' }
    case 'agent-queue':
      return count < MOST_TRANSFERS
        ? { kind: 'move', ...nextPlace(count) }
        : { kind: 'stuck', reason: 'no-transfer-left' }
  }
}

/**
 * Whether a contact that ended may go on in another one, by Connect's word for why it ended (admin guide, "Contact
 * records data model", DisconnectReason). Which one that is, Connect does not say.
 */
export function mayGoOn(disconnectReason: string | undefined): boolean {
  return disconnectReason === undefined || disconnectReason === 'TRANSFERRED'
}
