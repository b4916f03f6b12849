import type { MailFacts } from './mail-facts.ts'
import { RULES } from './rules/all-rules.ts'
import { type Verdict, verdictBy } from './verdict.ts'

export type { Verdict } from './verdict.ts'

/**
 * Whether a mail gets an acknowledgement, and why: people do, machines never (RFC 3834 §2). Judges on what is known;
 * a header nobody saw is held against no one. Never throws, and its work is bounded whatever the mail holds.
 */
export function judgeMail(facts: MailFacts): Verdict {
  return verdictBy(RULES, facts)
}
