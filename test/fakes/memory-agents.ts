import { namesOf, plainName, sortName } from '../../lambdas/domain/agent-names.ts'
import type { CurrentAgent } from '../../lambdas/domain/current-agent.ts'
import { type AgentPresence, displayName, stateOf, stateSince } from '../../lambdas/domain/presence.ts'
import type { AgentId, EpochMs } from '../../lambdas/domain/values.ts'
import type {
  AgentList,
  Agents,
  CurrentAgents,
  KnownAgent,
  RefreshPace,
} from '../../lambdas/ports/agent-directory.ts'

import type { Nudge, StuckWatch } from '../../lambdas/ports/stuck-agents.ts'

/** Behaves as the DynamoDB store does; both pass test/adapters/agents.contract.ts. */
export function memoryAgents(initial: readonly AgentPresence[] = []) {
  const rows = new Map<AgentId, KnownAgent>(
    initial.map((presence) => [presence.agent, { presence, version: 1 }]),
  )
  const written: AgentPresence[] = []
  const agents: Agents & AgentList = {
    async getAll(ids) {
      return new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id) as KnownAgent]] : [])))
    },
    async record(presence, after) {
      if (rows.get(presence.agent)?.version !== after) return false
      rows.set(presence.agent, { presence, version: (after ?? 0) + 1 })
      written.push(presence)
      return true
    },
    async named(part, atMost) {
      return [...rows.values()]
        .map(({ presence }) => presence)
        .filter(({ goneAt }) => goneAt === undefined)
        .filter((presence) => namesOf(presence).includes(plainName(part)))
        .sort((a, b) => (sortName(a) < sortName(b) ? -1 : 1))
        .slice(0, atMost)
        .map((presence) => ({
          agent: presence.agent,
          name: displayName(presence),
          state: stateOf(presence),
          since: stateSince(presence),
          free: Object.fromEntries(
            Object.entries(presence.setup?.slots ?? {}).map(([channel, { free }]) => [channel, free]),
          ),
          heardAt: presence.heardAt ?? (0 as EpochMs),
        }))
    },
  }
  return Object.assign(agents, { written, get: (id: AgentId) => rows.get(id)?.presence })
}

/** What Connect says of agents; counts how often it is asked. */
export function currentAgentsWith(
  ...known: CurrentAgent[]
): CurrentAgents & { asked: (readonly AgentId[])[] } {
  const asked: (readonly AgentId[])[] = []
  return {
    asked,
    async ask(agents) {
      asked.push(agents)
      return new Map(known.filter(({ agent }) => agents.includes(agent)).map((each) => [each.agent, each]))
    },
  }
}

/** Behaves as the DynamoDB one does; both pass test/adapters/refresh-pace.contract.ts. */
export function memoryRefreshPace(): RefreshPace {
  let nextAt = 0
  return {
    async mayAsk(now) {
      if (now < nextAt) return false
      nextAt = now + 1000
      return true
    },
  }
}

/** Starts nothing twice for one agent and contact; can be made to fail. */
export function memoryStuckWatch() {
  const calls: Parameters<StuckWatch['watch']>[] = []
  const watch: StuckWatch & { broken: boolean } = {
    broken: false,
    async watch(...call) {
      calls.push(call)
      if (watch.broken) throw new Error('Step Functions is unavailable')
    },
  }
  return Object.assign(watch, { calls })
}

/** Keeps what it was told to do. */
export function memoryNudge() {
  const done: string[] = []
  const nudge: Nudge = {
    notify: async (agent, contact) => void done.push(`notify ${agent} ${contact}`),
    setBack: async (agent) => void done.push(`set back ${agent}`),
  }
  return Object.assign(nudge, { done })
}
