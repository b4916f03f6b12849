import type { Stage } from '../stage/stage.ts'

interface Account {
  /** Steps that Connect let expire, and what we opened ourselves. */
  releases: number
  /** Epoch milliseconds of the first release or offer. */
  first: number
}

/**
 * How many contacts were released exactly once, by Connect's account as well as by our record, and how many were
 * released or offered to somebody before `heldMs` had passed in the queue.
 */
export async function releasesOf(
  stage: Stage,
  contacts: readonly string[],
  heldMs: number,
): Promise<{ once: number; early: number }> {
  const accounts = accountsOf(stage)
  const recorded = await recordedAsOver(stage)
  let [once, early] = [0, 0]
  for (const id of contacts) {
    const account = accounts.get(id)
    if (account?.releases === 1 && recorded.has(id)) once++
    if (account && account.first < (stage.contact(id).enqueuedAt ?? 0) + heldMs) early++
  }
  const running = stage.centre.services.states.running()
  if (running > 0) throw new Error(`${running} state machines still run`)
  return { once, early }
}

function accountsOf({ centre }: Stage): Map<string, Account> {
  const opened = centre.calls.entries().filter(({ operation }) => OPENING.has(operation))
  if (opened.length > 0) throw new Error('some holds were released by us, though their events came')
  const accounts = new Map<string, Account>()
  for (const { at, contactId = '', what } of centre.connect.timeline()) {
    if (what !== 'routing step expired' && what !== 'offered') continue
    const account = accounts.get(contactId) ?? { releases: 0, first: at }
    if (what === 'routing step expired') account.releases++
    accounts.set(contactId, account)
  }
  return accounts
}

const OPENING = new Set(['UpdateContactRoutingData', 'TransferContact'])

/** Ids of contacts whose record says that the hold expired, and that are on no list of holds any more. */
async function recordedAsOver(stage: Stage): Promise<Set<string>> {
  const over = new Set<string>()
  const TableName = stage.resource('AWS::DynamoDB::Table')
  let ExclusiveStartKey: object | undefined
  do {
    const page = await stage.call('dynamodb', 'Scan', {
      TableName,
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    })
    for (const { pk, expiredAt, holdShard } of page.Items)
      if (expiredAt && !holdShard) over.add(pk.S.replace('CONTACT#', ''))
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return over
}
