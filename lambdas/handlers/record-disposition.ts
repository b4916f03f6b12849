import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectAfterContactWork } from '../adapters/connect-after-contact-work.ts'
import { connectContacts } from '../adapters/connect-contacts.ts'
import { dynamoDispositions } from '../adapters/dynamo-dispositions.ts'
import { dynamoThreadProgress } from '../adapters/dynamo-thread-progress.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { lazySfn } from '../adapters/lazy-sfn.ts'
import { sfnLateLabels } from '../adapters/sfn-late-labels.ts'
import { dynamoTable } from '../adapters/table.ts'
import { parseGuideEvent, toGuideAnswer } from '../contracts/guide-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { recordDisposition } from '../usecases/record-disposition.ts'

const table = dynamoTable(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME'))
const connect = lazyConnect()
const configured = settings()

const ports = {
  dispositions: dynamoDispositions(table),
  progress: dynamoThreadProgress(table),
  afterContactWork: connectAfterContactWork(connect, env('INSTANCE_ID')),
  lateLabels: sfnLateLabels(lazySfn(), () => env('LABEL_CONTACT_ARN')),
  directory: connectContacts(connect, env('INSTANCE_ID')),
  journal,
  clock: systemClock,
}

/** Block "Record it" of contact-flows/disposition-guide.json, which waits eight seconds at most. */
export const handler = lambdaOf(parseGuideEvent, async ({ contact, given }) =>
  toGuideAnswer(await recordDisposition(contact, given, configured, ports)),
)
