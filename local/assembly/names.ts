import type { Random } from '../random.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const SUFFIX = 12

/** `length` characters of A–Z and 0–9. */
export function letters(length: number, random: Random): string {
  return Array.from({ length }, () => ALPHABET[random.below(ALPHABET.length)]).join('')
}

/** A name as CloudFormation generates one: stack, logical id and 12 characters, the first two cut to fit `limit`. */
export function generatedName(
  { stack, logicalId }: { stack: string; logicalId: string },
  limit: number,
  random: Random,
): string {
  const room = limit - SUFFIX - 2
  const cut = stack.length + logicalId.length > room ? Math.floor(room / 2) : Number.POSITIVE_INFINITY
  return `${stack.slice(0, cut)}-${logicalId.slice(0, cut)}-${letters(SUFFIX, random)}`
}
