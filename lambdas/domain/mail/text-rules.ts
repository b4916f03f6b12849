import { type OwnWords, ownWords, saysAbsent, saysAutomatic, saysReturned } from './body.ts'
import { type Examined, isReaction } from './examined.ts'
import type { Rule } from './rule.ts'

/**
 * What the text says of itself counts only in a mail that is no answer and no forward, and not in a form that names the
 * person to answer.
 */
const textOf = ({ facts, subject, personToAnswer }: Examined): OwnWords | undefined =>
  facts.bodyStart === undefined || subject.isAnswer || personToAnswer ? undefined : ownWords(facts.bodyStart)

const says = (mail: Examined, test: (text: OwnWords) => boolean) => {
  const text = textOf(mail)
  return text !== undefined && test(text)
}

/** Where the text is known, which SES shows to no function: for `npm run explain`. Last, and narrow. */
export const TEXT_RULES: readonly Rule[] = [
  {
    id: 'returned-mail-text',
    source:
      'qmail QSBMF §2; Exim specification, "Customizing bounce messages"; Postfix bounce(5); sendmail and ezmlm-weed(1) on it; courierdsn; Sun Java System Messaging Server 6.3 administration guide §10.10.1; Microsoft Learn, "Non-delivery reports"; fields of RFC 3464 §2.2 and RFC 8098 §3.2',
    reason: 'bounce',
    test: (mail) => says(mail, saysReturned),
  },
  {
    id: 'automatic-text',
    source: 'the titles of automatic-reply-title, as the text’s own statement about itself',
    reason: 'auto-reply',
    test: (mail) => says(mail, saysAutomatic),
  },
  {
    id: 'absence-text',
    source:
      'vacation(1) and Microsoft Support, "Send automatic replies": their examples; RFC 3834 §3.1.5, §3.1.6',
    reason: 'auto-reply',
    test: (mail) => says(mail, (text) => saysAbsent(text, isReaction(mail))),
  },
]
