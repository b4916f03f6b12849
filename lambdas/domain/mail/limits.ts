import { DAY, type EpochMs, HOUR, MINUTE } from '../values.ts'
import { isFreeMail, isOfStrangers } from './free-mail.ts'
import { isAscii } from './reading/plain-words.ts'

/**
 * At most `atMost` acknowledgements within a window of the clock. Once it is full, nothing more is sent until it has been
 * quiet for `quietMs`: a loop that goes on never gets another chance, a person who comes back later does.
 * Each instant lies in two windows of a length (`windowsAt`).
 */
export type Window = Readonly<{ ms: number; atMost: number; quietMs: number }>

/** One thing that is counted, over several windows. */
export type Budget = Readonly<{
  key: string
  reason: LimitReason
  windows: readonly Window[]
  /** Whether what is refused begins the quiet anew. Not of what many share: there it is seldom quiet, and nobody's fault. */
  renews: boolean
}>

/** So much has been sent for the same sender, thread, pattern, domain or inbox that it may be a loop. */
export const LIMIT_REASONS = [
  'limit-sender',
  'limit-thread',
  'limit-pattern',
  'limit-domain',
  'limit-inbox',
] as const

export type LimitReason = (typeof LIMIT_REASONS)[number]

/** Whoever works a long day is quiet as long as that; no loop is. */
const A_NIGHT = 8 * HOUR

/**
 * A loop is stopped by whatever it does not change. It may change the sender by a byte, tag the subject, or open a new
 * thread each time, so each of these is counted apart; what is left equal after a change is what the next line counts.
 */
const PER_SENDER = {
  reason: 'limit-sender',
  renews: true,
  windows: [
    { ms: 10 * MINUTE, atMost: 3, quietMs: HOUR },
    { ms: HOUR, atMost: 5, quietMs: HOUR },
    // A loop that keeps its thread or its subject is stopped long before; a purchasing department is not.
    { ms: DAY, atMost: 20, quietMs: 6 * HOUR },
  ],
} as const
const PER_THREAD = {
  reason: 'limit-thread',
  renews: true,
  windows: [
    { ms: HOUR, atMost: 3, quietMs: HOUR },
    { ms: DAY, atMost: 5, quietMs: A_NIGHT },
  ],
} as const
/** Under one subject, by anybody of one company. */
const PER_SUBJECT = {
  reason: 'limit-pattern',
  renews: true,
  windows: [{ ms: 10 * MINUTE, atMost: 20, quietMs: HOUR }],
} as const
/** A company whose people all write at once is not a loop; one whose machine makes up senders and subjects is. */
const PER_DOMAIN = {
  reason: 'limit-domain',
  renews: false,
  windows: [
    { ms: 10 * MINUTE, atMost: 20, quietMs: HOUR },
    { ms: DAY, atMost: 200, quietMs: HOUR },
  ],
} as const
/** Where strangers share a domain, but not without end: a university, a market. */
const PER_CROWD = {
  reason: 'limit-domain',
  renews: false,
  windows: [
    { ms: 10 * MINUTE, atMost: 200, quietMs: HOUR },
    { ms: DAY, atMost: 2_000, quietMs: HOUR },
  ],
} as const
const PER_INBOX = {
  reason: 'limit-inbox',
  renews: false,
  windows: [
    { ms: MINUTE, atMost: 1_500, quietMs: MINUTE },
    { ms: HOUR, atMost: 10_000, quietMs: MINUTE },
  ],
} as const

/**
 * The budgets that an acknowledgement to `sender` spends from, step by step: what many share is spent only where the
 * sender's own let it through, so that a machine that gets no more takes nothing from the people beside it.
 */
export function budgetsOf(mail: {
  sender: string
  subject: string
  thread: string
  inbox: string
}): readonly [own: readonly Budget[], shared: readonly Budget[], inbox: readonly Budget[]] {
  const { local, domain, company, atProvider, amongStrangers } = senderOf(mail.sender)
  return [
    [
      { key: `sender#${untagged(local)}@${domain}`, ...PER_SENDER },
      { key: `thread#${mail.thread}`, ...PER_THREAD },
    ],
    atProvider ? [] : sharedBudgets(company, amongStrangers, patternOf(mail.subject)),
    [{ key: `inbox#${mail.inbox.toLowerCase()}`, ...PER_INBOX }],
  ]
}

