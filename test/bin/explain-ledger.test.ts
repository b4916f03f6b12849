import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import dynalite from 'dynalite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dynamoContactRecords } from '../../lambdas/adapters/dynamo-contact-records.ts'
import { dynamoThreads } from '../../lambdas/adapters/dynamo-threads.ts'
import { dynamoTable } from '../../lambdas/adapters/table.ts'
import type { ContactId, ThreadId } from '../../lambdas/domain/values.ts'
import { ana, ben, firstMail, hoursPastNine, nine, reply, thread } from '../builders/email.ts'

const TABLE = 'homeward-prod-state-Table1'
const [owned, given] = ['owned-contact' as ContactId, 'given-contact' as ContactId]
const machines = 'machines-contact' as ContactId
const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
let client: DynamoDBClient
let endpoint: string

const createTable = (name: string) =>
  client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  )

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  await createTable(TABLE)
  const table = dynamoTable(DynamoDBDocumentClient.from(client), TABLE)
  const [contacts, threads] = [dynamoContactRecords(table), dynamoThreads(table)]
  for (const [contact, at] of [
    [firstMail, nine],
    [reply, hoursPastNine(2)],
  ] as const) {
    await threads.noteCustomerMessage({ thread, contact, inbox: 'support@example.com', at })
    await contacts.recordArrival({
      id: contact,
      thread,
      inbox: 'support@example.com',
      receivedAt: at,
      route: { kind: 'queue', reason: 'no-owner' },
      acknowledgement: { state: 'refused', why: { reason: 'spam', rule: 'ses-spam', seen: ['x'] } },
    })
  }
  await contacts.noteEnded(firstMail, hoursPastNine(1))
  await contacts.recordArrival({
    id: machines,
    thread: machines as string as ThreadId,
    inbox: 'support@example.com',
    receivedAt: nine,
    route: { kind: 'automatic', reason: 'bulk' },
    acknowledgement: { state: 'refused', why: { reason: 'bulk', rule: 'precedence-bulk', seen: ['x'] } },
  })
  const of = owned as string as ThreadId
  await threads.noteCustomerMessage({ thread: of, contact: owned, inbox: undefined, at: nine })
  for (const [contact, agent, hour] of [
    [owned, ana, 1],
    [given, ben, 2],
  ] as const) {
    const taken = { contact, agent, at: hoursPastNine(hour) }
    await contacts.joinThread(contact, of, nine)
    await contacts.noteHandled(contact, agent, taken.at)
    if (contact === owned) await threads.noteHandled(of, taken)
    else await threads.noteTransferred(of, taken)
  }
})

afterAll(async () => {
  client.destroy()
  await new Promise<void>((closed) => server.close(() => closed()))
})

async function explain(...args: string[]) {
  const child = spawn(process.execPath, ['bin/explain.ts', ...args, '--endpoint', endpoint])
  const exited = new Promise<number | null>((exit) => child.on('exit', exit))
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  const lines = stdout.split('\n').filter(Boolean)
  return { status, stderr, lines: lines.map((line) => JSON.parse(line) as object) }
}

describe('npm run explain, of a table', () => {
  it('prints the ledger of a contact', async () => {
    const { status, lines } = await explain('--contact', firstMail)
    expect(status).toBe(0)
    expect(lines).toEqual([
      {
        contact: firstMail,
        thread,
        at: '2026-03-02T09:00:00.000Z',
        decision: 'routed',
        reason: 'no-owner',
        by: 'receive-email',
      },
      {
        contact: firstMail,
        thread,
        at: '2026-03-02T09:00:00.000Z',
        decision: 'acknowledgement-refused',
        reason: 'spam',
        rule: 'ses-spam',
        seen: ['x'],
        by: 'receive-email',
      },
      {
        contact: firstMail,
        thread,
        at: '2026-03-02T10:00:00.000Z',
        decision: 'ended',
        reason: 'contact-ended',
        by: 'connect',
      },
    ])
  })

  it('prints the ledger of a thread, all its contacts in the order of time', async () => {
    const { lines } = await explain('--thread', thread)
    expect(lines).toMatchObject([
      { contact: firstMail, decision: 'routed' },
      { contact: firstMail, decision: 'acknowledgement-refused' },
      { contact: firstMail, decision: 'ended' },
      { contact: reply, decision: 'routed' },
      { contact: reply, decision: 'acknowledgement-refused' },
    ])
  })

  it('prints the ledger of a thread that a machine began and nobody has opened', async () => {
    const { status, lines } = await explain('--thread', machines)
    expect(status).toBe(0)
    expect(lines).toMatchObject([
      { contact: machines, thread: machines, decision: 'routed', reason: 'bulk' },
      { contact: machines, thread: machines, decision: 'acknowledgement-refused' },
    ])
    expect((await explain('--thread', reply)).status).toBe(1)
  })

  it('prints how a thread changed hands, and of a contact if it did by that', async () => {
    const owners = async (...asked: [string, string]) =>
      (await explain(...asked)).lines.filter((line: any) => line.decision.startsWith('owner-'))
    const first = { decision: 'owner-changed', reason: 'first-to-handle', agent: ana, contact: owned }
    const then = { decision: 'owner-changed', reason: 'transferred', agent: ben, contact: given }
    expect(await owners('--thread', owned)).toMatchObject([first, then])
    expect(await owners('--contact', owned)).toMatchObject([first])
    expect(await owners('--contact', given)).toMatchObject([then])
    expect(await owners('--contact', firstMail)).toEqual([])
  })

  it.each([
    ['contact', '--contact'],
    ['thread', '--thread'],
  ])('says of a %s that it does not know that it does not', async (what, option) => {
    const { status, stderr, lines } = await explain(option, 'nobody')
    expect({ status, lines }).toEqual({ status: 1, lines: [] })
    expect(stderr).toContain(`${TABLE} knows no ${what} nobody`)
  })

  it('asks for the table where there are several, and names one that is not there', async () => {
    await createTable('homeward-test-state-Table2')
    const several = await explain('--contact', firstMail)
    expect(several).toMatchObject({ status: 1, stderr: expect.stringContaining('name one with --table') })
    expect(await explain('--contact', firstMail, '--table', TABLE)).toMatchObject({ status: 0 })
    expect(await explain('--contact', firstMail, '--table', 'nowhere')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('there is no table nowhere'),
    })
    await client.send(new DeleteTableCommand({ TableName: 'homeward-test-state-Table2' }))
  })
})
