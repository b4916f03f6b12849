import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SFNClient } from '@aws-sdk/client-sfn'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { dynamoCallFacts } from '../adapters/dynamo-calls.ts'
import { sfnHeldCalls } from '../adapters/sfn-held-calls.ts'
import { dynamoWriter } from '../adapters/table.ts'
import { parseTransferCall } from '../contracts/call-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { voiceSettings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { noteCallFact } from '../usecases/note-call-fact.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const configured = voiceSettings()

const ports = {
  calls: dynamoCallFacts(dynamoWriter(documents, env('TABLE_NAME'))),
  watch: sfnHeldCalls(new SFNClient(), env('ESCALATE_HELD_CALL_ARN')),
  journal,
}

/** Block "Start the clock" of the flows that transfer calls, which wait eight seconds at most. */
export const handler = lambdaOf(parseTransferCall, async ({ call, ...told }) => {
  const fact = { kind: 'called', ...told, at: systemClock.now() } as const
  await noteCallFact(call, fact, configured, ports)
  return { clock: 'known' }
})
