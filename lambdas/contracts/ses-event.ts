import type { Header, MailFacts } from '../domain/mail/mail-facts.ts'
import { readable } from '../domain/mail/reading/encoded-words.ts'
import type { EpochMs } from '../domain/values.ts'
import { mailboxesIn } from './mailboxes.ts'

/** What SES sent cannot be worked with. Lambda tries twice more, then keeps it among the dead letters. */
export class MalformedMailEvent extends Error {
  override readonly name = 'MalformedMailEvent'

  /** A field and what was expected of it, never its value: that may be a customer's. */
  constructor(field: string, expected: string) {
    super(`${field}: expected ${expected}`)
  }
}

export type SesMail = Readonly<{
  id: string
  at: EpochMs
  facts: Omit<MailFacts, 'ownAddresses'>
  recipients: readonly string[]
}>

/**
 * Reads what SES hands to the Lambda action of a receipt rule (SES guide, "Contents of notifications for email
 * receiving"): headers and envelope, no body. Insists only on what nothing can be judged without; by hand, because
 * loading a parser for it would be a good part of the cold start. Throws MalformedMailEvent.
 */
export function parseSesEvent(event: unknown): SesMail[] {
  const records = part(event, 'Records')
  if (!Array.isArray(records) || records.length === 0)
    throw new MalformedMailEvent('Records', 'a list of records')
  return records.map((record: unknown, at) => mailOf(part(record, 'ses'), `Records.${at}.ses`))
}

function mailOf(ses: unknown, path: string): SesMail {
  const mail = part(ses, 'mail')
  const receipt = part(ses, 'receipt')
  const id = text(mail, 'messageId')
  if (id === undefined) throw new MalformedMailEvent(`${path}.mail.messageId`, 'a string')
  const at = Date.parse(text(mail, 'timestamp') ?? '')
  if (Number.isNaN(at)) throw new MalformedMailEvent(`${path}.mail.timestamp`, 'a date and time')
  const headers = headersOf(part(mail, 'headers'), `${path}.mail.headers`)
  return {
    id,
    at: at as EpochMs,
    recipients: texts(receipt, 'recipients') ?? texts(mail, 'destination') ?? [],
    facts: {
      headers,
      // SES writes a boolean, and its reference says that it is a string.
      headersTruncated: String(part(mail, 'headersTruncated')) === 'true',
      envelopeFrom: envelopeFrom(mail, headers),
      ...shown(part(mail, 'commonHeaders'), headers ?? []),
      spamVerdict: text(part(receipt, 'spamVerdict'), 'status') ?? '',
      virusVerdict: text(part(receipt, 'virusVerdict'), 'status') ?? '',
    },
  }
}

/** Undefined where SES shows none. */
function headersOf(headers: unknown, path: string): Header[] | undefined {
  if (headers === undefined || headers === null) return undefined
  if (!Array.isArray(headers)) throw new MalformedMailEvent(path, 'a list of headers')
  return headers.flatMap((header: unknown) => {
    const name = text(header, 'name')
    return name ? [{ name, value: text(header, 'value') ?? '' }] : []
  })
}

/** What Connect shows too. SES's own reading of a header comes first: it is there even where the list was cut before it. */
function shown(commonHeaders: unknown, headers: readonly Header[]) {
  const all = (name: string) =>
    headers.filter((header) => header.name.trim().toLowerCase() === name).map(({ value }) => value)
  const mailboxes = (common: string, name: string) => {
    const read = (texts(commonHeaders, common) ?? []).flatMap(mailboxesIn)
    return read.length > 0 ? read : all(name).flatMap(mailboxesIn)
  }
  return {
    from: mailboxes('from', 'from')[0],
    replyTo: mailboxes('replyTo', 'reply-to'),
    to: mailboxes('to', 'to'),
    subject: readable(text(commonHeaders, 'subject') || all('subject')[0] || ''),
  }
}

/** '' or `<>` is the null reverse-path (RFC 5321 §4.5.5), and so is no source at all: SES leaves out what is empty. */
function envelopeFrom(mail: unknown, headers: readonly Header[] | undefined): string {
  const returnPath = headers?.find(({ name }) => /^\s*return-path\s*$/i.test(name))?.value
  const path = text(mail, 'source') ?? text(part(mail, 'commonHeaders'), 'returnPath') ?? returnPath ?? ''
  return path.replace(/^\s*<|>\s*$/g, '').trim()
}

function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function text(value: unknown, name: string): string | undefined {
  const member = part(value, name)
  return typeof member === 'string' ? member : undefined
}

function texts(value: unknown, name: string): string[] | undefined {
  const member = part(value, name)
  return Array.isArray(member) ? member.filter((each) => typeof each === 'string') : undefined
}
