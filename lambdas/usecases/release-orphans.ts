import { inboxAt, type Settings } from '../domain/inbox.ts'
import { ownerStanding } from '../domain/owner-standing.ts'
import type { AgentId, ProfileId, QueueId } from '../domain/values.ts'
import type { HeldContact, HeldContacts, Staff } from '../ports/staff.ts'
import type { Threads } from '../ports/threads.ts'
import { type LeaveDirectoryPorts, leaveDirectory } from './leave-directory.ts'
import { type ReleaseHoldPorts, releaseHold } from './release-hold.ts'

export interface ReleaseOrphansPorts extends ReleaseHoldPorts, LeaveDirectoryPorts {
  held: HeldContacts
  staff: Staff
  threads: Pick<Threads, 'noteOwnerGone'>
}

/** Some holds could not be looked at. Doing it all again is safe. */
export class OrphansLeft extends Error {
  override readonly name = 'OrphansLeft'
}

/**
 * Opens every contact to its queue that is held for somebody who will never be offered it: deleted, or no longer
 * serving that queue by email. `whose`: the owner to look at; undefined for all. Who is deleted leaves the directory.
 *
 * `queues`: of the configured inboxes, in their order. One contact or owner that cannot be looked at now does not keep
 * the others waiting; then throws OrphansLeft.
 */
export async function releaseOrphans(
  whose: AgentId | undefined,
  settings: Settings,
  queues: readonly QueueId[],
  ports: ReleaseOrphansPorts,
): Promise<void> {
  const { journal } = ports
  const held = (await ports.held.all()).filter(({ owner }) => whose === undefined || owner === whose)
  const servedBy = rememberServed(ports.staff)
  const tally = { looked: held.length, released: 0, left: 0 }
  for (const [owner, theirs] of Map.groupBy(held, ({ owner }) => owner)) {
    const served = await attempt(owner, () => servedBy(owner))
    if (!served) {
      tally.left += theirs.length
      continue
    }
    for (const hold of theirs) {
      const inbox = inboxAt(hold.inbox, settings.inboxes)
      const standing = ownerStanding(served.queues, inbox && queues[settings.inboxes.indexOf(inbox)])
      if (standing === 'serves') continue
      const done = await attempt(owner, () => releaseOrphan(hold, standing, ports))
      if (done === undefined) tally.left++
      else if (done.kind === 'released') tally.released++
    }
    if (served.queues === undefined) await attempt(owner, () => leaveDirectory(owner, ports))
  }
  journal.decided('orphans reviewed', { agent: whose, ...tally })
  for (let i = 0; i < tally.released; i++) journal.count('OrphansReleased')
  if (tally.left > 0) throw new OrphansLeft(`${tally.left} of ${tally.looked} holds`)

  async function attempt<T>(agent: AgentId, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      journal.troubled('orphan not mended', { agent, error: error instanceof Error ? error.name : 'unknown' })
      return undefined
    }
  }
}

async function releaseOrphan(
  { contact, owner, thread }: HeldContact,
  standing: 'owner-deleted' | 'owner-serves-not',
  ports: ReleaseOrphansPorts,
) {
  const now = ports.clock.now()
  if (standing === 'owner-deleted' && thread !== undefined)
    await ports.threads.noteOwnerGone(thread, owner, now)
  return releaseHold(contact, owner, standing, ports)
}

/** Asks once for each agent and each profile. `queues`: undefined for an agent who is not there. */
function rememberServed(staff: Staff) {
  const byProfile = new Map<ProfileId, readonly QueueId[]>()
  return async (agent: AgentId): Promise<{ queues: readonly QueueId[] | undefined }> => {
    const profile = await staff.profileOf(agent)
    if (profile === undefined) return { queues: undefined }
    const queues = byProfile.get(profile) ?? (await staff.emailQueues(profile))
    byProfile.set(profile, queues)
    return { queues }
  }
}