/** What the senders of an organisation share. */
function sharedBudgets(company: string, amongStrangers: boolean, about: string): readonly Budget[] {
  // Apart from the staff of the same university.
  if (amongStrangers) return [{ key: `crowd#${company}`, ...PER_CROWD }]
  return [
    { key: `domain#${company}`, ...PER_DOMAIN },
    { key: `pattern#${company}#${about}`, ...PER_SUBJECT },
  ]
}

/** Who an address is, whatever host or letter case it is written with. */
export function senderOf(address: string): {
  local: string
  domain: string
  company: string
  /** At a free-mail provider. */
  atProvider: boolean
  /** There, or elsewhere where a domain says nothing of who is who. */
  amongStrangers: boolean
} {
  const whole = address.toLowerCase()
  const at = whole.lastIndexOf('@')
  const domain = whole.slice(at + 1).replace(/^googlemail\.com$/, 'gmail.com')
  const written = whole.slice(0, at)
  // Its help, "Dots don't matter".
  const local = domain === 'gmail.com' ? written.replaceAll('.', '') : written
  return {
    ...{ local, domain, company: organisationOf(domain) },
    ...{ atProvider: isFreeMail(domain), amongStrangers: isOfStrangers(domain) },
  }
}

/** RFC 5233 subaddressing: what follows a plus names a folder, not somebody else. */
export function untagged(local: string): string {
  return local.replace(/(?<=.)\+.*$/, '')
}

/** A subject is told from another by its numbers, if it has words: whoever orders ten times a day has ten subjects. */
export function patternOf(subject: string): string {
  return skeletonOf(subject) && skeletonOf(subject, { numbers: true })
}

/** Names under which countries register organisations (`example.co.uk`), and providers their customers. */
const SECOND_LEVEL =
  /^(?:ac|co|com|edu|go|gob|gov|gouv|gv|ne|net|nom|or|org)\.[a-z]{2}$|^(?:ltd|me|nhs|plc|police|sch)\.uk$|^(?:ad|ed|gr|lg)\.jp$|^(?:asn|id)\.au$|^(?:geek|govt|school)\.nz$|^gc\.ca$|^onmicrosoft\.com$/

/** The domain without its hosts: a machine may write from a host of any name. As far as that can be told without a list. */
export function organisationOf(domain: string): string {
  const labels = domain.split('.')
  const own = SECOND_LEVEL.test(labels.slice(-2).join('.')) ? 3 : 2
  return labels.slice(-own).join('.')
}

/** `AW:Re:`, as programs that add no space make it. */
const PREFIXES = /^(?:\s*[^\s:]{1,12}:)+/
const BRACKETED = /«[^»]{0,80}»|\[[^\]]{0,80}\]|\([^)]{0,80}\)|\{[^}]{0,80}\}|<[^>]{0,80}>|【[^】]{0,80}】/g
/** The same classes twice: of ASCII, without Unicode's tables. */
const NO_WORD = { ascii: /#\S+|[^a-z\s:]/g, any: /#\S+|[^\p{L}\s:]/gu }
const NEITHER_WORD_NOR_NUMBER = { ascii: /[^a-z\d\s:]/g, any: /[^\p{L}\p{N}\s:]/gu }

/**
 * A subject without what a machine adds to it or counts up in it: prefixes and [tags], however many, punctuation, and
 * numbers, unless they are wanted.
 */
export function skeletonOf(subject: string, { numbers = false } = {}): string {
  const bare = subject
    .slice(0, 1_000)
    .toLowerCase()
    .replaceAll('：', ': ')
    .replace(BRACKETED, ' ')
    .replace(PREFIXES, (prefixes) => prefixes.replaceAll(':', ': '))
  const { ascii, any } = numbers ? NEITHER_WORD_NOR_NUMBER : NO_WORD
  const tagged = bare.replace(isAscii(bare) ? ascii : any, ' ').split(/:(?=\s)/)
  return (tagged.findLast((part) => /[^\s:]/.test(part)) ?? '').replace(/[:\s]+/g, ' ').trim()
}

/**
 * The two windows of that length in which an instant lies, by number. One begins in the middle of the other, so that what
 * comes within half of one never falls into two that are both only half full.
 */
export function windowsAt(
  at: EpochMs,
  { ms }: Pick<Window, 'ms'>,
): readonly [earlier: number, later: number] {
  const half = Math.floor((2 * at) / ms)
  return [half - 1, half]
}
