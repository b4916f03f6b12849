import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'

import { plainName } from '../domain/agent-names.ts'
import type { AgentList } from '../ports/agent-directory.ts'
import { agentShards, toListedAgent } from './agent-item.ts'
import type { Item } from './table.ts'

/** Reading on beyond this would be somebody else's table. */
const MOST_PAGES_PER_SHARD = 20

/**
 * Part of a name is no key, so the whole index is read and DynamoDB sends back what matches: one page for each shard up
 * to 10,000 agents.
 */
export function dynamoAgentList(client: DynamoDBDocumentClient, tableName: string): AgentList {
  async function inShard(shard: string, part: string): Promise<Item[]> {
    const found: Item[] = []
    let from: Item | undefined
    for (let page = 0; page < MOST_PAGES_PER_SHARD; page++) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'agents',
          KeyConditionExpression: '#shard = :shard',
          FilterExpression: 'contains(#names, :part)',
          ExpressionAttributeNames: { '#shard': 'agentShard', '#names': 'names' },
          ExpressionAttributeValues: { ':shard': shard, ':part': part },
          ...(from && { ExclusiveStartKey: from }),
        }),
      )
      found.push(...Items)
      if (!LastEvaluatedKey) return found
      from = LastEvaluatedKey
    }
    return found
  }

  return {
    async named(part, atMost) {
      const shards = await Promise.all(agentShards.map((shard) => inShard(shard, plainName(part))))
      return shards
        .flat()
        .sort((a, b) => (String(a.nameKey) < String(b.nameKey) ? -1 : 1))
        .slice(0, atMost)
        .map(toListedAgent)
    },
  }
}
