import { AwsError } from '../service.ts'

/** What we know of a table and the engine does not keep. */
export interface TableRecord {
  /** Epoch milliseconds, virtual. */
  createdAt: number
  deletionProtected: boolean
  /** The KMS key's ARN where the table asked for its own. */
  sseKey: string | undefined
  /** The attribute that holds the time to live, where it is enabled. */
  timeToLive: string | undefined
  indexKeys: readonly { index: string; attribute: string }[]
}

type Item = Record<string, { S?: string; B?: Uint8Array }>

/** Refuses what the engine would silently ignore. Throws NotImplemented. */
export function assertModelled(operation: string, input: any): void {
  if (input.StreamSpecification?.StreamEnabled) throw unmodelled(operation, 'StreamSpecification')
  if (input.ReplicaUpdates?.length > 0) throw unmodelled(operation, 'ReplicaUpdates')
  if (input.GlobalSecondaryIndexUpdates?.some((update: any) => update.Create))
    throw unmodelled(operation, 'GlobalSecondaryIndexUpdates.Create')
}

function unmodelled(operation: string, member: string): AwsError {
  return new AwsError(
    'NotImplemented',
    `The local contact centre does not implement ${member} of dynamodb ${operation}`,
  )
}

export function recordOf(input: any, now: number): TableRecord {
  const indexes: any[] = [...(input.GlobalSecondaryIndexes ?? []), ...(input.LocalSecondaryIndexes ?? [])]
  return {
    createdAt: now,
    deletionProtected: input.DeletionProtectionEnabled ?? false,
    sseKey: input.SSESpecification?.Enabled
      ? (input.SSESpecification.KMSMasterKeyId ?? 'alias/aws/dynamodb')
      : undefined,
    timeToLive: undefined,
    indexKeys: indexes.flatMap(({ IndexName, KeySchema }) =>
      KeySchema.map(({ AttributeName }: any) => ({ index: IndexName, attribute: AttributeName })),
    ),
  }
}

/** A table's description with what the engine leaves out of it. */
export function described(description: any, record: TableRecord | undefined): any {
  if (!description || !record) return description
  return {
    ...description,
    CreationDateTime: record.createdAt / 1000,
    DeletionProtectionEnabled: record.deletionProtected,
    ...(record.sseKey && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: record.sseKey },
    }),
  }
}

/** DynamoDB refuses empty key values of secondary indexes too; the engine does not. Throws ValidationException. */
export function assertIndexKeys(item: Item | undefined, record: TableRecord | undefined): void {
  for (const { index, attribute } of record?.indexKeys ?? []) {
    const value = item?.[attribute]
    if (value?.S === '' || value?.B?.length === 0) {
      const kind = value.S === '' ? 'string' : 'binary'
      throw new AwsError(
        'ValidationException',
        'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
          `The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${index}, IndexKey: ${attribute}`,
      )
    }
  }
}
