import type { Examined } from '../reading/examined.ts'
import { domainOf, isListManager, isMailSystem, isReturnAddress } from '../reading/local-parts.ts'
import { isNoReplySender, isOfProvider, isOwn, isProgram } from '../reading/reply-target.ts'
import { unwrapped } from '../reading/return-path.ts'
import { isTyped, namesMailProgram, namesWebmail } from '../reading/typed.ts'
import { isListManagerTitle } from './program-titles.ts'
import type { Rule } from './rule.ts'
import { CHALLENGES, TITLES, unlessTyped } from './title-rules.ts'

const failed = (verdict: string | undefined, header: string | undefined) =>
  /^\s*fail/i.test(verdict ?? '') || /^\s*fail/i.test(header ?? '')

/** Ours, or what SES would not have. */
export const UNWANTED: readonly Rule[] = [
  {
    id: 'own-address',
    source: 'Zendesk developer docs, suspensions reference: cause 22; Connect admin guide: email to itself',
    reason: 'own-mail',
    test: ({ facts, personToAnswer }) =>
      personToAnswer === undefined &&
      facts.from !== undefined &&
      isOwn(facts.from.address, facts.ownAddresses),
  },
  {
    id: 'ses-virus',
    source: 'SES developer guide, email receiving notifications: virusVerdict; X-SES-Virus-Verdict',
    reason: 'virus',
    test: ({ facts, headers }) => failed(facts.virusVerdict, headers.first('x-ses-virus-verdict')),
  },
  {
    id: 'ses-spam',
    source: 'SES developer guide, email receiving notifications: spamVerdict; X-SES-Spam-Verdict',
    reason: 'spam',
    test: ({ facts, headers }) => failed(facts.spamVerdict, headers.first('x-ses-spam-verdict')),
  },
]

const MAIL_SYSTEM_NAME =
  /^"?(?:mail deliver(?:y (?:sub)?)? ?system|mailer[ -]daemon|postmaster|interscan (?:mss|notification|mss notification)|mailsweeper|antispam uol|(?:courier mail server|content-filter) at [a-z0-9.-]{1,255})"?$/

/** What mail servers call themselves. `majordomo@` and the like may be a person: at providers anybody is. */
const A_SERVER = /daemon|^post.?master|^mail.?delivery/

/** Of whoever passed the mail on: no person does so under that name. */
const DAEMON = /(?:^|[<\s])mailer-daemon@/i

/** Somebody sits there, or on a page. */
const namesProgram = (mail: Examined) => namesMailProgram(mail) || namesWebmail(mail)

/** Somebody reads what is sent to it (RFC 5321 §4.5.1), and may write; what the system itself writes names no mail program. */
function isPostmaster(mail: Examined): boolean {
  const { facts, fromLocal, fromName } = mail
  return (
    fromLocal === 'postmaster' &&
    facts.envelopeFrom?.trim() !== '' &&
    !MAIL_SYSTEM_NAME.test(fromName) &&
    namesProgram(mail)
  )
}

/** A mail program, and bounces wanted at the sender itself: somebody writes there, an association from its `newsletter@`. */
function isWrittenThere(mail: Examined): boolean {
  const { from, envelopeFrom = '' } = mail.facts
  return namesProgram(mail) && from?.address.toLowerCase() === unwrapped(envelopeFrom)
}

/** By the address of a program that people may have too. */
function maybePerson(mail: Examined): boolean {
  return isOfProvider(mail.facts) || isWrittenThere(mail)
}

