import { type EpochMs, HOUR, MINUTE } from '../values.ts'
import { editDistance } from './edit-distance.ts'
import { patternOf, senderOf, untagged } from './limits.ts'

/** Who may write under other names, too. */
export type Who = Readonly<{ name: string; atProvider: boolean }>
/** One who wrote, by name (`writerOf`), and when. */
export type Writer = Readonly<{ name: string; at: EpochMs }>

/**
 * So many under one subject whose names are so alike that they may be one machine. Those who got nothing count too: a
 * loop that goes on never gets another chance.
 */
const PER_LOOK = [
  { withinMs: 10 * MINUTE, atMost: 3 },
  { withinMs: 12 * HOUR, atMost: 5 },
]
/** How long a writer counts. */
export const REMEMBERED_MS = Math.max(...PER_LOOK.map(({ withinMs }) => withinMs))
/** Who came before these makes no difference any more. */
const ENOUGH = Math.max(...PER_LOOK.map(({ atMost }) => atMost))

/** Writers that are remembered, and how many are left when there are more: they are read and written all at a time. */
const [MOST, KEPT] = [150, 100]

/** A local part has 64 octets at most (RFC 5321 4.5.3.1.1); what comes in longer ones is told apart by less. */
const LONGEST = 64

/**
 * Among whom a sender is remembered, those of a company or provider under a subject, and by what name. A name that counts
 * is one name, but where strangers share a domain: there digits stay.
 */
export function writerOf(mail: { sender: string; subject: string }): Who & Readonly<{ among: string }> {
  const { local, company, atProvider, amongStrangers } = senderOf(mail.sender)
  const name = amongStrangers ? local : local.replace(/\d/g, '0')
  return {
    among: `${company} ${patternOf(mail.subject)}`,
    name: name.slice(0, LONGEST).toWellFormed(),
    atProvider,
  }
}

/** Whether whoever writes now is one too many of those who may be the same machine under other names, `before` it. */
export function isOneTooMany({ name, atProvider }: Who, at: EpochMs, before: readonly Writer[]): boolean {
  const counting = before.filter((writer) => counts(writer, at))
  const alike = lookAlikesOf(name, counting, atProvider ? AT_A_PROVIDER : OF_COLLEAGUES)
  return PER_LOOK.some(
    ({ withinMs, atMost }) => alike.filter((writer) => writer.at > at - withinMs).length >= atMost,
  )
}

/**
 * Whom to forget: nobody, unless there are too many or somebody has counted no more for long. Else whoever does not, and
 * who came first; but of several look-alikes the newest stay, and no more of them than make a difference: neither do many
 * people hide a loop, nor does a loop crowd out all others.
 */
export function forgettable<W extends Writer>(writers: readonly W[], at: EpochMs): readonly W[] {
  const isLongOver = ({ at: then }: Writer) => then < at - 2 * REMEMBERED_MS
  if (writers.length <= MOST && !writers.some(isLongOver)) return []
  const newestFirst = writers.filter((writer) => counts(writer, at)).sort((one, other) => other.at - one.at)
  // Far more there are only if nothing could be forgotten for long; each is compared with each.
  const groups = groupsOf(newestFirst.slice(0, 2 * MOST)).map((group) => group.slice(0, ENOUGH))
  const [suspects, others] = [groups.filter(isSuspect), groups.filter((group) => !isSuspect(group))]
  const kept = new Set([...suspects, ...others].flat().slice(0, KEPT))
  return writers.filter((writer) => !kept.has(writer))
}

/** Two or three are people as often as not. */
const isSuspect = (group: readonly Writer[]) => group.length > 3

/** Look-alikes together, in the order of the first of each. */
function groupsOf<W extends Writer>(writers: readonly W[]): (readonly W[])[] {
  const [first] = writers
  if (!first) return []
  const group = new Set(lookAlikesOf(first.name, writers, OF_COLLEAGUES))
  return [[...group], ...groupsOf(writers.filter((writer) => !group.has(writer)))]
}

function counts(writer: Writer, at: EpochMs): boolean {
  return writer.at > at - REMEMBERED_MS
}

/**
 * Whoever is like it, and whoever is a byte from one of those: a name that changes a little each time is soon like none of
 * its first.
 */
function lookAlikesOf<W extends Writer>(
  name: string,
  writers: readonly W[],
  { itself, asLink }: Likeness,
): readonly W[] {
  const alike = new Set([name])
  const others = new Set(writers.map((writer) => writer.name))
  // Grows while it is walked.
  for (const one of alike)
    for (const other of others)
      if (mayBeOne(one, other, one === name ? itself : asLink)) {
        alike.add(other)
        others.delete(other)
      }
  return writers.filter((writer) => alike.has(writer.name))
}

/** By how many letters a name may differ, by the letters of the longer one: one (or none), two, three, four, or more. */
type Edits = readonly [ofOne: number, ofTwo: number, ofThree: number, ofFour: number, ofMore: number]
type Likeness = Readonly<{ itself: Edits; asLink: Edits }>

/**
 * Two names that a byte makes of a third are two apart: it may be in another place in each. Of short names so many are as
 * near by chance: colleagues' initials, or first names and last ones that are cut to two letters each.
 */
const OF_COLLEAGUES: Likeness = { itself: [1, 0, 1, 1, 2], asLink: [0, 0, 0, 1, 1] }
/** At a provider few have a name so short, and no limit of a domain is left for those who make them up. */
const AT_A_PROVIDER: Likeness = { itself: [1, 1, 2, 2, 2], asLink: [1, 1, 1, 1, 1] }

/** By what stands before a plus; or by all of it where more than that differs: then the plus may be the byte that changes. */
function mayBeOne(one: string, other: string, edits: Edits): boolean {
  const [mailbox, otherMailbox] = [untagged(one), untagged(other)]
  const isTaggedAlike = one.slice(mailbox.length) === other.slice(otherMailbox.length)
  return (
    counted(mailbox) === counted(otherMailbox) ||
    isWithin(edits, mailbox, otherMailbox) ||
    (!isTaggedAlike && isWithin(edits, one, other))
  )
}

function isWithin(edits: Edits, one: string, other: string): boolean {
  const letters = Math.max(lettersIn(one), lettersIn(other))
  const most = edits[Math.min(Math.max(letters, 1), edits.length) - 1] as number
  return editDistance(one, other, most) <= most
}

/** Neither dots nor the number that many a login ends in make a name longer. */
function lettersIn(name: string): number {
  return name.replace(/\d+$/, '').replaceAll('.', '').length
}

/** However many digits it counts with: `writerOf` has made a company's zeros. */
function counted(mailbox: string): string {
  return mailbox.replace(/0+/g, '0')
}
