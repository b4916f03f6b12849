import { ConnectClient } from '@aws-sdk/client-connect'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectContacts } from '../adapters/connect-contacts.ts'
import { connectMove } from '../adapters/connect-move.ts'
import { connectNotes } from '../adapters/connect-notes.ts'
import { connectQueues } from '../adapters/connect-queues.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoThreads } from '../adapters/dynamo-threads.ts'
import { dynamoTable } from '../adapters/table.ts'
import { parseContactTask, toEscalationTask } from '../contracts/tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { placesOf, settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { escalateTransfer } from '../usecases/escalate-transfer.ts'

const connect = new ConnectClient()
const table = dynamoTable(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME'))

const ports = {
  contacts: dynamoContactRecords(table),
  threads: dynamoThreads(table),
  directory: connectContacts(connect, env('INSTANCE_ID')),
  notes: connectNotes(connect, env('INSTANCE_ID')),
  queues: connectQueues(connect, env('INSTANCE_ID')),
  release: connectMove(connect, env('INSTANCE_ID'), env('RELEASE_FLOW_ID')),
  places: placesOf(settings(), env('INBOX_QUEUES'), env('SUPERVISOR_QUEUE')),
  journal,
  clock: systemClock,
}

/** Task "Look whether it was taken" in stepfunctions/escalate-transfer.asl.json. */
export const handler = lambdaOf(parseContactTask, async (contact) =>
  toEscalationTask(await escalateTransfer(contact, ports)),
)
