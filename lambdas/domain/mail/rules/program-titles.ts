import type { Subject } from '../reading/subject.ts'

/** A title set by a program: how it begins, and the whole of it where its beginning is not enough. Lower case. */
type Title = readonly [beginning: string, whole?: () => RegExp]

/** Looked up by their beginnings, so that a cold function reads no pattern for most mails. */
function finderOfTitles(titles: readonly Title[]): (subject: Subject) => boolean {
  const find = (text: string) =>
    titles.some(([beginning, whole]) => text.startsWith(beginning) && (whole?.().test(text) ?? true))
  return ({ words, tagged, isAnswer }) => !isAnswer && (find(tagged) || find(words))
}

/** Of mail that is late, or reports of mail as such. */
const OF_MAIL: readonly Title[] = [
  // RFC 7489 §7.2.1.1; a preview of such reports says so first.
  ['report domain:', () => /^report domain: ?\S{1,255} submitter:/],
  ['[preview] report domain:', () => /^\[preview\] report domain: ?\S{1,255} submitter:/],
  // Exim and sendmail of mail that is late; Postfix of the same.
  [
    'warning: ',
    () => /^warning: (?:message \S{6,60} delayed|could not send message for|e-?mail virus(?:es)? detected)/,
  ],
  ['delayed mail (still being retried)', () => /\)$/],
  ['cron <', () => /^cron <[^>@]{1,50}@[^>]{1,100}>/],
  // at(1), and cron of Solaris.
  ['output ', () => /^output from (?:your job \d+|"cron" command)$/],
]

