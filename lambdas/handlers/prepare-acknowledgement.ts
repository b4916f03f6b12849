import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { dynamoBudgets } from '../adapters/dynamo-budgets.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoMailClaims } from '../adapters/dynamo-mail-claims.ts'
import { dynamoPace } from '../adapters/dynamo-pace.ts'
import { dynamoRecentWriters } from '../adapters/dynamo-recent-writers.ts'
import { dynamoVerdictBook } from '../adapters/dynamo-verdict-book.ts'
import { dynamoTable } from '../adapters/table.ts'
import { parseContactTask, toPreparationTask } from '../contracts/tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { prepareAcknowledgement } from '../usecases/prepare-acknowledgement.ts'

const table = dynamoTable(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME'))
const configured = settings()

const ports = {
  contacts: dynamoContactRecords(table),
  verdicts: dynamoVerdictBook(table),
  budgets: dynamoBudgets(table),
  writers: dynamoRecentWriters(table),
  claims: dynamoMailClaims(table),
  pace: dynamoPace(table),
  journal,
  clock: systemClock,
}

/** Task "Decide whether and when" in stepfunctions/acknowledge-email.asl.json. */
export const handler = lambdaOf(parseContactTask, async (contact) =>
  toPreparationTask(await prepareAcknowledgement(contact, configured, ports)),
)
