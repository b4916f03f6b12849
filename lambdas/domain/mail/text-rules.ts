import { type OwnWords, ownWords, saysAbsent, saysAutomatic, signsAsAutomatic } from './body.ts'
import { type Examined, isReaction } from './examined.ts'
import { footerOf, passesOn } from './footer.ts'
import { endsAsListMail } from './list-footer.ts'
import { endsAsNotice } from './notices-of-programs.ts'
import { opensAsNotice, opensAsReceipt } from './opening-text.ts'
import { offersToStop } from './opt-out.ts'
import { confirmsRequest } from './request-text.ts'
import { saysReturned } from './returned-text.ts'
import type { Rule } from './rule.ts'
import { isTyped } from './typed.ts'

/**
 * What the text says of itself counts only in a mail that is no answer and no forward, and not in a form that names the
 * person to answer.
 */
const textOf = (mail: Examined): OwnWords | undefined => {
  const { facts, subject, personToAnswer } = mail
  if (facts.bodyStart === undefined || subject.isAnswer || personToAnswer) return undefined
  const known = texts.get(mail)
  if (known) return known
  const text = ownWords(facts.bodyStart)
  texts.set(mail, text)
  return text
}
/** Several rules ask for the same text. */
const texts = new WeakMap<Examined, OwnWords>()

const says = (mail: Examined, test: (text: OwnWords) => boolean) => {
  const text = textOf(mail)
  return text !== undefined && test(text)
}

/** Help desks answer, `RE: your subject`, and quote below; their default texts are nobody else's. */
function acknowledges({ facts, subject, personToAnswer }: Examined): boolean {
  if (facts.bodyStart === undefined || subject.isForward || personToAnswer) return false
  return opensAsReceipt(facts.bodyStart)
}

/** What stands at the end counts only in a mail that refers to no other: people answer below or above footers of ours. */
const signs = (mail: Examined, test: (footer: string) => boolean) => {
  const { bodyStart = '', bodyEnd } = mail.facts
  if (bodyEnd === undefined || mail.subject.isAnswer || mail.personToAnswer || isReaction(mail)) return false
  let footer = footers.get(mail)
  if (footer === undefined) {
    footer = footerOf(bodyEnd)
    footers.set(mail, footer)
  }
  return test(footer) && !passesOn(footer, bodyStart, bodyEnd)
}
const footers = new WeakMap<Examined, string>()
/** Longer than the sentence and the address below it. */
const SIGNATURE = 600

const COMPLAINS =
  /^this is an? (?:\S{1,40} ){0,3}(?:abuse|authentication[ -]failure|spam) (?:report for an e-?mail (?:message )?received from|complaint regarding your network)/

/** Where the text is known, which SES shows to no function: for `npm run explain`. Last, and narrow. */
export const TEXT_RULES: readonly Rule[] = [
  {
    id: 'returned-mail-text',
    reason: 'bounce',
    test: (mail) => says(mail, ({ beginning }) => saysReturned(beginning)),
  },
  {
    id: 'complaint-text',
    reason: 'complaint',
    test: (mail) => says(mail, ({ words }) => COMPLAINS.test(words)),
  },
  {
    id: 'automatic-text',
    reason: 'auto-reply',
    test: (mail) =>
      says(mail, saysAutomatic) || signs(mail, (footer) => signsAsAutomatic(footer.slice(-SIGNATURE))),
  },
  {
    id: 'receipt-text',
    reason: 'auto-reply',
    test: acknowledges,
  },
  {
    id: 'notice-text',
    reason: 'auto-generated',
    test: (mail) =>
      says(mail, ({ beginning }) => opensAsNotice(beginning)) ||
      signs(mail, (footer) => confirmsRequest(footer) || endsAsNotice(footer)),
  },
  {
    id: 'absence-text',
    reason: 'auto-reply',
    test: (mail) => says(mail, (text) => saysAbsent(text, isReaction(mail))),
  },
  {
    id: 'list-text',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && signs(mail, endsAsListMail),
  },
  {
    id: 'opt-out-text',
    reason: 'bulk',
    test: (mail) =>
      signs(mail, (footer) =>
        offersToStop(footer, { bodyStart: mail.facts.bodyStart ?? '', typed: isTyped(mail) }),
      ),
  },
]
