import type { Contact } from '../../local/connect/model.ts'
import { type Facts, HOUR, MINUTE, type Office } from './office.ts'

const HOLD_MS = 16 * HOUR
const FROM_CUSTOMER = new Set(['INBOUND', 'API'])
const PLACES = new Set(['QUEUED', 'CONNECTING', 'CONNECTED', 'ENDED'])

/** What is broken after a day, by the rule's name and contact; and what has happened on it, for "sometimes" checks. */
export async function inspected(
  office: Office,
  { sweepMs }: { sweepMs: number },
): Promise<{ broken: string[]; happened: Set<string> }> {
  const broken: string[] = []
  const happened = new Set<string>()
  for (const contact of office.centre.connect.contacts()) {
    if (!FROM_CUSTOMER.has(contact.initiationMethod)) continue
    const record = (await office.record(contact.id)) ?? {}
    const rules = { ...acknowledgement(office, contact, record), ...hold(office, contact, record, sweepMs) }
    for (const [rule, holds] of Object.entries(rules)) if (!holds) broken.push(`${rule}: ${contact.id}`)
    for (const what of happenings(office, contact, record)) happened.add(what)
  }
  if (office.counted('HoldsReleasedBySweep') > 0) happened.add('released by the sweep')
  if (office.counted('ContactsFoundInQueue') > 0) happened.add('found in the queue')
  if (office.told('workflow not started').length > 0) happened.add('workflow not started')
  return { broken, happened }
}

function acknowledgement(office: Office, contact: Contact, record: Facts): Record<string, boolean> {
  const sent = office.acknowledgementsOf(contact.id).length
  const { acknowledgement: state, acknowledgementReason: reason } = record
  return {
    'it is queued, offered, accepted or ended': PLACES.has(contact.phase),
    'nobody is acknowledged twice': sent <= 1,
    'every mail is acknowledged, or its record says why not':
      (state === 'sent' && sent === 1) ||
      ((state === 'refused' || state === 'failed') && reason !== undefined) ||
      isUnheardOf(office, contact),
  }
}

/** The flow could not ask, and the event that it is in the queue was lost: it is heard of when somebody takes it. */
function isUnheardOf(office: Office, { id, phase }: Contact): boolean {
  return phase === 'QUEUED' && !office.lines.some(({ text }) => text.includes(id))
}

function hold(office: Office, contact: Contact, record: Facts, sweepMs: number): Record<string, boolean> {
  const { enqueuedAt, criteria } = contact
  if (record.route !== 'owner' || !criteria || enqueuedAt === undefined) return {}
  const latest = Math.max(record.holdUntil, enqueuedAt + HOLD_MS) + sweepMs + 5 * MINUTE
  const toOthers = office
    .happenings(contact.id, 'offered')
    .filter(({ details }) => office.idOf(String(details.agent)) !== record.holdOwner)
  return {
    'no hold ends early': toOthers.every(({ at }) => at >= record.receivedAt + HOLD_MS),
    'no hold outlasts its deadline by more than a sweep':
      office.now() < latest || contact.phase !== 'QUEUED' || !isReserved(contact),
  }
}

const isReserved = ({ criteria }: Contact) =>
  criteria?.steps.some(({ status }) => status === 'ACTIVE') ?? false

function* happenings(office: Office, contact: Contact, record: Facts): Generator<string> {
  const owner = record.holdOwner
  const offered = office
    .happenings(contact.id, 'offered')
    .map(({ details }) => office.idOf(String(details.agent)))
  if (record.route === 'owner') yield 'held'
  if (owner !== undefined && offered.includes(owner)) yield 'offered to its owner'
  if (record.handledBy !== undefined && record.handledBy === owner) yield 'accepted by its owner'
  if (record.expiredAt !== undefined || record.holdEnd === 'expired') yield 'expired'
  if (record.releasedAt !== undefined) yield 'released'
  if (contact.disconnectReason === 'TRANSFERRED') yield 'released by a transfer'
  if (record.routeReason === 'found-in-queue') yield 'adopted'
  yield `acknowledgement ${record.acknowledgement}`
}
