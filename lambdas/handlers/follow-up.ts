import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectContacts } from '../adapters/connect-contacts.ts'
import { connectCurrentAgents } from '../adapters/connect-current-agents.ts'
import { connectTasks } from '../adapters/connect-tasks.ts'
import { dynamoAgents } from '../adapters/dynamo-agents.ts'
import { dynamoContactRecords } from '../adapters/dynamo-contact-records.ts'
import { dynamoDispositions } from '../adapters/dynamo-dispositions.ts'
import { dynamoFollowUps } from '../adapters/dynamo-follow-ups.ts'
import { dynamoRefreshPace } from '../adapters/dynamo-refresh-pace.ts'
import { dynamoThreadProgress } from '../adapters/dynamo-thread-progress.ts'
import { dynamoThreads } from '../adapters/dynamo-threads.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { dynamoBatches, dynamoTable } from '../adapters/table.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { presenceSettings, queuesIn, settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { followUp, timeToFollowUp } from '../usecases/follow-up.ts'
import { agentDirectory } from '../usecases/refresh-agents.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const table = { ...dynamoTable(documents, env('TABLE_NAME')), ...dynamoBatches(documents, env('TABLE_NAME')) }
const connect = lazyConnect()
const configured = settings()
const queues = queuesIn(env('FOLLOW_UP_QUEUES'))

const shared = { journal, clock: systemClock }
const ports = {
  ...shared,
  contacts: dynamoContactRecords(table),
  threads: dynamoThreads(table),
  progress: dynamoThreadProgress(table),
  dispositions: dynamoDispositions(table),
  directory: connectContacts(connect, env('INSTANCE_ID')),
  followUps: dynamoFollowUps(documents, env('TABLE_NAME'), table),
  agents: agentDirectory(presenceSettings(), {
    ...shared,
    agents: dynamoAgents(table),
    current: connectCurrentAgents(connect, env('INSTANCE_ID')),
    pace: dynamoRefreshPace(table),
  }),
  tasks: connectTasks(connect, env('INSTANCE_ID'), env('OWNER_TASK_FLOW_ID')),
}

/** The schedule "follow-up". What it is sent does not matter. */
export const handler = lambdaOf(
  () => undefined,
  (_, context) =>
    followUp(
      configured,
      queues,
      timeToFollowUp(systemClock.now(), context.getRemainingTimeInMillis()),
      ports,
    ),
)
