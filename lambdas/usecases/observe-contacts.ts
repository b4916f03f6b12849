import { isWithFlow } from '../domain/acknowledgement.ts'
import { isMachines } from '../domain/automatic-mail.ts'
import {
  type ContactEvent,
  hasLeft,
  isOfCustomer,
  type Observation,
  readContactEvent,
} from '../domain/contact-event.ts'
import type { ContactRecord } from '../domain/contact-record.ts'
import { lookForTakerAt } from '../domain/hold.ts'
import { inboxAt, type Settings } from '../domain/inbox.ts'
import { cameAsMail, type Transfer, transferFrom } from '../domain/transfer.ts'
import type { ContactId, EpochMs, ThreadId } from '../domain/values.ts'
import type { TakeoverRecords, TakeoverWatch } from '../ports/takeovers.ts'
import type { Threads } from '../ports/threads.ts'
import type { Workflows } from '../ports/workflows.ts'
import { beganAutomatic } from './count-transfers.ts'
import {
  contactCompleted,
  contactContinued,
  contactEnded,
  type FollowClosingPorts,
} from './follow-closing.ts'
import { isOurTransfer } from './is-our-transfer.ts'
import { noteTaken } from './note-taken.ts'
import { noticeTakeover } from './notice-takeover.ts'
import { noticeUnreadTask } from './notice-unread-task.ts'
import { type ReceiveEmailPorts, receiveEmail } from './receive-email.ts'

export interface ObserveContactsPorts extends ReceiveEmailPorts, FollowClosingPorts {
  threads: Threads
  workflows: Workflows
  takeovers: TakeoverWatch & Pick<TakeoverRecords, 'noteTaskUnread'>
}

/** Records what a contact event tells. Any subset of events, in any order, any number of times, ends in the same record. */
export async function observeContact(
  event: ContactEvent,
  settings: Settings,
  ports: ObserveContactsPorts,
): Promise<void> {
  const reading = readContactEvent(event)
  if (reading.kind === 'ignored') {
    // Most events of a contact say nothing new: that is no news either.
    if (reading.reason === 'unknown-event-type') ports.journal.count('UnknownContactEvents')
    else if (reading.reason === 'other-channel') ports.journal.count('IgnoredContactEvents')
    return
  }
  if (await isForeign(event, settings, ports)) return
  for (const observation of reading.observations) await record(observation, settings, ports)
}

/**
 * Mail to an address of the instance that is none of ours, which no flow of ours has asked about. Where its event does not
 * name the address, it may be ours.
 */
async function isForeign(
  { inbox, initiationMethod, contactId, previousContactId }: ContactEvent,
  settings: Settings,
  { contacts }: ObserveContactsPorts,
): Promise<boolean> {
  if (inbox === undefined || !isOfCustomer(initiationMethod) || inboxAt(inbox, settings.inboxes)) return false
  const known = [contactId, previousContactId].filter((id) => id !== undefined)
  for (const id of known) if ((await contacts.find(id))?.thread !== undefined) return false
  return true
}

async function record(
  observation: Observation,
  settings: Settings,
  ports: ObserveContactsPorts,
): Promise<void> {
  const { contacts, journal } = ports
  const { kind, contact, at } = observation
  switch (kind) {
    case 'handled': {
      const noted = await contacts.noteHandled(contact, observation.agent, at)
      const isNew = observation.fromCustomer && noted.route === undefined
      if (isNew && (await adopt(contact, settings, ports)) === 'foreign') return
      const known = (isNew && (await contacts.find(contact))) || noted
      await handledInThread(known, observation, ports)
      await noticeTakeover(known, ports)
      journal.decided('contact handled', { contact, thread: known.thread, agent: observation.agent })
      return
    }
    case 'expired':
      await contacts.noteExpired(contact, at, lookForTakerAt('expired', at))
      journal.decided('hold over', { contact, reason: 'expired' })
      return
    case 'ended':
      await contactEnded(await contacts.noteEnded(contact, at), settings, ports)
      return
    case 'completed':
      await contactCompleted(contact, at, settings, ports)
      return
    case 'task-unread':
      await noticeUnreadTask({ about: observation.about, task: contact, at }, ports)
      return
    case 'follows':
      await follow(observation, settings, ports)
      return
    case 'reply-over':
      await replyOver(observation, ports)
      return
    case 'flow-mail-over':
      if (settings.acknowledgements?.by === 'flow') await confirm(contact, observation.parent, ports)
      return
    case 'queued':
      await adopt(contact, settings, ports)
  }
}

/** The thread learns who handled it, unless a machine wrote; a contact that no thread is known for is looked up once. */
async function handledInThread(
  known: ContactRecord,
  { agent, at, transferOf }: Extract<Observation, { kind: 'handled' }>,
  ports: ReceiveEmailPorts,
): Promise<void> {
  if (isMachines(known)) return
  const thread = known.thread ?? (await lookUpThread(known.id, at, ports))
  if (thread === undefined) return
  await noteTaken(thread, { contact: known.id, agent, at }, transferOf, ports)
}

async function lookUpThread(
  contact: ContactId,
  at: EpochMs,
  ports: ReceiveEmailPorts,
): Promise<ThreadId | undefined> {
  const described = await ports.directory.describe(contact)
  if (!described) return undefined
  // A thread that began too late to be the old one has an id of its own, which Connect does not know.
  const related = described.related && (await ports.contacts.find(described.related))?.thread
  return (await ports.contacts.joinThread(contact, related ?? described.thread, at)).thread
}

/**
 * An agent's reply, an acknowledgement or a transfer belongs to its parent's thread, and so will the answer to it. Which
 * contact an event follows is documented but has not been seen for email; without it, Connect knows the thread.
 */
