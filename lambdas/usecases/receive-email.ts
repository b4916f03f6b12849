import { isWithFlow } from '../domain/acknowledgement.ts'
import type { ContactRecord, Customer } from '../domain/contact-record.ts'
import { holdState, lookAt } from '../domain/hold.ts'
import { inboxAt, ownAddressesIn, type Settings } from '../domain/inbox.ts'
import { isBounce } from '../domain/mail/bounce.ts'
import { judgeContact, mayGiveWay } from '../domain/mail/judge-contact.ts'
import { mailKeyOf } from '../domain/mail/mail-key.ts'
import { isOwn, type Judgement, type MailVerdicts, verdictOn } from '../domain/mail/mail-verdicts.ts'
import type { Route } from '../domain/route-email.ts'
import type { ContactId, EpochMs } from '../domain/values.ts'
import { DAY, later, MINUTE } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactDirectory, ThreadHistory } from '../ports/contact-centre.ts'
import type { Arrival, ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'
import type { Precedents } from '../ports/mail-verdicts.ts'
import type { Threads } from '../ports/threads.ts'
import type { Workflows } from '../ports/workflows.ts'
import type { ClearAcknowledgementPorts } from './clear-acknowledgement.ts'
import { findThread, toThread } from './find-thread.ts'
import { type FlowAcknowledgement, handToFlow } from './hand-to-flow.ts'
import { foundInQueue, placeEmail } from './place-email.ts'
import { verdictsFor } from './verdicts-for.ts'

export interface ReceiveEmailPorts {
  contacts: ContactRecords
  threads: Threads
  precedents: Precedents
  directory: ContactDirectory
  history: ThreadHistory
  workflows: Pick<Workflows, 'acknowledge' | 'hold'>
  journal: Journal
  clock: Clock
  /** What is needed to let the flow send acknowledgements; undefined where nobody could. */
  handing?: Pick<ClearAcknowledgementPorts, 'budgets' | 'writers' | 'claims'> | undefined
}

/** Where it goes; and what to acknowledge it with, where that is the flow's to do. */
export type Reception = Route & Readonly<{ acknowledge?: FlowAcknowledgement }>

export type ReceivedEmail = Readonly<{
  contact: ContactId
  related?: ContactId | undefined
  /** Whoever calls does not know whether there is one. */
  relatedUntold?: true
  /** Undefined for a contact that is not to be acknowledged. */
  customer?: Customer | undefined
  /** Our address that the customer wrote to. */
  inbox?: string | undefined
  /** Set when the contact is already open to everyone in its queue, so that there is nothing left to hold. */
  alreadyQueued?: boolean
}>

/** As long as Connect itself keeps a mail thread together. */
const REOPEN_DAYS = 90

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
): Promise<Reception> {
  const { contacts, journal, clock } = ports
  const now = clock.now()
  const inbox = inboxAt(email.inbox, settings.inboxes)
  const mail = settings.inspectMail ? mailKey(email) : undefined
  const precedents = await ports.precedents.find({ related: email.related, mail })
  const place = await findThread(email, precedents.related, ports)
  const verdicts =
    mail &&
    (await verdictsFor({ id: email.contact, receivedAt: now, mail }, precedents.verdicts, ports.precedents))
  const judgement = judge(email, now, settings, verdicts)
  const verdict = verdictOn(now, verdicts)
  const verdictMissing = settings.inspectMail === true && !(verdict && isOwn(now, verdict))
  // Of two mistakes the one that a person notices is worse: what may still prove a person's mail is none of a machine's.
  const undecided = verdictMissing && judgement !== undefined && mayGiveWay(judgement)
  const reopenableSince = later(now, -(settings.dispositions?.reopenDays ?? REOPEN_DAYS) * DAY)
  const placed = await placeEmail({ email, place, judgement, undecided, inbox, now, reopenableSince }, ports)
  const { record, first } = await contacts.recordArrival({
    id: email.contact,
    inbox: inbox?.address,
    receivedAt: now,
    ...placed,
    acknowledgement: acknowledgementOf(email, judgement, undecided, now),
  })
  // Its end was told of before its beginning, or this is a second call.
  if (record.endedAt !== undefined && record.thread !== undefined && record.route?.kind !== 'automatic')
    await ports.threads.noteContactEnded(record.thread, record.id, record.endedAt)
  const mayHand = first && !verdictMissing && !email.alreadyQueued
  const handed = mayHand ? await tryToHand(record, verdicts, settings, now, ports) : 'taken'
  await start(record, { acknowledge: handed === 'taken' }, settings, ports)
  const decided = record.route ?? foundInQueue
  journal.decided('email received', {
    contact: email.contact,
    thread: record.thread,
    route: decided.kind,
    reason: decided.reason,
    rule: judgement?.rule,
    owner: decided.kind === 'owner' ? decided.owner : undefined,
    until: decided.kind === 'owner' ? decided.until : undefined,
    foundBy: place.foundBy,
    reopens: record.threadClosedAt !== undefined || undefined,
    predecessor: record.predecessor,
    first,
  })
  if (first && decided.kind === 'automatic' && judgement) tellOfBounce(record, judgement, ports)
  return typeof handed === 'string' ? decided : { ...decided, acknowledge: handed }
}

