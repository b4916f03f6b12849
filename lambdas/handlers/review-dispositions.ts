import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectGuideLabels } from '../adapters/connect-guide-labels.ts'
import { connectNotices } from '../adapters/connect-notices.ts'
import { dynamoAwaitedDispositions } from '../adapters/dynamo-awaited-dispositions.ts'
import { dynamoCalls } from '../adapters/dynamo-calls.ts'
import { dynamoDispositions } from '../adapters/dynamo-dispositions.ts'
import { dynamoThreadProgress } from '../adapters/dynamo-thread-progress.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { dynamoTable } from '../adapters/table.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { settings } from '../runtime/settings.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { timeToFinish } from '../usecases/reroute-overdue.ts'
import { reviewDispositions } from '../usecases/review-dispositions.ts'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
const table = dynamoTable(documents, env('TABLE_NAME'))
const connect = lazyConnect()
const configured = settings()

const ports = {
  dispositions: dynamoDispositions(table),
  awaited: dynamoAwaitedDispositions(documents, env('TABLE_NAME')),
  calls: dynamoCalls(table),
  progress: dynamoThreadProgress(table),
  labels: connectGuideLabels(connect, env('INSTANCE_ID')),
  notices: connectNotices(connect, env('INSTANCE_ID'), env('INSTANCE_ARN')),
  journal,
  clock: systemClock,
}

/** The schedule "dispositions". What it is sent does not matter. */
export const handler = lambdaOf(
  () => undefined,
  (_, context) =>
    reviewDispositions(
      configured,
      timeToFinish(systemClock.now(), context.getRemainingTimeInMillis()),
      ports,
    ),
)
