import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'

import type { EpochMs } from '../domain/values.ts'
import { shards } from './contact-item.ts'

/** A sparse index: an item is in it only while something is due for it, by shard in the order of when. */
export interface DueIndex {
  readonly name: string
  readonly shard: string
  readonly due: string
}

/** The keys of the items that are past their time, oldest first. */
export async function dueIn(
  client: Pick<DynamoDBDocumentClient, 'send'>,
  tableName: string,
  { name, shard: shardKey, due: dueKey }: DueIndex,
  before: EpochMs,
  atMost: number,
): Promise<string[]> {
  const perShard = await Promise.all(
    shards.map(async (shard) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: name,
          KeyConditionExpression: '#shard = :shard AND #due <= :before',
          ExpressionAttributeNames: { '#shard': shardKey, '#due': dueKey },
          ExpressionAttributeValues: { ':shard': shard, ':before': before },
          Limit: atMost,
        }),
      )
      return Items.map((item) => ({ pk: String(item.pk), due: Number(item[dueKey]) }))
    }),
  )
  return perShard
    .flat()
    .sort((a, b) => a.due - b.due)
    .slice(0, atMost)
    .map(({ pk }) => pk)
}
