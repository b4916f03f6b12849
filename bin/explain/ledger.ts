import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoContactRecords } from '../../lambdas/adapters/dynamo-contact-records.ts'
import { dynamoThreads } from '../../lambdas/adapters/dynamo-threads.ts'
import { dynamoTable, type Table } from '../../lambdas/adapters/table.ts'
import { type LedgerEntry, ledgerOf } from '../../lambdas/domain/ledger.ts'
import type { ContactId, ThreadId } from '../../lambdas/domain/values.ts'

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
  const ids =
    'contact' in of ? [of.contact as ContactId] : await contactsOf(of.thread as ThreadId, table, name)
  const contacts = dynamoContactRecords(table)
  const records = (await Promise.all(ids.map((id) => contacts.find(id)))).filter(
    (record) => record !== undefined,
  )
  if (records.length === 0)
    throw new LedgerNotFound(
      `${name} knows no contact ${ids.join(', ')} (any more: it forgets after 100 days)`,
    )
  return records
    .flatMap((record) =>
      ledgerOf(record).map((entry) => ({ contact: record.id, thread: record.thread, ...entry })),
    )
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

async function contactsOf(id: ThreadId, table: Table, name: string): Promise<readonly ContactId[]> {
  const thread = await dynamoThreads(table).find(id)
  if (!thread)
    throw new LedgerNotFound(
      `${name} knows no thread ${id} (a thread has the id of its first contact, and is forgotten after 100 days)`,
    )
  // A thread's id is that of its first contact.
  const { contacts = [], lastCustomerContact } = thread
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