/** What programs that look for viruses tell senders: SpamAssassin's rules on such bounces; amavisd-new, README.customize. */
const OF_SCANNERS: readonly Title[] = [
  ['virus in your mail ', () => /^virus in your mail (?:to <?\S+@|\()/],
  ['virus (', () => /^virus \(.{1,200}\) in mail from you\b/],
  ['banned filename (', () => /\bfrom you\b/],
  ['banned or potentially offensive material'],
  ['considered unsolicited bulk email, apparently from you'],
  [
    'undeliverable mail, ',
    () => /^undeliverable mail, (?:mta-blocked|invalid characters in header|spam|banned|bad)/,
  ],
  ['norton antivirus ', () => /^norton antivirus (?:detected and quarantined|failed to scan an attachment)/],
  [
    'norton anti-virus ',
    () => /^norton anti-virus (?:detected and quarantined|failed to scan an attachment)/,
  ],
  ['symantec avf detected '],
  ['symantec e-mail-proxy '],
  ['scanmail message: '],
  ['interscan mss for smtp has delivered '],
  ['interscan nt alert'],
  ['antigen found ', () => /^antigen found (?:virus\b|file filter|\S+ ?=|\*)/],
  ['mcafee groupshield alert'],
  ['rav antivirus scan results'],
  ['mailmarshal has detected '],
  ['inflex scan report ['],
  ['gwava sender notification'],
  ['nav detected a virus in a document '],
  ['failed to clean virus ', () => /^failed to clean virus \S*[\d./@]/],
  ['disallowed attachment type found '],
  ['warning - you sent a virus ', () => /^warning - you sent a virus infected email to <?\S+@/],
  ['virus found in message "'],
  ['message undeliverable: possible junk/spam mail identified'],
  ['mdaemon notification', () => /^mdaemon notification(?:$|:| -- )/],
  ['*** mensagem bloqueada'],
]

const BACKED_UP = /^ba(?:cula|reos): (?:backup|restore|verify|admin|migrat|copy).{0,60} of \S/

/** What programs tell those who run a host: each by its own source or its default settings. */
const OF_WATCHERS: readonly Title[] = [
  // Nagios commands.cfg; Icinga mail-host-notification.sh; Prometheus Alertmanager and Grafana (default subject).
  ['** ', () => /^\*\* [a-z]{2,20} (?:host|service) alert: .{1,200} is [a-z]{2,12} \*\*$/],
  [
    '[problem] ',
    () =>
      /^\[problem\] (?:host .{1,200} is (?:down|unreachable)|.{1,200} on .{1,200} is (?:warning|critical|unknown))!$/,
  ],
  ['[recovery] ', () => /^\[recovery\] .{1,200} is (?:up|ok)!/],
  ['[firing:', () => /^\[firing:\d+\] /],
  // fail2ban, rkhunter, logcheck, Logwatch, DenyHosts, Debian's AIDE and apticron, unattended-upgrades.
  ['[fail2ban] ', () => /^\[fail2ban\] \S+: (?:banned|unbanned|started|stopped) /],
  ['[rkhunter] ', () => /^\[rkhunter\] (?:warnings found for|\S+ - daily report)/],
  ['logwatch for ', () => /^logwatch for \S+ \(\w{1,20}\)$/],
  ['denyhosts report', () => /^denyhosts report(?: from \S+)?$/],
  ['daily aide report for ', () => /^daily aide report for (?:[a-z0-9-]{1,63}\.){1,8}[a-z]/],
  ['unattended-upgrades result for '],
  // smartd, mdadm, sudo, Monit, anacron.
  ['smart error (', () => /^smart error \(\w{1,60}\) detected on /],
  ['*** security information for ', () => /^\*\*\* security information for \S+ \*\*\*/],
  ['monit alert -- '],
  ['ossec notification - ', () => / - alert level \d+$/],
  // Bacula and Bareos (mailcommand), BackupPC, Proxmox; Asterisk, HylaFAX.
  ['bacula: ', () => BACKED_UP],
  ['bareos: ', () => BACKED_UP],
  ['backuppc: no ', () => /^backuppc: no (?:backups of \S+ have succeeded|recent backups on \S+)$/],
  ['vzdump backup status (', () => /\) ?: ?\S/],
  ['[pbx]: new message ', () => / in mailbox \S+$/],
  ['facsimile ', () => /^facsimile received from [+\d][\d ()-]{3,}$/],
  ["anacron job '"],
  // Jenkins; Django; Drupal.
  ['build failed in jenkins: '],
  ['jenkins build is ', () => /^jenkins build is (?:back to normal|still unstable|unstable)\b/],
  ['jenkins build became unstable'],
  ['[django] ', () => /^\[django\] (?:error|critical|warning)/],
  ['replacement login information for ', () => / at \S/],
  // Subversion; git's post-receive-email.
  ['svn commit: r', () => /^svn commit: r\d+ - /],
  ['[scm] ', () => / (?:annotated tag|branch|tag), \S+, (?:created|updated|deleted)\. \S+$/],
  // phpBB; more of Drupal.
  ['topic reply notification - "', () => /"$/],
  ['forum post notification - "', () => /"$/],
  ['new topic notification - "', () => /"$/],
  [
    'account details for ',
    () =>
      /^account details for .{1,120} at .{1,80} \((?:approved|pending admin approval|blocked|canceled)\)$/,
  ],
  // GLPI: a ticket's number in full length.
  ['[glpi #', () => /^\[glpi #\d{7}\] /],
]
/** Titles that begin with what they are about. */
const isAboutAHost = (title: string) =>
  /event|alert|package|amanda| - build |ups /.test(title) &&
  /^(?:\[logcheck\] )?\S{1,100} \d{4}-\d\d-\d\d \d\d:\d\d (?:system events|security (?:events|alerts))$|^\d{1,4} (?:debian|ubuntu) package update\(s\) for \S+|^[a-z]{4,20} event on \/dev\/\S{1,60}:\S|\bamanda mail report for \S|^.{1,80} - build # \d+ - (?:still )?(?:fail(?:ure|ing)|success(?:ful)?|fixed|unstable|aborted)!$|^\S{1,100} ups \S{1,60} power failure !!!$/.test(
    title,
  )

/** WordPress, which puts the site's name first. A gateway puts `[EXTERNAL]` there, so what people title likewise is left out. */
const isAboutASite = (title: string) =>
  /wordpress|moderate|back: "| automatically /.test(title) &&
  /^\[.{1,80}\] (?:please moderate: ".+"|(?:ping|track)back: ".+"|your site has updated to wordpress [\d.]+|wordpress [\d.]+ is available\. please update!|some (?:plugins|themes|plugins and themes) (?:were automatically|have automatically) updated)$/.test(
    title,
  )

const isListed = finderOfTitles([...OF_MAIL, ...OF_SCANNERS, ...OF_WATCHERS])

export function isProgramTitle(subject: Subject): boolean {
  return (
    isListed(subject) || (!subject.isAnswer && (isAboutAHost(subject.tagged) || isAboutASite(subject.tagged)))
  )
}

const isOfListManager = finderOfTitles([
  ['your message to ', () => /^your message to \S{1,80} awaits moderator approval$/],
  ['the results of your email commands', () => /commands$/],
  ['majordomo results: '],
  ['confirm ', () => /^confirm (?:[0-9a-f]{40}|(?:un)?subscribe (?:to|from) \S+@\S+)$/],
  ['bounce action notification', () => /notification$/],
  ['uncaught bounce notification', () => /notification$/],
  ['welcome to ', () => /^welcome to \S+@\S+$/],
  ['goodbye ', () => /^goodbye from \S+@\S+$/],
  ['moderate for ', () => /^moderate for \S+@\S+$/],
  ['returned post for ', () => /^returned post for \S+@\S+$/],
  ['ezmlm ', () => /^ezmlm (?:warning|response|probe)$/],
])
const isAboutAList = (title: string) =>
  /reminder$|waiting$|approval$/.test(title) &&
  /^\S{1,100} mailing list memberships reminder$|^\d{1,5} \S{1,80} moderator request\(s\) waiting$|^\S{1,80} post from \S+@\S+ requires approval$/.test(
    title,
  )

/** GNU Mailman's, Majordomo's and ezmlm's own mails to members and owners. */
export function isListManagerTitle(subject: Subject): boolean {
  return isOfListManager(subject) || (!subject.isAnswer && isAboutAList(subject.words))
}

/** Of mail servers: sisimai's modules, Sympa's BounceMessage, SpamAssassin's rules on bounces, Cyrus (reject). */
export const isServerTitle = finderOfTitles([
  // sendmail's texts for the codes of sysexits(3), and savemail.c.
  [
    'returned mail: ',
    () =>
      /^returned mail: (?:see (?:transcript|mail body) for details|(?:user|host) unknown|service unavailable|data format error|cannot open input|internal error|operating system error|system file missing|can't create output|i\/o error|deferred|(?:remote )?protocol error|insufficient permission|(?:local )?configuration error|response error|unreachable recipients|too many hops|error during delivery|quota exceeded for user|message not deliverable|warning|cannot send (?:message|mail) (?:within|for) \d)/,
  ],
  ['postmaster notify: '],
  [
    'delivery failure: user ',
    () => /\bnot (?:listed|unique) in (?:domino|public|.{0,40}\b(?:directory|address book))/,
  ],
  [
    'delivery notification: delivery ',
    () => /^delivery notification: delivery (?:has (?:failed|been delayed|timed out)|report)/,
  ],
  // Exim's moan.c.
  [
    'mail failure - ',
    () =>
      /^mail failure - (?:malformed (?:recipient )?address|no recipient addresses|system failure|overlong header (?:section|line)|message too big|too many recipients|rejected (?:by local scanning code|after data))$/,
  ],
  ['mail failed, ', () => /^mail failed, (?:returning to sender|sending to postmaster)/],
  ['[postmaster] email delivery failure'],
  ['automatically rejected mail', () => /mail$/],
  ['delivery final failure notice', () => /notice$/],
  ['error(s) in forwarding or filtering'],
  ['e-mail addressing error ('],
  ['delivery error report id='],
  ['delivery warning report id='],
  ['[bounce]', () => /^\[bounce\]$/],
])

/** Responders' default titles: SpamAssassin's rules on bounces, OpenWebMail (vacation), Zammad (auto reply). */
export const isResponderTitle = finderOfTitles([
  ['yahoo! auto response'],
  ['automatically generated response ', () => /^automatically generated response from \S/],
  ['auto-respond e-mail ', () => /^auto-respond e-mail from \S/],
  ['this is an autoreply'],
  ['thanks for your inquiry ('],
  // vacation(1), and PostfixAdmin in Hungarian.
  ['away from my mail', () => /^away from my mail[.!]?$/],
  ['sajnalom, de jelenleg nem vagyok email kozelben'],
])
