import { BULK } from './bulk-rules.ts'
import { LIST_MANAGERS, MAIL_SYSTEMS, UNANSWERABLE, UNWANTED } from './contact-rules.ts'
import * as header from './header-rules.ts'
import { listEnvelope, listHeader } from './list-headers.ts'
import { hasPart, REPORTS } from './report-rules.ts'
import type { Rule } from './rule.ts'
import { CHALLENGES, TITLES } from './title-rules.ts'

/** What a program writes of itself in answer to a mail, or for somebody who presses a button. */
const AUTOMATIC: readonly Rule[] = [
  {
    id: 'auto-submitted-reply',
    source: 'RFC 3834 §5, RFC 5230 §5.6; RFC 4021 (Autosubmitted, of X.400)',
    reason: 'auto-reply',
    test: (mail) => header.autoSubmitted(mail, 'replied'),
  },
  {
    id: 'auto-submitted',
    source: 'RFC 3834 §5, RFC 5436 §2.7.1; RFC 4021 (Autosubmitted, of X.400)',
    reason: 'auto-generated',
    test: (mail) => header.autoSubmitted(mail, 'other'),
  },
  {
    id: 'auto-reply-header',
    source:
      'multi_mail wiki, "Detecting autoresponders"; ezmlm-weed(1); the headers that osTicket, FreeScout and Discourse look for; Salesforce help 000390062 (X-SFDC-AutoResponse)',
    reason: 'auto-reply',
    test: header.vendorAutoHeader,
  },
  {
    id: 'responder-at-work',
    source:
      'multi_mail wiki, "Detecting autoresponders" (qmail, Mailtraq); ezmlm-weed(1) (KANA, Thread-Topic); vacation(1); MIT Knowledge Base, "How do I make my third-party auto-responder well-behaved?" (X-Mailer: vacation); SpamAssassin 20_vbounce.cf (X-MailScanner, X-XSP-Msgclass, return paths of responders)',
    reason: 'auto-reply',
    test: header.responderAtWork,
  },
  {
    id: 'precedence-auto-reply',
    source:
      'multi_mail wiki, "Detecting autoresponders" (cPanel, also as Preference); osTicket, FreeScout; SpamAssassin 20_vbounce.cf (auto…)',
    reason: 'auto-reply',
    test: (mail) => header.precedence(mail, /^auto/) || header.preference(mail),
  },
  {
    id: 'calendar-reply',
    source: 'RFC 5546 §3.2.3, §3.2.7, RFC 6047 §2.4',
    reason: 'calendar-reply',
    test: (mail) =>
      ['reply', 'counter'].some(
        (method) =>
          (mail.contentType.type === 'text/calendar' && mail.contentType.parameter('method') === method) ||
          hasPart(mail, `text/calendar; method=${method}`),
      ),
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
      'RFC 2369 §3, RFC 2919 §3, RFC 8058 §3.1, RFC 5230 §4.6; RFC 5064 §2 (Archived-At); ezmlm-weed(1) (Mailing-List, X-Mailing-List, X-ML-Name); GNU Mailman; Lyris ListManager help, "List-Help Headers"; procmailrc(5) FROM_DAEMON (To: Multiple recipients of); sisimai FML (X-MLServer); rspamd maillist.lua (X-Google-Group-Id, X-Listserver); Mail::ListDetector (Majordomo to LISTSERV); Evolution (X-List-Administrivia); SpamAssassin Bayes (X-eGroups-Return, X-MDMailing-List); ezmlm-send(1) (Delivered-To)',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && listHeader(mail),
  },
  {
    id: 'precedence-list',
    source: 'RFC 3834 §2, RFC 2076 §3.9; vacation(1), mailbot(1)',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && header.precedence(mail, /^list$/),
  },
  ...LIST_MANAGERS,
  {
    id: 'list-envelope',
    source:
      'RFC 3834 §2, RFC 5230 §4.6 and vacation(1) on the return path (owner-*); GNU Mailman (*-bounces, in Sender and Errors-To too); Mail::ListDetector (Majordomo: *-owner)',
    reason: 'list',
    test: listEnvelope,
  },
]

/** Whoever wrote it, a program on its way asks other programs not to answer. */
const SILENCE_WANTED: readonly Rule[] = [
  {
    id: 'loop-header',
    source:
      'procmailex(5) X-Loop; OTRS, OTOBO and Znuny (X-Loop, X-No-Loop, X-OTOBO-Loop); RT (X-RT-Loop-Prevention)',
    reason: 'loop',
    test: header.loopHeader,
  },
  {
    id: 'auto-response-suppress',
    source: 'MS-OXCMAIL §2.1.3.2.20, MS-OXOMSG §2.2.1.77; Pigeonhole',
    reason: 'suppressed',
    test: header.suppressesReplies,
  },
]

/** Our own mail, by the headers that this system gives its templates. */
const ownMark: Rule = {
  id: 'own-mark',
  source: 'docs/acknowledgements.md: the headers of our templates',
  reason: 'own-mail',
  test: header.ownMark,
}

/** What a mail's headers, addresses and parts say of who wrote it. */
export const MARKS: readonly Rule[] = [
  ownMark,
  ...UNWANTED,
  ...REPORTS,
  ...MAIL_SYSTEMS,
  ...AUTOMATIC,
  ...TITLES,
  ...CHALLENGES,
  ...LISTS,
  ...BULK,
  ...SILENCE_WANTED,
]

/** The rules of those who see no text, in order: the first that applies gives the reason. */
export const HEADER_RULES: readonly Rule[] = [...MARKS, ...UNANSWERABLE]
