import { ConnectClient } from '@aws-sdk/client-connect'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectContacts } from '../adapters/connect-contacts.ts'
import { connectNotes } from '../adapters/connect-notes.ts'
import { connectRelease } from '../adapters/connect-release.ts'
import { connectStaff } from '../adapters/connect-staff.ts'
import { dynamoAgents } from '../adapters/dynamo-agents.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoHeldContacts } from '../adapters/dynamo-held-contacts.ts'
import { dynamoThreads } from '../adapters/dynamo-threads.ts'
import { dynamoBatches, dynamoTable } from '../adapters/table.ts'
import { parseStaffEvent } from '../contracts/staff-event.ts'
import { env } from '../runtime/env.ts'
import { journal } from '../runtime/logger.ts'
import { queueLambdaOf } from '../runtime/queue-lambda-of.ts'
import { placesOf, settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { noteStaffChange } from '../usecases/note-staff-change.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const table = dynamoTable(documents, env('TABLE_NAME'))
const connect = new ConnectClient()
const configured = settings()
const places = placesOf(configured, env('INBOX_QUEUES'), env('SUPERVISOR_QUEUE'))

const ports = {
  held: dynamoHeldContacts(documents, env('TABLE_NAME')),
  staff: connectStaff(connect, env('INSTANCE_ID')),
  agents: dynamoAgents({ ...table, ...dynamoBatches(documents, env('TABLE_NAME')) }),
  contacts: dynamoContactRecords(table),
  threads: dynamoThreads(table),
  directory: connectContacts(connect, env('INSTANCE_ID')),
  release: connectRelease(connect, env('INSTANCE_ID'), env('RELEASE_FLOW_ID')),
  notes: connectNotes(connect, env('INSTANCE_ID')),
  places,
  journal,
  clock: systemClock,
}

/** The queue that Connect's management events and a schedule fill. */
export const handler = queueLambdaOf(parseStaffEvent, (change) =>
  noteStaffChange(change, configured, places.queues, ports),
)
