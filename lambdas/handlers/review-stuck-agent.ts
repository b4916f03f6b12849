import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectCurrentAgents } from '../adapters/connect-current-agents.ts'
import { connectNudge } from '../adapters/connect-nudge.ts'
import { dynamoAgents } from '../adapters/dynamo-agents.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { dynamoBatches, dynamoWriter } from '../adapters/table.ts'
import { parseStuckTask } from '../contracts/tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { presenceSettings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { reviewStuckAgent } from '../usecases/review-stuck-agent.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const connect = lazyConnect()
const configured = presenceSettings()

const ports = {
  agents: dynamoAgents({
    ...dynamoWriter(documents, env('TABLE_NAME')),
    ...dynamoBatches(documents, env('TABLE_NAME')),
  }),
  current: connectCurrentAgents(connect, env('INSTANCE_ID')),
  nudge: connectNudge(connect, env('INSTANCE_ID')),
  journal,
  clock: systemClock,
}

/** Task "Look at the agent" in stepfunctions/watch-stuck-agent.asl.json. */
export const handler = lambdaOf(parseStuckTask, ({ agent, contact }) =>
  reviewStuckAgent(agent, contact, configured, ports),
)
