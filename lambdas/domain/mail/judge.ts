import { examine } from './examined.ts'
import type { MailFacts } from './mail-facts.ts'
import { RULES } from './rules.ts'
import { type Verdict, verdictBy } from './verdict.ts'

export type { Verdict } from './verdict.ts'

/**
 * Whether a mail gets an acknowledgement, and why: people do, machines never (RFC 3834 §2). Judges on what is known;
 * a header nobody saw is held against no one. Never throws, and its work is bounded whatever the mail holds.
 */
export function judgeMail(facts: MailFacts): Verdict {
  return verdictBy(RULES, facts)
}

/** Names that a verdict on a crafted mail may carry at most. */
const MOST_SEEN = 40

/** As `judgeMail`, with the names of what the verdict rests on; never contents. */
export function judgeMailSeeing(facts: MailFacts): Verdict & Readonly<{ seen: readonly string[] }> {
  const mail = examine(facts)
  const verdict = verdictBy(RULES, facts, mail)
  const asFacts = ['from', 'reply-to', 'to', 'subject'].filter((name) => mail.headers.names.includes(name))
  const seen = new Set([
    ...(facts.envelopeFrom === undefined ? [] : ['envelope:from']),
    ...asFacts,
    ...mail.headers.lookedAt().map((name) => name.slice(0, 80)),
  ])
  return { ...verdict, seen: [...seen].slice(0, MOST_SEEN) }
}
