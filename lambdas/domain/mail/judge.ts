import { type Examined, examine } from './examined.ts'
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
  return judge(examine(facts))
}

/** Names that a verdict on a crafted mail may carry at most. */
const MOST_SEEN = 40

/** As `judgeMail`, with the names of what the verdict rests on; never contents. */
export function judgeMailSeeing(facts: MailFacts): Verdict & Readonly<{ seen: readonly string[] }> {
  const mail = examine(facts)
  const verdict = judge(mail)
  const asFacts = ['from', 'reply-to', 'to', 'subject'].filter((name) => mail.headers.names.includes(name))
  const seen = new Set([
    ...(facts.envelopeFrom === undefined ? [] : ['envelope:from']),
    ...asFacts,
    ...mail.headers.lookedAt().map((name) => name.slice(0, 80)),
  ])
  return { ...verdict, seen: [...seen].slice(0, MOST_SEEN) }
}

function judge(mail: Examined): Verdict {
  const { facts } = mail
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
