import type { Preparation } from '../domain/acknowledgement.ts'
import type { Acknowledgement } from '../domain/contact-record.ts'
import type { Settings } from '../domain/inbox.ts'
import { mailKeyOf } from '../domain/mail/mail-key.ts'
import { availableTo, isOwn, verdictOn } from '../domain/mail/mail-verdicts.ts'
import { type ContactId, type EpochMs, later, MINUTE, SECOND } from '../domain/values.ts'
import type { Pace } from '../ports/acknowledger.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { VerdictBook } from '../ports/mail-verdicts.ts'
import { type ClearAcknowledgementPorts, clearAcknowledgement } from './clear-acknowledgement.ts'
import { verdictsFor } from './verdicts-for.ts'

export interface PrepareAcknowledgementPorts extends ClearAcknowledgementPorts {
  verdicts: VerdictBook
  pace: Pace
  clock: Clock
}

/** After its turn, an acknowledgement not settled by then is the sweep's business. */
const SETTLED_WITHIN_MS = 15 * MINUTE

/** InspectMail is done long before that, unless it is in trouble; nobody minds so late an acknowledgement. */
const VERDICT_WITHIN_MS = 20 * SECOND

/** What InspectMail found may still come, so nothing is decided yet. The state machine asks again. */
export class VerdictNotYet extends Error {
  override readonly name = 'VerdictNotYet'
}

/** Decides whether a contact is acknowledged, and when its turn is. Throws VerdictNotYet. */
export async function prepareAcknowledgement(
  contact: ContactId,
  settings: Settings,
  ports: PrepareAcknowledgementPorts,
): Promise<Preparation> {
  const { contacts, pace, journal, clock } = ports
  const now = clock.now()
  const record = await contacts.find(contact)
  const verdicts = await lookUpVerdicts(record, now, settings, ports)
  const clearance = await clearAcknowledgement(contact, { record, verdicts }, settings, now, ports)
  if (clearance.kind === 'skip') return clearance

  const at = await pace.nextTurn(now, SECOND / settings.acknowledgementsPerSecond)
  const turn = { ...clearance.why, givenAt: now, at }
  const lookAgainAt = whenToLookAgain(at, record?.acknowledgement)
  await contacts.noteAcknowledgementTurn(contact, turn, clearance.customer.address, lookAgainAt)
  journal.decided('acknowledgement due', { contact, at })
  return at > now ? { kind: 'wait', at } : { kind: 'send' }
}

/**
 * In a storm the turn may be hours away; the sweep must not take that for a lost acknowledgement. Nor must it come back
 * sooner than it meant to when it started this attempt: its waits grow, so that its attempts last for a day.
 */
function whenToLookAgain(turn: EpochMs, due: Acknowledgement | undefined): EpochMs {
  const settled = later(turn, SETTLED_WITHIN_MS)
  return due && due.attempts > 0 && due.dueAt > settled ? due.dueAt : settled
}

/** Looked up again, since a verdict may come after ReceiveEmail has been asked. Throws VerdictNotYet. */
async function lookUpVerdicts(
  record: Awaited<ReturnType<ContactRecords['find']>>,
  now: EpochMs,
  settings: Settings,
  { verdicts, journal }: PrepareAcknowledgementPorts,
) {
  const { state, customer } = record?.acknowledgement ?? {}
  if (!settings.inspectMail || state !== 'due' || !customer || record?.inbox === undefined) return undefined
  const { address: from, subject } = customer
  const { id, receivedAt = now } = record
  const mail = mailKeyOf({ from, to: record.inbox, subject })
  const found = await verdicts.find(mail)
  const near = verdictOn(receivedAt, availableTo(id, receivedAt, found))
  const isSaid = near !== undefined && isOwn(receivedAt, near)
  if (!isSaid && now < receivedAt + VERDICT_WITHIN_MS)
    throw new VerdictNotYet('InspectMail has not said anything yet')
  const available = await verdictsFor({ id, receivedAt, mail }, found, verdicts)
  if (verdictOn(receivedAt, available)) return available
  journal.count('VerdictsMissing')
  return undefined
}
