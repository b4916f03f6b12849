import { isMachines } from '../domain/automatic-mail.ts'
import { holdState, lookAt } from '../domain/hold.ts'
import { inboxAt, type Settings } from '../domain/inbox.ts'
import { stateOf } from '../domain/presence.ts'
import { decideReturn, type Return } from '../domain/return-to-owner.ts'
import type { AgentId, ContactId, ThreadId } from '../domain/values.ts'
import type { AgentDirectory } from '../ports/agent-directory.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'
import type { TakeoverRecords, TakeoverWatch } from '../ports/takeovers.ts'
import type { Threads } from '../ports/threads.ts'
import type { Workflows } from '../ports/workflows.ts'

export interface ReturnToOwnerPorts {
  contacts: Pick<ContactRecords, 'find' | 'recordArrival'>
  threads: Pick<Threads, 'find'>
  agents: AgentDirectory
  workflows: Pick<Workflows, 'hold'>
  takeovers: TakeoverWatch & Pick<TakeoverRecords, 'noteReturning'>
  journal: Journal
  clock: Clock
}

/**
 * Where a contact goes that an agent gives back: to its owner, if they are there, for as long as a customer's reply would
 * wait for them; else to the agent who gave it back. Neither changes whose it is. Asked again, it answers the same.
 */
export async function returnToOwner(
  { contact, previous }: { contact: ContactId; previous: ContactId },
  settings: Settings,
  ports: ReturnToOwnerPorts,
): Promise<Return> {
  const { contacts, threads, agents, workflows, takeovers, journal, clock } = ports
  const now = clock.now()
  // Before anything else, so that no event takes it for an agent's gift.
  await takeovers.noteReturning(previous, now)
  const [known, given] = await Promise.all([contacts.find(contact), contacts.find(previous)])
  const sender = given?.handledBy
  const owner = given?.thread && (await threads.find(given.thread))?.owner
  const inbox = inboxAt(given?.inbox, settings.inboxes)

  const decided =
    known?.route?.kind === 'owner'
      ? ({ ...known.route, reason: 'owner-is-there' } as const)
      : decideReturn({ sender, owner, state: await presenceOf(owner, sender, agents), inbox }, now)

  if (decided.kind === 'owner') {
    const { record } = await contacts.recordArrival({
      id: contact,
      thread: given?.thread as ThreadId,
      inbox: inbox?.address,
      receivedAt: now,
      route: { ...decided, reason: 'returned-to-owner' },
      acknowledgement: undefined,
    })
    const hold = holdState(record)
    if (hold.kind === 'held') await workflows.hold(contact, lookAt(hold.until, inbox, settings))
  }
  const isToBeTold = !given || !isMachines(given)
  if (decided.kind === 'sender' && decided.owner !== undefined && isToBeTold)
    await takeovers.tellOwner({
      contact,
      owner: decided.owner,
      agent: decided.sender,
      reason: 'owner-away',
      inbox: inbox?.address,
    })
  const { kind, reason } = decided
  journal.decided('contact returned', { contact, thread: given?.thread, outcome: kind, reason, owner })
  return decided
}

/** Asked only where the answer matters. */
async function presenceOf(
  owner: AgentId | undefined,
  sender: AgentId | undefined,
  agents: AgentDirectory,
): Promise<ReturnType<typeof stateOf> | undefined> {
  if (owner === undefined || owner === sender) return undefined
  const presence = await agents.find(owner)
  return presence && stateOf(presence, 'EMAIL')
}
