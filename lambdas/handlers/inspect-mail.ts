import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { dynamoVerdictRecorder } from '../adapters/dynamo-verdict-recorder.ts'
import { dynamoWriter } from '../adapters/table.ts'
import { parseSesEvent } from '../contracts/ses-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { settings } from '../runtime/settings.ts'
import { inspectMail } from '../usecases/inspect-mail.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const configured = settings()

const ports = { verdicts: dynamoVerdictRecorder(dynamoWriter(documents, env('TABLE_NAME'))), journal }

/** The SES receipt rule that stands before Connect's own. Nobody waits for an answer. */
export const handler = lambdaOf(parseSesEvent, async (mails) => {
  await Promise.all(mails.map((mail) => inspectMail(mail, configured, ports)))
})
