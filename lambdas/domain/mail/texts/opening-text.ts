import { plain } from '../reading/plain-words.ts'
import { BY_PROGRAMS } from './notices-of-programs.ts'
import { BY_SITES, BY_SITES_BY_NAME } from './notices-of-sites.ts'

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
const RECEIPT = opening(BEFORE, [
  // Zendesk ("Notify requester of received request"), Zammad (auto reply), Odoo (helpdesk).
  'your request .{1,200}? ?has been received and (?:is being|will be) reviewed by our (?:support (?:staff|team|department)\\b|.{0,80}?\\bteam\\b[. ]*the reference (?:for|of) your ticket is )',
  // osTicket (ticket.autoresp), OTRS, Znuny and OTOBO (default reply).
  'a request for support has been created and assigned ',
  'this is a demo text which is send to every inquiry',
  'thanks for your e-?mail\\. a new ticket has been created',
  // Freshdesk, Jira Service Management.
  'we would like to acknowledge that we have received your request and a ticket has been created',
  "just confirming that we got your request\\. we're on it\\b",
  // vacation(1), Horde, OpenWebMail, the Common Desktop Environment.
  'i will not be reading my mail for a while\\. your mail ',
  "i(?:'m| am) on vacation and will not be reading my mail for a while\\. your mail will be dealt with when i return",
  'i am on vacation,? and will read your (?:mail|message) regarding ',
])

/** WHMCS. */
const RECEIPT_BY_NAME = opening(BY_NAME, [
  'thank you for contacting our support team\\. a support ticket has now been opened for your request',
])

/** How programs begin what they write when something has happened, or when somebody forgot a password. */
const NOTICE = opening(HEADING + SALUTATION, [...BY_PROGRAMS, ...BY_SITES])
const NOTICE_BY_NAME = opening(BY_NAME, BY_SITES_BY_NAME)

/** A program acknowledges at once what it was sent. */
export function opensAsReceipt(beginning: string): boolean {
  const text = plain(beginning, 600)
  return RECEIPT.test(text) || RECEIPT_BY_NAME.test(text)
}

/** And says at once what has happened. */
export function opensAsNotice(beginning: string): boolean {
  const text = plain(beginning, 600)
  return NOTICE.test(text) || NOTICE_BY_NAME.test(text)
}
