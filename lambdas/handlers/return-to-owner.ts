import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SFNClient } from '@aws-sdk/client-sfn'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectContacts } from '../adapters/connect-contacts.ts'
import { connectCurrentAgents } from '../adapters/connect-current-agents.ts'
import { dynamoAgents } from '../adapters/dynamo-agents.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoRefreshPace } from '../adapters/dynamo-refresh-pace.ts'
import { dynamoTakeovers } from '../adapters/dynamo-takeovers.ts'
import { dynamoThreads } from '../adapters/dynamo-threads.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { sfnTakeovers } from '../adapters/sfn-takeovers.ts'
import { sfnHolding } from '../adapters/sfn-workflows.ts'
import { dynamoBatches, dynamoTable } from '../adapters/table.ts'
import { parseReturnEvent, toReturnAnswer } from '../contracts/return-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { presenceSettings, queuesIn, settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { agentDirectory } from '../usecases/refresh-agents.ts'
import { returnToOwner } from '../usecases/return-to-owner.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const table = {
  ...dynamoTable(documents, env('TABLE_NAME')),
  ...dynamoBatches(documents, env('TABLE_NAME')),
}
const stepFunctions = new SFNClient()
const connect = lazyConnect()
const configured = settings()
const queues = queuesIn(env('INBOX_QUEUES'))

/** Of the eight seconds that the flow waits; asking what the owner is doing takes no longer either. */
const LONGEST_MS = 3000

const ports = {
  contacts: dynamoContactRecords(table),
  threads: dynamoThreads(table),
  agents: agentDirectory(presenceSettings(), {
    agents: dynamoAgents(table),
    current: connectCurrentAgents(connect, env('INSTANCE_ID')),
    pace: dynamoRefreshPace(table),
    journal,
    clock: systemClock,
  }),
  directory: connectContacts(connect, env('INSTANCE_ID'), LONGEST_MS),
  workflows: sfnHolding(stepFunctions, { holdForOriginalAgent: env('HOLD_FOR_ORIGINAL_AGENT_ARN') }),
  takeovers: { ...dynamoTakeovers(table), ...sfnTakeovers(stepFunctions, env('TELL_OWNER_ARN')) },
  journal,
  clock: systemClock,
}

/** Block "Ask Homeward" of contact-flows/return-to-owner.json, which waits eight seconds at most. */
export const handler = lambdaOf(parseReturnEvent, async (given) =>
  toReturnAnswer(await returnToOwner(given, configured, queues, ports)),
)
