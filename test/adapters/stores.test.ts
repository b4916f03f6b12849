import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { CreateTableCommand, DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import dynalite from 'dynalite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dynamoAwaitedDispositions } from '../../lambdas/adapters/dynamo-awaited-dispositions.ts'
import { dynamoBudgets } from '../../lambdas/adapters/dynamo-budgets.ts'
import { dynamoCalls } from '../../lambdas/adapters/dynamo-calls.ts'
import { dynamoChatSilence } from '../../lambdas/adapters/dynamo-chat-silence.ts'
import { dynamoContactRecords } from '../../lambdas/adapters/dynamo-contact-records.ts'
import { dynamoDispositions } from '../../lambdas/adapters/dynamo-dispositions.ts'
import { dynamoFollowUps } from '../../lambdas/adapters/dynamo-follow-ups.ts'
import { dynamoMailClaims } from '../../lambdas/adapters/dynamo-mail-claims.ts'
import { dynamoOverdue } from '../../lambdas/adapters/dynamo-overdue.ts'
import { dynamoPace } from '../../lambdas/adapters/dynamo-pace.ts'
import { dynamoPrecedents } from '../../lambdas/adapters/dynamo-precedents.ts'
import { dynamoRecentWriters } from '../../lambdas/adapters/dynamo-recent-writers.ts'
import { dynamoTakeovers } from '../../lambdas/adapters/dynamo-takeovers.ts'
import { dynamoThreadProgress } from '../../lambdas/adapters/dynamo-thread-progress.ts'
import { dynamoThreads, threadKey } from '../../lambdas/adapters/dynamo-threads.ts'
import { dynamoVerdictBook } from '../../lambdas/adapters/dynamo-verdict-book.ts'
import { ownerChangesIn } from '../../lambdas/adapters/owner-change-set.ts'
import { dynamoBatches, dynamoTable } from '../../lambdas/adapters/table.ts'
import {
  type ContactId,
  DAY,
  HOUR,
  later,
  MINUTE,
  SECOND,
  type ThreadId,
} from '../../lambdas/domain/values.ts'
import { ana, ben, hoursPastNine, nine } from '../builders/email.ts'
import { memoryMailClaims, memoryPace } from '../fakes/memory-acknowledging.ts'
import { memoryBudgets } from '../fakes/memory-budgets.ts'
import { memoryCalls } from '../fakes/memory-calls.ts'
import { memoryChatSilence } from '../fakes/memory-chat-silence.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryFollowUps } from '../fakes/memory-follow-ups.ts'
import { memoryRecentWriters } from '../fakes/memory-recent-writers.ts'
import { memoryTakeovers } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'
import { memoryVerdictBook } from '../fakes/memory-verdicts.ts'
import { itKeepsBudgets } from './budgets.contract.ts'
import { itKeepsCalls } from './calls.contract.ts'
import { itKeepsSilence } from './chat-silence.contract.ts'
import { itKeepsContactRecords } from './contact-records.contract.ts'
import { itKeepsDispositions } from './dispositions.contract.ts'
import { itKeepsFollowUps } from './follow-ups.contract.ts'
import { itKeepsMailClaims } from './mail-claims.contract.ts'
import { itGivesTurns } from './pace.contract.ts'
import { itKnowsRecentWriters } from './recent-writers.contract.ts'
import { itKeepsTakeovers } from './takeovers.contract.ts'
import { itKeepsThreads } from './threads.contract.ts'
import { itKeepsVerdicts } from './verdict-book.contract.ts'

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
  const index = (name: string, shard: string, due: string) => ({
    IndexName: name,
    KeySchema: [
      { AttributeName: shard, KeyType: 'HASH' as const },
      { AttributeName: due, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  })
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'holdShard', AttributeType: 'S' },
        { AttributeName: 'holdUntil', AttributeType: 'N' },
        { AttributeName: 'acknowledgeShard', AttributeType: 'S' },
        { AttributeName: 'acknowledgeDueAt', AttributeType: 'N' },
        { AttributeName: 'pendingShard', AttributeType: 'S' },
        { AttributeName: 'pendingAt', AttributeType: 'N' },
        { AttributeName: 'attentionShard', AttributeType: 'S' },
        { AttributeName: 'attentionAt', AttributeType: 'N' },
        { AttributeName: 'takerShard', AttributeType: 'S' },
        { AttributeName: 'takerLookAt', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        index('holds', 'holdShard', 'holdUntil'),
        index('acknowledgements', 'acknowledgeShard', 'acknowledgeDueAt'),
        index('pending', 'pendingShard', 'pendingAt'),
        index('attention', 'attentionShard', 'attentionAt'),
        index('untaken', 'takerShard', 'takerLookAt'),
      ],
    }),
  )
})

afterAll(async () => {
  client.destroy()
  await new Promise<void>((closed) => server.close(() => closed()))
})

