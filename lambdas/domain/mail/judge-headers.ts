import type { MailFacts } from './mail-facts.ts'
import { examine } from './reading/examined.ts'
import { HEADER_RULES } from './rules/rules.ts'
import { type Verdict, verdictBy } from './verdict.ts'

/** Names that a verdict on a crafted mail may carry at most. */
const MOST_SEEN = 40

/** As `judgeMail`, for those who see no text, with the names of what the verdict rests on; never contents. */
export function judgeMailSeeing(facts: MailFacts): Verdict & Readonly<{ seen: readonly string[] }> {
  const mail = examine(facts)
  const verdict = verdictBy(HEADER_RULES, facts, mail)
  const asFacts = ['from', 'reply-to', 'to', 'subject'].filter((name) => mail.headers.names.includes(name))
  const seen = new Set([
    ...(facts.envelopeFrom === undefined ? [] : ['envelope:from']),
    ...asFacts,
    ...mail.headers.lookedAt().map((name) => name.slice(0, 80)),
  ])
  return { ...verdict, seen: [...seen].slice(0, MOST_SEEN) }
}
