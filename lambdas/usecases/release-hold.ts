import type { ContactRecord } from '../domain/contact-record.ts'
import { lookForTakerAt, reviewContact } from '../domain/hold.ts'
import type { ReleaseReason } from '../domain/owner-standing.ts'
import { cameAsMail, MOST_TRANSFERS, nextPlace, ourTransferFrom } from '../domain/transfer.ts'
import type { AgentId, ContactId, QueueId, ThreadId } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import { type ContactDirectory, type Release, ReleaseRefused } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import { countTransfers } from './count-transfers.ts'
import { type LastTransferPorts, placeFor, sayWhy } from './places.ts'

export interface ReleaseHoldPorts extends LastTransferPorts {
  contacts: ContactRecords
  directory: ContactDirectory
  release: Release
  clock: Clock
}

/** The contact is between queues, or waits for room in one. Trying again later is safe. */
class NotInAQueue extends Error {
  override readonly name = 'NotInAQueue'
}

/** Connect takes no criteria, and its eleven transfers are used up: only a person can do something. */
class NoTransferLeft extends Error {
  override readonly name = 'NoTransferLeft'
}

export type Released = { kind: 'released'; by: 'criteria' | 'transfer' } | { kind: 'over'; reason: string }

/**
 * Opens a held contact to its queue: by new routing criteria; if Connect refuses those, by a transfer; and if the
 * contact was taken or ended in the meantime, not at all. The last transfer that Connect allows takes it to the supervisors;
 * after that there is none, and throws NoTransferLeft, once.
 */
export async function releaseHold(
  contact: ContactId,
  owner: AgentId,
  because: ReleaseReason,
  ports: ReleaseHoldPorts,
): Promise<Released> {
  const released = await open(contact, owner, because, ports)
  ports.journal.decided('hold released', {
    contact,
    outcome: released.kind,
    reason: released.kind === 'released' ? because : released.reason,
    by: released.kind === 'released' ? released.by : undefined,
  })
  return released
}

async function open(
  contact: ContactId,
  owner: AgentId,
  because: ReleaseReason,
  ports: ReleaseHoldPorts,
): Promise<Released> {
  const { contacts, release, clock } = ports
  try {
    await release.openToQueue(contact, owner)
    const now = clock.now()
    await contacts.noteReleased(contact, because, now, lookForTakerAt('released', now))
    return { kind: 'released', by: 'criteria' }
  } catch (error) {
    if (!(error instanceof ReleaseRefused)) throw error
    return moveOn(contact, owner, because, ports)
  }
}

async function moveOn(
  contact: ContactId,
  owner: AgentId,
  because: ReleaseReason,
  ports: ReleaseHoldPorts,
): Promise<Released> {
  const { contacts, directory, clock } = ports
  const described = await directory.describe(contact)
  const review = reviewContact(owner, described, clock.now())
  if (review.kind === 'over') {
    const now = clock.now()
    await contacts.leaveHolds(contact, review.reason, now, lookForTakerAt(review.reason, now))
    return { kind: 'over', reason: review.reason }
  }
  if (described?.queue === undefined) throw new NotInAQueue(contact)
  const { queue } = described
  const record = await contacts.find(contact)
  const count = cameAsMail(record) ? 0 : await countTransfers(contact, ports)
  const counted = Math.max(count, record?.transfer?.count ?? 0)
  if (counted >= MOST_TRANSFERS) return giveUp(contact, ports)
  const thread = record?.thread ?? described.thread
  return transfer({ ...record, id: contact, thread, queue, count: counted }, because, ports)
}

type Waiting = Omit<ContactRecord, 'thread'> & { thread: ThreadId; queue: QueueId; count: number }

async function transfer(
  { id, thread, inbox, transfer, queue, count }: Waiting,
  because: ReleaseReason,
  ports: ReleaseHoldPorts,
): Promise<Released> {
  const { contacts, release, places, clock } = ports
  const { to } = nextPlace(count)
  await contacts.noteReleasing(id, clock.now())
  const next = await release.transferToQueue(id, to === 'queue' ? queue : placeFor(inbox, to, places))
  if (to === 'supervisors') await sayWhy(next, inbox, ports)
  const now = clock.now()
  const before = transfer && { ...transfer, count }
  // What is held for its owner came as a mail, or was given back.
  const carried = ourTransferFrom({ of: id, transfer: before, returned: true }, now)
  await contacts.noteTransfer(next, carried, { thread, inbox })
  // It is the next contact that somebody takes.
  const askAt = lookForTakerAt('released', now)
  await contacts.lookForTaker(next, askAt)
  await contacts.noteReleased(id, because, now, askAt)
  return { kind: 'released', by: 'transfer' }
}

/** It stays reserved for its owner, who may still take it. No list has it any more, so that this is told once. */
async function giveUp(contact: ContactId, { contacts, journal, clock }: ReleaseHoldPorts): Promise<never> {
  const [end, now] = ['no-transfer-left', clock.now()] as const
  await contacts.leaveHolds(contact, end, now, lookForTakerAt(end, now))
  journal.count('TransfersStuck')
  throw new NoTransferLeft(contact)
}
