import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'

import type { EpochMs } from '../domain/values.ts'
import type { Overdue } from '../ports/contact-records.ts'
import { contactIdOf, shards } from './contact-item.ts'

/** The two sparse indexes: an item is in one of them only while something is due for it. */
export function dynamoOverdue(client: DynamoDBDocumentClient, tableName: string): Overdue {
  async function oldest(index: string, shardKey: string, dueKey: string, before: EpochMs, atMost: number) {
    const perShard = await Promise.all(
      shards.map(async (shard) => {
        const { Items = [] } = await client.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: index,
            KeyConditionExpression: '#shard = :shard AND #due <= :before',
            ExpressionAttributeNames: { '#shard': shardKey, '#due': dueKey },
            ExpressionAttributeValues: { ':shard': shard, ':before': before },
            Limit: atMost,
          }),
        )
        return Items.map((item) => ({ id: contactIdOf(item.pk), due: Number(item[dueKey]) }))
      }),
    )
    return perShard
      .flat()
      .sort((a, b) => a.due - b.due)
      .slice(0, atMost)
      .map(({ id }) => id)
  }

  return {
    holds: (before, atMost) => oldest('holds', 'holdShard', 'holdUntil', before, atMost),
    acknowledgements: (before, atMost) =>
      oldest('acknowledgements', 'acknowledgeShard', 'acknowledgeDueAt', before, atMost),
  }
}
