import { isChallenge } from './challenges.ts'
import { type Examined, isReaction } from './examined.ts'
import { isProgramTitle, isResponderTitle, isServerTitle } from './program-titles.ts'
import type { Rule } from './rule.ts'
import * as subject from './subject.ts'

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
    reason: 'auto-reply',
    test: (mail) => isResponderTitle(mail.subject) || subject.isAutomaticReplyTitle(mail.subject),
  },
  {
    id: 'absence-title',
    reason: 'auto-reply',
    test: (mail) =>
      subject.isAbsenceTitle(mail.subject, {
        senderWords: `${mail.fromName} ${mail.fromLocal}`,
        reacts: isReaction(mail),
      }) ||
      (isReaction(mail) && REACTING.has(mail.subject.words)),
  },
  {
    id: 'returned-mail-title',
    reason: 'bounce',
    test: (mail) => isServerTitle(mail.subject) || subject.isReturnedMailTitle(mail.subject),
  },
  {
    id: 'failed-delivery-title',
    reason: 'bounce',
    test: (mail) => subject.isFailedDeliveryTitle(mail.subject, { alone: !mail.headersComplete }),
  },
  {
    id: 'complaint-title',
    reason: 'complaint',
    test: isComplaint,
  },
  {
    id: 'program-title',
    reason: 'report',
    test: (mail) => isProgramTitle(mail.subject),
  },
]

export const CHALLENGES: readonly Rule[] = [
  {
    id: 'challenge',
    reason: 'challenge',
    test: isChallenge,
  },
]
