import type { CurrentAgent } from '../domain/current-agent.ts'
import type { AgentPresence, PresenceState } from '../domain/presence.ts'
import type { AgentId, EpochMs } from '../domain/values.ts'

/** Who is there. */
export interface AgentDirectory {
  /** Asks Connect where nothing was heard for long. Undefined when neither has ever heard of that agent. */
  find(agent: AgentId): Promise<AgentPresence | undefined>
}

/** What is known of an agent, and which telling of it this is. */
export type KnownAgent = Readonly<{ presence: AgentPresence; version: number }>

/** What Homeward knows of agents. */
export interface Agents {
  /** Those that are known, of any number. */
  getAll(agents: readonly AgentId[]): Promise<ReadonlyMap<AgentId, KnownAgent>>
  /** False, and nothing written, when somebody has written since `after` was read; undefined: it was not there. */
  record(presence: AgentPresence, after: number | undefined): Promise<boolean>
}

/** An agent as a list shows them. */
export type ListedAgent = Readonly<{
  agent: AgentId
  name: string
  state: PresenceState
  since: EpochMs
  free: Readonly<Record<string, number>>
  heardAt: EpochMs
}>

export interface AgentList {
  /** Whose name or user name has this in it, and who is not gone, in the order of their names. May be a moment behind. */
  named(part: string, atMost: number): Promise<readonly ListedAgent[]>
}

/** Asks Connect what agents are doing: two requests a second for the whole account. */
export interface CurrentAgents {
  /** Of at most 100; who is offline is not in the answer. */
  ask(agents: readonly AgentId[]): Promise<ReadonlyMap<AgentId, CurrentAgent>>
}

/** Keeps the questions apart. */
export interface RefreshPace {
  /** Whether Connect may be asked now. Yes takes the place of others for a while. */
  mayAsk(now: EpochMs): Promise<boolean>
}
