import type { MailFacts } from './mail-facts.ts'
import { type Examined, examine } from './reading/examined.ts'
import type { AcknowledgementReason, RefusalReason } from './reason-codes.ts'
import type { Rule } from './rules/rule.ts'

export type Verdict =
  | Readonly<{ acknowledge: true; to: string; reason: AcknowledgementReason; rule: string }>
  | Readonly<{ acknowledge: false; reason: RefusalReason; rule: string }>

/** The first of `rules` that applies gives the reason; a mail to which none applies is a person's. */
export function verdictBy(
  rules: readonly Rule[],
  facts: MailFacts,
  mail: Examined = examine(facts),
): Verdict {
  const rule = rules.find(({ test }) => test(mail))
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
