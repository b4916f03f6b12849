import { addressParser } from 'postal-mime'
import type { Mailbox } from '../domain/mail/mail-facts.ts'
import { readable } from '../domain/mail/reading/encoded-words.ts'

/** More of an address header is not read: whom to answer stands in front, and the parser's time grows with the square of groups. */
const LONGEST_LOOKED_AT = 8_000

/** The mailboxes of an address header (RFC 5322 §3.4), groups opened, names decoded. */
export function mailboxesIn(header: string): Mailbox[] {
  const line = header.slice(0, LONGEST_LOOKED_AT).replace(/[\s\0]+/g, ' ')
  const read = addressParser(line)
    .flatMap((address) => address.group ?? [address])
    // With such a bracket in it, the quotation before it was never closed.
    .filter(({ address }) => address.includes('@') && !/\s<|>\s*$/.test(address))
    .map(({ name, address }) => ({
      name: readable(name),
      address: address.replace(COMMENT, '').replace(/^mailto:/i, ''),
    }))
  return read.length > 0 ? read : guessed(line)
}

/** RFC 5322 §3.2.2: one may stand on either side of the `@`. */
const COMMENT = /\((?:[^()\\]|\\.){0,200}\)/g

/** Of a header that breaks the syntax, what looks like an address is still the best guess. */
function guessed(line: string): Mailbox[] {
  const [inBrackets = line] = /<[^<>\s]{1,64}@[^<>\s]{1,255}>/.exec(line) ?? []
  const address = /[^\s<>"'(),:;[\]]{1,64}@[^\s<>"'(),:;[\]]{1,255}/.exec(inBrackets)?.[0]
  return address === undefined ? [] : [{ name: '', address }]
}
