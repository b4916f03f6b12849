import { type Examined, isReaction } from '../reading/examined.ts'
import * as subject from '../reading/subject.ts'
import { namesMailProgram, ofMarkingService } from '../reading/typed.ts'
import { isChallenge } from './challenges.ts'
import { isProgramTitle, isResponderTitle, isServerTitle } from './program-titles.ts'
import type { Rule } from './rule.ts'

/** Titles of services that pass complaints on, and the address each writes from: people say the like of what they got. */
const COMPLAINTS: readonly (readonly [beginning: string, title: () => RegExp, sender: () => RegExp])[] = [
  ['[spamcop (', () => /^\[spamcop \(.{0,80}\bid: ?\d+\]/, () => /@reports\.spamcop\.net$/],
  [
    'complaint about message',
    () => /^complaint about message from \d/,
    () => /^(?:staff@hotmail\.com|complaints@(?:email-abuse|[a-z0-9.-]{1,60})\.amazonses\.com)$/,
  ],
  ['email feedback report for ip ', () => /^email feedback report for ip \d/, () => /^scomp@/],
]

function isComplaint({ facts, subject: { tagged } }: Examined): boolean {
  const address = facts.from?.address.toLowerCase() ?? ''
  return COMPLAINTS.some(
    ([beginning, title, sender]) =>
      tagged.startsWith(beginning) && title().test(tagged) && sender().test(address),
  )
}

/** What somebody at a mail program titles so is about a machine's mail, or has the like for a topic. */
export function unlessTyped(title: Rule['test']): Rule['test'] {
  return (mail) => title(mail) && !namesMailProgram(mail)
}

/** To a mail of ours, by itself: people answer under titles of their own too. */
function reacts(mail: Examined): boolean {
  return isReaction(mail) && !ofMarkingService(mail)
}

/** The default titles of Exim and PostfixAdmin that people use too: where the mail reacts to another. */
const REACTING: ReadonlySet<string> = new Set([
  'on vacation',
  'ich bin weg...',
  'fuera del trabajo',
  'ausente',
  'dovolena',
  'ikke tilstede',
  '我现在无法回信',
])

export const TITLES: readonly Rule[] = [
  {
    id: 'automatic-reply-title',
    source:
      'Exchange and Outlook, localised; BMC Helix "Excluded subjects", Pega "Autoreply message filtering", NSP "Email auto reply filter", Vamsoft ORF list; MailEnable ME020216; Zendesk ("[Request received]"), osTicket ("Support Ticket Opened [#"), HESK ("[#…] Ticket received: "), Freshdesk ("Ticket Received - ") before our "Re:", Zammad ("Thanks for your inquiry ("); SpamAssassin 20_vbounce.cf; OpenWebMail and vacation(1); PostfixAdmin (Hungarian)',
    reason: 'auto-reply',
    test: unlessTyped(
      (mail) => isResponderTitle(mail.subject) || subject.isAutomaticReplyTitle(mail.subject, reacts(mail)),
    ),
  },
  {
    id: 'absence-title',
    source:
      'as automatic-reply-title; Jitbit knowledge base, "Useless email filters"; Lotus Notes out of office; vacation(1); RFC 5230 §5.3 ("Auto: ") before our "Re:"; Exim filter specification ("On vacation"); PostfixAdmin, localised; Horde; SpamAssassin 20_vbounce.cf ("(away from the office)")',
    reason: 'auto-reply',
    test: unlessTyped(
      (mail) =>
        subject.isAbsenceTitle(mail.subject, {
          senderWords: `${mail.fromName} ${mail.fromLocal}`,
          reacts: reacts(mail),
          seen: mail.facts.headers !== undefined,
        }) ||
        (reacts(mail) && REACTING.has(mail.subject.words)),
    ),
  },
  {
    id: 'returned-mail-title',
    source:
      'Postfix bounce(5); Exim specification, "Customizing bounce messages"; ezmlm-weed(1); courierdsn; sendmail and sysexits(3); Jitbit knowledge base, "Useless email filters"; BMC Helix "Excluded subjects"; sisimai (Lhost, Order); Sympa BounceMessage; SpamAssassin 20_vbounce.cf; PHP-Bounce-Handler (bouncesubj); Cyrus (reject)',
    reason: 'bounce',
    test: unlessTyped(
      (mail) =>
        (isServerTitle(mail.subject) && !mail.subject.words.endsWith('?')) ||
        subject.isReturnedMailTitle(mail.subject, reacts(mail)),
    ),
  },
  {
    id: 'failed-delivery-title',
    source:
      'MS-OXOMSG §2.2.1.60 ("Undeliverable: "), localised by Exchange, and its reports of what is late, delivered or relayed; Connect admin guide: subjects to filter',
    reason: 'bounce',
    test: unlessTyped((mail) => subject.isFailedDeliveryTitle(mail.subject)),
  },
  {
    id: 'read-receipt-title',
    source: 'Outlook and Exchange, localised ("Read: ", "Not read: "), before our "Re:"',
    reason: 'read-receipt',
    // Outlook itself sends some without a report.
    test: (mail) => subject.isReadReceiptTitle(mail.subject),
  },
  {
    id: 'complaint-title',
    source:
      'SpamCop FAQ 338, "Authentic SpamCop Reports"; Validity help 220227588; sisimai ARF (Hotmail, Amazon SES, AOL)',
    reason: 'complaint',
    test: isComplaint,
  },
  {
    id: 'program-title',
    source:
      'RFC 7489 §7.2.1.1, RFC 8460 §5.3; Exim specification, "Customizing warning messages"; Postfix bounce(5); GNU micron manual, "Mailing the cronjob output"; SpamAssassin 20_vbounce.cf (virus scanners); the sources and default settings of Nagios, Icinga, Alertmanager, fail2ban, rkhunter, logcheck, Logwatch, DenyHosts, apticron, unattended-upgrades, smartd, mdadm, sudo, Monit, anacron, at, OSSEC, apcupsd, Amanda, Bacula, Bareos, BackupPC, Asterisk, HylaFAX, Jenkins and email-ext, git (post-receive-email), Subversion, Django (errors), Drupal, GLPI, phpBB, WordPress (updates); programs that read Proxmox’ reports; johnbillion/wp_mail, "WordPress Emails"',
    reason: 'report',
    test: unlessTyped((mail) => isProgramTitle(mail.subject)),
  },
]

export const CHALLENGES: readonly Rule[] = [
  {
    id: 'challenge',
    source:
      'cPanel BoxTrapper (verify# in the subject); TMDA CRYPTO (confirmation addresses); SpamAssassin 20_vbounce.cf (Challenge/Response bounces)',
    reason: 'challenge',
    test: isChallenge,
  },
]
