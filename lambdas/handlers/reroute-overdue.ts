import { ConnectClient } from '@aws-sdk/client-connect'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SFNClient } from '@aws-sdk/client-sfn'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectContacts } from '../adapters/connect-contacts.ts'
import { connectFlowMail } from '../adapters/connect-flow-mail.ts'
import { connectNotes } from '../adapters/connect-notes.ts'
import { connectQueues } from '../adapters/connect-queues.ts'
import { connectRelease } from '../adapters/connect-release.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoOverdue } from '../adapters/dynamo-overdue.ts'
import { dynamoThreads } from '../adapters/dynamo-threads.ts'
import { sfnTakeovers } from '../adapters/sfn-takeovers.ts'
import { sfnAcknowledging } from '../adapters/sfn-workflows.ts'
import { dynamoTable } from '../adapters/table.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { placesOf, settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { rerouteOverdue, timeToFinish } from '../usecases/reroute-overdue.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const table = dynamoTable(documents, env('TABLE_NAME'))
const stepFunctions = new SFNClient()
const connect = new ConnectClient()
const configured = settings()
const directory = connectContacts(connect, env('INSTANCE_ID'))
const ports = {
  contacts: dynamoContactRecords(table),
  threads: dynamoThreads(table),
  overdue: dynamoOverdue(documents, env('TABLE_NAME')),
  directory,
  flowMail: connectFlowMail(connect, env('INSTANCE_ID'), directory),
  notes: connectNotes(connect, env('INSTANCE_ID')),
  queues: connectQueues(connect, env('INSTANCE_ID')),
  places: placesOf(configured, env('INBOX_QUEUES'), env('SUPERVISOR_QUEUE')),
  release: connectRelease(connect, env('INSTANCE_ID'), env('RELEASE_FLOW_ID')),
  workflows: sfnAcknowledging(stepFunctions, { acknowledgeEmail: env('ACKNOWLEDGE_EMAIL_ARN') }),
  takeovers: sfnTakeovers(stepFunctions, env('TELL_OWNER_ARN')),
  journal,
  clock: systemClock,
}

/** The schedule "sweep". What it is sent does not matter. */
export const handler = lambdaOf(
  () => undefined,
  (_, context) =>
    rerouteOverdue(configured, timeToFinish(systemClock.now(), context.getRemainingTimeInMillis()), ports),
)
