import { inboxAt, ownAddressesIn, type Settings } from '../domain/inbox.ts'
import { judgeMailSeeing } from '../domain/mail/judge-headers.ts'
import type { MailFacts } from '../domain/mail/mail-facts.ts'
import { mailKeyOf } from '../domain/mail/mail-key.ts'
import type { Verdict } from '../domain/mail/verdict.ts'
import type { EpochMs } from '../domain/values.ts'
import type { Journal } from '../ports/journal.ts'
import type { VerdictRecorder } from '../ports/mail-verdicts.ts'

export interface InspectMailPorts {
  verdicts: VerdictRecorder
  journal: Journal
}

export type IncomingMail = Readonly<{
  /** SES's own id of the mail, which its logs name. */
  id: string
  at: EpochMs
  facts: Omit<MailFacts, 'ownAddresses'>
  /** To whom SES has it, ours and others. */
  recipients: readonly string[]
}>

/**
 * Judges a mail on its headers and envelope before Connect makes contacts of it, and leaves the verdict where those
 * find it: one for each of our addresses, since each makes a contact of its own. Doing it again changes nothing.
 */
export async function inspectMail(
  { id, at, facts, recipients }: IncomingMail,
  settings: Settings,
  { verdicts, journal }: InspectMailPorts,
): Promise<Verdict> {
  const ownAddresses = ownAddressesIn(settings)
  const { seen, ...verdict } = judgeMailSeeing({ ...facts, ownAddresses })
  const ours = new Set(
    recipients.flatMap((recipient) => inboxAt(recipient.trim(), settings.inboxes)?.address ?? []),
  )
  const senders = sendersOf(facts)
  await Promise.all(
    [...ours].flatMap((to) =>
      senders.map((from) =>
        verdicts.record(mailKeyOf({ from, to, subject: facts.subject }), { ...verdict, at, seen }),
      ),
    ),
  )
  const { acknowledge, reason, rule } = verdict
  const told = { mail: id, acknowledge, reason, rule, seen: seen.join(' '), inboxes: ours.size }
  journal.decided('mail inspected', told)
  return verdict
}

/** Whom Connect may show as the sender. Whether it is the envelope's where a mail has no From, or nobody, is not known. */
function sendersOf({ from, envelopeFrom = '' }: IncomingMail['facts']): string[] {
  if (from) return [from.address]
  return [...new Set(['', envelopeFrom])]
}
