import PostalMime, { type Address, decodeWords, type Email } from 'postal-mime'
import type { InboundMail, Mailbox } from './mail.ts'

/** RFC 5322 §2.1.1 allows no longer line, so no message id is longer. */
const LONGEST_MESSAGE_ID = 998
/** More is never a thread; the newest are kept, since Connect links by the latest. */
const MOST_MESSAGE_IDS = 1_000

/**
 * Reads raw octets as a mail. Never throws: of a mail that is no valid MIME it gives what can be read, at worst an
 * empty header and the octets.
 */
export async function parseMail(
  raw: Uint8Array,
  envelope: { from: string; to: readonly string[] },
): Promise<InboundMail> {
  const email = await readWhatCanBeRead(raw)
  const headers = email.headers.map(({ originalKey, value }) => ({
    name: originalKey,
    value: decoded(value),
  }))
  const first = (name: string) => email.headers.find(({ key }) => key === name)?.value ?? ''

  return {
    messageId: messageIdsIn(first('message-id'))[0],
    inReplyTo: messageIdsIn(first('in-reply-to')),
    references: messageIdsIn(first('references')),
    from: mailboxes(email.from ? [email.from] : [])[0],
    to: mailboxes(email.to),
    cc: mailboxes(email.cc),
    subject: email.subject ?? '',
    text: email.text,
    html: email.html,
    attachments: email.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? '',
      contentType: mimeType,
      bytes: typeof content === 'string' ? content.length : content.byteLength,
    })),
    headers,
    envelope,
    bytes: raw.byteLength,
    raw,
  }
}

/**
 * The message ids in a Message-ID, In-Reply-To or References value (RFC 5322 §3.6.4), in order, once each, without
 * angle brackets. Words between them (RFC 822 allowed phrases) are passed over; ids without brackets are taken.
 */
export function messageIdsIn(value: string): string[] {
  const bracketed = [...value.matchAll(/<([^<>]{1,2000})>/g)].map(([, id]) => id!.replace(/\s+/g, ''))
  const found =
    bracketed.length > 0 ? bracketed : value.split(/[\s,;]+/).filter((word) => /^[^@]+@[^@]+$/.test(word))
  const ids = found
    .map((id) => id.replace(/[<>]/g, ''))
    .filter((id) => id.length > 0 && id.length <= LONGEST_MESSAGE_ID)
  return [...new Set(ids)].slice(-MOST_MESSAGE_IDS)
}

async function readWhatCanBeRead(raw: Uint8Array): Promise<Email> {
  const whole = await attempt(raw, { maxHeadersSize: raw.byteLength + 1 })
  if (whole) return whole
  const headers = await attempt(raw.subarray(0, endOfHeaders(raw)), { maxHeadersSize: raw.byteLength + 1 })
  const body = new TextDecoder().decode(raw.subarray(endOfHeaders(raw)))
  return { headers: [], headerLines: [], ...headers, attachments: [], text: body }
}

async function attempt(raw: Uint8Array, limits: { maxHeadersSize: number }): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(raw, limits)
  } catch {
    return undefined
  }
}

function endOfHeaders(raw: Uint8Array): number {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const ends = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')].filter((at) => at >= 0)
  return ends.length > 0 ? Math.min(...ends) : raw.byteLength
}

/** Group syntax (RFC 5322 §3.4) is opened: its members are recipients like any other. */
function mailboxes(addresses: readonly Address[] = []): Mailbox[] {
  return addresses
    .flatMap((address): Mailbox[] => (address.group ? address.group : [address]))
    .filter(({ address }) => address.includes('@'))
    .map(({ name, address }) => ({ name: name.trim(), address }))
}

function decoded(value: string): string {
  try {
    return decodeWords(value)
  } catch {
    return value
  }
}
