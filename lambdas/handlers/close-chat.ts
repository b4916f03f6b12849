import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectAfterContactWork } from '../adapters/connect-after-contact-work.ts'
import { connectContacts } from '../adapters/connect-contacts.ts'
import { dynamoChatSilence } from '../adapters/dynamo-chat-silence.ts'
import { dynamoDispositions } from '../adapters/dynamo-dispositions.ts'
import { dynamoThreadProgress } from '../adapters/dynamo-thread-progress.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { lazySfn } from '../adapters/lazy-sfn.ts'
import { sfnLateLabels } from '../adapters/sfn-late-labels.ts'
import { dynamoTable } from '../adapters/table.ts'
import { parseChatDisconnectEvent, toChatAnswer } from '../contracts/chat-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { chatSettings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { closeChat } from '../usecases/close-chat.ts'

const table = dynamoTable(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME'))
const connect = lazyConnect()
const configured = chatSettings()

const ports = {
  silence: dynamoChatSilence(table),
  directory: connectContacts(connect, env('INSTANCE_ID')),
  dispositions: dynamoDispositions(table),
  progress: dynamoThreadProgress(table),
  afterContactWork: connectAfterContactWork(connect, env('INSTANCE_ID')),
  lateLabels: sfnLateLabels(lazySfn(), () => env('LABEL_CONTACT_ARN')),
  journal,
  clock: systemClock,
}

/** Block "Ask Homeward" of contact-flows/chat-disconnect.json, which waits eight seconds at most. */
export const handler = lambdaOf(parseChatDisconnectEvent, async (left) =>
  toChatAnswer(await closeChat(left, configured, ports)),
)
