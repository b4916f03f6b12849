import type { AgentSnapshot, StatusTypes } from './agent-event.ts'
import { typeOf } from './agent-event.ts'
import type { AgentPresence, Slots } from './presence.ts'
import type { AgentId, EpochMs } from './values.ts'

/** What Connect says of an agent when it is asked, which has no event and no time of its own. */
export type CurrentAgent = Readonly<{
  agent: AgentId
  arn: string
  profile?: string | undefined
  slots: Readonly<Record<string, Slots>>
  desk: Omit<AgentSnapshot, 'setup' | 'next'> & { readonly next?: string | undefined }
}>

/**
 * What is known of an agent after Connect was asked. Undefined: it does not show them, as it shows nobody who is
 * offline. `asOf` stays with Connect's clock, of which an answer shows no more than the latest instant in it.
 */
export function refreshed(
  known: AgentPresence | undefined,
  agent: AgentId,
  answer: CurrentAgent | undefined,
  types: StatusTypes,
  now: EpochMs,
): AgentPresence | undefined {
  if (!answer) {
    const loggedOutAt = Math.max(known?.asOf.at ?? 0, known?.activeAt ?? 0) as EpochMs
    return known && { ...known, loggedOutAt, heardAt: now }
  }
  const { status, contacts, next } = answer.desk
  const newest = Math.max(status.since, ...contacts.map(({ since }) => since), known?.asOf.at ?? 0) as EpochMs
  const sameProfile = known?.setup?.profile === answer.profile
  return {
    ...known,
    agent,
    arn: known?.arn ?? answer.arn,
    status: { ...status, type: typeOf(status, types) },
    // When it was chosen is not told.
    next: next === undefined ? undefined : { name: next, chosenAt: known?.next?.chosenAt ?? newest },
    contacts,
    setup: {
      ...known?.setup,
      profile: answer.profile,
      slots: answer.slots,
      queues: sameProfile ? known?.setup?.queues : undefined,
    },
    asOf: { at: newest, event: known?.asOf.at === newest ? known.asOf.event : '' },
    activeAt: Math.max(known?.activeAt ?? 0, (known?.loggedOutAt ?? 0) + 1, status.since) as EpochMs,
    heardAt: now,
  }
}
