import { isIPv6 } from 'node:net'

/** First and last address of a network, in hexadecimal digits: 8 of them for IPv4, 32 for IPv6. */
export interface IpRange {
  bottom: string
  top: string
}

/** An IPv4 or IPv6 address in hexadecimal digits; undefined for anything else. */
export function addressOf(text: string): string | undefined {
  const bytes = /^\d+(\.\d+){3}$/.test(text) ? text.split('.').map(Number) : undefined
  if (bytes) return bytes.every((byte) => byte < 256) ? digits(bytes, 2) : undefined
  if (!isIPv6(text) || text.includes('%') || text.includes('.')) return undefined
  const [head = '', tail] = text.split('::')
  const left = groups(head)
  const right = groups(tail ?? '')
  const middle = tail === undefined ? [] : Array<number>(8 - left.length - right.length).fill(0)
  return digits([...left, ...middle, ...right], 4)
}

/** `10.0.0.0/24` as a range; which address of the network is written does not matter. Throws RangeError with the service's words. */
export function cidrRange(text: string): IpRange {
  const [address, mask, ...more] = text.split('/')
  if (address === undefined || mask === undefined || more.length > 0)
    throw new RangeError("Malformed CIDR, one '/' required")
  if (!/^-?\d+$/.test(mask)) throw new RangeError('Malformed CIDR, mask bits must be an integer')
  const maskBits = Number(mask)
  if (maskBits < 0) throw new RangeError('Malformed CIDR, mask bits must not be negative')
  const ip = addressOf(address)
  if (ip === undefined) throw new RangeError(`Nonstandard IP address: ${address}`)
  const bits = ip.length * 4
  if (maskBits >= bits) throw new RangeError(`${bits === 32 ? 'IPv4' : 'IPv6'} mask bits must be < ${bits}`)
  const hosts = (1n << BigInt(bits - maskBits)) - 1n
  const top = BigInt(`0x${ip}`) | hosts
  return { bottom: hex(top - hosts, ip.length), top: hex(top, ip.length) }
}

/**
 * Whether a value lies in the range, compared digit by digit as EventBridge does (recorded): an IPv6 address lies in an
 * IPv4 network that its first 32 bits lie in, and a short value as soon as a digit lies between. `value`: the digits of
 * an address, or a number as written.
 */
export function inRange(value: string, { bottom, top }: IpRange): boolean {
  const compared = value.slice(0, bottom.length)
  if (compared.length === bottom.length) return compared >= bottom && compared <= top
  return compared > bottom.slice(0, compared.length) && compared < top.slice(0, compared.length)
}

const groups = (text: string) => (text ? text.split(':').map((group) => Number.parseInt(group, 16)) : [])

const digits = (parts: number[], width: number) => parts.map((part) => hex(part, width)).join('')

const hex = (value: number | bigint, width: number) => value.toString(16).toUpperCase().padStart(width, '0')
