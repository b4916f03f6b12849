import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectCallNotices } from '../adapters/connect-call-notices.ts'
import { connectContacts } from '../adapters/connect-contacts.ts'
import { connectNotes } from '../adapters/connect-notes.ts'
import { connectQueues } from '../adapters/connect-queues.ts'
import { dynamoCalls } from '../adapters/dynamo-calls.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { dynamoTable } from '../adapters/table.ts'
import { parseHeldCallTask, toHeldCallAnswer } from '../contracts/call-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { voiceSettings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { escalateHeldCall } from '../usecases/escalate-held-call.ts'

const connect = lazyConnect()
const configured = voiceSettings()
const notices = connectCallNotices(connect, env('INSTANCE_ID'), env('INSTANCE_ARN'))

const ports = {
  calls: dynamoCalls(dynamoTable(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME'))),
  directory: connectContacts(connect, env('INSTANCE_ID')),
  queues: connectQueues(connect, env('INSTANCE_ID')),
  notes: connectNotes(connect, env('INSTANCE_ID')),
  journal,
  clock: systemClock,
}

/** Tasks "Look at the hold" and "Tell the agent" in stepfunctions/escalate-held-call.asl.json. */
export const handler = lambdaOf(parseHeldCallTask, async (task) =>
  task.step === 'look'
    ? toHeldCallAnswer(await escalateHeldCall(task, configured, ports))
    : { kind: 'told', told: await notices.mayGoCold(task.agent, task.consulted, systemClock.now()) },
)
