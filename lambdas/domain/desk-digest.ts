import type { AgentSnapshot } from './agent-event.ts'

type Desk = Pick<AgentSnapshot, 'status' | 'next' | 'contacts' | 'setup'>

/** FNV-1a over 32 bits, which is enough to tell apart what one agent does within a millisecond. */
const BASIS = 0x811c9dc5
const PRIME = 0x01000193

/** A short text that is the same for the same status, contacts and slots. */
export function deskDigest({ status, next, contacts, setup }: Desk): string {
  const text = JSON.stringify([
    [status.name, status.since, next?.name],
    contacts.map(({ contact, state, since }) => [contact, state, since]),
    Object.entries(setup?.slots ?? {})
      .map(([channel, { free }]) => `${channel} ${free}`)
      .sort(),
  ])
  let digest = BASIS
  for (const letter of text) digest = Math.imul(digest ^ (letter.codePointAt(0) ?? 0), PRIME)
  return (digest >>> 0).toString(36)
}