export const MAIL_SYSTEMS: readonly Rule[] = [
  {
    id: 'mail-system-sender',
    source:
      'RFC 3834 §2 (MAILER-DAEMON); vacation(1), procmailrc(5) FROM_DAEMON (Sender too); Connect admin guide (bounces+); qmail-send(8) (#@[]); Postfix bounce(5), ezmlm-weed(1), courierdsn (names); Microsoft Learn, Microsoft Exchange recipient; SpamAssassin 20_vbounce.cf and sisimai (of scanners and gateways); rspamd ratelimit.lua (mdaemon, fetchmail-daemon, Symantec’s)',
    reason: 'system-sender',
    test: (mail) => {
      const { facts, fromLocal, fromName, envelopeLocal } = mail
      if (isPostmaster(mail)) return false
      return (
        (isMailSystem(fromLocal) && (A_SERVER.test(fromLocal) || !maybePerson(mail))) ||
        (isReturnAddress(fromLocal) && !maybePerson(mail)) ||
        (envelopeLocal !== fromLocal && isMailSystem(envelopeLocal)) ||
        DAEMON.test(mail.headers.first('sender') ?? '') ||
        facts.envelopeFrom === '#@[]' ||
        MAIL_SYSTEM_NAME.test(fromName)
      )
    },
  },
]

export const LIST_MANAGERS: readonly Rule[] = [
  {
    id: 'list-manager-sender',
    source: 'GNU Mailman (*-bounces)',
    reason: 'list',
    // `owner-…` writes for a list only in the envelope of others: as a sender it is an office of owners.
    test: (mail) =>
      isListManager(mail.fromLocal) && !mail.fromLocal.startsWith('owner-') && !maybePerson(mail),
  },
  {
    id: 'list-manager-title',
    source:
      'GNU Mailman (Hold, ListAdmin, Bouncer, checkdbs, mailpasswds and others); Majordomo (SpamAssassin 20_vbounce.cf); ezmlm-warn.c, idx.h and lang/en_US/text/messages of ezmlm-idx',
    reason: 'list',
    test: unlessTyped((mail) => isListManagerTitle(mail.subject)),
  },
]

/**
 * People log in as root, and write. Where headers are not seen, it may be one; and where somebody has put localhost for the
 * domain: a host whose programs write to others has a name, and as an answer would reach nobody there, none does harm.
 */
function isAdministrator(mail: Examined): boolean {
  return (
    mail.fromLocal === 'root' &&
    !/\b(?:cron|anacron|daemon)\b/.test(mail.fromName) &&
    (!mail.headersComplete || isTyped(mail) || isNowhere(domainOf(mail.facts.from?.address ?? '')))
  )
}

const isNowhere = (domain: string) => domain === 'localhost' || domain === 'localhost.localdomain'

export const UNANSWERABLE: readonly Rule[] = [
  {
    id: 'no-reply-sender',
    source:
      'Connect admin guide: senders to filter; RFC 5322 §3.6.2 (in Reply-To); Zammad send_no_auto_response_reg_exp; Zendesk: cause 16',
    reason: 'no-reply',
    test: ({ facts, personToAnswer }) => personToAnswer === undefined && isNoReplySender(facts),
  },
  {
    id: 'program-sender',
    source:
      'procmailrc(5) FROM_DAEMON (root, daemon, uucp, autoanswer, sendmail, smtp and the like); Zammad (root); logwatch.conf (MailFrom); Debian base-passwd (nobody, www-data, postgres); GitHub docs (notifications); WordPress wp_mail(); Amazon help (auto-confirm, ship-confirm, order-update); FedEx and UPS (TrackingUpdates, pkginfo: lists of programs that read them); newsletters and notifications by their name in several languages; Bugzilla (mailfrom) and Red Hat’s, Redmine (mail_from), omnibus-gitlab (gitlab_email_from), Buildbot docs (MailNotifier), Exim wiki on automatic replies (nagios, httpd, lighttpd), Icinga docs (notification_from), Zabbix (smtp_email), Alertmanager docs (smtp_from), fail2ban (sender), logcheck (its account), BackupPC (EMailFromUserName)',
    reason: 'system-sender',
    test: (mail) =>
      mail.personToAnswer === undefined &&
      isProgram(mail.facts) &&
      !isAdministrator(mail) &&
      !isWrittenThere(mail),
  },
]

/**
 * What can be judged by what Connect alone shows of a mail, in the order of all rules. Apart from the others, so that a
 * function which never sees headers does not load their rules.
 */
export const CONTACT_RULES: readonly Rule[] = [
  ...UNWANTED,
  ...MAIL_SYSTEMS,
  ...TITLES,
  ...CHALLENGES,
  ...LIST_MANAGERS,
  ...UNANSWERABLE,
]
