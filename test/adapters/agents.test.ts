import type { AddressInfo } from 'node:net'
import { CreateTableCommand, DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import dynalite from 'dynalite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { agentKey, toAgentAttributes, toAgentPresence } from '../../lambdas/adapters/agent-item.ts'
import { dynamoAgentList } from '../../lambdas/adapters/dynamo-agent-list.ts'
import { dynamoAgents } from '../../lambdas/adapters/dynamo-agents.ts'
import { dynamoRefreshPace } from '../../lambdas/adapters/dynamo-refresh-pace.ts'
import { MalformedItem } from '../../lambdas/adapters/row.ts'
import { dynamoBatches, dynamoWriter } from '../../lambdas/adapters/table.ts'
import type { AgentId } from '../../lambdas/domain/values.ts'
import { anAgent } from '../builders/agent.ts'
import { ana } from '../builders/email.ts'
import { memoryAgents, memoryRefreshPace } from '../fakes/memory-agents.ts'
import { itKeepsAgents } from './agents.contract.ts'
import { itSpacesQuestions } from './refresh-pace.contract.ts'

const TABLE = 'homeward'
const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
let client: DynamoDBClient
let documents: DynamoDBDocumentClient

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  documents = DynamoDBDocumentClient.from(client)
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: ['pk', 'agentShard', 'nameKey'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'agents',
          KeySchema: [
            { AttributeName: 'agentShard', KeyType: 'HASH' },
            { AttributeName: 'nameKey', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['names', 'listed'] },
        },
      ],
    }),
  )
})

afterAll(async () => {
  client.destroy()
  await new Promise<void>((closed) => server.close(() => closed()))
})

const table = () => ({ ...dynamoWriter(documents, TABLE), ...dynamoBatches(documents, TABLE) })
const fake = memoryAgents()

describe('agents in DynamoDB', () =>
  itKeepsAgents(() => ({ ...dynamoAgents(table()), ...dynamoAgentList(documents, TABLE) })))
describe('the fake agents', () => itKeepsAgents(() => fake))
describe('the pace of questions in DynamoDB', () =>
  itSpacesQuestions(async () => {
    await client.send(new DeleteItemCommand({ TableName: TABLE, Key: { pk: { S: 'PACE#presence' } } }))
    return dynamoRefreshPace(table())
  }))
describe('the fake pace of questions', () => itSpacesQuestions(async () => memoryRefreshPace()))

it('agents are short in their list: a third of ten thousand fits into a page of one megabyte', () => {
  const agent = '10000000-0000-4000-8000-000000000001' as AgentId
  const free = { free: 3, most: 5 }
  const attributes = toAgentAttributes(
    anAgent({
      agent,
      setup: {
        ...{ username: 'maximiliana.winterbottom', firstName: 'Maximiliana', lastName: 'Winterbottom' },
        slots: { EMAIL: free, TASK: free, VOICE: free, CHAT: free },
      },
    }),
  )
  const listed = ['agentShard', 'nameKey', 'names', 'listed'].map((name) => `${name}${attributes[name]}`)
  const bytes = Buffer.byteLength(['pk', agentKey(agent), ...listed].join(''))
  // Shards are not quite even.
  expect(bytes * (10_000 / 3) * 1.03).toBeLessThan(1_048_576)
})

describe('an agent who does not fit', () => {
  const item = { arn: 'arn', statusName: 'Available', statusType: 'routable', statusSince: 1, asOfAt: 1 }
  it.each([
    ['a status of no type', { ...item, statusType: 'robot' }, 'statusType'],
    ['no status', { ...item, statusName: undefined }, 'statusName'],
    ['a contact without a state', { ...item, contacts: [{ contact: 'c' }] }, 'contacts'],
    ['contacts that are no list', { ...item, contacts: 'c' }, 'contacts'],
    ['a next status without a name', { ...item, next: { chosenAt: 1 } }, 'next'],
  ])('is refused by name: %s', (_, wrong, attribute) => {
    expect(() => toAgentPresence(ana, wrong)).toThrow(MalformedItem)
    expect(() => toAgentPresence(ana, wrong)).toThrow(`${attribute}: expected`)
  })
})