const table = () => dynamoTable(documents, TABLE)
const contacts = () => ({ ...dynamoContactRecords(table()), ...dynamoOverdue(documents, TABLE) })
const emptied = async () => {
  await client.send(new DeleteItemCommand({ TableName: TABLE, Key: { pk: { S: 'PACE#acknowledgements' } } }))
  return dynamoPace(table())
}
const fakeContacts = memoryContactRecords()
const fakeThreads = memoryThreads()
const fakeSilence = memoryChatSilence()
const fakeTakeovers = memoryTakeovers()
const fakeClaims = memoryMailClaims()
const fakeBudgets = memoryBudgets()
const fakeWriters = memoryRecentWriters()
const fakeVerdicts = memoryVerdictBook()

describe('contact records in DynamoDB', () => itKeepsContactRecords(contacts))
describe('the fake contact records', () => itKeepsContactRecords(() => fakeContacts))
describe('threads in DynamoDB', () =>
  itKeepsThreads(() => ({ ...dynamoThreads(table()), ...dynamoThreadProgress(table()) })))
describe('how a thread changed hands, in DynamoDB', () => {
  const taken = (contact: string, hour: number) => ({
    ...{ contact: contact as ContactId, agent: hour % 2 ? ana : ben },
    at: hoursPastNine(hour),
  })

  it('is kept with what changed it, each once, and a deleted owner with who it was', async () => {
    const [id, threads] = ['changing-hands' as ThreadId, dynamoThreads(table())]
    for (let telling = 0; telling < 2; telling++) {
      await threads.noteHandled(id, taken('first', 1))
      await threads.noteTransferred(id, taken('second', 2))
      await threads.noteHandled(id, taken('not-the-first', 3))
    }
    await threads.noteOwnerGone(id, ben, hoursPastNine(4))
    const changes = ownerChangesIn((await table().get(threadKey(id))) ?? {})
    expect(changes).toHaveLength(3)
    expect(changes).toEqual(
      expect.arrayContaining([
        { reason: 'first-to-handle', contact: 'first' },
        { reason: 'transferred', contact: 'second' },
        { reason: 'owner-deleted', agent: ben, at: hoursPastNine(4) },
      ]),
    )
  })

  it('is kept of the first fifty transfers; it goes on changing after that', async () => {
    const [id, threads] = ['much-transferred' as ThreadId, dynamoThreads(table())]
    for (let at = 0; at < 52; at++) await threads.noteTransferred(id, taken(`c-${at}`, at))
    expect(ownerChangesIn((await table().get(threadKey(id))) ?? {})).toHaveLength(50)
    expect(await threads.find(id)).toMatchObject({ owner: ana, ownerSince: hoursPastNine(51) })
  })
})
const followUps = () => ({
  ...dynamoThreads(table()),
  ...dynamoThreadProgress(table()),
  ...dynamoFollowUps(documents, TABLE, table()),
})
const fakeFollowUps = { ...fakeThreads, ...memoryFollowUps(fakeThreads) }
describe('follow-ups in DynamoDB', () => itKeepsFollowUps(followUps))
describe('the fake follow-ups', () => itKeepsFollowUps(() => fakeFollowUps))
describe('the fake threads', () => itKeepsThreads(() => fakeThreads))
const dispositions = () => ({
  ...contacts(),
  ...dynamoDispositions(table()),
  ...dynamoAwaitedDispositions(documents, TABLE),
})
describe('dispositions in DynamoDB', () => itKeepsDispositions(dispositions))
describe('the fake dispositions', () => itKeepsDispositions(() => fakeContacts))
describe('takeovers in DynamoDB', () => itKeepsTakeovers(() => dynamoTakeovers(table())))
describe('the fake takeovers', () => itKeepsTakeovers(() => fakeTakeovers))
describe('silence in DynamoDB', () => itKeepsSilence(() => dynamoChatSilence(table())))
describe('the fake silence', () => itKeepsSilence(() => fakeSilence))
describe('mail claims in DynamoDB', () => itKeepsMailClaims(() => dynamoMailClaims(table())))
describe('the fake mail claims', () => itKeepsMailClaims(() => fakeClaims))
describe('budgets in DynamoDB', () => itKeepsBudgets(() => dynamoBudgets(table())))
describe('a budget in DynamoDB that is spent from day and night', () => {
  it('keeps no more than a few windows that are over and a few who paid, and nothing of its count is lost', async () => {
    const budget = {
      ...{ key: 'inbox#day-and-night', reason: 'limit-inbox' as const, renews: false },
      windows: [
        { ms: MINUTE, atMost: 2, quietMs: MINUTE },
        { ms: DAY, atMost: 100, quietMs: MINUTE },
      ],
    }
    const spent: boolean[] = []
    for (let n = 0; n < 101; n++)
      spent.push(
        await dynamoBudgets(table()).spend(budget, later(nine, n * 4 * MINUTE), `c-${n}` as ContactId),
      )
    expect(spent.filter(Boolean)).toHaveLength(100)
    const digest = createHash('sha256').update(budget.key).digest('hex')
    const item = await table().get(`BUDGET#${digest}`)
    expect(Object.keys(item ?? {}).length).toBeLessThanOrEqual(30)
    expect(new Set(item?.payers as Set<string>).size).toBeLessThanOrEqual(9)
  })
})
describe('recent writers in DynamoDB', () => itKnowsRecentWriters(() => dynamoRecentWriters(table())))
describe('a subject in DynamoDB under which somebody writes every other hour', () => {
  it('remembers nobody for more than a day, and all for half of one', async () => {
    for (let n = 0; n < 40; n++) {
      const writer = { name: `a${n}`, at: later(nine, n * 2 * HOUR) }
      const before = await dynamoRecentWriters(table()).join('day and night', writer, `w-${n}` as ContactId)
      expect(before.length).toBeGreaterThanOrEqual(Math.min(n, 5))
      expect(before.length).toBeLessThanOrEqual(13)
    }
  })
})
describe('a writer in DynamoDB', () => {
  it('is kept for twelve hours, by the local part alone, and once however often it is tried', async () => {
    const [among, writer] = ['x.example my order', { name: 'carla', at: nine }]
    const join = (minutes: number) =>
      dynamoRecentWriters(table()).join(
        among,
        { ...writer, at: later(nine, minutes * MINUTE) },
        'tried-again' as ContactId,
      )
    for (const minutes of [0, 1, 2]) await join(minutes)
    const digest = createHash('sha256').update(among).digest('base64url')
    const item = await table().get(`WRITERS#${digest}`)
    const id = createHash('sha256').update('tried-again').digest('base64url').slice(0, 8)
    expect(item?.writers).toEqual(new Set([`${nine.toString(36)} ${id} carla`]))
    expect(item?.expiresAt).toBe(Math.ceil((nine + 12 * HOUR + 2 * MINUTE) / SECOND))
  })

  it('is told of who came before it though its clock is behind when it is tried again', async () => {
    const writers = dynamoRecentWriters(table())
    const join = (minutes: number, name: string) =>
      writers.join('behind', { name, at: later(nine, minutes * MINUTE) }, `behind-${name}` as ContactId)
    await join(0, 'ana')
    await join(5, 'ben')
    await join(7, 'carla')
    expect((await join(4, 'ben')).map(({ name }) => name)).toEqual(['ana'])
  })

  it('is let in where who came first cannot be forgotten for now', async () => {
    const throttled = { ...table(), change: table().change }
    const change: typeof throttled.change = async (key, what) => {
      if (what.exclude) throw new Error('no room')
      return table().change(key, what)
    }
    const writers = dynamoRecentWriters({ ...throttled, change })
    for (let n = 0; n < 151; n++)
      await writers.join('throttled', { name: `a${n}`, at: later(nine, n) }, `t-${n}` as ContactId)
    expect(
      await writers.join('throttled', { name: 'b', at: later(nine, 151) }, 't' as ContactId),
    ).toHaveLength(151)
  })
})
describe('the fake recent writers', () => itKnowsRecentWriters(() => fakeWriters))

