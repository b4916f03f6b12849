import type { AgentId } from '../domain/values.ts'
import type { Agents, KnownAgent } from '../ports/agent-directory.ts'
import { agentKey, agentOf, toAgentAttributes, toAgentPresence } from './agent-item.ts'
import { rowOf } from './row.ts'
import type { TableBatches, TableWriter } from './table.ts'

/** One BatchGetItem has room for so many keys. */
const KEYS_PER_BATCH = 100

/** One item per agent, written whole, after the version that was read and no other. */
export function dynamoAgents(table: TableWriter & TableBatches): Agents {
  return {
    async getAll(agents) {
      const batches = Array.from({ length: Math.ceil(agents.length / KEYS_PER_BATCH) }, (_, at) =>
        agents.slice(at * KEYS_PER_BATCH, (at + 1) * KEYS_PER_BATCH).map(agentKey),
      )
      const found = await Promise.all(batches.map((keys) => table.getAll(keys)))
      return new Map(
        found
          .flatMap((items) => [...items])
          .map(([pk, item]): [AgentId, KnownAgent] => {
            const agent = agentOf(pk)
            const version = rowOf(item).number<number>('version') ?? 0
            return [agent, { presence: toAgentPresence(agent, item), version }]
          }),
      )
    },

    async record(presence, after) {
      const attributes = toAgentAttributes(presence)
      const names = Object.keys(attributes)
      const written = await table.change(agentKey(presence.agent), {
        set: { ...withoutUndefined(attributes), version: (after ?? 0) + 1 },
        remove: names.filter((name) => attributes[name] === undefined),
        ...(after === undefined
          ? { assuming: 'attribute_not_exists(#version)' }
          : { assuming: '#version = :after', values: { after } }),
      })
      return written !== undefined
    },
  }
}

/** Also within: the document client refuses what is undefined. */
function withoutUndefined(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(attributes))
}
