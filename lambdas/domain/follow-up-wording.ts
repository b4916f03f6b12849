import type { Addressee } from './follow-up.ts'
import type { Inbox } from './inbox.ts'
import { type ContactId, type EpochMs, MINUTE } from './values.ts'

/** Nothing of a customer's is in it: a task is read by whoever serves the queue, and kept longer than we keep names. */
export function followUpTitle({ displayName }: Pick<Inbox, 'displayName'>): string {
  return `Customer waiting for an answer (${displayName})`
}

/** `email`: the contact that the customer wrote last. */
export function followUpText(since: EpochMs, addressee: Addressee, email: ContactId | undefined): string {
  const whose = WHOSE[addressee.kind === 'owner' ? 'owner' : addressee.reason]
  const where = email === undefined ? '' : ` The email is contact ${email}.`
  return `The customer has been waiting for an answer since ${utc(since)}. ${whose}${where}`
}

const WHOSE = {
  owner: 'The conversation is yours.',
  'no-owner': 'Nobody has handled the conversation yet.',
  'owner-unknown': 'Whoever it belongs to has not been seen here.',
  'owner-away': 'Whoever it belongs to has been away for longer than customers are to wait for them.',
} as const

/** `2026-03-04 09:05 UTC` */
function utc(at: EpochMs): string {
  const minute = new Date(Math.floor(at / MINUTE) * MINUTE).toISOString()
  return `${minute.slice(0, 10)} ${minute.slice(11, 16)} UTC`
}
