import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectLabels } from '../adapters/connect-after-contact-work.ts'
import { dynamoChatSilence } from '../adapters/dynamo-chat-silence.ts'
import { dynamoDispositions } from '../adapters/dynamo-dispositions.ts'
import { dynamoThreadProgress } from '../adapters/dynamo-thread-progress.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { lazySfn } from '../adapters/lazy-sfn.ts'
import { sfnLateLabels } from '../adapters/sfn-late-labels.ts'
import { dynamoTable } from '../adapters/table.ts'
import { parseNudgeEvent, toNudgeAnswer } from '../contracts/chat-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { chatSettings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { nudgeChat } from '../usecases/nudge-chat.ts'

const table = dynamoTable(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME'))
const configured = chatSettings()

const ports = {
  silence: dynamoChatSilence(table),
  dispositions: dynamoDispositions(table),
  progress: dynamoThreadProgress(table),
  afterContactWork: connectLabels(lazyConnect(), env('INSTANCE_ID')),
  lateLabels: sfnLateLabels(lazySfn(), () => env('LABEL_CONTACT_ARN')),
  journal,
  clock: systemClock,
}

/** Blocks "Ask what is next" and "Note that they answered" of contact-flows/chat-nudge.json: each waits eight seconds at most. */
export const handler = lambdaOf(parseNudgeEvent, async (question) =>
  toNudgeAnswer(await nudgeChat(question, configured, ports)),
)
