import * as dynamodb from '@aws-sdk/client-dynamodb'
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDynamoDb } from '../../../local/dynamodb/dynamodb.ts'
import type { Endpoint } from '../../../local/endpoint/endpoint.ts'
import { Iam } from '../../../local/iam/iam.ts'
import { OPERATOR } from '../../../local/service.ts'
import { Timeline } from '../../../local/timeline.ts'
import { anEndpoint, clientOf, START } from '../endpoint/an-endpoint.ts'

const TableName = 'threads'
const ROLE = 'arn:aws:iam::111122223333:role/sweep'
const TABLE_ARN = 'arn:aws:dynamodb:us-east-1:111122223333:table/threads'

const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error) => error)

describe('DynamoDB', () => {
  let endpoint: Endpoint
  let documents: DynamoDBDocumentClient
  let url: string
  const iam = new Iam()
  const call = (operation: string, input: object) => endpoint.call('dynamodb', operation, input, OPERATOR)

  beforeAll(async () => {
    const timeline = new Timeline({ start: START, flowing: false })
    endpoint = anEndpoint([await startDynamoDb({ timeline })], { iam }).endpoint
    url = (await endpoint.listen(0)).url
    documents = DynamoDBDocumentClient.from(new dynamodb.DynamoDBClient(clientOf(url)))
    await call('CreateTable', {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'holdShard', AttributeType: 'S' },
        { AttributeName: 'holdUntil', AttributeType: 'N' },
      ],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'holds',
          KeySchema: [
            { AttributeName: 'holdShard', KeyType: 'HASH' },
            { AttributeName: 'holdUntil', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      DeletionProtectionEnabled: true,
    })
  })
  afterAll(async () => {
    documents.destroy()
    await endpoint.close()
  })

  it('describes the table in our account, made at the virtual time', async () => {
    const { Table } = await call('DescribeTable', { TableName })
    expect(Table).toMatchObject({
      TableArn: TABLE_ARN,
      TableStatus: 'ACTIVE',
      CreationDateTime: new Date(START),
      DeletionProtectionEnabled: true,
    })
  })

  it('lets exactly one of 50 concurrent conditional writers win', async () => {
    const put = (by: number) =>
      documents.send(
        new PutCommand({
          TableName,
          Item: { pk: 'once', by },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      )
    const errors = await Promise.all(Array.from({ length: 50 }, (_, by) => refusal(put(by))))
    expect(errors.filter((error) => error === undefined)).toHaveLength(1)
    expect(errors.filter((error) => error instanceof dynamodb.ConditionalCheckFailedException)).toHaveLength(
      49,
    )
  })

  it('lets exactly one writer win per version', async () => {
    await documents.send(new PutCommand({ TableName, Item: { pk: 'versioned', version: 1 } }))
    const update = () =>
      documents.send(
        new UpdateCommand({
          TableName,
          Key: { pk: 'versioned' },
          UpdateExpression: 'ADD version :one',
          ConditionExpression: 'version = :seen',
          ExpressionAttributeValues: { ':one': 1, ':seen': 1 },
          ReturnValues: 'ALL_NEW',
        }),
      )
    const errors = await Promise.all(Array.from({ length: 50 }, () => refusal(update())))
    expect(errors.filter((error) => error === undefined)).toHaveLength(1)
    const { Item } = await documents.send(
      new GetCommand({ TableName, Key: { pk: 'versioned' }, ConsistentRead: true }),
    )
    expect(Item).toEqual({ pk: 'versioned', version: 2 })
  })

  it('gives the item that stood against a failed condition, if asked to', async () => {
    await documents.send(new PutCommand({ TableName, Item: { pk: 'taken', by: 'ana' } }))
    const put = new PutCommand({
      TableName,
      Item: { pk: 'taken', by: 'ben' },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
    expect((await refusal(documents.send(put))).Item).toEqual({ pk: { S: 'taken' }, by: { S: 'ana' } })
  })

  it('keeps every type, in process as over HTTP', async () => {
    const Item = {
      pk: { S: 'types' },
      b: { B: Buffer.from([1, 2, 255]) },
      l: { L: [{ M: { n: { N: '1' } } }] },
      z: { NULL: true },
    }
    await call('PutItem', { TableName, Item })
    const { Item: got } = await call('GetItem', { TableName, Key: { pk: { S: 'types' } } })
    expect({ ...got, b: [...got.b.B] }).toEqual({ ...Item, b: [1, 2, 255] })
    const overHttp = await documents.send(new GetCommand({ TableName, Key: { pk: 'types' } }))
    expect(overHttp.Item).toMatchObject({ b: new Uint8Array([1, 2, 255]) })
  })

  it('counts consumed capacity', async () => {
    const { ConsumedCapacity } = await call('GetItem', {
      TableName,
      Key: { pk: { S: 'types' } },
      ReturnConsumedCapacity: 'TOTAL',
    })
    expect(ConsumedCapacity).toEqual({ TableName, CapacityUnits: 0.5 })
  })

  it('refuses an empty key of an index', async () => {
    const Item = { pk: { S: 'empty' }, holdShard: { S: '' }, holdUntil: { N: '1' } }
    const refused = { name: 'ValidationException', message: expect.stringMatching(/IndexKey: holdShard/) }
    expect(await refusal(call('PutItem', { TableName, Item }))).toMatchObject(refused)
    const RequestItems = { [TableName]: [{ PutRequest: { Item } }] }
    expect(await refusal(call('BatchWriteItem', { RequestItems }))).toMatchObject(refused)
  })

  it.each([
    ['TransactWriteItems', { TransactItems: [] }],
    ['ExecuteStatement', { Statement: 'select' }],
    [
      'UpdateTable',
      {
        TableName,
        GlobalSecondaryIndexUpdates: [{ Create: { IndexName: 'i', KeySchema: [], Projection: {} } }],
      },
    ],
    ['UpdateTable', { TableName, StreamSpecification: { StreamEnabled: true } }],
  ])('does not pretend to know %s %o', async (operation, input) => {
    expect(await refusal(call(operation, input))).toMatchObject({ name: 'NotImplemented' })
  })

  it('protects a table from deletion', async () => {
    expect(await refusal(call('DeleteTable', { TableName }))).toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/protected against deletion/),
    })
  })

  it('remembers the time to live', async () => {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expiresAt' }
    await call('UpdateTimeToLive', { TableName, TimeToLiveSpecification })
    expect(await call('DescribeTimeToLive', { TableName })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
    })
    expect(await refusal(call('UpdateTimeToLive', { TableName, TimeToLiveSpecification }))).toMatchObject({
      name: 'ValidationException',
    })
  })

  it('asks for the index, not the table, when an index is queried', async () => {
    const index = { Effect: 'Allow', Action: 'dynamodb:Query', Resource: `${TABLE_ARN}/index/holds` } as const
    iam.defineRole({ arn: ROLE, name: 'sweep', trust: [], statements: [index] })
    const client = new dynamodb.DynamoDBClient(clientOf(url, iam.credentialsFor(ROLE).accessKeyId))
    const sweep = DynamoDBDocumentClient.from(client)
    const query = { TableName, ExpressionAttributeValues: { ':v': 'x' } }
    const onIndex = new QueryCommand({
      ...query,
      IndexName: 'holds',
      KeyConditionExpression: 'holdShard = :v',
    })
    expect((await sweep.send(onIndex)).Items).toEqual([])
    const onTable = new QueryCommand({ ...query, KeyConditionExpression: 'pk = :v' })
    expect(await refusal(sweep.send(onTable))).toMatchObject({ name: 'AccessDeniedException' })
    client.destroy()
  })
})
