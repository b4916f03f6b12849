import * as sdk from '@aws-sdk/client-dynamodb'
import { JsonShapeDeserializer2 } from '@smithy/core/protocols'
import { AwsError, type Operation, type Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { dynamodbAccess, tableName } from './access.ts'
import { type Engine, startEngine } from './engine.ts'
import { assertIndexKeys, assertModelled, described, recordOf, type TableRecord } from './tables.ts'

/** What the engine does by itself. Transactions, streams, PartiQL and backups are not among it. */
const ENGINE_OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
] as const

/** From JSON as on the wire to Dates and Uint8Arrays. */
const deserializer = new JsonShapeDeserializer2({
  timestampFormat: { useTrait: true, default: 7 },
  jsonName: false,
})

/**
 * DynamoDB on dynalite, in memory. Expired items stay, as AWS promises no moment of their removal either:
 * whoever reads compares the attribute.
 */
export async function startDynamoDb({ timeline }: { timeline: Timeline }): Promise<Service> {
  const engine = await startEngine()
  const tables = new Map<string, TableRecord>()
  const send = (operation: string, input: any) => perform({ engine, tables, timeline }, operation, input)
  const operations: Record<string, Operation> = Object.fromEntries(
    ENGINE_OPERATIONS.map((operation) => {
      const output = outputOf(operation)
      return [operation, async (input: any) => deserializer.readObject(output, await send(operation, input))]
    }),
  )
  return {
    name: 'dynamodb',
    sdk,
    operations: { ...operations, ...timeToLive(tables) },
    access: dynamodbAccess,
  }
}

const outputOf = (operation: string) => (sdk as Record<string, any>)[`${operation}$`][5]

interface Store {
  engine: Engine
  tables: Map<string, TableRecord>
  timeline: Timeline
}

async function perform(store: Store, operation: string, given: any): Promise<any> {
  const input = given.TableName ? { ...given, TableName: tableName(given.TableName) } : given
  const record = store.tables.get(input.TableName)
  assertModelled(operation, input)
  switch (operation) {
    case 'CreateTable':
      return create(store, input)
    case 'DescribeTable':
      return { Table: described((await store.engine(operation, input)).Table, record) }
    case 'UpdateTable':
      return update(store, input, record)
    case 'DeleteTable':
      return remove(store, input, record)
    case 'PutItem':
      assertIndexKeys(input.Item, record)
      return conditional(store, operation, input)
    case 'UpdateItem':
    case 'DeleteItem':
      return conditional(store, operation, input)
    case 'BatchWriteItem':
      assertBatch(store, input)
      return store.engine(operation, input)
    default:
      return store.engine(operation, input)
  }
}

/** Answers as AWS does, with a table that is being made; but it can be used at once. */
async function create({ engine, tables, timeline }: Store, input: any): Promise<any> {
  const { TableDescription } = await engine('CreateTable', input)
  const record = recordOf(input, timeline.now())
  tables.set(input.TableName, record)
  const { TableName } = input
  while ((await engine('DescribeTable', { TableName })).Table.TableStatus !== 'ACTIVE')
    await new Promise((resolve) => setImmediate(resolve))
  return { TableDescription: described(TableDescription, record) }
}

async function update({ engine }: Store, input: any, record: TableRecord | undefined): Promise<any> {
  const { DeletionProtectionEnabled, TableName, ...rest } = input
  if (record && DeletionProtectionEnabled !== undefined) record.deletionProtected = DeletionProtectionEnabled
  const description =
    record && Object.keys(rest).length === 0
      ? (await engine('DescribeTable', { TableName })).Table
      : (await engine('UpdateTable', { TableName, ...rest })).TableDescription
  return { TableDescription: described(description, record) }
}

async function remove({ engine, tables }: Store, input: any, record: TableRecord | undefined): Promise<any> {
  if (record?.deletionProtected)
    throw new AwsError(
      'ValidationException',
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
    )
  const { TableDescription } = await engine('DeleteTable', input)
  tables.delete(input.TableName)
  return { TableDescription: described(TableDescription, record) }
}

/** The engine knows no ReturnValuesOnConditionCheckFailure. The item is read afterwards: it may be a later one. */
async function conditional({ engine }: Store, operation: string, input: any): Promise<any> {
  const { ReturnValuesOnConditionCheckFailure: wanted, ...rest } = input
  try {
    return await engine(operation, rest)
  } catch (error) {
    const failed = error instanceof AwsError && error.name === 'ConditionalCheckFailedException'
    if (!failed || wanted !== 'ALL_OLD') throw error
    const { TableName, Key } = input
    const key = Key ?? (await keyOf(engine, TableName, input.Item))
    const { Item } = await engine('GetItem', { TableName, Key: key, ConsistentRead: true })
    const read = Item && deserializer.readObject(outputOf('GetItem'), { Item }).Item
    throw new AwsError(error.name, error.message, read ? { Item: read } : {})
  }
}

async function keyOf(engine: Engine, TableName: string, item: any): Promise<object> {
  const { Table } = await engine('DescribeTable', { TableName })
  return Object.fromEntries(
    Table.KeySchema.map(({ AttributeName }: any) => [AttributeName, item[AttributeName]]),
  )
}

function assertBatch({ tables }: Store, input: any): void {
  for (const [table, requests] of Object.entries<any[]>(input.RequestItems))
    for (const { PutRequest } of requests) assertIndexKeys(PutRequest?.Item, tables.get(table))
}

function timeToLive(tables: Map<string, TableRecord>): Record<string, Operation> {
  const recordFor = (name: string): TableRecord => {
    const record = tables.get(tableName(name))
    if (!record)
      throw new AwsError(
        'ResourceNotFoundException',
        `Requested resource not found: Table: ${name} not found`,
      )
    return record
  }
  return {
    UpdateTimeToLive: ({ TableName, TimeToLiveSpecification: wanted }) => {
      const record = recordFor(TableName)
      const enabled = record.timeToLive !== undefined
      if (enabled === wanted.Enabled)
        throw new AwsError('ValidationException', `TimeToLive is already ${enabled ? 'enabled' : 'disabled'}`)
      record.timeToLive = wanted.Enabled ? wanted.AttributeName : undefined
      return { TimeToLiveSpecification: wanted }
    },
    DescribeTimeToLive: ({ TableName }) => {
      const { timeToLive: AttributeName } = recordFor(TableName)
      return {
        TimeToLiveDescription: AttributeName
          ? { TimeToLiveStatus: 'ENABLED', AttributeName }
          : { TimeToLiveStatus: 'DISABLED' },
      }
    },
  }
}
