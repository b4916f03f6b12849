import { type Examined, isReaction } from './examined.ts'

/** Mail programs at which a person sits. */
const MAIL_PROGRAM =
  /\b(?:mutt|neomutt|thunderbird|mozilla|alpine|pine|kmail|kontact|evolution|sylpheed|claws|gnus|emacs|wanderlust|mew|mh-e|nmh|exmh|apple mail|iphone mail|ipad mail|outlook|roundcube|squirrelmail|horde|the bat|eudora|geary|trojita|aerc|sup)\b/i

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
