import { decideAcknowledgement, isUnsettling, type SkipReason } from '../domain/acknowledgement.ts'
import type { ContactRecord, Customer, Why } from '../domain/contact-record.ts'
import type { Inbox, Settings } from '../domain/inbox.ts'
import type { MailVerdicts } from '../domain/mail/mail-verdicts.ts'
import { type ContactId, type EpochMs, MINUTE } from '../domain/values.ts'
import type { MailClaims } from '../ports/acknowledger.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'
import { judgeOf } from './judge-of.ts'
import { type SpendBudgetsPorts, spendBudgets } from './spend-budgets.ts'

export interface ClearAcknowledgementPorts extends SpendBudgetsPorts {
  contacts: ContactRecords
  claims: MailClaims
  journal: Journal
}

export type Clearance =
  | Readonly<{ kind: 'clear'; inbox: Inbox; customer: Customer; why: Why }>
  | Readonly<{ kind: 'skip'; reason: SkipReason }>

/** Connect makes the several contacts of one mail within seconds; a person needs longer to write the same twice. */
const ONE_MAIL_WITHIN_MS = 5 * MINUTE

/**
 * Whether an acknowledgement that is due may go out, whichever way: judged, not answered from another of our addresses,
 * and taken from its budgets, once. One that may not is settled.
 */
export async function clearAcknowledgement(
  contact: ContactId,
  { record, verdicts }: { record: ContactRecord | undefined; verdicts: MailVerdicts | undefined },
  settings: Settings,
  now: EpochMs,
  ports: ClearAcknowledgementPorts,
): Promise<Clearance> {
  const judge = await judgeOf(record, verdicts, now)
  const decision = decideAcknowledgement(record, settings, now, judge)
  if (decision.kind === 'skip') return skip(decision.reason, decision.judgement)
  const { customer, inbox, why } = decision
  const mail = { customer, inbox: inbox.address, at: record?.receivedAt ?? now }
  if (await isAnsweredElsewhere(mail, settings, ports)) return skip('answered-from-another-address', why)
  const limit = record?.acknowledgement?.counted
    ? undefined
    : await spendBudgets(
        contact,
        {
          ...{ sender: customer.address, subject: customer.subject ?? '', inbox: inbox.address },
          thread: record?.thread ?? contact,
        },
        now,
        ports,
      )
  return limit === undefined ? { kind: 'clear', inbox, customer, why } : skip(limit, why)

  async function skip(reason: SkipReason, judgement?: Omit<Why, 'reason'>): Promise<Clearance> {
    const { rule, seen } = judgement ?? {}
    const state = reason === 'too-late' ? 'failed' : 'refused'
    if (!isUnsettling(reason))
      await ports.contacts.settleAcknowledgement(contact, state, { reason, rule, seen }, now)
    ports.journal.decided('acknowledgement skipped', { contact, reason, rule })
    return { kind: 'skip', reason }
  }
}

type Mail = { customer: Customer; inbox: string; at: EpochMs }

async function isAnsweredElsewhere(
  { customer, inbox, at }: Mail,
  { inboxes }: Settings,
  { claims }: ClearAcknowledgementPorts,
): Promise<boolean> {
  if (inboxes.length < 2) return false
  return (await claims.claim({ customer, inbox, at, withinMs: ONE_MAIL_WITHIN_MS })) === 'taken'
}
