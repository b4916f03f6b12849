/** Longer values are not looked at: no header that decides anything is longer, and a megabyte of them must cost nothing. */
const LONGEST_LOOKED_AT = 4_000

const ENCODED_WORD = /=\?([^?\s]{1,40})\?([bq])\?([^?]{0,1000})\?=/gi

/** Where one begins; some mail programs show what it says even if it ends otherwise, or is longer than it may be. */
export const ENCODED_WORD_START = /=\?(?=[^?\s]+\?[bq]\?)/gi

type Word = { charset: string; bytes: Uint8Array }

/**
 * A header value made readable: unfolded (RFC 5322 §2.2.3), encoded words decoded (RFC 2047), cut at 4,000
 * characters. What cannot be decoded stays as it is; never throws.
 */
export function readable(value: string): string {
  const line = value.slice(0, LONGEST_LOOKED_AT).replace(/[\r\n\t\0]+/g, ' ')
  return (line.includes('=?') ? decodeWords(line) : line).trim()
}

function decodeWords(line: string): string {
  let decoded = ''
  let end = 0
  let pending: Word | undefined
  const flush = () => {
    if (pending) decoded += textOf(pending)
    pending = undefined
  }
  for (const match of line.matchAll(ENCODED_WORD)) {
    const between = line.slice(end, match.index)
    const word = {
      charset: match[1]!.replace(/\*.*$/, '').toLowerCase(),
      bytes: bytesOf(match[2]!, match[3]!),
    }
    end = match.index + match[0].length
    // White space between two encoded words is no part of the text (RFC 2047 §6.2), and some mailers split a character.
    if (pending && between.trim() === '' && pending.charset === word.charset) {
      pending = { charset: word.charset, bytes: joined(pending.bytes, word.bytes) }
      continue
    }
    const adjacent = pending !== undefined && between.trim() === ''
    flush()
    if (!adjacent) decoded += between
    pending = word
  }
  flush()
  return decoded + line.slice(end)
}

function bytesOf(encoding: string, text: string): Uint8Array {
  if (encoding.toLowerCase() === 'b') {
    const clean = text.replace(/[^A-Za-z0-9+/]/g, '')
    const whole = clean.length % 4 === 1 ? clean.slice(0, -1) : clean
    return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0))
  }
  const raw = text
    .replace(/_/g, ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  return Uint8Array.from(raw, (character) => character.charCodeAt(0) & 0xff)
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

function textOf({ charset, bytes }: Word): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
