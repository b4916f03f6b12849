export interface Header {
  name: string
  value: string
}

/** AWS: "Amazon SES now supports email headers in notifications": the first 10 KB of the headers are handed on. */
const MOST_BYTES = 10 * 1024

/** The header fields of a mail as they came: folded, encoded, in any case. Octets that are not UTF-8 become U+FFFD. */
export function rawHeaders(raw: Uint8Array): Header[] {
  const octets = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const ends = [octets.indexOf('\r\n\r\n'), octets.indexOf('\n\n')].filter((at) => at >= 0)
  const head = octets.subarray(0, ends.length > 0 ? Math.min(...ends) : octets.length).toString('utf8')
  // A field ends where the next line does not begin with white space (RFC 5322 §2.2.3).
  return head.split(/\r?\n(?![ \t])/).flatMap((field) => {
    const colon = field.indexOf(':')
    if (colon < 1) return []
    return [{ name: field.slice(0, colon).trimEnd(), value: field.slice(colon + 1).trim() }]
  })
}

/** The fields that SES shows: none whose end lies beyond the first 10 KB. */
export function firstHeaders(headers: readonly Header[]): { headers: Header[]; truncated: boolean } {
  let bytes = 0
  const beyond = headers.findIndex(({ name, value }) => {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value)
    return bytes > MOST_BYTES
  })
  return beyond < 0
    ? { headers: [...headers], truncated: false }
    : { headers: headers.slice(0, beyond), truncated: true }
}
