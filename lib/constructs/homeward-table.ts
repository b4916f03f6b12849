import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'

import type { TableAction, TableIndex } from '../permissions.ts'
import type { NodeLambda } from './node-lambda.ts'
import { usableThrough } from './service-key.ts'

interface DueIndex {
  shard: string
  due: string
  projects: ProjectionType
}

/**
 * The indexes that the sweeps read: by shard, in the order in which things fall due. Lean are those in which every customer's
 * message moves a thread, or every hold is for a while: who looks at a thread or a contact reads it anyway.
 */
const INDEXES: Record<Exclude<TableIndex, 'agents'>, DueIndex> = {
  holds: { shard: 'holdShard', due: 'holdUntil', projects: ProjectionType.ALL },
  acknowledgements: { shard: 'acknowledgeShard', due: 'acknowledgeDueAt', projects: ProjectionType.ALL },
  attention: { shard: 'attentionShard', due: 'attentionAt', projects: ProjectionType.ALL },
  pending: { shard: 'pendingShard', due: 'pendingAt', projects: ProjectionType.KEYS_ONLY },
  untaken: { shard: 'takerShard', due: 'takerLookAt', projects: ProjectionType.KEYS_ONLY },
}

/** What DynamoDB needs of a key, on behalf of whoever it lets use the table (developer guide, "Encryption at rest"). */
const KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
  'kms:CreateGrant',
]

/** All that Homeward remembers: restorable to any second of the last 35 days, and kept when its stack goes. */
export class HomewardTable extends Construct {
  private readonly table: Table

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const key = new Key(this, 'Key', {
      description: 'Encrypts what Homeward remembers of threads and contacts',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    usableThrough(key, 'dynamodb', KEY_ACTIONS)
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    for (const [indexName, { shard, due, projects }] of Object.entries(INDEXES))
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: shard, type: AttributeType.STRING },
        sortKey: { name: due, type: AttributeType.NUMBER },
        projectionType: projects,
      })
    // Lean: a third of 10,000 agents must fit into a page of a query, which is 1 MB.
    this.table.addGlobalSecondaryIndex({
      indexName: 'agents' satisfies TableIndex,
      partitionKey: { name: 'agentShard', type: AttributeType.STRING },
      sortKey: { name: 'nameKey', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['names', 'listed'],
    })
  }

  /** Allows a function these actions on items, and querying these indexes, and tells it the table's name. */
  lets(lambda: NodeLambda, actions: readonly TableAction[], queries: readonly TableIndex[] = []): void {
    const { tableArn, tableName } = this.table
    lambda.may(
      actions.map((action) => `dynamodb:${action}`),
      [tableArn],
    )
    if (queries.length > 0)
      lambda.may(
        ['dynamodb:Query'],
        queries.map((index) => `${tableArn}/index/${index}`),
      )
    lambda.knows('TABLE_NAME', tableName)
  }
}
