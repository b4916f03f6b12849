import type { StatusTypes } from './agent-event.ts'
import type { StuckRemedy } from './stuck-agent.ts'

/** What the operator configured about agents. */
export type PresenceSettings = Readonly<{
  /** Connect is asked about whom nothing was heard for so long. */
  staleAfterSeconds: number
  /** The types of statuses, by name, where Connect does not tell them. */
  statuses: StatusTypes
  stuckUnavailable: StuckRemedy
  /** How long after the contact an agent may be stuck before something is done. */
  stuckAfterSeconds: number
}>

/** As where nothing is configured. */
export const PRESENCE_DEFAULTS: PresenceSettings = {
  staleAfterSeconds: 900,
  statuses: {},
  stuckUnavailable: 'notify',
  stuckAfterSeconds: 300,
}
