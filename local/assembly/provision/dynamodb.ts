import { REGION } from '../../place.ts'
import type { Created } from '../intrinsics.ts'
import type { Kind, Kinds, Wanted, Workshop } from './kind.ts'

const CREATE_TABLE = [
  'AttributeDefinitions',
  'KeySchema',
  'BillingMode',
  'ProvisionedThroughput',
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
]

/** Properties that say how AWS keeps the data, not what can be done with it. */
const KEPT_BY_AWS = [
  'SSESpecification',
  'PointInTimeRecoverySpecification',
  'ContributorInsightsSpecification',
  'TableClass',
  'Tags',
  'Replicas',
  'DeletionProtectionEnabled',
  'TimeToLiveSpecification',
  'TableName',
]

const table: Kind = { runs: true, create: createTable, remove: removeTable }

const globalTable: Kind = {
  runs: true,
  create(wanted, workshop) {
    const replicas: { Region: string }[] = wanted.properties.Replicas ?? []
    if (replicas.length !== 1 || replicas[0]?.Region !== REGION)
      throw new Error(
        `Replicas must be the one of ${REGION}: a table of several regions is not supported here`,
      )
    return createTable(wanted, workshop)
  },
  remove: removeTable,
}

/** Tables. What only says how AWS keeps the data (encryption, backups, protection) is accepted and changes nothing. */
export const dynamodbKinds: Kinds = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': globalTable,
}

async function createTable(wanted: Wanted, workshop: Workshop): Promise<Created> {
  const { properties } = wanted
  const odd = Object.keys(properties).find((key) => !CREATE_TABLE.includes(key) && !KEPT_BY_AWS.includes(key))
  if (odd) throw new Error(`the property ${odd} is not supported here`)
  const TableName: string = properties.TableName ?? workshop.name(wanted, 255)
  const schema = Object.fromEntries(
    CREATE_TABLE.filter((key) => properties[key]).map((key) => [key, properties[key]]),
  )
  const GlobalSecondaryIndexes = schema.GlobalSecondaryIndexes?.map(
    ({ IndexName, KeySchema, Projection, ProvisionedThroughput }: any) =>
      ProvisionedThroughput
        ? { IndexName, KeySchema, Projection, ProvisionedThroughput }
        : { IndexName, KeySchema, Projection },
  )
  const { TableDescription } = await workshop.call('dynamodb', 'CreateTable', {
    ...schema,
    TableName,
    ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
  })
  const ttl = properties.TimeToLiveSpecification
  if (ttl?.Enabled === true || ttl?.Enabled === 'true')
    await workshop.call('dynamodb', 'UpdateTimeToLive', {
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: ttl.AttributeName },
    })
  return { ref: TableName, attributes: { Arn: TableDescription.TableArn, TableId: TableDescription.TableId } }
}

async function removeTable({ ref }: Created, workshop: Workshop): Promise<void> {
  await workshop.call('dynamodb', 'DeleteTable', { TableName: ref })
}
