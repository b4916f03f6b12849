import type { Examined } from './examined.ts'
import { domainOf, isListManager, isMailSystem, isReturnAddress, isSendingProgram } from './local-parts.ts'
import { isListManagerTitle } from './program-titles.ts'
import { isNoReplySender, isOwn } from './reply-target.ts'
import type { Rule } from './rule.ts'
import { CHALLENGES, TITLES } from './title-rules.ts'
import { isTyped } from './typed.ts'

const failed = (verdict: string | undefined, header: string | undefined) =>
  /^\s*fail/i.test(verdict ?? '') || /^\s*fail/i.test(header ?? '')

/** Ours, or what SES would not have. */
export const UNWANTED: readonly Rule[] = [
  {
    id: 'own-address',
    reason: 'own-mail',
    test: ({ facts, personToAnswer }) =>
      personToAnswer === undefined &&
      facts.from !== undefined &&
      isOwn(facts.from.address, facts.ownAddresses),
  },
  {
    id: 'ses-virus',
    reason: 'virus',
    test: ({ facts, headers }) => failed(facts.virusVerdict, headers.first('x-ses-virus-verdict')),
  },
  {
    id: 'ses-spam',
    reason: 'spam',
    test: ({ facts, headers }) => failed(facts.spamVerdict, headers.first('x-ses-spam-verdict')),
  },
]

const MAIL_SYSTEM_NAME =
  /^"?(?:mail deliver(?:y (?:sub)?)? ?system|mailer[ -]daemon|postmaster|interscan (?:mss|notification|mss notification)|mailsweeper|antispam uol|(?:courier mail server|content-filter) at [a-z0-9.-]{1,255})"?$/

export const MAIL_SYSTEMS: readonly Rule[] = [
  {
    id: 'mail-system-sender',
    reason: 'system-sender',
    test: ({ facts, fromLocal, fromName, envelopeLocal }) =>
      isMailSystem(fromLocal) ||
      isReturnAddress(fromLocal) ||
      isMailSystem(envelopeLocal) ||
      facts.envelopeFrom === '#@[]' ||
      MAIL_SYSTEM_NAME.test(fromName),
  },
]

export const LIST_MANAGERS: readonly Rule[] = [
  {
    id: 'list-manager-sender',
    reason: 'list',
    test: ({ fromLocal }) => isListManager(fromLocal),
  },
  {
    id: 'list-manager-title',
    reason: 'list',
    test: (mail) => isListManagerTitle(mail.subject),
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
    reason: 'no-reply',
    test: ({ facts, personToAnswer }) => personToAnswer === undefined && isNoReplySender(facts),
  },
  {
    id: 'program-sender',
    reason: 'system-sender',
    test: (mail) =>
      mail.personToAnswer === undefined && isSendingProgram(mail.fromLocal) && !isAdministrator(mail),
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
