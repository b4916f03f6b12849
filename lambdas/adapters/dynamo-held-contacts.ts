import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'

import type { AgentId } from '../domain/values.ts'
import type { HeldContact, HeldContacts } from '../ports/staff.ts'
import { contactIdOf, shards } from './contact-item.ts'
import { rowOf } from './row.ts'

/** The index of holds, whole: what it costs grows with what is held, not with the table. */
export function dynamoHeldContacts(client: DynamoDBDocumentClient, tableName: string): HeldContacts {
  async function inShard(shard: string): Promise<HeldContact[]> {
    const held: HeldContact[] = []
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        IndexName: 'holds',
        KeyConditionExpression: 'holdShard = :shard',
        ExpressionAttributeValues: { ':shard': shard },
      },
    )
    for await (const { Items = [] } of pages)
      for (const item of Items) {
        const row = rowOf(item)
        const owner = row.text<AgentId>('holdOwner')
        if (owner === undefined) continue
        held.push({
          contact: contactIdOf(item.pk),
          owner,
          thread: row.text('thread'),
          inbox: row.text('inbox'),
        })
      }
    return held
  }

  return { all: async () => (await Promise.all(shards.map(inShard))).flat() }
}
