import type { ContactRecord, Customer } from '../domain/contact-record.ts'
import { holdState, lookAt } from '../domain/hold.ts'
import { inboxAt, type Settings } from '../domain/inbox.ts'
import { type QueueReason, type Route, routeEmail } from '../domain/route-email.ts'
import type { AgentId, ContactId, ThreadId } from '../domain/values.ts'
import { later, MINUTE } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactDirectory, ThreadHistory } from '../ports/contact-centre.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'
import type { Threads } from '../ports/threads.ts'
import type { Workflows } from '../ports/workflows.ts'

export interface ReceiveEmailPorts {
  contacts: ContactRecords
  threads: Threads
  directory: ContactDirectory
  history: ThreadHistory
  workflows: Workflows
  journal: Journal
  clock: Clock
}

export type ReceivedEmail = Readonly<{
  contact: ContactId
  related?: ContactId | undefined
  /** Undefined for a contact that is not to be acknowledged. */
  customer?: Customer | undefined
  /** Our address that the customer wrote to. */
  inbox?: string | undefined
  /** Set when the contact is already open to everyone in its queue, so that there is nothing left to hold. */
  alreadyQueued?: boolean
}>

/** An acknowledgement not settled by then is the sweep's business. */
const ACKNOWLEDGE_WITHIN_MS = 15 * MINUTE

/**
 * Finds a customer's email its thread, decides where it goes, records that once, and starts what follows.
 *
 * Called again, by Connect's retries or by ObserveContacts, it gives the first call's decision and repeats the rest,
 * which is harmless: everything that follows goes by the contact's id.
 */
export async function receiveEmail(
  email: ReceivedEmail,
  settings: Settings,
  ports: ReceiveEmailPorts,
): Promise<Route> {
  const { contacts, threads, journal, clock } = ports
  const now = clock.now()
  const inbox = inboxAt(email.inbox, settings.inboxes)
  const place = await findThread(email, ports)
  const thread = await threads.noteCustomerMessage({
    thread: place.thread,
    contact: email.contact,
    inbox: inbox?.address,
    at: now,
    owner: place.owner,
  })
  const { record, first } = await contacts.recordArrival({
    id: email.contact,
    thread: place.thread,
    inbox: inbox?.address,
    receivedAt: now,
    route: email.alreadyQueued
      ? foundInQueue
      : routeEmail(thread, place.thread === toThread(email.contact), inbox, now),
    customer: email.customer,
    acknowledgeBy: later(now, ACKNOWLEDGE_WITHIN_MS),
  })
  const route = record.route ?? foundInQueue
  await start(record, settings, ports)
  journal.decided('email received', {
    contact: email.contact,
    thread: record.thread,
    route: route.kind,
    reason: route.reason,
    owner: route.kind === 'owner' ? route.owner : undefined,
    until: route.kind === 'owner' ? route.until : undefined,
    foundBy: place.foundBy,
    first,
  })
  return route
}

const foundInQueue = { kind: 'queue', reason: 'found-in-queue' satisfies QueueReason } as const

type Place = { thread: ThreadId; owner?: AgentId | undefined; foundBy: 'itself' | 'record' | 'connect' }

/** A contact's id doubles as the id of the thread that it begins. */
const toThread = (contact: ContactId) => contact as string as ThreadId

async function findThread(
  email: ReceivedEmail,
  { contacts, directory, history }: ReceiveEmailPorts,
): Promise<Place> {
  if (email.related === undefined) return { thread: toThread(email.contact), foundBy: 'itself' }
  const recorded = await contacts.find(email.related)
  if (recorded?.thread !== undefined) return { thread: recorded.thread, foundBy: 'record' }
  // The thread began before Homeward, or what the customer answers was never seen: only Connect knows.
  const described = await directory.describe(email.contact)
  if (!described) return { thread: toThread(email.contact), foundBy: 'connect' }
  const owner = await history.lastAgent(described.thread, email.contact)
  return { thread: described.thread, owner, foundBy: 'connect' }
}

/**
 * A workflow that cannot be started now must not keep the flow waiting, nor fail it: the record is on the sweep's
 * lists, and Connect's own expiry ends the hold.
 */
async function start(
  record: ContactRecord,
  settings: Settings,
  { workflows, journal }: ReceiveEmailPorts,
): Promise<void> {
  const hold = holdState(record)
  const starting: [string, Promise<void>][] = []
  if (record.acknowledgement?.state === 'due')
    starting.push(['acknowledge-email', workflows.acknowledge(record.id, 0)])
  if (hold.kind === 'held')
    starting.push([
      'hold-for-original-agent',
      workflows.hold(record.id, lookAt(hold.until, inboxAt(record.inbox, settings.inboxes), settings)),
    ])
  const outcomes = await Promise.allSettled(starting.map(([, started]) => started))
  for (const [at, outcome] of outcomes.entries())
    if (outcome.status === 'rejected')
      journal.troubled('workflow not started', {
        contact: record.id,
        workflow: starting[at]?.[0],
        error: outcome.reason instanceof Error ? outcome.reason.name : 'unknown',
      })
}
