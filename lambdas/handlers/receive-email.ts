import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SFNClient } from '@aws-sdk/client-sfn'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectContacts } from '../adapters/connect-contacts.ts'
import { connectThreadHistory } from '../adapters/connect-thread-history.ts'
import { dynamoBudgets } from '../adapters/dynamo-budgets.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoMailClaims } from '../adapters/dynamo-mail-claims.ts'
import { dynamoPrecedents } from '../adapters/dynamo-precedents.ts'
import { dynamoRecentWriters } from '../adapters/dynamo-recent-writers.ts'
import { dynamoThreads } from '../adapters/dynamo-threads.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { sfnWorkflows } from '../adapters/sfn-workflows.ts'
import { dynamoBatches, dynamoTable } from '../adapters/table.ts'
import { parseFlowEvent, toFlowAnswer } from '../contracts/flow-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { inboxOf, settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { receiveEmail } from '../usecases/receive-email.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const table = dynamoTable(documents, env('TABLE_NAME'))
const connect = lazyConnect()
const configured = settings()

const ports = {
  contacts: dynamoContactRecords(table),
  threads: dynamoThreads(table),
  precedents: dynamoPrecedents(dynamoBatches(documents, env('TABLE_NAME')), table),
  directory: connectContacts(connect, env('INSTANCE_ID')),
  history: connectThreadHistory(connect, env('INSTANCE_ID')),
  workflows: sfnWorkflows(new SFNClient(), {
    acknowledgeEmail: env('ACKNOWLEDGE_EMAIL_ARN'),
    holdForOriginalAgent: env('HOLD_FOR_ORIGINAL_AGENT_ARN'),
  }),
  handing: {
    budgets: dynamoBudgets(table),
    writers: dynamoRecentWriters(table),
    claims: dynamoMailClaims(table),
  },
  journal,
  clock: systemClock,
}

/** Block "Ask Homeward" of contact-flows/inbound-email.json, which waits eight seconds at most. */
export const handler = lambdaOf(parseFlowEvent, async (received) =>
  toFlowAnswer(
    await receiveEmail(received, configured, ports),
    inboxOf(received.inbox, configured)?.automaticMail,
  ),
)
