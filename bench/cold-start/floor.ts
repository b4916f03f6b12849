/** What a function cannot do without: its SDK clients, and the calls it makes before its first result. */
interface Needs {
  documents?: readonly ('GetCommand' | 'BatchGetCommand' | 'UpdateCommand' | 'QueryCommand')[]
  sfn?: true
  connect?: readonly string[]
  /** Expressions, awaited one after another. */
  calls: readonly string[]
}

const get = "documents.send(new GetCommand({ TableName: 't', Key: { pk: 'x' }, ConsistentRead: true }))"
const update =
  "documents.send(new UpdateCommand({ TableName: 't', Key: { pk: 'x' }, UpdateExpression: 'SET #a = :a', ExpressionAttributeNames: { '#a': 'a' }, ExpressionAttributeValues: { ':a': 1 }, ReturnValues: 'ALL_NEW' }))"
const batchGet =
  "documents.send(new BatchGetCommand({ RequestItems: { t: { Keys: [{ pk: 'x' }], ConsistentRead: true } } }))"
const query =
  "documents.send(new QueryCommand({ TableName: 't', IndexName: 'i', KeyConditionExpression: '#a = :a', ExpressionAttributeNames: { '#a': 'a' }, ExpressionAttributeValues: { ':a': 1 } }))"
const start = "sfn.send(new StartExecutionCommand({ stateMachineArn: 'arn', name: 'n', input: '{}' }))"
const connect = (command: string, input = '') => `connect.send(new ${command}({ InstanceId: 'i', ${input} }))`
const describe = connect('DescribeContactCommand', "ContactId: 'c'")
/** What one acknowledgement to a company's customer is counted in: their own and who is like them, their domain, the inbox. */
const COUNTED = [3, 2, 1]
/** A search by name reads each of them. */
const AGENT_SHARDS = 3
/** The sweep reads a list of each index in four shards. */
const fourQueries = `Promise.all(Array.from({ length: 4 }, () => ${query}))`

