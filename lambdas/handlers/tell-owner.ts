import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectAgentNames } from '../adapters/connect-agent-names.ts'
import { dynamoTakeovers } from '../adapters/dynamo-takeovers.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { dynamoWriter } from '../adapters/table.ts'
import { parseTellingTask, toTellingAnswer } from '../contracts/takeover-tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { tellOwner } from '../usecases/tell-owner.ts'

const ports = {
  names: connectAgentNames(lazyConnect(), env('INSTANCE_ID')),
  records: dynamoTakeovers(
    dynamoWriter(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME')),
  ),
  journal,
  clock: systemClock,
}

/** Tasks "Look the owner up" and "Record it" in stepfunctions/tell-owner.asl.json. */
export const handler = lambdaOf(parseTellingTask, async (task) =>
  toTellingAnswer(await tellOwner(task, ports)),
)
