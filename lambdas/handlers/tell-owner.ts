import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

import { connectAgentNames } from '../adapters/connect-agent-names.ts'
import { dynamoTakeovers } from '../adapters/dynamo-takeovers.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { dynamoWriter } from '../adapters/table.ts'
import { parseTellingTask, toKnownOwner } from '../contracts/takeover-tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { lookOwnerUp, recordTelling } from '../usecases/tell-owner.ts'

const names = connectAgentNames(lazyConnect(), env('INSTANCE_ID'))
const records = dynamoTakeovers(
  dynamoWriter(DynamoDBDocumentClient.from(new DynamoDBClient()), env('TABLE_NAME')),
)

/** Tasks "Look the owner up" and "Record it" in stepfunctions/tell-owner.asl.json. */
export const handler = lambdaOf(parseTellingTask, async (task) => {
  if (task.step === 'look-up') return toKnownOwner(await lookOwnerUp(task.takeover, names))
  await recordTelling(task.contact, task.told, { records, journal, clock: systemClock })
  return {}
})
