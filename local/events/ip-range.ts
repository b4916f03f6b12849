import { isIPv4, isIPv6 } from 'node:net'

export interface IpRange {
  bits: 32 | 128
  bottom: bigint
  top: bigint
}

/** An IPv4 or IPv6 address as a number; undefined for anything else. */
export function addressOf(text: string): { bits: 32 | 128; value: bigint } | undefined {
  if (isIPv4(text)) return { bits: 32, value: bytesToNumber(text.split('.').map(Number), 8n) }
  if (!isIPv6(text) || text.includes('%') || text.includes('.')) return undefined
  const [head = '', tail] = text.split('::')
  const left = groups(head)
  const right = groups(tail ?? '')
  const middle = tail === undefined ? [] : Array<number>(8 - left.length - right.length).fill(0)
  return { bits: 128, value: bytesToNumber([...left, ...middle, ...right], 16n) }
}

/**
 * `10.0.0.0/24` as a range. As at EventBridge it begins at the address itself, not at the network's first. Throws
 * RangeError with the service's words.
 */
export function cidrRange(text: string): IpRange {
  const [address, mask, ...more] = text.split('/')
  if (address === undefined || mask === undefined || more.length > 0)
    throw new RangeError("Malformed CIDR, one '/' required")
  if (!/^-?\d+$/.test(mask)) throw new RangeError('Malformed CIDR, mask bits must be an integer')
  const maskBits = Number(mask)
  if (maskBits < 0) throw new RangeError('Malformed CIDR, mask bits must not be negative')
  const ip = addressOf(address)
  if (!ip) throw new RangeError(`Nonstandard IP address: ${address}`)
  if (maskBits >= ip.bits)
    throw new RangeError(`${ip.bits === 32 ? 'IPv4' : 'IPv6'} mask bits must be < ${ip.bits}`)
  const hosts = (1n << BigInt(ip.bits - maskBits)) - 1n
  return { bits: ip.bits, bottom: ip.value, top: ip.value | hosts }
}

export function inRange(text: string, range: IpRange): boolean {
  const ip = addressOf(text)
  return ip !== undefined && ip.bits === range.bits && ip.value >= range.bottom && ip.value <= range.top
}

const groups = (text: string) => (text ? text.split(':').map((group) => Number.parseInt(group, 16)) : [])

const bytesToNumber = (parts: number[], width: bigint) =>
  parts.reduce((sum, part) => (sum << width) | BigInt(part), 0n)
