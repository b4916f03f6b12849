import * as connect from '@aws-sdk/client-connect'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as events from '@aws-sdk/client-eventbridge'
import * as kinesis from '@aws-sdk/client-kinesis'
import * as lambda from '@aws-sdk/client-lambda'
import * as scheduler from '@aws-sdk/client-scheduler'
import * as sfn from '@aws-sdk/client-sfn'
import * as sqs from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { modelOf, type OperationModel } from '../../../local/endpoint/model.ts'
import { anEndpoint, clientOf } from './an-endpoint.ts'
import { sample, type Which } from './sample.ts'

const BOTH: Which[] = ['all', 'required']

const SERVICES = [
  { name: 'connect', sdk: connect, client: connect.ConnectClient, operations: 397, members: BOTH },
  { name: 'scheduler', sdk: scheduler, client: scheduler.SchedulerClient, operations: 12, members: BOTH },
  { name: 'events', sdk: events, client: events.EventBridgeClient, operations: 57, members: BOTH },
  { name: 'sqs', sdk: sqs, client: sqs.SQSClient, operations: 23, members: BOTH },
  { name: 'states', sdk: sfn, client: sfn.SFNClient, operations: 37, members: BOTH },
  { name: 'dynamodb', sdk: dynamodb, client: dynamodb.DynamoDBClient, operations: 62, members: BOTH },
  // Lambda's client adds payloads and status codes of its own where they are absent.
  { name: 'lambda', sdk: lambda, client: lambda.LambdaClient, operations: 88, members: ['all'] as Which[] },
  // Speaks HTTP/2.
  { name: 'kinesis', sdk: kinesis, client: kinesis.KinesisClient, operations: 45, members: BOTH },
]

/** Event streams, which nothing here needs. */
const STREAMING = new Set(['InvokeWithResponseStream', 'SubscribeToShard'])

const sentTo = (shape: OperationModel, which: Which) => {
  const input = sample(shape.input, which)
  for (const token of shape.idempotencyTokens) input[token] = 'text'
  // With an endpoint id the client wants SigV4a, which needs a native package.
  if (shape.name === 'PutEvents') delete input.EndpointId
  return input
}

/** Clients wrap blobs in classes of their own. */
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, each) => (each instanceof Uint8Array ? [...each] : each)))

describe.each(SERVICES)('the endpoint derived for $name', ({ name, sdk, client, operations, members }) => {
  const shapes = [...modelOf(sdk).operations.values()].filter((shape) => !STREAMING.has(shape.name))

  it('knows every operation of the client', () => {
    expect(modelOf(sdk).operations.size).toBe(operations)
  })

  it.each(members)('carries %s members there and back, unchanged', async (which) => {
    let seen: unknown
    const stub = (shape: OperationModel) => (input: unknown) => {
      seen = { operation: shape.name, input }
      return sample(shape.output, which)
    }
    const handlers = Object.fromEntries(shapes.map((shape) => [shape.name, stub(shape)]))
    const { endpoint } = anEndpoint([{ name, sdk, operations: handlers }])
    const { url } = await endpoint.listen(0)
    const real = new client({ ...clientOf(url), disableHostPrefix: true, md5: false } as object) as any
    const went: unknown[] = []
    for (const shape of shapes) {
      const command = new (sdk as any)[`${shape.name}Command`](sentTo(shape, which))
      const { $metadata, ...answer } = await real
        .send(command)
        .catch((error: Error) => ({ error: String(error) }))
      went.push(plain({ seen, answer }))
    }
    real.destroy()
    await endpoint.close()
    expect(went).toEqual(
      shapes.map((shape) =>
        plain({
          seen: { operation: shape.name, input: sentTo(shape, which) },
          answer: sample(shape.output, which),
        }),
      ),
    )
  })
})
