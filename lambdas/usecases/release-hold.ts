import { lookForTakerAt, reviewContact } from '../domain/hold.ts'
import type { ReleaseReason } from '../domain/owner-standing.ts'
import { ourTransferFrom } from '../domain/transfer.ts'
import type { AgentId, ContactId } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import { type ContactDirectory, type Release, ReleaseRefused } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'

export interface ReleaseHoldPorts {
  contacts: ContactRecords
  directory: ContactDirectory
  release: Release
  journal: Journal
  clock: Clock
}

/** The contact is between queues, or waits for room in one. Trying again later is safe. */
class NotInAQueue extends Error {
  override readonly name = 'NotInAQueue'
}

export type Released = { kind: 'released'; by: 'criteria' | 'transfer' } | { kind: 'over'; reason: string }

/**
 * Opens a held contact to its queue: by new routing criteria; if Connect refuses those, by a transfer; and if the
 * contact was taken or ended in the meantime, not at all.
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
  const { contacts, directory, release, clock } = ports
  const described = await directory.describe(contact)
  const review = reviewContact(owner, described, clock.now())
  if (review.kind === 'over') {
    const now = clock.now()
    await contacts.leaveHolds(contact, review.reason, now, lookForTakerAt(review.reason, now))
    return { kind: 'over', reason: review.reason }
  }
  if (described?.queue === undefined) throw new NotInAQueue(contact)
  await contacts.noteReleasing(contact, clock.now())
  const next = await release.transferToQueue(contact, described.queue)
  const { thread = described.thread, inbox, transfer } = (await contacts.find(contact)) ?? {}
  const now = clock.now()
  await contacts.noteTransfer(next, ourTransferFrom({ of: contact, transfer }, now), { thread, inbox })
  // It is the next contact that somebody takes.
  const askAt = lookForTakerAt('released', now)
  await contacts.lookForTaker(next, askAt)
  await contacts.noteReleased(contact, because, now, askAt)
  return { kind: 'released', by: 'transfer' }
}
