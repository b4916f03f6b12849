import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectContacts } from '../adapters/connect-contacts.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { dynamoTable } from '../adapters/table.ts'
import { parseContactTask, toHoldTask } from '../contracts/tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { reviewHold } from '../usecases/review-hold.ts'

const configured = settings()

const ports = {
  contacts: dynamoContactRecords(
    dynamoTable(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME')),
  ),
  directory: connectContacts(lazyConnect(), env('INSTANCE_ID')),
  journal,
  clock: systemClock,
}

/** Task "Review the hold" in stepfunctions/hold-for-original-agent.asl.json. */
export const handler = lambdaOf(parseContactTask, async (contact) =>
  toHoldTask(await reviewHold(contact, configured, ports)),
)
