import { plain } from '../reading/plain-words.ts'
import { BY_PROGRAMS } from './notices-of-programs.ts'
import { BY_SITES, BY_SITES_BY_NAME } from './notices-of-sites.ts'
import { BY_DESKS } from './receipts-of-desks.ts'

/** What shops and sites put above, as a heading. */
const HEADING =
  '^(?:(?:thank(?:s| you) for (?:your (?:order|purchase)|shopping with us)|your order is complete|order (?:confirmation|received|confirmed)|welcome to .{1,40}?|password reset(?: request)?)[.! ]+)?'

/** A salutation, which an empty line ends, and the line above which help desks want answers. */
const SALUTATION =
  '(?:##- please type your reply above this line -## ?[. ]*)?(?:(?:dear|hello|hi|greetings)\\b(?:[^.!?]|\\.(?=\\S)){0,60}[.,:! ]*)?[. ]*'
const BEFORE = `^${SALUTATION}`
/** A user's name, as programs that know no salutation begin. */
const BY_NAME = '^(?:(?:dear |hello )?\\S{1,40}(?: \\S{1,40})?,[. ]+)?'

const opening = (before: string, texts: readonly string[]) => new RegExp(`${before}(?:${texts.join('|')})`)

/** How help desks acknowledge by default, and how vacation programs say who will read what when. */
const RECEIPT = opening(BEFORE, BY_DESKS)
const RECEIPT_BY_NAME = opening(BY_NAME, BY_DESKS)

/** How programs begin what they write when something has happened, or when somebody forgot a password. */
const NOTICE = opening(HEADING + SALUTATION, [...BY_PROGRAMS, ...BY_SITES])
const NOTICE_BY_NAME = opening(BY_NAME, BY_SITES_BY_NAME)

/** Rows of dots, in which each of the parts above could end: dotted lines of forms, tables of contents. */
const opened = (beginning: string) => plain(beginning, 600).replace(/[. ]{3,}/g, '. ')

/** A program acknowledges at once what it was sent. */
export function opensAsReceipt(beginning: string): boolean {
  const text = opened(beginning)
  return RECEIPT.test(text) || RECEIPT_BY_NAME.test(text)
}

/** And says at once what has happened. */
export function opensAsNotice(beginning: string): boolean {
  const text = opened(beginning)
  return NOTICE.test(text) || NOTICE_BY_NAME.test(text)
}
