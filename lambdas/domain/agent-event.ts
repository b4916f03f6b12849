import type { CallLeg } from './call-facts.ts'
import type { DeskContact, NextStatus, Setup, Status, StatusType } from './presence.ts'
import { type AgentId, type EpochMs, MINUTE } from './values.ts'

/** One event of Connect's agent event stream. */
export type AgentEvent = Readonly<{
  id: string
  /** LOGIN, LOGOUT, STATE_CHANGE, HEART_BEAT. */
  kind: string
  /** By Connect's clock. */
  at: EpochMs
  agent: AgentId
  arn: string
  /** The instance's id. */
  instance: string
  current: AgentSnapshot
  previous?: AgentSnapshot | undefined
}>

export type AgentSnapshot = Readonly<{
  /** Its type is in the model of the stream, and in none of the published samples. */
  status: Omit<Status, 'type'> & { readonly type?: StatusType | undefined }
  next?: NextStatus | undefined
  contacts: readonly DeskContact[]
  /** Those of them that are calls, with the call that each belongs to. */
  calls?: readonly CallLeg[] | undefined
  setup?: Setup | undefined
}>

/** Clocks differ by minutes, not by more. */
const CLOCKS_DIFFER_MS = 15 * MINUTE

/** It tells of a time that has not come: as the latest that is known it would hide all that happens until then. */
export function isOfTheFuture({ at, current }: AgentEvent, now: EpochMs): boolean {
  return Math.max(at, current.status.since) - now > CLOCKS_DIFFER_MS
}

/** Status name → type, as configured. */
export type StatusTypes = Readonly<Record<string, StatusType>>

/** What every instance has from the beginning. */
const BUILT_IN: StatusTypes = { Available: 'routable', Offline: 'offline' }

/** A status that nobody says anything of is a custom one: whoever made it took people off contacts with it. */
export function typeOf(status: AgentSnapshot['status'], types: StatusTypes): StatusType {
  return types[status.name] ?? status.type ?? BUILT_IN[status.name] ?? 'custom'
}
