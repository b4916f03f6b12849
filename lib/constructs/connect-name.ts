import { createHash } from 'node:crypto'

const LONGEST = 127
const DIGEST = 8

/** A name that Connect takes. One that is cut ends in a digest of the whole, since names are unique in an instance. */
export function connectName(name: string): string {
  if (name.length <= LONGEST) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, DIGEST)
  return `${name.slice(0, LONGEST - 1 - DIGEST).toWellFormed()}-${digest}`
}
