import { readable } from './encoded-words.ts'
import { type HeaderIndex, indexHeaders, tokenOf } from './header-index.ts'
import { domainOf, localPartOf } from './local-parts.ts'
import type { MailFacts } from './mail-facts.ts'
import { plain } from './plain-words.ts'
import { personInReplyTo } from './reply-target.ts'
import { readSubject, type Subject } from './subject.ts'

/** A mail as the rules look at it: read once, bounded. */
export interface Examined {
  readonly facts: MailFacts
  readonly headers: HeaderIndex
  /** The headers are known and whole, so their silence means something. */
  readonly headersComplete: boolean
  readonly subject: Subject
  readonly fromLocal: string
  readonly fromName: string
  /** Local part of the envelope's sender; '' where unknown or null. */
  readonly envelopeLocal: string
  /** Media type and parameters of the whole mail, lower case. */
  readonly contentType: string
  readonly reportType: string
  /** Set where the mail is from a sender that cannot be answered and names a person in Reply-To. */
  readonly personToAnswer: string | undefined
  /** It came through a list that is this inbox itself (a group address of ours): list marks are then ours. */
  readonly throughOwnList: boolean
}

export function examine(facts: MailFacts): Examined {
  const headers = indexHeaders(facts.headers ?? [])
  // Repeated against the rules, the one that says report is believed: no person's mail program writes that.
  const contentTypes = headers.all('content-type').map((value) => value.toLowerCase())
  const contentType =
    contentTypes.find((value) => value.startsWith('multipart/report')) ?? contentTypes[0] ?? ''
  return {
    facts,
    headers,
    headersComplete: facts.headers !== undefined && !facts.headersTruncated,
    subject: readSubject(facts.subject),
    fromLocal: localPartOf(facts.from?.address ?? ''),
    fromName: plain(readable(facts.from?.name ?? ''), 100),
    envelopeLocal: localPartOf(facts.envelopeFrom ?? ''),
    contentType,
    reportType: /report-type\s*=\s*"?\s*([a-z-]+)/.exec(contentType)?.[1] ?? '',
    personToAnswer: personInReplyTo(facts),
    throughOwnList: isOwnList(headers, facts.ownAddresses),
  }
}

/** Media type of the whole mail: `multipart/report`. */
export function mediaType(mail: Examined): string {
  return tokenOf(mail.contentType)
}

/** RFC 2919 list ids are a domain name: Google Groups and Mailman turn `help@x.example` into `help.x.example`. */
function isOwnList(headers: HeaderIndex, ownAddresses: readonly string[]): boolean {
  const ids = headers
    .all('list-id')
    .map((value) => (/<([^<>]{1,255})>/.exec(value)?.[1] ?? value).trim().toLowerCase())
  if (ids.length === 0) return false
  return ownAddresses.some((own) => {
    const domain = domainOf(own)
    return domain !== '' && ids.includes(`${localPartOf(own)}.${domain}`)
  })
}
