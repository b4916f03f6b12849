import { isMachines } from '../domain/automatic-mail.ts'
import type { ContactRecord } from '../domain/contact-record.ts'
import {
  type Escalation,
  MOST_TRANSFERS,
  nextPlace,
  type Place,
  reviewTransfer,
  type Transfer,
  transferFrom,
  type WaitingFacts,
} from '../domain/transfer.ts'
import type { ContactId, QueueId } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import {
  type ContactDirectory,
  type DescribedContact,
  type Queues,
  type Release,
  ReleaseRefused,
} from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Taken } from '../ports/threads.ts'
import { countTransfers } from './count-transfers.ts'
import { type NoteTakenPorts, noteTaken } from './note-taken.ts'
import { type LastTransferPorts, placeFor, sayWhy } from './places.ts'

export interface EscalateTransferPorts extends NoteTakenPorts, LastTransferPorts {
  contacts: ContactRecords
  directory: ContactDirectory
  queues: Queues
  release: Pick<Release, 'transferToQueue'>
  clock: Clock
}

/**
 * What becomes of a contact that an agent gave to another: nothing, if somebody took it or it waits where several can;
 * later, if its time is not over; else it goes to the queue. Called again after any of its effects, it ends the same.
 */
export async function escalateTransfer(
  contact: ContactId,
  ports: EscalateTransferPorts,
): Promise<Escalation> {
  const escalation = await escalate(contact, ports)
  const { journal } = ports
  const reason = escalation.kind === 'wait' ? 'not-yet' : escalation.reason
  journal.decided('transfer reviewed', { contact, outcome: escalation.kind, reason })
  if (escalation.kind === 'moved') journal.count('TransfersNotTaken')
  if (escalation.kind === 'stuck') journal.count('TransfersStuck')
  return escalation
}

async function escalate(contact: ContactId, ports: EscalateTransferPorts): Promise<Escalation> {
  const record = await ports.contacts.find(contact)
  const { transfer, handledAt, endedAt, releasingAt, transferEnd } = record ?? {}
  if (!record || transfer?.until === undefined || transferEnd !== undefined)
    return { kind: 'over', reason: 'not-waiting' }
  if (handledAt !== undefined) return { kind: 'over', reason: 'taken' }
  if (endedAt !== undefined && releasingAt === undefined) return { kind: 'over', reason: 'ended' }
  const isEarly = ports.clock.now() < transfer.until
  return isEarly ? { kind: 'wait', until: transfer.until } : escalateOverdue({ ...record, transfer }, ports)
}

async function escalateOverdue(
  record: ContactRecord & { transfer: Transfer },
  ports: EscalateTransferPorts,
): Promise<Escalation> {
  const { id, inbox, releasingAt, transfer } = record
  const described = await ports.directory.describe(id)
  const facts = await waiting(described, ports.queues)
  const isMovable = facts?.waitsIn === 'agent-queue'
  const wasBegun = releasingAt !== undefined && facts?.ended === true && !facts.taken
  const counted = isMovable || wasBegun ? await countTransfers(id, ports) : 0
  const count = Math.max(transfer.count, counted)
  const known = { ...record, inbox: inbox ?? described?.inbox, count }
  if (wasBegun && count < MOST_TRANSFERS) {
    // Perhaps it was we who ended it, and died before we could say so: asked again, Connect gives the same contact.
    const moved = await moveOn(known, nextPlace(count), ports)
    if (moved) return moved
  }
  const now = ports.clock.now()
  const review = reviewTransfer({ count }, facts, now)
  if (review.kind === 'move')
    return (await moveOn(known, nextPlace(count), ports)) ?? (await escalate(id, ports))
  if (described?.agent !== undefined)
    await taken(record, { contact: id, agent: described.agent, at: described.agentSince ?? now }, ports)
  if (review.kind !== 'wait') await ports.contacts.endTransfer(id, review.reason, now)
  return review
}

/** Every event that would have told who took it was lost: what they would have done is done now. */
async function taken(
  record: ContactRecord & { transfer: Transfer },
  by: Taken,
  ports: EscalateTransferPorts,
): Promise<void> {
  const { id, thread, transfer } = record
  // First the thread: what is known to be with somebody is not looked at again.
  if (thread !== undefined && !isMachines(record)) await noteTaken(thread, by, transfer.of, ports)
  await ports.contacts.noteHandled(id, by.agent, by.at)
}

type Waiting = Pick<ContactRecord, 'id' | 'thread' | 'inbox'> & { transfer: Transfer; count: number }

/** Undefined where it was taken or ended at the last moment: then there is something new to see. */
async function moveOn(
  { id, inbox, thread, transfer, count }: Waiting,
  place: Place,
  ports: EscalateTransferPorts,
): Promise<Escalation | undefined> {
  const { contacts, clock, places } = ports
  const now = clock.now()
  await contacts.noteReleasing(id, now)
  const next = await move(id, placeFor(inbox, place.to, places), ports)
  if (next === undefined) return undefined
  if (place.to === 'supervisors') await sayWhy(next, inbox, ports)
  const before = { ...transfer, count }
  const carried = transferFrom({ of: id, ours: true, inbox, transfer: before }, now, places.settings)
  await contacts.noteTransfer(next, carried, { thread, inbox })
  await contacts.endTransfer(id, place.reason, now)
  return { kind: 'moved', ...place }
}

async function waiting(
  described: DescribedContact | undefined,
  queues: Queues,
): Promise<WaitingFacts | undefined> {
  if (!described) return undefined
  const taken = described.agent !== undefined
  const ended = described.endedAt !== undefined
  if (taken || ended || described.queue === undefined) return { taken, ended, waitsIn: undefined }
  const isAgents = await queues.isAgentQueue(described.queue)
  return { taken, ended, waitsIn: isAgents ? 'agent-queue' : 'queue' }
}

async function move(
  contact: ContactId,
  queue: QueueId,
  { release, directory }: EscalateTransferPorts,
): Promise<ContactId | undefined> {
  try {
    return await release.transferToQueue(contact, queue)
  } catch (error) {
    if (!(error instanceof ReleaseRefused)) throw error
    const described = await directory.describe(contact)
    if (described && described.agent === undefined && described.endedAt === undefined) throw error
    return undefined
  }
}
