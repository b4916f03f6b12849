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
    reason: 'auto-reply',
    test: (mail) => header.autoSubmitted(mail, 'replied'),
  },
  {
    id: 'auto-submitted',
    reason: 'auto-generated',
    test: (mail) => header.autoSubmitted(mail, 'other'),
  },
  {
    id: 'auto-reply-header',
    reason: 'auto-reply',
    test: header.vendorAutoHeader,
  },
  {
    id: 'responder-at-work',
    reason: 'auto-reply',
    test: header.responderAtWork,
  },
  {
    id: 'precedence-auto-reply',
    reason: 'auto-reply',
    test: (mail) => header.precedence(mail, /^auto/) || header.preference(mail),
  },
  {
    id: 'calendar-reply',
    reason: 'calendar-reply',
    test: (mail) =>
      (mail.contentType.type === 'text/calendar' && mail.contentType.parameter('method') === 'reply') ||
      hasPart(mail, 'text/calendar; method=reply'),
  },
]

const LISTS: readonly Rule[] = [
  {
    id: 'null-return-path',
    reason: 'null-return-path',
    test: ({ facts }) => facts.envelopeFrom?.trim() === '',
  },
  {
    id: 'list-header',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && listHeader(mail),
  },
  {
    id: 'precedence-list',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && header.precedence(mail, /^list$/),
  },
  ...LIST_MANAGERS,
  {
    id: 'list-envelope',
    reason: 'list',
    test: listEnvelope,
  },
]

/** Whoever wrote it, a program on its way asks other programs not to answer. */
const SILENCE_WANTED: readonly Rule[] = [
  {
    id: 'loop-header',
    reason: 'loop',
    test: header.loopHeader,
  },
  {
    id: 'auto-response-suppress',
    reason: 'suppressed',
    test: header.suppressesReplies,
  },
]

/** Our own mail, by the headers that this system gives its templates. */
const ownMark: Rule = {
  id: 'own-mark',
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
