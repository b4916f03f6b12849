import { type Examined, isReaction } from './examined.ts'

/** Mail programs at which a person sits, webmail and telephones too; not those that answer for absent people as well, as Notes. */
const MAIL_PROGRAM =
  /\b(?:mutt|neomutt|thunderbird|mozilla|alpine|pine|kmail|kontact|evolution|sylpheed|claws|gnus|emacs|wanderlust|mew|mh-e|nmh|exmh|apple mail|iphone mail|ipad mail|icloud mailclient|outlook|roundcube|squirrelmail|horde|the bat|eudora|geary|trojita|aerc|sup|yahoomail\w*|ymail\w*|web\.de freemail|telekom-mail|mail\.ru mailer|yamail|qqmail|coremail webmail|foxmail|naver-mail|zimbra|open-xchange mailer|em[ _]client|mailbird|k-9 mail|samsung email|aquamail|fairemail|becky!|tutanota|sogomail|rainloop|snappymail|zoho mail|mailmate|canary mail|bluemail|airmail|vivaldi mail|opera mail|pegasus mail|cyrus-jmap|afterlogic webmail)(?![a-z])/i

/** The mail of somebody at a mail program: it says so, or answers another. */
export function isTyped(mail: Examined): boolean {
  return isReaction(mail) || namesMailProgram(mail)
}

export function namesMailProgram({ headers }: Examined): boolean {
  return (
    [...headers.all('user-agent'), ...headers.all('x-mailer')].some((value) => MAIL_PROGRAM.test(value)) ||
    headers.all('message-id').some((value) => /^<?(?:al)?pine\./i.test(value.trim()))
  )
}

/**
 * Message-IDs as Gmail and Exchange Online make them. Both mark what they answer for somebody (Auto-Submitted; as
 * mailsuite's authors saw it): what has no such mark there was typed, or sent by a program of the customer's own.
 */
const OF_MARKING_SERVICE =
  /^<?(?:CA[\w+=-]{40,}@mail\.gmail\.com|[^@]{1,100}@[a-z\d.-]{1,100}\.prod\.(?:outlook|exchangelabs)\.com)>?$/i

export function ofMarkingService({ headers }: Examined): boolean {
  return headers.all('message-id').some((value) => OF_MARKING_SERVICE.test(value.trim()))
}
