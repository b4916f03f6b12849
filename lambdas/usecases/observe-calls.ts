import type { AgentEvent } from '../domain/agent-event.ts'
import { callFactsOf } from '../domain/call-facts.ts'
import type { HeldCallRules } from '../domain/held-call.ts'
import type { AgentId } from '../domain/values.ts'
import { type NoteCallFactPorts, noteCallFact } from './note-call-fact.ts'
import { someAtATime } from './some-at-a-time.ts'

/** As with agents. */
const WRITES_AT_ONCE = 25

/** Records what a batch of agent events tells of callers on hold. Gives the agents whose events must come again. */
export async function observeCalls(
  events: readonly AgentEvent[],
  ours: string,
  rules: HeldCallRules,
  ports: NoteCallFactPorts,
): Promise<ReadonlySet<AgentId>> {
  const failed = new Set<AgentId>()
  const told = events
    .filter(({ instance }) => instance === ours)
    .flatMap((event) => callFactsOf(event).map((news) => ({ ...news, agent: event.agent })))
  await someAtATime(told, WRITES_AT_ONCE, async ({ agent, call, fact }) => {
    try {
      await noteCallFact(call, fact, rules, ports)
    } catch (error) {
      failed.add(agent)
      const name = error instanceof Error ? error.name : 'unknown'
      ports.journal.troubled('call not recorded', { agent, contact: fact.contact, error: name })
    }
  })
  return failed
}
