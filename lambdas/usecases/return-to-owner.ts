import { isMachines } from '../domain/automatic-mail.ts'
import { holdState, lookAt } from '../domain/hold.ts'
import { inboxAt, type Settings } from '../domain/inbox.ts'
import { type AgentPresence, serves, stateOf } from '../domain/presence.ts'
import { decideReturn, type Return } from '../domain/return-to-owner.ts'
import type { AgentId, ContactId, QueueId, ThreadId } from '../domain/values.ts'
import type { AgentDirectory } from '../ports/agent-directory.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactDirectory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'
import type { TakeoverRecords, TakeoverWatch } from '../ports/takeovers.ts'
import type { Threads } from '../ports/threads.ts'
import type { Workflows } from '../ports/workflows.ts'

export interface ReturnToOwnerPorts {
  contacts: Pick<ContactRecords, 'find' | 'recordArrival'>
  threads: Pick<Threads, 'find'>
  agents: AgentDirectory
  directory: ContactDirectory
  workflows: Pick<Workflows, 'hold'>
  takeovers: TakeoverWatch & Pick<TakeoverRecords, 'noteReturning'>
  journal: Journal
  clock: Clock
}

/**
 * Where a contact goes that an agent gives back: to its owner, if they are there, for as long as a customer's reply would
 * wait for them; else to the agent who gave it back. Neither changes whose it is. Asked again, it answers the same.
 *
 * `queues`: of the configured inboxes, in their order.
 */
export async function returnToOwner(
  { contact, previous }: { contact: ContactId; previous: ContactId },
  settings: Settings,
  queues: readonly QueueId[],
  ports: ReturnToOwnerPorts,
): Promise<Return> {
  const { contacts, threads, agents, workflows, takeovers, journal, clock } = ports
  const now = clock.now()
  // Before anything else, so that no event takes it for an agent's gift.
  await takeovers.noteReturning(previous, now)
  const [known, given] = await Promise.all([contacts.find(contact), contacts.find(previous)])
  const owner = given?.thread && (await threads.find(given.thread))?.owner
  const inbox = inboxAt(given?.inbox, settings.inboxes)

  const decide = async () => {
    // Beside each other: the flow waits for both.
    const [sender, presence] = await Promise.all([
      given?.handledBy ?? senderOf(previous, ports),
      presenceOf(owner, given?.handledBy, agents),
    ])
    const queue = inbox && queues[settings.inboxes.indexOf(inbox)]
    const state = presence && stateOf(presence, 'EMAIL')
    const isServed = presence && queue && serves(presence, 'EMAIL', queue)
    return decideReturn({ sender, owner, state, serves: isServed, inbox }, now)
  }
  const decided =
    known?.route?.kind === 'owner' ? ({ ...known.route, reason: 'owner-is-there' } as const) : await decide()

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
      reason: decided.reason === 'owner-serves-not' ? decided.reason : 'owner-away',
      inbox: inbox?.address,
    })
  const { kind, reason } = decided
  journal.decided('contact returned', { contact, thread: given?.thread, outcome: kind, reason, owner })
  return decided
}

/** No event has told who had it: Connect knows. Undefined where it does not say so in time, which keeps the flow from nothing. */
async function senderOf(
  contact: ContactId,
  { directory, journal }: ReturnToOwnerPorts,
): Promise<AgentId | undefined> {
  try {
    return (await directory.describe(contact))?.agent
  } catch (error) {
    journal.troubled('sender not known', { contact, error: error instanceof Error ? error.name : 'unknown' })
    return undefined
  }
}

/** Asked only where the answer matters. */
async function presenceOf(
  owner: AgentId | undefined,
  sender: AgentId | undefined,
  agents: AgentDirectory,
): Promise<AgentPresence | undefined> {
  return owner === undefined || owner === sender ? undefined : agents.find(owner)
}
