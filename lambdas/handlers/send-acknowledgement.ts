import { ConnectClient } from '@aws-sdk/client-connect'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectAcknowledger } from '../adapters/connect-acknowledger.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoTable } from '../adapters/table.ts'
import { parseContactTask } from '../contracts/tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { messageTemplates } from '../runtime/message-templates.ts'
import { settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { sendAcknowledgement } from '../usecases/send-acknowledgement.ts'

const configured = settings()

const ports = {
  contacts: dynamoContactRecords(
    dynamoTable(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME')),
  ),
  // One attempt: the state machine waits and tries again, so that a storm does not spend the quota on refusals.
  acknowledger: connectAcknowledger(
    new ConnectClient({ maxAttempts: 1 }),
    env('INSTANCE_ID'),
    messageTemplates(configured),
  ),
  journal,
  clock: systemClock,
}

/** Task "Send it" in stepfunctions/acknowledge-email.asl.json. */
export const handler = lambdaOf(parseContactTask, (contact) =>
  sendAcknowledgement(contact, configured, ports),
)