/** `taken`: it is the state machine's to send, if anybody's. Trouble here must cost nobody the route. */
async function tryToHand(
  record: ContactRecord,
  verdicts: MailVerdicts | undefined,
  settings: Settings,
  now: EpochMs,
  { contacts, journal, handing }: ReceiveEmailPorts,
): Promise<FlowAcknowledgement | 'settled' | 'taken'> {
  if (settings.acknowledgements?.by !== 'flow' || !handing || record.acknowledgement?.state !== 'due')
    return 'taken'
  try {
    return await handToFlow(record, verdicts, settings, now, { contacts, journal, ...handing })
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    journal.troubled('acknowledgement not handed to the flow', { contact: record.id, error: name })
    return 'taken'
  }
}

/** Undefined for a contact that is not a mail of its own. */
function judge(
  { customer, inbox = '' }: ReceivedEmail,
  receivedAt: EpochMs,
  settings: Settings,
  verdicts: MailVerdicts | undefined,
): Judgement | undefined {
  const ownAddresses = ownAddressesIn(settings)
  return customer && judgeContact({ customer, inbox, ownAddresses, receivedAt }, verdicts)
}

function mailKey({ customer, inbox = '' }: ReceivedEmail) {
  return customer && mailKeyOf({ from: customer.address, to: inbox, subject: customer.subject })
}

/** Told with whether Connect relates it to a thread of ours; else it may be about a mail of somebody else's. */
function tellOfBounce(
  { id: contact, thread }: ContactRecord,
  judgement: Judgement,
  { journal }: Pick<ReceiveEmailPorts, 'journal'>,
): void {
  const inThread = thread !== undefined && thread !== toThread(contact)
  if (!isBounce(judgement, inThread)) return
  journal.count('BouncedMail')
  const { reason, rule } = judgement
  const ours = inThread ? 'known' : 'unknown'
  journal.decided('mail bounced', { contact, thread: inThread ? thread : undefined, ours, reason, rule })
}

function acknowledgementOf(
  { customer }: ReceivedEmail,
  judgement: Judgement | undefined,
  undecided: boolean,
  now: EpochMs,
): Arrival['acknowledgement'] {
  if (!customer || !judgement) return undefined
  const { reason, rule, seen } = judgement
  const why = { reason, rule, seen }
  if (!judgement.acknowledge && !undecided) return { state: 'refused', why }
  return { state: 'due', customer, why, lookAgainAt: later(now, ACKNOWLEDGE_WITHIN_MS) }
}

/**
 * A workflow that cannot be started now must not keep the flow waiting, nor fail it: the record is on the sweep's
 * lists, and Connect's own expiry ends the hold.
 */
async function start(
  record: ContactRecord,
  { acknowledge }: { acknowledge: boolean },
  settings: Settings,
  { workflows, journal }: ReceiveEmailPorts,
): Promise<void> {
  const hold = holdState(record)
  const starting: [string, Promise<void>][] = []
  const { acknowledgement } = record
  if (acknowledge && acknowledgement?.state === 'due' && !isWithFlow(acknowledgement))
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
