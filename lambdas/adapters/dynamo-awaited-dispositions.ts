import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'

import type { AwaitedDispositions } from '../ports/dispositions.ts'
import { contactIdOf, shards } from './contact-item.ts'

/** A sparse index: a contact is in it only while its disposition is awaited. */
export function dynamoAwaitedDispositions(
  client: DynamoDBDocumentClient,
  tableName: string,
): AwaitedDispositions {
  return {
    async due(before, atMost) {
      const perShard = await Promise.all(
        shards.map(async (shard) => {
          const { Items = [] } = await client.send(
            new QueryCommand({
              TableName: tableName,
              IndexName: 'attention',
              KeyConditionExpression: '#shard = :shard AND #at <= :before',
              ExpressionAttributeNames: { '#shard': 'attentionShard', '#at': 'attentionAt' },
              ExpressionAttributeValues: { ':shard': shard, ':before': before },
              Limit: atMost,
            }),
          )
          return Items.map(({ pk, attentionAt }) => ({
            id: contactIdOf(pk),
            at: Number(attentionAt),
          }))
        }),
      )
      return perShard
        .flat()
        .sort((a, b) => a.at - b.at)
        .slice(0, atMost)
        .map(({ id }) => id)
    },
  }
}
