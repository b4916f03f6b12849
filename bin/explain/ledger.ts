import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoContactRecords } from '../../lambdas/adapters/dynamo-contact-records.ts'
import { dynamoThreads } from '../../lambdas/adapters/dynamo-threads.ts'
import { dynamoTable, type Table } from '../../lambdas/adapters/table.ts'
import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import { type LedgerEntry, ledgerOf, threadLedgerOf } from '../../lambdas/domain/ledger.ts'
import type { Thread } from '../../lambdas/domain/thread.ts'
import type { ContactId, ThreadId } from '../../lambdas/domain/values.ts'
import { ownersOf } from './owners.ts'

/** Whose ledger, and where it is kept. */
export type LedgerRequest = Readonly<{
  of: Readonly<{ contact: string }> | Readonly<{ thread: string }>
  /** Of a local contact centre; undefined: AWS, with the default credentials. */
  endpoint: string | undefined
  region: string | undefined
  /** Undefined: the only one there is. */
  table: string | undefined
}>

export type LedgerLine = Readonly<{ contact: string; thread: string | undefined }> & LedgerEntry

/** Why there is no ledger to show; the message is meant for the reader. */
class LedgerNotFound extends Error {
  override readonly name = 'LedgerNotFound'
}

/** The ledger of a contact or of all contacts of a thread, in the order of time. Throws LedgerNotFound. */
export async function readLedger(request: LedgerRequest): Promise<LedgerLine[]> {
  const { endpoint, region } = request
  const local = endpoint !== undefined && {
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }
  const usedRegion = region ?? (local ? 'us-east-1' : undefined)
  const client = new DynamoDBClient({
    maxAttempts: 2,
    ...local,
    ...(usedRegion !== undefined && { region: usedRegion }),
  })
  try {
    const table = request.table ?? (await onlyTable(client))
    return await linesOf(request.of, dynamoTable(DynamoDBDocumentClient.from(client), table), table)
  } catch (error) {
    throw explained(error, request)
  } finally {
    client.destroy()
  }
}

async function linesOf(of: LedgerRequest['of'], table: Table, name: string): Promise<LedgerLine[]> {
  const thread = 'thread' in of ? await threadOf(of.thread as ThreadId, table, name) : undefined
  const ids = thread ? contactsOf(thread) : [('contact' in of ? of.contact : '') as ContactId]
  const records = await recordsOf(ids, table)
  if (records.length === 0)
    throw new LedgerNotFound(
      `${name} knows no contact ${ids.join(', ')} (any more: it forgets after 100 days)`,
    )
  const about = thread?.lastCustomerContact ?? ids[0] ?? ''
  const lines: LedgerLine[] = records.flatMap((record) =>
    ledgerOf(record).map((entry) => ({ contact: record.id, thread: record.thread, ...entry })),
  )
  const ofThread = thread ? threadLedgerOf(thread) : []
  return lines
    .concat(ofThread.map((entry) => ({ contact: about, thread: thread?.id, ...entry })))
    .concat(await ownerLines(records, about, thread, table))
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

/** Of a thread, how it changed hands; of a contact, if it did by that. */
async function ownerLines(
  records: readonly ContactRecord[],
  about: string,
  thread: Thread | undefined,
  table: Table,
): Promise<LedgerLine[]> {
  const ids = thread ? [thread.id] : [...new Set(records.flatMap((record) => record.thread ?? []))]
  const isAsked = ({ contact }: { contact?: ContactId }) => thread || records.some(({ id }) => id === contact)
  const lines = ids.map(async (id) =>
    (await ownersOf(id, table))
      .filter(isAsked)
      .map((entry): LedgerLine => ({ contact: about, thread: id, ...entry })),
  )
  return (await Promise.all(lines)).flat()
}

/** Those that are known, each with what continues it after a transfer. */
async function recordsOf(ids: readonly ContactId[], table: Table): Promise<ContactRecord[]> {
  const contacts = dynamoContactRecords(table)
  const found: ContactRecord[] = []
  let next = ids
  while (next.length > 0) {
    const records = await Promise.all(next.map((id) => contacts.find(id)))
    found.push(...records.filter((record) => record !== undefined))
    const seen = new Set(found.map(({ id }) => id))
    next = records.flatMap((record) => record?.continuedBy ?? []).filter((id) => !seen.has(id))
  }
  return found
}

async function threadOf(id: ThreadId, table: Table, name: string): Promise<Thread> {
  const thread = await dynamoThreads(table).find(id)
  if (thread) return thread
  // A machine's mail is in its thread, though it opens none.
  const first = await dynamoContactRecords(table).find(id as string as ContactId)
  if (first?.thread !== id)
    throw new LedgerNotFound(
      `${name} knows no thread ${id} (a thread has the id of its first contact, and is forgotten after 100 days)`,
    )
  return { id }
}

function contactsOf({ id, contacts = [], lastCustomerContact }: Thread): readonly ContactId[] {
  // A thread's id is that of its first contact.
  const known = [
    id as string as ContactId,
    ...contacts,
    ...(lastCustomerContact ? [lastCustomerContact] : []),
  ]
  return [...new Set(known)]
}

/** CloudFormation names the table after its stack, homeward-<stage>-state. */
async function onlyTable(client: DynamoDBClient): Promise<string> {
  const names: string[] = []
  let after: string | undefined
  do {
    const page = await client.send(
      new ListTablesCommand(after === undefined ? {} : { ExclusiveStartTableName: after }),
    )
    names.push(...(page.TableNames ?? []))
    after = page.LastEvaluatedTableName
  } while (after !== undefined)
  const [first, ...others] = names.filter((name) => /^homeward-/i.test(name))
  if (first === undefined)
    throw new LedgerNotFound('there is no table named homeward-…: name it with --table')
  if (others.length > 0)
    throw new LedgerNotFound(
      `there are several tables, name one with --table: ${[first, ...others].join(', ')}`,
    )
  return first
}

function explained(error: unknown, { endpoint, table }: LedgerRequest): unknown {
  const { name, code, message } = error as { name?: string; code?: string; message?: string }
  if (endpoint !== undefined && (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ECONNRESET'))
    return new LedgerNotFound(
      `nothing answers at ${endpoint}: is the local contact centre running (npm start)?`,
    )
  if (name === 'ResourceNotFoundException') return new LedgerNotFound(`there is no table ${table}`)
  if (message === 'Region is missing') return new LedgerNotFound('name the AWS Region with --region')
  return error
}
