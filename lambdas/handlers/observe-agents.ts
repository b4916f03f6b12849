import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { dynamoAgents } from '../adapters/dynamo-agents.ts'
import { dynamoCallFacts } from '../adapters/dynamo-calls.ts'
import { lazySfn } from '../adapters/lazy-sfn.ts'
import { sfnHeldCalls } from '../adapters/sfn-held-calls.ts'
import { sfnStuckWatch } from '../adapters/sfn-stuck-watch.ts'
import { dynamoBatches, dynamoWriter } from '../adapters/table.ts'
import { parseAgentEvent } from '../contracts/agent-event.ts'
import { env } from '../runtime/env.ts'
import { journal } from '../runtime/logger.ts'
import { presenceSettings, settings } from '../runtime/settings.ts'
import { streamLambdaOf } from '../runtime/stream-lambda-of.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { observeAgents } from '../usecases/observe-agents.ts'
import { observeCalls } from '../usecases/observe-calls.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const configured = presenceSettings()
const { voice } = settings()
const ours = env('INSTANCE_ID')
const stepFunctions = lazySfn()

const ports = {
  agents: dynamoAgents({
    ...dynamoWriter(documents, env('TABLE_NAME')),
    ...dynamoBatches(documents, env('TABLE_NAME')),
  }),
  watch: sfnStuckWatch(stepFunctions, env('WATCH_STUCK_AGENT_ARN')),
  journal,
  clock: systemClock,
}

/** Undefined where calls are not ours. */
const callPorts = voice && {
  calls: dynamoCallFacts(dynamoWriter(documents, env('TABLE_NAME'))),
  watch: sfnHeldCalls(stepFunctions, () => env('ESCALATE_HELD_CALL_ARN')),
  journal,
}

/** The stream of agent events that Connect fills. Callers first: they wait for a minute, not for five. */
export const handler = streamLambdaOf(
  parseAgentEvent,
  ({ agent }) => agent,
  async (events) => {
    const unheard = callPorts ? await observeCalls(events, ours, voice, callPorts) : []
    const failed = await observeAgents(events, ours, configured, ports)
    return new Set([...unheard, ...failed])
  },
)
