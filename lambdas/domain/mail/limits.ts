import { DAY, type EpochMs, HOUR, MINUTE } from '../values.ts'
import { isFreeMail } from './free-mail.ts'
import { isAscii } from './reading/plain-words.ts'

/**
 * At most `atMost` acknowledgements within a window of the clock. Once it is full, nothing more is sent until it has been
 * quiet for `quietMs`: a loop that goes on never gets another chance, a person who comes back later does.
 */
export type Window = Readonly<{ ms: number; atMost: number; quietMs: number }>

/** One thing that is counted, over several windows. */
export type Budget = Readonly<{ key: string; reason: LimitReason; windows: readonly Window[] }>

/** So much has been sent for the same sender, thread, pattern, domain or inbox that it may be a loop. */
export const LIMIT_REASONS = [
  'limit-sender',
  'limit-thread',
  'limit-pattern',
  'limit-domain',
  'limit-inbox',
] as const

export type LimitReason = (typeof LIMIT_REASONS)[number]

/** Who writes on working days is quiet as long as that; no loop is. */
const A_NIGHT = 12 * HOUR

/**
 * A loop is stopped by whatever it does not change. It may change the sender by a byte, tag the subject, or open a new
 * thread each time, so each of these is counted apart; what is left equal after a change is what the next line counts.
 */
const PER_SENDER = {
  reason: 'limit-sender',
  windows: [
    { ms: 10 * MINUTE, atMost: 3, quietMs: HOUR },
    // A loop that keeps its thread or its subject is stopped long before; a purchasing department is not.
    { ms: DAY, atMost: 20, quietMs: 6 * HOUR },
  ],
} as const
const PER_THREAD = {
  reason: 'limit-thread',
  windows: [
    { ms: HOUR, atMost: 3, quietMs: HOUR },
    { ms: DAY, atMost: 5, quietMs: A_NIGHT },
  ],
} as const
const PER_PATTERN = {
  reason: 'limit-pattern',
  windows: [
    { ms: HOUR, atMost: 4, quietMs: HOUR },
    { ms: DAY, atMost: 5, quietMs: A_NIGHT },
  ],
} as const
/** A company whose people all write at once is not a loop; one whose machine makes up senders and subjects is. */
const PER_DOMAIN = {
  reason: 'limit-domain',
  windows: [
    { ms: 10 * MINUTE, atMost: 20, quietMs: HOUR },
    { ms: DAY, atMost: 200, quietMs: HOUR },
  ],
} as const
const PER_INBOX = {
  reason: 'limit-inbox',
  windows: [
    { ms: MINUTE, atMost: 1_500, quietMs: MINUTE },
    { ms: HOUR, atMost: 10_000, quietMs: MINUTE },
  ],
} as const

/** Every budget that an acknowledgement to `sender` spends from. */
export function budgetsOf(mail: {
  sender: string
  subject: string
  thread: string
  inbox: string
}): readonly Budget[] {
  const sender = mail.sender.toLowerCase()
  const at = sender.lastIndexOf('@')
  const [local, domain] = [sender.slice(0, at), sender.slice(at + 1)]
  const company = organisationOf(domain)
  const pattern = skeletonOf(mail.subject)
  return [
    { key: `sender#${withoutTag(local)}@${domain}`, ...PER_SENDER },
    { key: `thread#${mail.thread}`, ...PER_THREAD },
    ...lookAlikes(withoutTag(local), company).map((who) => ({
      key: `pattern#${who}#${pattern}`,
      ...PER_PATTERN,
    })),
    ...(isFreeMail(domain) ? [] : [{ key: `domain#${company}`, ...PER_DOMAIN }]),
    { key: `inbox#${mail.inbox.toLowerCase()}`, ...PER_INBOX },
  ]
}

/** RFC 5233 subaddressing: what follows a plus names a folder, not somebody else. */
const withoutTag = (local: string) => local.replace(/(?<=.)\+.*$/, '')

/**
 * Who might be the same machine under another name. Both ends of the local part are looked at apart: a byte changed
 * anywhere leaves one of them as it was, and colleagues or strangers seldom share one. Of one letter nothing is left. A name
 * that counts is one name.
 */
function lookAlikes(local: string, company: string): string[] {
  const edge = local.length >= 12 ? 6 : Math.min(4, Math.floor(local.length / 2))
  if (edge === 0) return [`*@${company}`]
  const uncounted = local.replace(/\d+/g, '0')
  return [
    `${local.slice(0, edge)}*@${company}`,
    `*${local.slice(-edge)}@${company}`,
    ...(uncounted === local ? [] : [`${uncounted}@${company}`]),
  ]
}

/** Names under which countries register organisations (`example.co.uk`), and providers their customers. */
const SECOND_LEVEL = /^(?:ac|co|com|edu|go|gob|gov|gouv|gv|ne|net|nom|or|org)\.[a-z]{2}$|^onmicrosoft\.com$/

/** The domain without its hosts: a machine may write from a host of any name. As far as that can be told without a list. */
export function organisationOf(domain: string): string {
  const labels = domain.split('.')
  const own = SECOND_LEVEL.test(labels.slice(-2).join('.')) ? 3 : 2
  return labels.slice(-own).join('.')
}

/** A subject without what a machine adds to it or counts up in it: prefixes and [tags], however many, digits, punctuation. */
export function skeletonOf(subject: string): string {
  const bare = subject
    .slice(0, 1_000)
    .toLowerCase()
    .replace(/\[[^\]]{0,80}\]|\([^)]{0,80}\)|#\S+/g, ' ')
  // The same class twice: of ASCII, without Unicode's tables.
  const words = isAscii(bare) ? bare.replace(/[^a-z\s:]/g, ' ') : bare.replace(/[^\p{L}\s:]/gu, ' ')
  const tagged = words.split(/:(?=\s)/)
  return (tagged.findLast((part) => /[^\s:]/.test(part)) ?? '').replace(/[:\s]+/g, ' ').trim()
}

/** Which window of that length an instant lies in. */
export function windowIndex(at: EpochMs, { ms }: Window): number {
  return Math.floor(at / ms)
}
