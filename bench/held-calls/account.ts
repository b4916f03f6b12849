import type { HeardCall } from '../stage/heard.ts'
import { isBy } from '../stage/heard.ts'
import type { Stage } from '../stage/stage.ts'

const OURS = ['time-transfer', 'observe-agents', 'escalate-held-call']

/**
 * Whether one of our functions made the call about a caller on hold. Not so what keeps the presence of agents up to date,
 * which is made without any call as well.
 */
export function isAboutHolds(call: HeardCall): boolean {
  const { service, operation, input } = call
  if (!OURS.some((name) => isBy(name, call)) || !/^(dynamodb|states|connect)$/.test(service)) return false
  const key = String(input?.Key?.pk?.S)
  return operation !== 'BatchGetItem' && !key.startsWith('AGENT#') && operation !== 'Invoke'
}

/** What became of one hold. Instants are epoch milliseconds. */
export interface Escalation {
  heldAt: number
  /** When the note was written, each time. */
  notedAt: number[]
  /** When its agent was notified, each time. */
  toldAt: number[]
}

/** A hold by the caller's contact, and the contact that was consulted. */
export interface Hold {
  contact: string
  consulted: string
  heldAt: number
}

/** What our functions did about each hold, by calls that succeeded. */
export function escalationsOf(holds: readonly Hold[], calls: readonly HeardCall[]): Escalation[] {
  const accounts = holds.map(({ heldAt }): Escalation => ({ heldAt, notedAt: [], toldAt: [] }))
  const byContact = new Map(holds.map(({ contact }, at) => [contact, accounts[at]]))
  const byConsulted = new Map(holds.map(({ consulted }, at) => [consulted, accounts[at]]))
  for (const { operation, input, error, at } of calls) {
    if (error !== undefined) continue
    if (operation === 'UpdateContactAttributes') byContact.get(input.InitialContactId)?.notedAt.push(at)
    if (operation === 'CreateNotification')
      byConsulted.get(String(input.ClientToken).replace('held-call-', ''))?.toldAt.push(at)
  }
  return accounts
}

/** The instant at which each caller's hold truly began, as the contact centre has it. */
export function holdsOf(stage: Stage, handed: ReadonlyMap<string, string>): Hold[] {
  const began = new Map<string, number>()
  for (const { at, contactId = '', what } of stage.centre.connect.timeline())
    if (what === 'on hold') began.set(contactId, at)
  return [...handed].map(([contact, consulted]) => ({
    ...{ contact, consulted },
    heldAt: began.get(contact) ?? Number.NaN,
  }))
}
