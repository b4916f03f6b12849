import PostalMime from 'postal-mime'
import { mailboxesIn } from '../../lambdas/contracts/mailboxes.ts'
import type { Header, MailFacts } from '../../lambdas/domain/mail/mail-facts.ts'
import { readable } from '../../lambdas/domain/mail/reading/encoded-words.ts'
import { textOfHtml } from './html-text.ts'

/** Of a larger mail only the beginning is read for its text: what decides stands in front. */
const BODY_LOOKED_AT_BYTES = 256 * 1024
const TEXT_LOOKED_AT = 4_000
const HTML_END_LOOKED_AT = 20_000
const SHOWN_BY_SES_BYTES = 10 * 1024

/** All that a file has; the headers and the envelope, as SES shows them to InspectMail; or what Connect's contact shows. */
export type SeenOfMail = 'all' | 'headers' | 'contact'

/**
 * Reads a mail file as facts. Line ends of any kind, raw 8-bit octets, an mbox `From ` line in front.
 * Throws where there is no header at all: that is no mail.
 */
export async function readMail(
  octets: Uint8Array,
  { ownAddresses, seen }: { ownAddresses: readonly string[]; seen: SeenOfMail },
): Promise<MailFacts> {
  const raw = afterMboxLine(
    withPlainLineEnds(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)),
  )
  const headers = headersOf(raw)
  if (headers.length === 0) throw new Error('no mail: it begins with no header')
  const first = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value
  const all = (name: string) =>
    headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value)

  const contact = {
    from: all('from').flatMap(mailboxesIn)[0],
    to: all('to').flatMap(mailboxesIn),
    subject: readable(first('subject') ?? ''),
    ownAddresses,
    spamVerdict: first('x-ses-spam-verdict') ?? '',
    virusVerdict: first('x-ses-virus-verdict') ?? '',
  }
  if (seen === 'contact') {
    return { ...contact, headers: undefined, headersTruncated: false, envelopeFrom: undefined, replyTo: [] }
  }
  const facts = {
    ...contact,
    headers,
    headersTruncated: false,
    envelopeFrom: reversePath(all('return-path')[0] ?? all('envelope-from')[0] ?? all('x-envelope-from')[0]),
    replyTo: all('reply-to').flatMap(mailboxesIn),
  }
  return seen === 'headers' ? { ...facts, ...shownBySes(headers) } : { ...facts, ...(await bodyOf(raw)) }
}

/** AWS, "Amazon SES now supports email headers in notifications": no header whose end lies beyond the first 10 KB. */
function shownBySes(headers: readonly Header[]): Pick<MailFacts, 'headers' | 'headersTruncated'> {
  let octets = 0
  const beyond = headers.findIndex(({ name, value }) => {
    octets += Buffer.byteLength(name) + Buffer.byteLength(value)
    return octets > SHOWN_BY_SES_BYTES
  })
  return beyond < 0
    ? { headers, headersTruncated: false }
    : { headers: headers.slice(0, beyond), headersTruncated: true }
}

/** Old Mac line ends, and CR CR LF where a copy was made as text, are made plain ones. */
function withPlainLineEnds(raw: Buffer): Buffer {
  const bareReturns = raw.includes('\r') && !raw.includes('\n')
  if (!bareReturns && !raw.includes('\r\r\n')) return raw
  return Buffer.from(raw.toString('latin1').replace(bareReturns ? /\r/g : /\r+\n/g, '\n'), 'latin1')
}

function afterMboxLine(raw: Buffer): Buffer {
  const begin = raw.findIndex((octet) => octet > 0x20 && ![0xef, 0xbb, 0xbf].includes(octet))
  const mail = begin > 0 ? raw.subarray(begin) : raw
  const line = /^>?From [^\r\n]{0,500}\r?\n/.exec(mail.subarray(0, 600).toString('latin1'))
  return line ? mail.subarray(line[0].length) : mail
}

function headersOf(raw: Buffer): Header[] {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1'))?.index ?? raw.length
  const headers: { name: string; value: string }[] = []
  for (const line of textOf(raw.subarray(0, end)).split(/\r\n|\n|\r/)) {
    const last = headers.at(-1)
    if (/^[ \t]/.test(line)) {
      if (last) last.value += ` ${line.trim()}`
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trimEnd()
    // A line that is no header ends nothing: mails in the wild have such lines among their headers.
    if (colon > 0 && /^[!-9;-~]+$/.test(name)) headers.push({ name, value: line.slice(colon + 1).trim() })
  }
  return headers
}

/** Raw 8-bit headers are UTF-8 (RFC 6532), or else most likely Windows-1252. */
function textOf(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return new TextDecoder('windows-1252').decode(octets)
  }
}

/** `<>` is the null reverse-path, `<<>>` how IIS writes it; a Return-Path that is empty says nothing. */
function reversePath(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const path = value.replace(/\([^()]*\)/g, '').trim()
  if (/^(?:<+\s*>+|"<\s*>")/.test(path)) return ''
  return path.replace(/^<|>.*$/g, '').trim() || undefined
}

async function bodyOf(raw: Buffer): Promise<{ parts: string[]; bodyStart: string; bodyEnd: string }> {
  const email = await PostalMime.parse(withShortRuns(raw.subarray(0, BODY_LOOKED_AT_BYTES)), {
    forceRfc822Attachments: true,
    maxHeadersSize: BODY_LOOKED_AT_BYTES,
  }).catch(() => undefined)
  if (!email) return { parts: [], bodyStart: '', bodyEnd: '' }
  const parts = email.attachments.map(({ mimeType, method }) =>
    method ? `${mimeType}; method=${method.toLowerCase()}` : mimeType,
  )
  const text = email.text?.trim() ? email.text : textOfHtml(email.html ?? '')
  // Newsletters often say less in their plain text, and the end of a long page is what tells.
  const end = email.html?.trim() ? textOfHtml(email.html.slice(-HTML_END_LOOKED_AT)) : text
  return { parts, bodyStart: text.slice(0, TEXT_LOOKED_AT), bodyEnd: end.trimEnd().slice(-TEXT_LOOKED_AT) }
}

/** The MIME parser's time grows with the square of a run of blanks or empty lines; such runs say nothing. */
function withShortRuns(raw: Buffer): Buffer {
  const text = raw.toString('latin1')
  const short = text
    .replace(/[ \t]{80,}/g, ' ')
    .replace(/(?:\r?\n[ \t]){20,}/g, '\n ')
    .replace(/(?:\r?\n){6,}/g, '\n\n\n')
  return short.length === text.length ? raw : Buffer.from(short, 'latin1')
}
