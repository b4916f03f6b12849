import { isMachines } from './automatic-mail.ts'
import type { ContactRecord } from './contact-record.ts'
import type { Notice } from './notice.ts'
import { type ContactId, DAY, type EpochMs, later, SECOND } from './values.ts'

/** Of a chat whose customer stayed silent. */
export const NO_RESPONSE = 'No response from the customer'

/** What an agent may say a contact was about when the operator configured nothing else. */
export const DEFAULT_DISPOSITIONS = [
  'Question answered',
  'Problem solved',
  'Complaint',
  'Order or delivery',
  'Billing or payment',
  'Credit and title',
  'Account or personal data',
  'Technical problem',
  'Follow-up promised',
  'Waiting for the customer',
  NO_RESPONSE,
  'Duplicate',
  'Not for us',
  'Other',
] as const

/** What an agent gave: picked from the list, or typed, as the guide "You will be able to manually type the disposition" asks. */
export type Given = Readonly<{ picked?: string | undefined; typed?: string | undefined }>

export type Choice =
  | Readonly<{ kind: 'one'; value: string }>
  /** Nothing fits, or several do: the first few of them. */
  | Readonly<{ kind: 'unclear'; candidates: readonly string[] }>

const MOST_CANDIDATES = 5

/**
 * The configured disposition that is meant. What is picked counts before what is typed; of what is typed every word
 * must be in the name, in any case and order, and the whole name counts before parts of others.
 */
export function chooseDisposition({ picked, typed }: Given, values: readonly string[]): Choice {
  if (picked !== undefined && values.includes(picked)) return { kind: 'one', value: picked }
  const words = plain(typed ?? '')
    .split(/\s+/)
    .filter(Boolean)
  if (words.length === 0) return { kind: 'unclear', candidates: [] }
  const named = values.filter((value) => plain(value) === words.join(' '))
  const fitting = values.filter((value) => words.every((word) => plain(value).includes(word)))
  const [first, ...others] = named.length > 0 ? named : fitting
  if (first !== undefined && others.length === 0) return { kind: 'one', value: first }
  return { kind: 'unclear', candidates: fitting.slice(0, MOST_CANDIDATES) }
}

const plain = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ')

export type DispositionState =
  /** Nobody has to say anything: a machine wrote, no agent had it, or it goes on elsewhere. */
  | 'not-wanted'
  | 'not-yet'
  | 'recorded'
  /** Its agent is done with it, or seems to be, and has said nothing (yet). */
  | 'awaited'
  | 'missing'

/** How the disposition of a contact stands, whatever was told of it in whatever order. */
export function dispositionState(record: ContactRecord): DispositionState {
  if (record.disposition) return 'recorded'
  if (!isCustomers(record) || record.handledBy === undefined || record.continuedBy !== undefined)
    return 'not-wanted'
  if (record.dispositionMissingAt !== undefined) return 'missing'
  return endOf(record) === undefined ? 'not-yet' : 'awaited'
}

/** A contact in which a customer is waiting, or was: not a machine's mail, nor a message of ours. */
export function isCustomers(record: ContactRecord): boolean {
  if (isMachines(record)) return false
  const { route, continues, call } = record
  return route?.kind === 'owner' || route?.kind === 'queue' || continues !== undefined || call !== undefined
}

/**
 * When to look whether a disposition came: a moment after the contact was completed, since the guide's answer may be on
 * its way; where only its end is known, after a day, because after-contact work has no end of its own.
 */
export function lookForDispositionAt(record: ContactRecord, graceSeconds: number): EpochMs | undefined {
  if (record.completedAt !== undefined) return later(record.completedAt, graceSeconds * SECOND)
  return record.endedAt === undefined ? undefined : later(record.endedAt, DAY)
}

/** Of contacts that are refused in the same second, Connect takes eight a second then if there are a thousand: it takes ten. */
const SPREAD_SECONDS = 120

/** When to write a disposition on a contact again that Connect could not take now: apart from others', the same each time. */
export function labelAgainAt(contact: ContactId, now: EpochMs): EpochMs {
  const chance = Number.parseInt(contact.slice(-4), 16) % SPREAD_SECONDS || 0
  return later(now, (1 + chance) * SECOND)
}

const endOf = ({ completedAt, endedAt }: ContactRecord) => completedAt ?? endedAt

/** What an agent is told who said nothing. Nothing in it is personal. */
export function missingDispositionNotice(contact: string): Notice {
  return {
    en: `You closed contact ${contact} without a disposition. Please tell your supervisor what it was about, and pick one next time: the guide opens by itself when you close.`,
    de: `Kontakt ${contact} wurde ohne Erledigungsgrund geschlossen. Bitte sagen Sie Ihrer Teamleitung, worum es ging, und wählen Sie beim nächsten Mal einen aus: Der Leitfaden öffnet sich beim Schließen von selbst.`,
  }
}

/** What the guide says above the list when what was given fits nothing, or several. At most 5 names of 100 characters. */
export function askAgain(candidates: readonly string[]): string {
  return candidates.length === 0
    ? 'No disposition has that in its name. Type a part of one, or pick it from the list.'
    : `Several fit: ${candidates.join('; ')}. Type more of it, or pick it from the list.`
}
