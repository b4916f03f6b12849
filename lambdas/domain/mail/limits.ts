import { DAY, type EpochMs, HOUR, MINUTE } from '../values.ts'
import { isFreeMail } from './free-mail.ts'
import { isAscii } from './plain-words.ts'

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

/**
 * A loop is stopped by whatever it does not change. It may change the sender by a byte, tag the subject, or open a new
 * thread each time, so each of these is counted apart; what is left equal after a change is what the next line counts.
 */
const PER_SENDER = {
  reason: 'limit-sender',
  windows: [
    { ms: 10 * MINUTE, atMost: 3, quietMs: HOUR },
    { ms: DAY, atMost: 5, quietMs: DAY },
  ],
} as const
const PER_THREAD = {
  reason: 'limit-thread',
  windows: [
    { ms: HOUR, atMost: 3, quietMs: HOUR },
    { ms: DAY, atMost: 5, quietMs: DAY },
  ],
} as const
const PER_PATTERN = {
  reason: 'limit-pattern',
  windows: [
    { ms: HOUR, atMost: 4, quietMs: HOUR },
    { ms: DAY, atMost: 5, quietMs: DAY },
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
  const pattern = skeletonOf(mail.subject)
  return [
    { key: `sender#${withoutTag(local)}@${domain}`, ...PER_SENDER },
    { key: `thread#${mail.thread}`, ...PER_THREAD },
    ...patterns(local, domain, pattern).map((who) => ({ key: `pattern#${who}#${pattern}`, ...PER_PATTERN })),
    ...(isFreeMail(domain) ? [] : [{ key: `domain#${domain}`, ...PER_DOMAIN }]),
    { key: `inbox#${mail.inbox.toLowerCase()}`, ...PER_INBOX },
  ]
}

/** RFC 5233 subaddressing: what follows a plus names a folder, not somebody else. */
const withoutTag = (local: string) => local.replace(/(?<=.)\+.*$/, '')

const EDGE = 4

/**
 * Who might be the same machine under another name. Within a company's domain: anyone. At a free-mail provider strangers
 * share the domain, so both ends of the local part are looked at apart: a byte changed anywhere leaves one of them as it was.
 */
function patterns(local: string, domain: string, pattern: string): string[] {
  // A subject of digits alone is like no other: its sender and domain are counted all the same.
  if (pattern === '') return []
  if (!isFreeMail(domain)) return [domain]
  return [`${local.slice(0, EDGE)}*@${domain}`, `*${local.slice(-EDGE)}@${domain}`]
}

/** A subject without what a machine adds to it or counts up in it: reply prefixes, [tags], digits, punctuation. */
export function skeletonOf(subject: string): string {
  const bare = subject
    .slice(0, 200)
    .toLowerCase()
    .replace(/\[[^\]]{0,80}\]|\([^)]{0,80}\)|#\S+/g, ' ')
  // The same classes twice: of ASCII, without Unicode's tables.
  const words = isAscii(bare)
    ? bare.replace(/[^a-z\s:]/g, ' ').replace(/^(?:\s*[a-z]{1,4}:)+/, ' ')
    : bare.replace(/[^\p{L}\s:]/gu, ' ').replace(/^(?:\s*\p{L}{1,4}:)+/u, ' ')
  return words.replace(/[:\s]+/g, ' ').trim()
}

/** Which window of that length an instant lies in. */
export function windowIndex(at: EpochMs, { ms }: Window): number {
  return Math.floor(at / ms)
}
