import { LIST_MANAGERS, MAIL_SYSTEMS, TITLES, UNANSWERABLE, UNWANTED } from './contact-rules.ts'
import { type Examined, mediaType } from './examined.ts'
import * as header from './header-rules.ts'
import type { Rule } from './rule.ts'
import { TEXT_RULES } from './text-rules.ts'

const hasPart = (mail: Examined, type: string) =>
  mail.facts.parts?.some((part) => part.startsWith(type)) ?? false
const isReport = (mail: Examined, type: RegExp) =>
  mediaType(mail) === 'multipart/report' && type.test(mail.reportType)
/** TMDA: `jane-confirm-<time>.<process>.<digest>`, or `-confirm-accept.` in the older form. */
const CONFIRM = /-confirm(?:-accept)?[-.]\d{6,}\.\d+\.[0-9a-z]{4,}$/

const REPORTS: readonly Rule[] = [
  {
    id: 'disposition-notification',
    source: 'RFC 8098 §3',
    reason: 'read-receipt',
    test: (mail) => isReport(mail, /^disposition/) || mediaType(mail) === 'message/disposition-notification',
  },
  {
    id: 'feedback-report',
    source: 'RFC 5965 §2',
    reason: 'complaint',
    test: (mail) =>
      isReport(mail, /^feedback/) ||
      mediaType(mail) === 'message/feedback-report' ||
      (hasPart(mail, 'message/feedback-report') && !mail.subject.isAnswer),
  },
  {
    id: 'machine-report',
    source: 'RFC 8460 §5.3',
    reason: 'report',
    test: (mail) => isReport(mail, /^tlsrpt/) || mail.headers.first('tls-report-domain') !== undefined,
  },
  {
    id: 'delivery-report',
    source: 'RFC 6522 §3, RFC 3464 §2',
    reason: 'bounce',
    test: (mail) =>
      mediaType(mail) === 'multipart/report' ||
      mediaType(mail) === 'message/delivery-status' ||
      (hasPart(mail, 'message/delivery-status') && !mail.subject.isAnswer),
  },
  {
    id: 'failed-recipients',
    source: 'Exim specification, "System-wide message filtering": X-Failed-Recipients of bounces',
    reason: 'bounce',
    test: ({ headers }) => headers.first('x-failed-recipients') !== undefined,
  },
]

const AUTOMATIC: readonly Rule[] = [
  {
    id: 'auto-submitted-reply',
    source: 'RFC 3834 §5, RFC 5230 §5.6',
    reason: 'auto-reply',
    test: (mail) => header.autoSubmitted(mail, 'replied'),
  },
  {
    id: 'auto-submitted',
    source: 'RFC 3834 §5, RFC 5436 §2.7.1',
    reason: 'auto-generated',
    test: (mail) => header.autoSubmitted(mail, 'other'),
  },
  {
    id: 'auto-reply-header',
    source:
      'multi_mail wiki, "Detecting autoresponders"; ezmlm-weed(1); the headers that osTicket, FreeScout and Discourse look for',
    reason: 'auto-reply',
    test: header.vendorAutoHeader,
  },
  {
    id: 'responder-at-work',
    source:
      'multi_mail wiki, "Detecting autoresponders" (qmail, Mailtraq); ezmlm-weed(1) (KANA); vacation(1)',
    reason: 'auto-reply',
    test: header.responderAtWork,
  },
  {
    id: 'precedence-auto-reply',
    source: 'multi_mail wiki, "Detecting autoresponders" (cPanel); osTicket, FreeScout',
    reason: 'auto-reply',
    test: (mail) => header.precedence(mail, /^auto[-_]?repl/),
  },
]

const LISTS: readonly Rule[] = [
  {
    id: 'null-return-path',
    source: 'RFC 5321 §4.5.5, RFC 3834 §2',
    reason: 'null-return-path',
    test: ({ facts }) => facts.envelopeFrom?.trim() === '',
  },
  {
    id: 'list-header',
    source:
      'RFC 2369 §3, RFC 2919 §3, RFC 8058 §3.1, RFC 5230 §4.6; ezmlm-weed(1) (Mailing-List, X-Mailing-List, X-ML-Name); GNU Mailman',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && header.listHeader(mail),
  },
  {
    id: 'precedence-list',
    source: 'RFC 3834 §2, RFC 2076 §3.9; vacation(1), mailbot(1)',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && header.precedence(mail, /^list$/),
  },
  ...LIST_MANAGERS,
]

const BULK: readonly Rule[] = [
  {
    id: 'precedence-bulk',
    source: 'RFC 2076 §3.9; vacation(1), mailbot(1), procmailrc(5)',
    reason: 'bulk',
    test: (mail) => header.precedence(mail, /^(?:bulk|junk)$/),
  },
  {
    id: 'bulk-header',
    source: 'Gmail help, "Feedback Loop" (Feedback-ID); Certified Senders Alliance (X-CSA-Complaints)',
    reason: 'bulk',
    test: header.bulkHeader,
  },
  {
    id: 'notifier-header',
    source:
      'filter headers documented by GitHub, GitLab, Bugzilla, Redmine, Trac, Launchpad, Phabricator, Gerrit, Discourse; Atlassian (X-JIRA-FingerPrint); ServiceNow KB0551482; GNU micron manual (X-Cron-Env); osTicket (X-AMAZON-MAIL-RELAY-TYPE)',
    reason: 'auto-generated',
    test: header.notifierHeader,
  },
  {
    id: 'loop-header',
    source:
      'procmailex(5) X-Loop; OTRS and OTOBO (X-Loop, X-No-Loop, X-OTOBO-Loop); RT (X-RT-Loop-Prevention)',
    reason: 'loop',
    test: header.loopHeader,
  },
  {
    id: 'auto-response-suppress',
    source: 'MS-OXCMAIL §2.1.3.2.20, MS-OXOMSG §2.2.1.77; Pigeonhole',
    reason: 'suppressed',
    test: header.suppressesReplies,
  },
  {
    id: 'calendar-reply',
    source: 'RFC 5546 §3.2.3, RFC 6047 §2.4',
    reason: 'calendar-reply',
    test: (mail) =>
      (mediaType(mail) === 'text/calendar' && /method\s*=\s*"?reply/.test(mail.contentType)) ||
      hasPart(mail, 'text/calendar; method=reply'),
  },
  {
    id: 'challenge',
    source: 'cPanel BoxTrapper (verify# in the subject); TMDA CRYPTO (confirmation addresses)',
    reason: 'challenge',
    test: ({ subject, fromLocal }) =>
      CONFIRM.test(fromLocal) || (!subject.isAnswer && /\bverify#\w{6}/.test(subject.words)),
  },
]

/** Our own mail, by the headers that this system gives its templates. */
const ownMark: Rule = {
  id: 'own-mark',
  source: 'docs/acknowledgements.md: the headers of our templates',
  reason: 'own-mail',
  test: header.ownMark,
}

/** All rules, in order: the first that applies gives the reason. Each has its look-alikes in the tests. */
export const RULES: readonly Rule[] = [
  ownMark,
  ...UNWANTED,
  ...REPORTS,
  ...MAIL_SYSTEMS,
  ...AUTOMATIC,
  ...TITLES,
  ...LISTS,
  ...BULK,
  ...TEXT_RULES,
  ...UNANSWERABLE,
]
