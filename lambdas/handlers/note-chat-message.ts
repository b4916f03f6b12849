import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { dynamoCustomerNotes } from '../adapters/dynamo-chat-silence.ts'
import { dynamoWriter } from '../adapters/table.ts'
import { parseChatStreamEvent } from '../contracts/chat-stream-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { noteChatMessages } from '../usecases/note-chat-messages.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const ports = { silence: dynamoCustomerNotes(dynamoWriter(documents, env('TABLE_NAME'))) }

/** What customers write in chats, and whose silence ended the agent's contact, from the topic to which Connect streams them. Nobody waits for an answer. */
export const handler = lambdaOf(parseChatStreamEvent, async (news) => {
  await noteChatMessages(news, ports)
})
