import type { Subject } from './subject.ts'

/** A title set by a program: how it begins, and the whole of it where its beginning is not enough. Lower case. */
type Title = readonly [beginning: string, whole?: RegExp]

/** Looked up by their beginnings, so that for most mails no pattern is even compiled. */
function finderOfTitles(titles: readonly Title[]): (subject: Subject) => boolean {
  const find = (text: string) =>
    titles.some(([beginning, whole]) => text.startsWith(beginning) && (whole?.test(text) ?? true))
  return ({ words, tagged, isAnswer }) => !isAnswer && (find(tagged) || find(words))
}

/** Of mail that is late, or reports of mail as such. */
const OF_MAIL: readonly Title[] = [
  // RFC 7489 §7.2.1.1; a preview of such reports says so first.
  ['report domain:', /^report domain: ?\S{1,255} submitter:/],
  ['[preview] report domain:', /^\[preview\] report domain: ?\S{1,255} submitter:/],
  // Exim and sendmail of mail that is late; Postfix of the same.
  [
    'warning: ',
    /^warning: (?:message \S{6,60} delayed|could not send message for|e-?mail virus(?:es)? detected)/,
  ],
  ['delayed mail (still being retried)', /\)$/],
  ['cron <', /^cron <[^>]{3,100}>/],
]

/** What programs that look for viruses tell senders: SpamAssassin's rules on such bounces; amavisd-new, README.customize. */
const OF_SCANNERS: readonly Title[] = [
  ['virus in your mail'],
  ['virus (', /^virus \(.{1,200}\) in mail from you\b/],
  ['banned filename (', /\bfrom you\b/],
  ['banned or potentially offensive material'],
  ['considered unsolicited bulk email, apparently from you'],
  [
    'undeliverable mail, ',
    /^undeliverable mail, (?:mta-blocked|invalid characters in header|spam|banned|bad)/,
  ],
  ['norton antivirus ', /^norton antivirus (?:detected|failed to scan)/],
  ['norton anti-virus ', /^norton anti-virus (?:detected|failed to scan)/],
  ['symantec avf detected '],
  ['symantec e-mail-proxy '],
  ['scanmail message: '],
  ['interscan mss for smtp has delivered '],
  ['interscan nt alert'],
  ['antigen found '],
  ['mcafee groupshield alert'],
  ['rav antivirus scan results'],
  ['mailmarshal has detected '],
  ['inflex scan report ['],
  ['gwava sender notification'],
  ['nav detected a virus in a document '],
  ['failed to clean virus '],
  ['disallowed attachment type found '],
  ['warning - you sent a virus infected email to '],
  ['virus found in message '],
  ['message undeliverable: possible junk/spam mail identified'],
  ['mdaemon notification', /^mdaemon notification(?:$|:| -- )/],
  ['*** mensagem bloqueada'],
]

export const isProgramTitle = finderOfTitles([...OF_MAIL, ...OF_SCANNERS])

/** Of mail servers, before or after what only they say: sisimai's modules, SpamAssassin's rules on bounces. */
export const isServerTitle = finderOfTitles([
  // sendmail's texts for the codes of sysexits(3), and savemail.c.
  [
    'returned mail: ',
    /^returned mail: (?:see transcript for details|(?:user|host) unknown|service unavailable|data format error|cannot open input|internal error|operating system error|system file missing|can't create output|i\/o error|deferred|(?:remote )?protocol error|insufficient permission|(?:local )?configuration error|response error|unreachable recipients|too many hops|error during delivery|warning|cannot send (?:message|mail) (?:within|for) \d)/,
  ],
  ['postmaster notify: '],
  ['delivery failure: user ', /\bnot (?:listed|unique) in\b/],
  ['delivery notification: delivery ', /^delivery notification: delivery (?:has|report)/],
  ['mail failure - '],
  ['error(s) in forwarding or filtering'],
  ['e-mail addressing error ('],
  ['no valid recipient in '],
  ['delivery error report id='],
  ['delivery warning report id='],
  ['[bounce]', /^\[bounce\]$/],
  // qmail's and its kin's: nothing follows them.
  ['failure notice', /^failure notice$/],
  ['success notice', /^success notice$/],
  ['deferral notice', /^deferral notice$/],
  ['failure delivery', /^failure delivery$/],
])