describe('the fake budgets', () => itKeepsBudgets(() => fakeBudgets))
describe('verdicts in DynamoDB', () => itKeepsVerdicts(() => dynamoVerdictBook(table())))
describe('the fake verdicts', () => itKeepsVerdicts(() => fakeVerdicts))
describe('precedents in DynamoDB', () => {
  const mail = { from: 'dan@example.net', to: 'support@example.com', subject: 'Precedent' }

  it('finds the related contact and the verdicts in one request, or neither', async () => {
    const related = 'precedent-1' as ContactId
    expect(await dynamoPrecedents(dynamoBatches(documents, TABLE), table()).find({ related, mail })).toEqual(
      {},
    )
    await contacts().joinThread(related, 'thread-p' as ThreadId, nine)
    await dynamoVerdictBook(table()).record(mail, {
      acknowledge: false,
      reason: 'spam',
      rule: 'r',
      at: nine,
      seen: [],
    })
    expect(
      await dynamoPrecedents(dynamoBatches(documents, TABLE), table()).find({ related, mail }),
    ).toMatchObject({
      related: { id: related, thread: 'thread-p' },
      verdicts: { refused: { reason: 'spam' } },
    })
    expect(
      await dynamoPrecedents(dynamoBatches(documents, TABLE), table()).find({
        related: undefined,
        mail: undefined,
      }),
    ).toEqual({})
  })
})
describe('calls in DynamoDB', () =>
  itKeepsCalls(async () => {
    await client.send(new DeleteItemCommand({ TableName: TABLE, Key: { pk: { S: 'CALL#call-1' } } }))
    return dynamoCalls(table())
  }))
describe('the fake calls', () => itKeepsCalls(async () => memoryCalls()))
describe('the pace in DynamoDB', () => itGivesTurns(emptied))
describe('the fake pace', () => itGivesTurns(async () => memoryPace()))
