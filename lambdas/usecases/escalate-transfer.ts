import { inboxAt, type Settings } from '../domain/inbox.ts'
import { type Escalation, reviewTransfer, transferFrom, type WaitingFacts } from '../domain/transfer.ts'
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
import type { Journal } from '../ports/journal.ts'

/** Where a contact goes that nobody took. */
export interface Places {
  settings: Settings
  /** In the order of the configured inboxes. */
  queues: readonly QueueId[]
  /** Undefined: the inbox's own queue. */
  supervisors: QueueId | undefined
}

export interface EscalateTransferPorts {
  contacts: ContactRecords
  directory: ContactDirectory
  queues: Queues
  release: Pick<Release, 'transferToQueue'>
  places: Places
  journal: Journal
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
  const { contacts, directory, clock } = ports
  const record = await contacts.find(contact)
  const { transfer, handledAt, endedAt, transferEnd } = record ?? {}
  if (transfer?.until === undefined || transferEnd !== undefined)
    return { kind: 'over', reason: 'not-waiting' }
  if (handledAt !== undefined) return { kind: 'over', reason: 'taken' }
  if (endedAt !== undefined) return { kind: 'over', reason: 'ended' }
  const now = clock.now()
  if (now < transfer.until) return { kind: 'wait', until: transfer.until }

  const described = await directory.describe(contact)
  const review = reviewTransfer(transfer, await waiting(described, ports.queues), now)
  switch (review.kind) {
    case 'wait':
      return review
    case 'over':
    case 'stuck':
      await contacts.endTransfer(contact, review.reason === 'not-waiting' ? 'ended' : review.reason, now)
      return review
    case 'move': {
      const { inbox, thread } = record ?? {}
      await contacts.noteReleasing(contact, now)
      const next = await move(contact, placeFor(inbox, review.to, ports.places), ports)
      if (next === undefined) return escalate(contact, ports)
      const carried = transferFrom({ of: contact, ours: true, inbox, transfer }, now, ports.places.settings)
      await contacts.noteTransfer(next, carried, { thread, inbox })
      await contacts.endTransfer(contact, review.reason, now)
      return { kind: 'moved', to: review.to, reason: review.reason }
    }
  }
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

/** Undefined where it was taken or ended at the last moment: then there is something new to see. */
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

/** A contact of an address that is not configured any more goes where the first inbox's do. */
function placeFor(
  address: string | undefined,
  to: 'queue' | 'supervisors',
  { settings, queues, supervisors }: Places,
): QueueId {
  if (to === 'supervisors' && supervisors !== undefined) return supervisors
  const inbox = inboxAt(address, settings.inboxes)
  return queues[inbox ? settings.inboxes.indexOf(inbox) : 0] as QueueId
}
