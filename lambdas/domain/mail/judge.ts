import { examine } from './examined.ts'
import type { MailFacts } from './mail-facts.ts'
import type { AcknowledgementReason, RefusalReason } from './reason-codes.ts'
import { RULES } from './rules.ts'

export type Verdict =
  | Readonly<{ acknowledge: true; to: string; reason: AcknowledgementReason; rule: string }>
  | Readonly<{ acknowledge: false; reason: RefusalReason; rule: string }>

/**
 * Whether a mail gets an acknowledgement, and why: people do, machines never (RFC 3834 §2). Judges on what is known;
 * a header nobody saw is held against no one. Never throws, and its work is bounded whatever the mail holds.
 */
export function judgeMail(facts: MailFacts): Verdict {
  const mail = examine(facts)
  const rule = RULES.find(({ test }) => test(mail))
  if (rule) return { acknowledge: false, reason: rule.reason, rule: rule.id }

  if (mail.personToAnswer !== undefined) {
    return { acknowledge: true, to: mail.personToAnswer, reason: 'web-form', rule: 'person-in-reply-to' }
  }
  const to = answerAddress(facts)
  if (to === undefined) return { acknowledge: false, reason: 'no-sender', rule: 'no-sender' }
  return { acknowledge: true, to, reason: 'person', rule: 'nothing-automatic' }
}

/** From, as Connect's contact has it; where that is unusable Reply-To, and at last the envelope (RFC 3834 §4). */
function answerAddress({ from, replyTo, envelopeFrom }: MailFacts): string | undefined {
  const candidates = [from?.address, ...replyTo.map(({ address }) => address), envelopeFrom]
  return candidates
    .map((address) => address?.trim())
    .find((address) => address && /^[^@\s]+@[^@\s]+$/.test(address))
}
