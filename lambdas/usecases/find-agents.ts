import {
  type AgentPresence,
  type Channel,
  freeSlots,
  type PresenceState,
  stateOf,
} from '../domain/presence.ts'
import type { PresenceSettings } from '../domain/presence-settings.ts'
import { type AgentId, type EpochMs, SECOND } from '../domain/values.ts'
import type { AgentList, ListedAgent } from '../ports/agent-directory.ts'
import { type DirectoryPorts, refreshAgents } from './refresh-agents.ts'

export type AgentQuestion = Readonly<{
  /** Part of a name. */
  name: string
  /** Whether they are free in this channel; in any, where none is asked for. */
  channel?: Channel | undefined
  atMost: number
}>

export type FoundAgent = Readonly<{
  agent: AgentId
  name: string
  state: PresenceState
  /** By Connect's clock. */
  since: EpochMs
  /** Free slots by channel. */
  free: Readonly<Record<Channel, number>>
}>

/**
 * Who of that name is there, and whether they can be reached: one read of the list, and one question to Connect at most,
 * about those of whom nothing was heard for long.
 */
export async function findAgents(
  { name, channel, atMost }: AgentQuestion,
  settings: PresenceSettings,
  ports: DirectoryPorts & { list: AgentList },
): Promise<readonly FoundAgent[]> {
  const listed = await ports.list.named(name, atMost)
  const staleBefore = ports.clock.now() - settings.staleAfterSeconds * SECOND
  const stale = listed.filter(({ state, heardAt }) => state !== 'logged-out' && heardAt < staleBefore)
  const refreshed = await refreshAgents(
    stale.map(({ agent }) => agent),
    settings,
    ports,
  )
  return listed.map((each) => found(each, refreshed.get(each.agent), channel))
}

function found(listed: ListedAgent, refreshed: AgentPresence | undefined, channel?: Channel): FoundAgent {
  const { agent, name, state, since, free } = listed
  if (!refreshed) {
    const isFull = channel !== undefined && !free[channel]
    return { agent, name, state: state === 'available' && isFull ? 'busy' : state, since, free }
  }
  const channels = Object.keys(refreshed.setup?.slots ?? {})
  return {
    ...{ agent, name },
    state: stateOf(refreshed, channel),
    since: refreshed.status.since,
    free: Object.fromEntries(channels.map((each) => [each, freeSlots(refreshed, each)])),
  }
}
