import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SFNClient } from '@aws-sdk/client-sfn'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectLabels } from '../adapters/connect-after-contact-work.ts'
import { connectContacts } from '../adapters/connect-contacts.ts'
import { connectThreadHistory } from '../adapters/connect-thread-history.ts'
import { dynamoCallFacts } from '../adapters/dynamo-calls.ts'
import { dynamoChatSilence } from '../adapters/dynamo-chat-silence.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoDispositions } from '../adapters/dynamo-dispositions.ts'
import { dynamoPrecedents } from '../adapters/dynamo-precedents.ts'
import { dynamoTakeovers } from '../adapters/dynamo-takeovers.ts'
import { dynamoThreadProgress } from '../adapters/dynamo-thread-progress.ts'
import { dynamoThreads } from '../adapters/dynamo-threads.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { sfnHeldCalls } from '../adapters/sfn-held-calls.ts'
import { sfnLateLabels } from '../adapters/sfn-late-labels.ts'
import { sfnTakeovers } from '../adapters/sfn-takeovers.ts'
import { sfnEscalating, sfnWorkflows } from '../adapters/sfn-workflows.ts'
import { dynamoBatches, dynamoTable } from '../adapters/table.ts'
import { parseContactEvent } from '../contracts/contact-event.ts'
import { env } from '../runtime/env.ts'
import { journal } from '../runtime/logger.ts'
import { queueLambdaOf } from '../runtime/queue-lambda-of.ts'
import { settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { observeAnyContact } from '../usecases/observe-any-contact.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const table = dynamoTable(documents, env('TABLE_NAME'))
const connect = lazyConnect()
const stepFunctions = new SFNClient()
const configured = settings()

const ports = {
  contacts: dynamoContactRecords(table),
  threads: dynamoThreads(table),
  precedents: dynamoPrecedents(dynamoBatches(documents, env('TABLE_NAME')), table),
  directory: connectContacts(connect, env('INSTANCE_ID')),
  progress: dynamoThreadProgress(table),
  dispositions: dynamoDispositions(table),
  calls: dynamoCallFacts(table),
  watch: sfnHeldCalls(stepFunctions, () => env('ESCALATE_HELD_CALL_ARN')),
  silence: dynamoChatSilence(table),
  afterContactWork: connectLabels(connect, env('INSTANCE_ID')),
  lateLabels: sfnLateLabels(stepFunctions, () => env('LABEL_CONTACT_ARN')),
  history: connectThreadHistory(connect, env('INSTANCE_ID')),
  workflows: {
    ...sfnWorkflows(stepFunctions, {
      acknowledgeEmail: env('ACKNOWLEDGE_EMAIL_ARN'),
      holdForOriginalAgent: env('HOLD_FOR_ORIGINAL_AGENT_ARN'),
    }),
    ...sfnEscalating(stepFunctions, { escalateTransfer: env('ESCALATE_TRANSFER_ARN') }),
  },
  takeovers: { ...dynamoTakeovers(table), ...sfnTakeovers(stepFunctions, env('TELL_OWNER_ARN')) },
  journal,
  clock: systemClock,
}

/** The queue of contact events that EventBridge fills. */
export const handler = queueLambdaOf(parseContactEvent, (event) =>
  observeAnyContact(event, configured, ports),
)
