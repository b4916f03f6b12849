import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { dynamoAgents } from '../adapters/dynamo-agents.ts'
import { lazySfn } from '../adapters/lazy-sfn.ts'
import { sfnStuckWatch } from '../adapters/sfn-stuck-watch.ts'
import { dynamoBatches, dynamoWriter } from '../adapters/table.ts'
import { parseAgentEvent } from '../contracts/agent-event.ts'
import { env } from '../runtime/env.ts'
import { journal } from '../runtime/logger.ts'
import { presenceSettings } from '../runtime/settings.ts'
import { streamLambdaOf } from '../runtime/stream-lambda-of.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { observeAgents } from '../usecases/observe-agents.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const configured = presenceSettings()
const ours = env('INSTANCE_ID')

const ports = {
  agents: dynamoAgents({
    ...dynamoWriter(documents, env('TABLE_NAME')),
    ...dynamoBatches(documents, env('TABLE_NAME')),
  }),
  watch: sfnStuckWatch(lazySfn(), env('WATCH_STUCK_AGENT_ARN')),
  journal,
  clock: systemClock,
}

/** The stream of agent events that Connect fills. */
export const handler = streamLambdaOf(
  parseAgentEvent,
  ({ agent }) => agent,
  (events) => observeAgents(events, ours, configured, ports),
)
