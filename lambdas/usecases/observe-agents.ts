import { type AgentEvent, isOfTheFuture } from '../domain/agent-event.ts'
import { observeAll } from '../domain/observe-agent.ts'
import type { AgentPresence } from '../domain/presence.ts'
import type { PresenceSettings } from '../domain/presence-settings.ts'
import { toBeWatched } from '../domain/stuck-agent.ts'
import { type AgentId, later, SECOND } from '../domain/values.ts'
import type { Agents, KnownAgent } from '../ports/agent-directory.ts'
import type { Clock } from '../ports/clock.ts'
import type { Journal } from '../ports/journal.ts'
import type { StuckWatch } from '../ports/stuck-agents.ts'
import { someAtATime } from './some-at-a-time.ts'

export interface ObserveAgentsPorts {
  agents: Agents
  watch: StuckWatch
  journal: Journal
  clock: Clock
}

/** A batch of agents is written by so many requests at once: a thousand agents a second on two shards need no more. */
const WRITES_AT_ONCE = 25

/** Whoever loses an agent to another writer that often is not competing but looping. */
const TRIES = 5

/**
 * Records what a batch of events tells: one read for all their agents, and one write for each of whom it is news. The
 * events of an agent may come in any order and twice; those of other instances than `ours`, by a stream that they share, are
 * nobody's business, and those of a time that has not come are counted and nothing else. Gives the agents whose events must
 * come again.
 */
export async function observeAgents(
  stream: readonly AgentEvent[],
  ours: string,
  settings: PresenceSettings,
  ports: ObserveAgentsPorts,
): Promise<ReadonlySet<AgentId>> {
  const told = stream.filter(({ instance }) => instance === ours)
  const events = told.filter((event) => !isOfTheFuture(event, ports.clock.now()))
  for (let i = events.length; i < told.length; i++) ports.journal.count('AgentEventsOfTheFuture')
  const byAgent = Map.groupBy(events, ({ agent }) => agent)
  const known = await ports.agents.getAll([...byAgent.keys()])
  const failed = new Set<AgentId>()
  let written = 0
  await someAtATime(byAgent, WRITES_AT_ONCE, async ([agent, theirs]) => {
    try {
      if (await observeAgent(theirs, known.get(agent), settings, ports)) written++
    } catch (error) {
      failed.add(agent)
      const name = error instanceof Error ? error.name : 'unknown'
      ports.journal.troubled('agent not recorded', { agent, error: name })
    }
  })
  if (written > 0)
    ports.journal.decided('agents observed', { events: events.length, agents: byAgent.size, written })
  return failed
}

/** Whether there was anything to write. */
async function observeAgent(
  events: readonly AgentEvent[],
  known: KnownAgent | undefined,
  settings: PresenceSettings,
  ports: ObserveAgentsPorts,
): Promise<boolean> {
  let before = known
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { presence, news } = observeAll(before?.presence, events, settings.statuses)
    if (!presence || !news) return false
    const watched = await watchIfStuck(presence, settings, ports)
    const after = { ...presence, watched, heardAt: ports.clock.now() }
    if (await ports.agents.record(after, before?.version)) return true
    const [agent] = events
    before = agent && (await ports.agents.getAll([agent.agent])).get(agent.agent)
  }
  throw new Error(`written by somebody else each of ${TRIES} times`)
}

/** Started before it is recorded: a start that is repeated changes nothing, one that is forgotten is missed. */
async function watchIfStuck(
  presence: AgentPresence,
  { stuckUnavailable, stuckAfterSeconds }: PresenceSettings,
  { watch, journal, clock }: ObserveAgentsPorts,
): Promise<AgentPresence['watched']> {
  const stuck = stuckUnavailable === 'off' ? undefined : toBeWatched(presence)
  if (!stuck) return presence.watched
  const { agent } = presence
  await watch.watch(agent, stuck.contact, later(clock.now(), stuckAfterSeconds * SECOND))
  journal.decided('agent may be stuck', { agent, contact: stuck.contact, reason: 'status-not-chosen' })
  return stuck.contact
}
