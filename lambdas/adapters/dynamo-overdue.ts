import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import type { EpochMs } from '../domain/values.ts'
import type { Overdue } from '../ports/contact-records.ts'
import { contactIdOf } from './contact-item.ts'
import { type DueIndex, dueIn } from './due-index.ts'

const HOLDS = { name: 'holds', shard: 'holdShard', due: 'holdUntil' }
const UNTAKEN = { name: 'untaken', shard: 'takerShard', due: 'takerLookAt' }
const ACKNOWLEDGEMENTS = { name: 'acknowledgements', shard: 'acknowledgeShard', due: 'acknowledgeDueAt' }

export function dynamoOverdue(client: DynamoDBDocumentClient, tableName: string): Overdue {
  const contactsIn = async (index: DueIndex, before: EpochMs, atMost: number) =>
    (await dueIn(client, tableName, index, before, atMost)).map(contactIdOf)

  return {
    holds: (before, atMost) => contactsIn(HOLDS, before, atMost),
    untaken: (before, atMost) => contactsIn(UNTAKEN, before, atMost),
    acknowledgements: (before, atMost) => contactsIn(ACKNOWLEDGEMENTS, before, atMost),
  }
}
