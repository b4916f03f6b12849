import { dynamoContactRecords } from '../../lambdas/adapters/dynamo-contact-records.ts'
import { threadKey, toThread } from '../../lambdas/adapters/dynamo-threads.ts'
import { ownerChangesIn } from '../../lambdas/adapters/owner-change-set.ts'
import type { Table } from '../../lambdas/adapters/table.ts'
import { changesInOrder } from '../../lambdas/domain/owner-changes.ts'
import { ownerLedgerOf } from '../../lambdas/domain/owner-ledger.ts'
import { ownerOf } from '../../lambdas/domain/thread.ts'
import type { ThreadId } from '../../lambdas/domain/values.ts'

/** How a thread came to whom it belongs to; nothing where it is not known (any more). */
export async function ownersOf(thread: ThreadId, table: Table): Promise<ReturnType<typeof ownerLedgerOf>> {
  const item = await table.get(threadKey(thread))
  if (!item) return []
  const changes = ownerChangesIn(item)
  const { find } = dynamoContactRecords(table)
  const records = await Promise.all(
    changes.flatMap((change) => ('contact' in change ? find(change.contact) : [])),
  )
  const known = records.filter((record) => record !== undefined)
  const found = toThread(thread, item)
  return ownerLedgerOf(found, changesInOrder(changes, known, ownerOf(found)))
}
