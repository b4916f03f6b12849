import { isChallenge, saysAbsent, saysAutomatic, saysReturned } from './body.ts'
import { type Examined, mediaType } from './examined.ts'
import * as header from './header-rules.ts'
import { isListManager, isMailSystem, isReturnAddress, isSendingProgram } from './local-parts.ts'
import type { RefusalReason } from './reason-codes.ts'
import { isNoReplySender, isOwn } from './reply-target.ts'
import * as subject from './subject.ts'

export interface Rule {
  /** What the ledger shows; never changes its meaning. */
  readonly id: string
  /** The standard or published behaviour that it comes from. */
  readonly source: string
  readonly reason: RefusalReason
  readonly test: (mail: Examined) => boolean
}

const failed = (verdict: string | undefined, header: string | undefined) =>
  /^\s*fail/i.test(verdict ?? '') || /^\s*fail/i.test(header ?? '')
const hasPart = (mail: Examined, type: string) =>
  mail.facts.parts?.some((part) => part.startsWith(type)) ?? false
const isReport = (mail: Examined, type: RegExp) =>
  mediaType(mail) === 'multipart/report' && type.test(mail.reportType)
const isDisplayName = (mail: Examined, name: RegExp) => name.test(mail.fromName)
/** Nothing in the body can be held against a form that names the person to answer, or against a forward. */
const bodyOf = (mail: Examined) => (mail.subject.isForward || mail.personToAnswer ? undefined : mail.body)
const isReaction = ({ headers, subject: title }: Examined) =>
  !title.isAnswer && (headers.first('in-reply-to') !== undefined || headers.first('references') !== undefined)
