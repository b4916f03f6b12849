import type { Examined } from './examined.ts'
import { tokenOf } from './header-index.ts'

/** Values by which a header says that it does not apply. */
const NEGATIVE = /^(?:no|none|false|0|off|never|disabled?|n)$/

function says(mail: Examined, name: string): boolean {
  return mail.headers.all(name).some((value) => !NEGATIVE.test(tokenOf(value)))
}

/** RFC 3834 §5: every value but `no`; parameters and comments aside. Repeated: the strictest counts. */
export function autoSubmitted(mail: Examined, kind: 'replied' | 'other'): boolean {
  const tokens = ['auto-submitted', 'x-auto-submitted'].flatMap((name) => mail.headers.all(name)).map(tokenOf)
  return tokens.some((token) => {
    if (token === '' || NEGATIVE.test(token)) return false
    return token.startsWith('auto-repl') === (kind === 'replied')
  })
}

const AUTO_HEADER =
  /(?:^|-)(?:mail-)?auto(?:matic)?-?(?:re(?:ply|plied|spond|sponder|sponse)|generated)(?:-|$)|holidayreply|machinegenerated/
const FORWARDING = /^(?:forward(?:ed)?|redirect(?:ed)?|mirror|filter)$/

/** X-Autoreply, X-Autorespond, X-Mail-Autoreply, X-AutoReply-From, X-FC-MachineGenerated and their kin. */
export function vendorAutoHeader(mail: Examined): boolean {
  return mail.headers.names.some((name) => {
    if (name === 'x-auto-response-suppress' || !AUTO_HEADER.test(name)) return false
    return mail.headers
      .all(name)
      .some((value) => !NEGATIVE.test(tokenOf(value)) && !FORWARDING.test(tokenOf(value)))
  })
}

/** Responders that name themselves in a header with another purpose. */
export function responderAtWork(mail: Examined): boolean {
  const { headers } = mail
  return (
    /^\s*vacation/i.test(headers.first('x-apple-action') ?? '') ||
    /kind\s*=\s*vacation/i.test(headers.first('x-apple-criteria') ?? '') ||
    /autorespon|auto-?repl/i.test(headers.first('x-post-messageclass') ?? '') ||
    headers.all('delivered-to').some((value) => /^<?autorespon/i.test(value)) ||
    ['x-mailer', 'user-agent'].some((name) =>
      /vacation|autorespon|auto-?repl/i.test(headers.first(name) ?? ''),
    ) ||
    /^<?(?:(?:dovecot|cmu|cyrus|pigeonhole)-(?:sieve|vacation)|vacation[.-]|autoreply|autorespon)|-vac@/i.test(
      headers.first('message-id') ?? '',
    )
  )
}

/** MS-OXCMAIL: an acknowledgement is an automatic reply, so All, OOF and AutoReply forbid it; DR, RN and NRN do not. */
export function suppressesReplies(mail: Examined): boolean {
  return mail.headers
    .all('x-auto-response-suppress')
    .some((value) => value.split(/[\s,;]+/).some((flag) => /^(?:all|oof|autoreply)$/i.test(flag)))
}

/** De facto since sendmail 8 (RFC 2076 §3.9, RFC 3834 §2). `normal` and `first-class` are what people's mail says. */
export function precedence(mail: Examined, wanted: RegExp): boolean {
  return ['precedence', 'x-precedence'].some((name) =>
    mail.headers.all(name).some((value) =>
      tokenOf(value)
        .split(/[\s,]+/)
        .some((word) => wanted.test(word)),
    ),
  )
}

const LIST_HEADERS = [
  ...[
    'list-id',
    'list-unsubscribe',
    'list-help',
    'list-subscribe',
    'list-post',
    'list-owner',
    'list-archive',
  ],
  ...[
    'list-unsubscribe-post',
    'mailing-list',
    'x-mailing-list',
    'x-mailinglist',
    'x-beenthere',
    'x-mailman-version',
  ],
  ...['x-list', 'x-list-id', 'x-list-unsubscribe', 'x-listprocessor-version', 'x-list-name', 'x-ezmlm-id'],
]

/** RFC 2369, RFC 2919, RFC 8058 and what list managers wrote before them. */
export function listHeader(mail: Examined): boolean {
  return LIST_HEADERS.some((name) => mail.headers.first(name) !== undefined)
}

/** Mail services for people sign each mail with a Feedback-ID too; the last field names the sender's service. */
const PERSONAL_FEEDBACK_ID =
  /:\s*(?:fastmail|proton|protonmail|amazonses|zoho\w*|icloud|mailfence|runbox|tutanota)\s*$/i

const BULK_HEADERS = [
  ...[
    'x-campaign',
    'x-campaign-id',
    'x-campaignid',
    'x-csa-complaints',
    'x-mailchimp-campaign-id',
    'x-mc-user',
  ],
  ...['x-bulkmail', 'x-bulk', 'x-newsletter', 'x-mailer-recptid', 'x-mailing-id', 'x-mailingid'],
  ...['x-listmember', 'x-phplist-user', 'x-messageid-campaign', 'x-cm-campaign', 'x-sendgrid-campaign'],
]

export function bulkHeader(mail: Examined): boolean {
  if (mail.headers.all('feedback-id').some((value) => !PERSONAL_FEEDBACK_ID.test(value))) return true
  return BULK_HEADERS.some((name) => says(mail, name))
}

const NOTIFIERS =
  /^x-(?:github-|gitlab-(?!reply)|jira-fingerprint|bugzilla-|redmine-|trac-|launchpad-|phabricator-|gerrit-|discourse-|facebook|linkedin-|pagerduty-|sentry-|jenkins-|travis-|mantis-|roundup-|cron-env|amazon-mail-relay-type)/

/** Programs that tell people of events, by the headers they put in for filters. */
export function notifierHeader(mail: Examined): boolean {
  return mail.headers.names.some((name) => NOTIFIERS.test(name) && says(mail, name))
}

const LOOP_HEADER = /^x-(?:[a-z0-9-]{1,40}-)?loop(?:-prevention|-detect|-check)?$/

/** X-Loop and its namesakes. Exchange's Inbox-Rules-Loop is not one: it is also on what a rule passes on for a person. */
export function loopHeader(mail: Examined): boolean {
  return mail.headers.names.some(
    (name) => LOOP_HEADER.test(name) && name !== 'x-ms-exchange-inbox-rules-loop' && says(mail, name),
  )
}

/** Our own mail, by the headers this system gives its templates. */
export function ownMark(mail: Examined): boolean {
  return mail.headers.names.some((name) => name.startsWith('x-homeward-'))
}
