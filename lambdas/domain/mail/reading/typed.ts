import { type Examined, isReaction } from './examined.ts'

/** Programs at which a person sits, on a computer or a telephone; not those whose servers answer for absent people under the same name, as Notes. */
const MAIL_PROGRAM =
  /\b(?:mutt|neomutt|thunderbird|mozilla|alpine|pine|kmail|kontact|evolution|sylpheed|claws|gnus|emacs|wanderlust|mew|mh-e|nmh|exmh|apple mail|iphone mail|ipad mail|outlook|roundcube|squirrelmail|horde|the bat|eudora|geary|trojita|aerc|sup|foxmail|em[ _]client|mailbird|k-9 mail|samsung email|aquamail|fairemail|becky!|rainloop|snappymail|mailmate|canary mail|bluemail|airmail|vivaldi mail|opera mail|pegasus mail)(?![a-z])/i

/** Services whose pages people write on, and which may answer for them under the same name. */
const WEBMAIL =
  /\b(?:yahoomail\w*|ymail\w*|web\.de freemail|telekom-mail|mail\.ru mailer|yamail|qqmail|coremail webmail|naver-mail|zimbra|open-xchange mailer|tutanota|sogomail|zoho mail|icloud mailclient|cyrus-jmap|afterlogic webmail)(?![a-z])/i

/** The mail of somebody at a mail program: it says so, or answers another. */
export function isTyped(mail: Examined): boolean {
  return isReaction(mail) || namesMailProgram(mail)
}

const names = ({ headers }: Examined, program: RegExp) =>
  [...headers.all('user-agent'), ...headers.all('x-mailer')].some((value) => program.test(value))

export function namesMailProgram(mail: Examined): boolean {
  return names(mail, MAIL_PROGRAM) || hasMessageId(mail, /^<?(?:al)?pine\./i)
}

export function namesWebmail(mail: Examined): boolean {
  return names(mail, WEBMAIL)
}

/**
 * Message-IDs as Gmail and Exchange Online make them. Both mark what they answer for somebody (Auto-Submitted; as
 * mailsuite's authors saw it), as webmail does as far as is known: what has no such mark there was typed, or sent by a
 * program of the customer's own.
 */
const OF_GMAIL_OR_EXCHANGE =
  /^<?(?:CA[\w+=-]{40,}@mail\.gmail\.com|[^@]{1,100}@[a-z\d.-]{1,100}\.prod\.(?:outlook|exchangelabs)\.com)>?$/i

/** What people title or tell of themselves there is not a responder's. */
export function ofMarkingService(mail: Examined): boolean {
  return namesWebmail(mail) || hasMessageId(mail, OF_GMAIL_OR_EXCHANGE)
}

const hasMessageId = ({ headers }: Examined, kind: RegExp) =>
  headers.all('message-id').some((value) => kind.test(value.trim()))