/** All rules, in order: the first that applies gives the reason. Each has its look-alike in the tests. */
export const RULES: readonly Rule[] = [
  {
    id: 'own-mark',
    source: 'RFC 3834 §4: recognise your own responses',
    reason: 'own-mail',
    test: header.ownMark,
  },
  {
    id: 'own-address',
    source: 'Connect admin guide, email: mail to itself',
    reason: 'own-mail',
    test: ({ facts, personToAnswer }) =>
      personToAnswer === undefined &&
      facts.from !== undefined &&
      isOwn(facts.from.address, facts.ownAddresses),
  },
  {
    id: 'ses-virus',
    source: 'SES X-SES-Virus-Verdict',
    reason: 'virus',
    test: ({ facts, headers }) => failed(facts.virusVerdict, headers.first('x-ses-virus-verdict')),
  },
  {
    id: 'ses-spam',
    source: 'SES X-SES-Spam-Verdict',
    reason: 'spam',
    test: ({ facts, headers }) => failed(facts.spamVerdict, headers.first('x-ses-spam-verdict')),
  },
  {
    id: 'disposition-notification',
    source: 'RFC 8098',
    reason: 'read-receipt',
    test: (mail) => isReport(mail, /^disposition/) || mediaType(mail) === 'message/disposition-notification',
  },
  {
    id: 'feedback-report',
    source: 'RFC 5965',
    reason: 'complaint',
    test: (mail) =>
      isReport(mail, /^feedback/) ||
      mediaType(mail) === 'message/feedback-report' ||
      (hasPart(mail, 'message/feedback-report') && !mail.subject.isForward),
  },
  {
    id: 'machine-report',
    source: 'RFC 7489 §7.2, RFC 8460 §5.3',
    reason: 'report',
    test: (mail) =>
      isReport(mail, /^(?:tlsrpt|dmarc)/) || mail.headers.first('tls-report-domain') !== undefined,
  },
  {
    id: 'delivery-report',
    source: 'RFC 3462, RFC 3464',
    reason: 'bounce',
    test: (mail) =>
      mediaType(mail) === 'multipart/report' ||
      mediaType(mail) === 'message/delivery-status' ||
      (hasPart(mail, 'message/delivery-status') && !mail.subject.isAnswer),
  },
  {
    id: 'failed-recipients',
    source: 'Exim X-Failed-Recipients',
    reason: 'bounce',
    test: ({ headers }) => headers.first('x-failed-recipients') !== undefined,
  },
  {
    id: 'mail-system-sender',
    source: 'RFC 5230 §4.6, RFC 3834 §2',
    reason: 'system-sender',
    test: (mail) =>
      isMailSystem(mail.fromLocal) ||
      isReturnAddress(mail.fromLocal) ||
      isMailSystem(mail.envelopeLocal) ||
      mail.facts.envelopeFrom === '#@[]' ||
      isDisplayName(
        mail,
        /^"?(?:mail(?:er)?[ -]?(?:delivery|deliver|daemon)(?: (?:system|subsystem|service|agent))?|internet mail delivery|postmaster)"?$/,
      ),
  },
  {
    id: 'auto-submitted-reply',
    source: 'RFC 3834 §5, RFC 5230 §4.7',
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
    source: 'vendors: X-Autoreply, X-Autorespond, X-Mail-Autoreply, X-FC-MachineGenerated',
    reason: 'auto-reply',
    test: header.vendorAutoHeader,
  },
  {
    id: 'responder-at-work',
    source: 'Sieve message ids, Apple X-Apple-Action, Delivered-To: autoresponder',
    reason: 'auto-reply',
    test: header.responderAtWork,
  },
  {
    id: 'precedence-auto-reply',
    source: 'cPanel and others: Precedence: auto_reply',
    reason: 'auto-reply',
    test: (mail) => header.precedence(mail, /^auto[-_]?repl/),
  },
  {
    id: 'automatic-reply-title',
    source: 'Exchange, Gmail, Apple, Lotus: localised titles',
    reason: 'auto-reply',
    test: (mail) => subject.isAutomaticReplyTitle(mail.subject),
  },
  {
    id: 'absence-title',
    source: 'Exchange, Lotus Notes, vacation(1): localised titles',
    reason: 'auto-reply',
    test: (mail) => subject.isAbsenceTitle(mail.subject, `${mail.fromName} ${mail.fromLocal}`),
  },
  {
    id: 'returned-mail-title',
    source: 'sendmail, Postfix, Exim, qmail, Exchange titles',
    reason: 'bounce',
    test: (mail) => subject.isReturnedMailTitle(mail.subject),
  },
  {
    id: 'failed-delivery-title',
    source: 'Exchange: localised titles; counts only where headers are unknown',
    reason: 'bounce',
    test: (mail) => !mail.headersComplete && subject.isFailedDeliveryTitle(mail.subject),
  },
  {
    id: 'program-title',
    source: 'RFC 7489 §7.2.1.1, Hotmail and AOL feedback loops, cron(8)',
    reason: 'report',
    test: (mail) => subject.isProgramTitle(mail.subject),
  },
  {
    id: 'null-return-path',
    source: 'RFC 5321 §4.5.5, RFC 3834 §2',
    reason: 'null-return-path',
    test: ({ facts }) => facts.envelopeFrom?.trim() === '',
  },
  {
    id: 'list-header',
    source: 'RFC 2369, RFC 2919, RFC 8058',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && header.listHeader(mail),
  },
  {
    id: 'precedence-list',
    source: 'RFC 2076 §3.9, RFC 3834 §2',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && header.precedence(mail, /^list$/),
  },
  {
    id: 'list-manager-sender',
    source: 'RFC 5230 §4.6: owner-*, *-bounces; not in Sender or envelope, where people post through it',
    reason: 'list',
    test: ({ fromLocal }) => isListManager(fromLocal),
  },
  {
    id: 'precedence-bulk',
    source: 'RFC 2076 §3.9, RFC 3834 §2',
    reason: 'bulk',
    test: (mail) => header.precedence(mail, /^(?:bulk|junk)$/),
  },
  {
    id: 'bulk-header',
    source: 'Gmail Feedback-ID, X-CSA-Complaints, campaign headers',
    reason: 'bulk',
    test: header.bulkHeader,
  },
  {
    id: 'notifier-header',
    source: 'GitHub, GitLab, Jira, Bugzilla, Redmine, Facebook, … filter headers',
    reason: 'auto-generated',
    test: header.notifierHeader,
  },
  {
    id: 'loop-header',
    source: 'procmail, OTRS, RT: X-Loop',
    reason: 'loop',
    test: header.loopHeader,
  },
  {
    id: 'auto-response-suppress',
    source: 'MS-OXCMAIL X-Auto-Response-Suppress: All, OOF, AutoReply',
    reason: 'suppressed',
    test: header.suppressesReplies,
  },
  {
    id: 'calendar-reply',
    source: 'RFC 5546 §3.2.3, RFC 6047',
    reason: 'calendar-reply',
    test: (mail) =>
      (mediaType(mail) === 'text/calendar' && /method\s*=\s*"?reply/.test(mail.contentType)) ||
      hasPart(mail, 'text/calendar; method=reply'),
  },
  {
    id: 'challenge',
    source: 'Boxbe, Bluebottle and other challenge-response filters',
    reason: 'challenge',
    test: (mail) => {
      const body = bodyOf(mail)
      return (
        mail.headers.first('x-bluebottle-request') !== undefined || (body !== undefined && isChallenge(body))
      )
    },
  },
  {
    id: 'returned-mail-text',
    source: 'qmail, Exim, Postfix, sendmail, Exchange texts',
    reason: 'bounce',
    test: (mail) => {
      const body = bodyOf(mail)
      return body !== undefined && !mail.subject.isAnswer && saysReturned(body)
    },
  },
  {
    id: 'automatic-text',
    source: 'responders without headers',
    reason: 'auto-reply',
    test: (mail) => {
      const body = bodyOf(mail)
      return body !== undefined && !body.quotes && saysAutomatic(body)
    },
  },
  {
    id: 'absence-text',
    source: 'responders without headers',
    reason: 'auto-reply',
    test: (mail) => {
      const body = bodyOf(mail)
      return body !== undefined && saysAbsent(body, isReaction(mail))
    },
  },
  {
    id: 'no-reply-sender',
    source: 'peers; Connect admin guide, email: loops',
    reason: 'no-reply',
    test: ({ facts, personToAnswer }) => personToAnswer === undefined && isNoReplySender(facts),
  },
  {
    id: 'program-sender',
    source: 'peers: notification, newsletter and responder addresses',
    reason: 'system-sender',
    test: (mail) => mail.personToAnswer === undefined && isSendingProgram(mail.fromLocal),
  },
]
