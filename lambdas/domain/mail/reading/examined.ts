import type { MailFacts } from '../mail-facts.ts'
import { bareSender } from './bare-sender.ts'
import { type ContentType, readContentType } from './content-type.ts'
import { readable } from './encoded-words.ts'
import { type HeaderIndex, indexHeaders } from './header-index.ts'
import { domainOf, localPartOf } from './local-parts.ts'
import { plain } from './plain-words.ts'
import { isBehindForm, personInReplyTo } from './reply-target.ts'
import { readSubject, type Subject } from './subject.ts'

/** A mail as the rules look at it: read once, bounded. */
export interface Examined {
  /** As they came, but for a sender without a domain: see `bareSender`. */
  readonly facts: MailFacts
  readonly headers: HeaderIndex
  /** The headers are known and whole, so their silence means something. */
  readonly headersComplete: boolean
  readonly subject: Subject
  readonly fromLocal: string
  readonly fromName: string
  /** Local part of the envelope's sender; '' where unknown or null. */
  readonly envelopeLocal: string
  /** Of the whole mail. */
  readonly contentType: ContentType
  /** Set where the mail is from a sender that cannot be answered, or that forms have, and names a person in Reply-To. */
  readonly personToAnswer: string | undefined
  /** And such a sender is a form for sure: then the person counts for more than marks of services. */
  readonly personOutweighs: boolean
  /** It came through a list that is this inbox itself (a group address of ours): list marks are then ours. */
  readonly throughOwnList: boolean
}

export function examine(asTheyCame: MailFacts): Examined {
  const headers = indexHeaders(asTheyCame.headers ?? [])
  const from = asTheyCame.from ?? bareSender(headers.first('from'))
  const facts: MailFacts = { ...asTheyCame, from }
  const personToAnswer = personInReplyTo(facts)
  return {
    facts,
    headers,
    headersComplete: facts.headers !== undefined && !facts.headersTruncated,
    subject: readSubject(facts.subject),
    fromLocal: localPartOf(from?.address ?? ''),
    fromName: plain(readable(from?.name ?? ''), 100),
    envelopeLocal: localPartOf(facts.envelopeFrom ?? ''),
    contentType: contentTypeOf(headers),
    personToAnswer,
    personOutweighs: personToAnswer !== undefined && isBehindForm(facts, personToAnswer),
    throughOwnList: isOwnList(headers, facts.ownAddresses),
  }
}

/** It refers to another mail, as answers do (RFC 5322 §3.6.4), and responses under a subject that is no `Re:` (RFC 3834 §3.1.5, §3.1.6). */
export function isReaction({ headers }: Examined): boolean {
  return headers.first('in-reply-to') !== undefined || headers.first('references') !== undefined
}

/** The kind of a report (RFC 6522 §3): '' where it does not say, undefined where the mail is no report. */
export function reportType({ contentType }: Examined): string | undefined {
  const kind = contentType.parameter('report-type')
  if (contentType.type === 'multipart/report') return kind
  return contentType.type.startsWith('multipart/') && kind !== '' ? kind : undefined
}

/** Repeated against the rules, the one that says report is believed: no person's mail program writes that. */
function contentTypeOf(headers: HeaderIndex): ContentType {
  const types = headers.all('content-type').map(readContentType)
  return types.find(({ type }) => type === 'multipart/report') ?? types[0] ?? readContentType('')
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
