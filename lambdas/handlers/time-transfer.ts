import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SFNClient } from '@aws-sdk/client-sfn'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { dynamoCallFacts } from '../adapters/dynamo-calls.ts'
import { sfnHeldCalls } from '../adapters/sfn-held-calls.ts'
import { dynamoWriter } from '../adapters/table.ts'
import { parseTransferCall, toTransferAnswer } from '../contracts/call-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { voiceSettings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { timeTransfer } from '../usecases/time-transfer.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const configured = voiceSettings()

const ports = {
  calls: dynamoCallFacts(dynamoWriter(documents, env('TABLE_NAME'))),
  watch: sfnHeldCalls(new SFNClient(), () => env('ESCALATE_HELD_CALL_ARN')),
  journal,
  clock: systemClock,
}

/** Blocks "Start the clock" of the flows that transfer calls, and of their queue flow: each waits eight seconds at most. */
export const handler = lambdaOf(parseTransferCall, async (told) =>
  toTransferAnswer(await timeTransfer(told, configured, ports)),
)
