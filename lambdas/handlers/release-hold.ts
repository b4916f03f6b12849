import { ConnectClient } from '@aws-sdk/client-connect'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectContacts } from '../adapters/connect-contacts.ts'
import { connectNotes } from '../adapters/connect-notes.ts'
import { connectRelease } from '../adapters/connect-release.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoTable } from '../adapters/table.ts'
import { parseReleaseTask } from '../contracts/tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { placesOf, settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { releaseHold } from '../usecases/release-hold.ts'

const connect = new ConnectClient()

const ports = {
  contacts: dynamoContactRecords(
    dynamoTable(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME')),
  ),
  directory: connectContacts(connect, env('INSTANCE_ID')),
  release: connectRelease(connect, env('INSTANCE_ID'), env('RELEASE_FLOW_ID')),
  notes: connectNotes(connect, env('INSTANCE_ID')),
  places: placesOf(settings(), env('INBOX_QUEUES'), env('SUPERVISOR_QUEUE')),
  journal,
  clock: systemClock,
}

/** Task "Open it to the queue" in stepfunctions/hold-for-original-agent.asl.json. */
export const handler = lambdaOf(parseReleaseTask, ({ contact, owner }) =>
  releaseHold(contact, owner, 'deadline', ports),
)