async function follow(
  { contact, parent, at, transferredBy }: Extract<Observation, { kind: 'follows' }>,
  settings: Settings,
  ports: ObserveContactsPorts,
): Promise<void> {
  const { contacts } = ports
  const known = await contacts.find(contact)
  const isNoted = known?.transfer !== undefined && known.continues !== undefined
  if (known?.thread !== undefined && (transferredBy === undefined || isNoted)) return
  const previous = parent === undefined ? undefined : await contacts.find(parent)
  const transfer =
    transferredBy !== undefined && parent !== undefined && known?.transfer === undefined
      ? await watch({ contact, parent, at, byAgent: transferredBy === 'agent' }, previous, settings, ports)
      : known?.transfer
  const thread = known?.thread ?? (await join(contact, previous?.thread, at, ports))
  if (transferredBy === undefined || thread === undefined) return
  // A machine's mail opens no thread, wherever it is passed on to.
  const opens = !isMachines({ transfer })
  await contactContinued({ contact, of: parent, at, opens: opens ? thread : undefined }, ports)
}

async function join(
  contact: ContactId,
  thread: ThreadId | undefined,
  at: EpochMs,
  ports: ObserveContactsPorts,
): Promise<ThreadId | undefined> {
  if (thread === undefined) return lookUpThread(contact, at, ports)
  return (await ports.contacts.joinThread(contact, thread, at)).thread
}

/** Notes a transfer; one that an agent made is looked after. Started before it is noted, so that it cannot be lost in between. */
async function watch(
  { contact, parent, at, byAgent }: { contact: ContactId; parent: ContactId; at: EpochMs; byAgent: boolean },
  previous: ContactRecord | undefined,
  settings: Settings,
  ports: ObserveContactsPorts,
): Promise<Transfer> {
  const { contacts, workflows, journal } = ports
  const { inbox, thread, transfer: before } = previous ?? {}
  const ours = !byAgent || (await isOurTransfer(parent, previous, ports.directory))
  const automatic = await isAutomatic(parent, previous, ports)
  const returned = previous?.returningAt !== undefined
  const from = { of: parent, ours, inbox, transfer: before, automatic, returned }
  const transfer = transferFrom(from, at, settings)
  if (transfer.until !== undefined) await workflows.escalateTransfer(contact, transfer.until)
  await contacts.noteTransfer(contact, transfer, { thread, inbox })
  const { count, until } = transfer
  journal.decided('contact transferred', { contact, thread, by: ours ? 'homeward' : 'agent', count, until })
  return transfer
}

/** Of a contact whose own transfer nothing has told of yet, the chain says it. */
async function isAutomatic(
  contact: ContactId,
  known: ContactRecord | undefined,
  ports: ObserveContactsPorts,
): Promise<boolean> {
  const isTold = known?.transfer !== undefined || cameAsMail(known)
  return known && isTold ? isMachines(known) : beganAutomatic(contact, ports)
}

/**
 * A reply that was sent is an answer to the contact that it replies to. Where its event does not say to which, or how it
 * ended, Connect does.
 */
async function replyOver(
  { contact, to, disconnectReason, at }: Extract<Observation, { kind: 'reply-over' }>,
  { contacts, directory, progress }: ObserveContactsPorts,
): Promise<void> {
  const thread = (await contacts.find(contact))?.thread
  if (thread === undefined) return
  const isTold = to !== undefined && disconnectReason !== undefined
  const described = isTold ? undefined : await directory.describe(contact)
  const reason = disconnectReason ?? described?.disconnectReason
  if (reason === undefined || !hasLeft(reason)) return
  await progress.noteAnswered(thread, { to: to ?? described?.related ?? contact, at })
}

/**
 * A flow was told to acknowledge a contact, and a mail that a flow made for it is over. It has left if it went to
 * somebody; only Connect can tell. What no event tells of, the sweep asks.
 */
async function confirm(
  contact: ContactId,
  parent: ContactId | undefined,
  { contacts, directory, journal, clock }: ReceiveEmailPorts,
): Promise<void> {
  const known = parent === undefined ? undefined : (await contacts.find(parent))?.acknowledgement
  if (known && !isWithFlow(known)) return
  const described = await directory.describe(contact)
  const inbound = parent ?? described?.related
  if (!described?.customer?.address || inbound === undefined) return
  const acknowledgement = known ?? (await contacts.find(inbound))?.acknowledgement
  if (acknowledgement?.state !== 'due' || !isWithFlow(acknowledgement)) return
  // Events tell whole seconds, which would put the end before what led to it.
  const now = clock.now()
  await contacts.noteAcknowledgementContact(inbound, contact, now)
  await contacts.settleAcknowledgement(inbound, 'sent', { reason: 'sent-by-flow' }, now)
  journal.decided('acknowledgement', { contact: inbound, outcome: 'sent', reason: 'sent-by-flow' })
}

/**
 * A customer's contact in a queue, or with an agent, that ReceiveEmail never recorded: the flow could not ask us, and queued
 * the customer all the same. It is open to everybody now; it still gets its thread and its acknowledgement. Not so if it
 * came to an address that is none of ours.
 */
async function adopt(
  contact: ContactId,
  settings: Settings,
  ports: ReceiveEmailPorts,
): Promise<'foreign' | undefined> {
  if ((await ports.contacts.find(contact))?.route !== undefined) return undefined
  const described = await ports.directory.describe(contact)
  if (!described) return undefined
  const { related, customer, inbox } = described
  if (inbox !== undefined && !inboxAt(inbox, settings.inboxes)) return 'foreign'
  ports.journal.count('ContactsFoundInQueue')
  await receiveEmail({ contact, related, customer, inbox, alreadyQueued: true }, settings, ports)
  return undefined
}
