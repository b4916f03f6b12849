import { type EpochMs, HOUR, MINUTE } from '../values.ts'
import { editDistance } from './edit-distance.ts'
import { patternOf, senderOf } from './limits.ts'

/** One who wrote: who they may be (`writerOf`), and when. */
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

/** A local part has 64 octets at most (RFC 5321 4.5.3.1.1); what comes in longer ones is told apart by less. */
const LONGEST = 64

/** Below so many letters, of two names of colleagues most have as few in common as two that are one. */
const SHORT = 4

/** Under what a mail is remembered, and by what name. A name that counts is one name, but where strangers share a domain. */
export function writerOf(mail: { sender: string; subject: string }): { subject: string; name: string } {
  const { local, company, amongStrangers } = senderOf(mail.sender)
  const uncounted = amongStrangers ? local : local.replace(/\d/g, '0')
  return { subject: patternOf(mail.subject), name: `${uncounted.slice(0, LONGEST)}@${company}` }
}

/** Whether whoever writes now is one too many of those who may be the same machine under other names, `before` it. */
export function isOneTooMany(name: string, at: EpochMs, before: readonly Writer[]): boolean {
  const alike = lookAlikesOf(
    name,
    before.filter((writer) => writer.at > at - REMEMBERED_MS),
  )
  return PER_LOOK.some(
    ({ withinMs, atMost }) => alike.filter((writer) => writer.at > at - withinMs).length >= atMost,
  )
}

/** Whoever is like it, and whoever is like one of those: a name that changes a little each time is soon like none of its first. */
function lookAlikesOf(name: string, writers: readonly Writer[]): readonly Writer[] {
  const alike = new Set([name])
  const others = new Set(writers.map((writer) => writer.name))
  // Grows while it is walked.
  for (const one of alike)
    for (const other of others)
      if (mayBeOne(one, other)) {
        alike.add(other)
        others.delete(other)
      }
  return writers.filter((writer) => alike.has(writer.name))
}

/** Whether two names are as near as two that a byte makes of a third: it may be in another place in each. */
function mayBeOne(one: string, other: string): boolean {
  const [[local, company], [otherLocal, otherCompany]] = [partsOf(one), partsOf(other)]
  const ofCompany = editDistance(company, otherCompany, 1)
  if (ofCompany > 1) return false
  const most = Math.min(local.length, otherLocal.length) < SHORT ? 1 : 2
  return ofCompany + editDistance(local, otherLocal, most) <= most
}

function partsOf(name: string): [local: string, company: string] {
  const at = name.lastIndexOf('@')
  return [name.slice(0, at), name.slice(at + 1)]
}
