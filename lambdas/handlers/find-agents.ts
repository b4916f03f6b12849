import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectCurrentAgents } from '../adapters/connect-current-agents.ts'
import { dynamoAgentList } from '../adapters/dynamo-agent-list.ts'
import { dynamoAgents } from '../adapters/dynamo-agents.ts'
import { dynamoRefreshPace } from '../adapters/dynamo-refresh-pace.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { dynamoBatches, dynamoWriter } from '../adapters/table.ts'
import { parseAgentQuestion, toAgentAnswer } from '../contracts/agent-question.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { presenceSettings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { findAgents } from '../usecases/find-agents.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const table = {
  ...dynamoWriter(documents, env('TABLE_NAME')),
  ...dynamoBatches(documents, env('TABLE_NAME')),
}
const configured = presenceSettings()

const ports = {
  list: dynamoAgentList(documents, env('TABLE_NAME')),
  agents: dynamoAgents(table),
  current: connectCurrentAgents(lazyConnect(), env('INSTANCE_ID')),
  pace: dynamoRefreshPace(table),
  journal,
  clock: systemClock,
}

/** Any flow of the instance, which waits eight seconds at most; and whoever else may invoke it. */
export const handler = lambdaOf(parseAgentQuestion, async (question) =>
  toAgentAnswer(await findAgents(question, configured, ports), question),
)
