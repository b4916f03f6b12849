import type { AgentId } from '../domain/values.ts'
import type { Agents } from '../ports/agent-directory.ts'
import type { Clock } from '../ports/clock.ts'

export interface LeaveDirectoryPorts {
  agents: Agents
  clock: Clock
}

/** Whoever loses an agent to another writer that often is not competing but looping. */
const TRIES = 5

/** An agent is deleted: the directory does not list them any more. Nothing happens where it never has. */
export async function leaveDirectory(agent: AgentId, { agents, clock }: LeaveDirectoryPorts): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const known = (await agents.getAll([agent])).get(agent)
    if (!known || known.presence.goneAt !== undefined) return
    if (await agents.record({ ...known.presence, goneAt: clock.now() }, known.version)) return
  }
  throw new Error(`written by somebody else each of ${TRIES} times`)
}
