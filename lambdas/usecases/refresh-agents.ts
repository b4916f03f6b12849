import { refreshed } from '../domain/current-agent.ts'
import { type AgentPresence, isStale } from '../domain/presence.ts'
import type { PresenceSettings } from '../domain/presence-settings.ts'
import type { AgentId } from '../domain/values.ts'
import { SECOND } from '../domain/values.ts'
import type { AgentDirectory, Agents, CurrentAgents, RefreshPace } from '../ports/agent-directory.ts'
import type { Clock } from '../ports/clock.ts'
import type { Journal } from '../ports/journal.ts'

export interface DirectoryPorts {
  agents: Agents
  current: CurrentAgents
  pace: RefreshPace
  journal: Journal
  clock: Clock
}

/** One question to Connect has room for so many. */
const MOST_ASKED = 100

/** The directory for whoever needs to know of one agent. */
export function agentDirectory(settings: PresenceSettings, ports: DirectoryPorts): AgentDirectory {
  return {
    async find(agent) {
      const known = (await ports.agents.getAll([agent])).get(agent)?.presence
      const mayBeWrong = !known || isStale(known, settings.staleAfterSeconds * SECOND, ports.clock.now())
      if (!mayBeWrong) return known
      return (await refreshAgents([agent], settings, ports)).get(agent) ?? known
    },
  }
}

/**
 * Asks Connect what these agents are doing, records it, and gives those it has something to say of. None where it may not
 * be asked just now, or is out of reach: what is known then stays, as of when it was told.
 */
export async function refreshAgents(
  agents: readonly AgentId[],
  settings: PresenceSettings,
  ports: DirectoryPorts,
): Promise<ReadonlyMap<AgentId, AgentPresence>> {
  if (agents.length === 0 || !(await ports.pace.mayAsk(ports.clock.now()))) return new Map()
  try {
    return await askAndRecord(agents.slice(0, MOST_ASKED), settings, ports)
  } catch (error) {
    ports.journal.troubled('agents not refreshed', { error: error instanceof Error ? error.name : 'unknown' })
    return new Map()
  }
}

/** As above, without asking whether it may, and with every failure told. */
export async function askAndRecord(
  asked: readonly AgentId[],
  { statuses }: Pick<PresenceSettings, 'statuses'>,
  { agents, current, clock }: Pick<DirectoryPorts, 'agents' | 'current' | 'clock'>,
): Promise<ReadonlyMap<AgentId, AgentPresence>> {
  const answers = await current.ask(asked)
  const before = await agents.getAll(asked)
  const now = clock.now()
  const after = new Map<AgentId, AgentPresence>()
  await Promise.all(
    asked.map(async (agent) => {
      const known = before.get(agent)
      const presence = refreshed(known?.presence, agent, answers.get(agent), statuses, now)
      if (!presence) return
      after.set(agent, presence)
      // Whoever wrote meanwhile had an event, which is later than our question or as good.
      await agents.record(presence, known?.version)
    }),
  )
  return after
}