const needs: Readonly<Record<string, Needs>> = {
  'receive-email': {
    documents: ['BatchGetCommand', 'UpdateCommand'],
    sfn: true,
    connect: ['DescribeContactCommand', 'ListAssociatedContactsCommand'],
    calls: [update, update, start],
  },
  'prepare-acknowledgement': {
    documents: ['GetCommand', 'UpdateCommand'],
    calls: [
      get,
      ...COUNTED.map((step) => `Promise.all([${Array(step).fill(update).join(', ')}])`),
      ...[update, update],
    ],
  },
  'send-acknowledgement': {
    documents: ['GetCommand', 'UpdateCommand'],
    connect: ['CreateContactCommand', 'StartOutboundEmailContactCommand'],
    calls: [
      get,
      connect('CreateContactCommand', "Channel: 'EMAIL', InitiationMethod: 'FLOW'"),
      update,
      update,
      connect(
        'StartOutboundEmailContactCommand',
        "ContactId: 'c', DestinationEmailAddress: { EmailAddress: 'a@b.c' }, EmailMessage: { MessageSourceType: 'RAW' }",
      ),
      update,
    ],
  },
  'review-hold': {
    documents: ['GetCommand', 'UpdateCommand'],
    connect: ['DescribeContactCommand'],
    calls: [get, describe, update],
  },
  'release-hold': {
    documents: ['GetCommand', 'UpdateCommand'],
    connect: [
      'DescribeContactCommand',
      'UpdateContactRoutingDataCommand',
      'TransferContactCommand',
      'UpdateContactAttributesCommand',
    ],
    calls: [connect('UpdateContactRoutingDataCommand', "ContactId: 'c'"), update],
  },
  'observe-contacts': {
    documents: ['GetCommand', 'UpdateCommand'],
    sfn: true,
    connect: ['DescribeContactCommand', 'ListAssociatedContactsCommand', 'UpdateContactCommand'],
    calls: [update],
  },
  'reroute-overdue': {
    documents: ['GetCommand', 'UpdateCommand', 'QueryCommand'],
    sfn: true,
    connect: ['DescribeContactCommand', 'UpdateContactRoutingDataCommand', 'TransferContactCommand'],
    calls: [fourQueries, fourQueries, fourQueries],
  },
  'release-orphans': {
    documents: ['GetCommand', 'BatchGetCommand', 'UpdateCommand', 'QueryCommand'],
    connect: [
      'DescribeUserCommand',
      'DescribeRoutingProfileCommand',
      'DescribeContactCommand',
      'UpdateContactRoutingDataCommand',
      'TransferContactCommand',
      'UpdateContactAttributesCommand',
    ],
    calls: [fourQueries],
  },
  'escalate-transfer': {
    documents: ['GetCommand', 'UpdateCommand'],
    connect: ['DescribeContactCommand', 'DescribeQueueCommand', 'TransferContactCommand'],
    calls: [get],
  },
  'record-disposition': {
    documents: ['GetCommand', 'UpdateCommand'],
    sfn: true,
    connect: ['UpdateContactCommand', 'DismissUserContactCommand', 'DescribeContactCommand'],
    calls: [update, update, connect('UpdateContactCommand', "ContactId: 'c'"), describe],
  },
  'review-dispositions': {
    documents: ['GetCommand', 'UpdateCommand', 'QueryCommand'],
    connect: ['GetContactAttributesCommand', 'CreateNotificationCommand'],
    calls: [fourQueries],
  },
  'label-contact': {
    connect: ['UpdateContactCommand'],
    calls: [connect('UpdateContactCommand', "ContactId: 'c'")],
  },
  'tell-owner': {
    documents: ['UpdateCommand'],
    connect: ['DescribeUserCommand'],
    calls: [connect('DescribeUserCommand', "UserId: 'u'")],
  },
  'leave-note': {
    connect: ['UpdateContactAttributesCommand'],
    calls: [connect('UpdateContactAttributesCommand', "InitialContactId: 'c', Attributes: { a: 'b' }")],
  },
  'task-owner': {
    connect: ['StartTaskContactCommand'],
    calls: [connect('StartTaskContactCommand', "Name: 'n', ContactFlowId: 'f'")],
  },
  'return-to-owner': {
    documents: ['GetCommand', 'BatchGetCommand', 'UpdateCommand'],
    sfn: true,
    connect: ['DescribeContactCommand', 'GetCurrentUserDataCommand'],
    calls: [update, `Promise.all([${get}, ${get}])`, get, update, start],
  },
  'attach-quick-connect': {
    connect: ['AssociateQueueQuickConnectsCommand', 'DisassociateQueueQuickConnectsCommand'],
    calls: [
      connect('AssociateQueueQuickConnectsCommand', "QueueId: 'q', QuickConnectIds: ['c']"),
      "fetch(event.ResponseURL, { method: 'PUT', body: '{}' })",
    ],
  },
  'set-chat-timers': {
    connect: ['UpdateParticipantRoleConfigCommand', 'StartContactStreamingCommand'],
    calls: [
      connect(
        'UpdateParticipantRoleConfigCommand',
        "ContactId: 'c', ChannelConfiguration: { Chat: { ParticipantTimerConfigList: [] } }",
      ),
      connect(
        'StartContactStreamingCommand',
        "ContactId: 'c', ChatStreamingConfiguration: { StreamingEndpointArn: 'arn:c' }, ClientToken: 't'",
      ),
    ],
  },
  'close-chat': {
    documents: ['GetCommand', 'UpdateCommand'],
    sfn: true,
    connect: ['DescribeContactCommand', 'UpdateContactCommand', 'DismissUserContactCommand'],
    calls: [get, describe],
  },
  'nudge-chat': {
    documents: ['GetCommand', 'UpdateCommand'],
    sfn: true,
    connect: ['UpdateContactCommand'],
    calls: [update],
  },
  'note-chat-message': { documents: ['UpdateCommand'], calls: [update] },
  'time-transfer': { documents: ['UpdateCommand'], sfn: true, calls: [update, start] },
  'escalate-held-call': {
    documents: ['GetCommand', 'UpdateCommand'],
    connect: ['DescribeContactCommand', 'UpdateContactAttributesCommand', 'CreateNotificationCommand'],
    calls: [get],
  },
  'follow-up': {
    documents: ['BatchGetCommand', 'GetCommand', 'UpdateCommand', 'QueryCommand'],
    connect: ['GetCurrentUserDataCommand', 'StartTaskContactCommand'],
    calls: [fourQueries],
  },
  'observe-agents': { documents: ['BatchGetCommand', 'UpdateCommand'], sfn: true, calls: [batchGet, update] },
  'find-agents': {
    documents: ['BatchGetCommand', 'UpdateCommand', 'QueryCommand'],
    connect: ['GetCurrentUserDataCommand'],
    calls: [`Promise.all([${Array(AGENT_SHARDS).fill(query).join(', ')}])`],
  },
  'review-stuck-agent': {
    documents: ['BatchGetCommand', 'UpdateCommand'],
    connect: [
      'GetCurrentUserDataCommand',
      'CreateNotificationCommand',
      'ListAgentStatusesCommand',
      'PutUserStatusCommand',
    ],
    calls: [batchGet],
  },
  'inspect-mail': { documents: ['UpdateCommand'], calls: [update] },
  'associate-flow': {
    connect: ['AssociateFlowCommand', 'DisassociateFlowCommand', 'GetFlowAssociationCommand'],
    calls: [
      connect('GetFlowAssociationCommand', "ResourceId: 'r', ResourceType: 'INBOUND_EMAIL'"),
      connect('AssociateFlowCommand', "ResourceId: 'r', FlowId: 'f', ResourceType: 'INBOUND_EMAIL'"),
      "fetch(event.ResponseURL, { method: 'PUT', body: '{}' })",
    ],
  },
}

/** Whether it is written down here what a function needs; the others are not measured. */
export const hasFloor = (name: string) => name in needs

/** The source of the floor: the same clients, the same number and kind of calls, and nothing else. */
export function floorOf(name: string): string {
  const need = needs[name]
  if (!need) throw new Error(`bench/cold-start/floor.ts does not say what ${name} needs`)
  const { documents, sfn, connect: commands, calls } = need
  const lines = [
    documents && "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'",
    documents && `import { DynamoDBDocumentClient, ${documents.join(', ')} } from '@aws-sdk/lib-dynamodb'`,
    documents && 'const documents = DynamoDBDocumentClient.from(new DynamoDBClient())',
    sfn &&
      "import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'\nconst sfn = new SFNClient()",
    commands && `import { ConnectClient, ${commands.join(', ')} } from '@aws-sdk/client-connect'`,
    commands && 'const connect = new ConnectClient()',
    `export const used = [${[...(documents ?? []), ...(commands ?? [])].join(', ')}]`,
    `export const handler = async (event) => {\n${calls.map((call) => `  await ${call}`).join('\n')}\n}`,
  ]
  return lines.filter(Boolean).join('\n')
}
