import { decideAcknowledgement, type Preparation, type SkipReason } from '../domain/acknowledgement.ts'
import type { Customer, Why } from '../domain/contact-record.ts'
import type { Settings } from '../domain/inbox.ts'
import { verdictOn } from '../domain/mail/judge-contact.ts'
import { budgetsOf, type LimitReason } from '../domain/mail/limits.ts'
import { mailKeyOf } from '../domain/mail/mail-key.ts'
import { type ContactId, type EpochMs, later, MINUTE, SECOND } from '../domain/values.ts'
import type { MailClaims, Pace } from '../ports/acknowledger.ts'
import type { Budgets } from '../ports/budgets.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'
import type { VerdictBook } from '../ports/mail-verdicts.ts'

export interface PrepareAcknowledgementPorts {
  contacts: ContactRecords
  verdicts: VerdictBook
  budgets: Budgets
  claims: MailClaims
  pace: Pace
  journal: Journal
  clock: Clock
}

/** Connect makes the several contacts of one mail within seconds; a person needs longer to write the same twice. */
const ONE_MAIL_WITHIN_MS = 5 * MINUTE

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
  const decision = decideAcknowledgement(record, settings.inboxes, now, verdicts)
  if (decision.kind === 'skip') return skip(decision.reason, decision.judgement)

  const { customer, inbox, why } = decision
  const mail = { customer, inbox: inbox.address, at: record?.receivedAt ?? now }
  if (await isAnsweredElsewhere(mail, settings, ports)) return skip('answered-from-another-address')
  const limit = record?.acknowledgement?.counted
    ? undefined
    : await spend({ ...mail, thread: record?.thread ?? contact }, now, ports)
  if (limit !== undefined) return skip(limit)

  const at = await pace.nextTurn(now, SECOND / settings.acknowledgementsPerSecond)
  // In a storm the turn may be hours away; the sweep must not take that for a lost acknowledgement.
  const turn = { ...why, givenAt: now, at }
  await contacts.noteAcknowledgementTurn(contact, turn, customer.address, later(at, SETTLED_WITHIN_MS))
  journal.decided('acknowledgement due', { contact, at })
  return { kind: 'send', at }

  async function skip(reason: SkipReason, judgement?: Omit<Why, 'reason'>): Promise<Preparation> {
    const state = reason === 'too-late' ? 'failed' : 'refused'
    await contacts.settleAcknowledgement(
      contact,
      state,
      { reason, rule: judgement?.rule, seen: judgement?.seen },
      now,
    )
    journal.decided('acknowledgement skipped', { contact, reason, rule: judgement?.rule })
    return { kind: 'skip', reason }
  }
}

type Mail = { customer: Customer; inbox: string; at: EpochMs }

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
  const found = await verdicts.find(mailKeyOf({ from, to: record.inbox, subject }))
  const receivedAt = record.receivedAt ?? now
  if (verdictOn(receivedAt, found)) return found
  if (now < receivedAt + VERDICT_WITHIN_MS) throw new VerdictNotYet('InspectMail has not said anything yet')
  journal.count('VerdictsMissing')
  return undefined
}

async function isAnsweredElsewhere(
  { customer, inbox, at }: Mail,
  { inboxes }: Settings,
  { claims }: PrepareAcknowledgementPorts,
): Promise<boolean> {
  if (inboxes.length < 2) return false
  return (await claims.claim({ customer, inbox, at, withinMs: ONE_MAIL_WITHIN_MS })) === 'taken'
}

/** Takes one from every budget. Gives the first that is spent; that the others have paid too only makes them stricter. */
async function spend(
  { customer, inbox, thread }: Mail & { thread: string },
  now: EpochMs,
  { budgets }: PrepareAcknowledgementPorts,
): Promise<LimitReason | undefined> {
  const all = budgetsOf({ sender: customer.address, subject: customer.subject ?? '', thread, inbox })
  const spent = await Promise.all(all.map((budget) => budgets.spend(budget, now)))
  return all.find((_, i) => !spent[i])?.reason
}
