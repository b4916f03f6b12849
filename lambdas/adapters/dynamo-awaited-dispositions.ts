import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import type { AwaitedDispositions } from '../ports/dispositions.ts'
import { contactIdOf } from './contact-item.ts'
import { dueIn } from './due-index.ts'

/** A contact is in it only while its disposition is awaited. */
const ATTENTION = { name: 'attention', shard: 'attentionShard', due: 'attentionAt' }

export function dynamoAwaitedDispositions(
  client: DynamoDBDocumentClient,
  tableName: string,
): AwaitedDispositions {
  return {
    due: async (before, atMost) =>
      (await dueIn(client, tableName, ATTENTION, before, atMost)).map(contactIdOf),
  }
}
