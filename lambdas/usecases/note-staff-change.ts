import type { Settings } from '../domain/inbox.ts'
import type { AgentId, QueueId } from '../domain/values.ts'
import { leaveDirectory } from './leave-directory.ts'
import { type ReleaseOrphansPorts, releaseOrphans } from './release-orphans.ts'

/** What a change of staff is about: one agent, or undefined for everybody; and whether they are deleted. */
export type StaffChange = Readonly<{ whose: AgentId | undefined; isGone: boolean }>

/** Customers first: what is held for who is gone is opened, then the directory lists them no more. May run again. */
export async function noteStaffChange(
  { whose, isGone }: StaffChange,
  settings: Settings,
  queues: readonly QueueId[],
  ports: ReleaseOrphansPorts,
): Promise<void> {
  await releaseOrphans(whose, settings, queues, ports)
  if (whose !== undefined && isGone) await leaveDirectory(whose, ports)
}
