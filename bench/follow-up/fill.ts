import { HOUR, SECOND, type Stage } from '../stage/stage.ts'

export const SHARDS = Array.from({ length: 8 }, (_, shard) => String(shard))

/** BatchWriteItem takes no more. */
const PER_REQUEST = 25
const AT_ONCE = 4

/** Adds items numbered `from` to `to`: threads and contacts, of each `due` that are due. */
export async function fill(
  stage: Stage,
  { from, to, due }: { from: number; to: number; due: number },
): Promise<void> {
  const TableName = stage.resource('AWS::DynamoDB::Table')
  const inbox = stage.centre.inventory().inboxes[0] ?? ''
  const numbers = Array.from({ length: to - from }, (_, n) => from + n)
  const items = numbers.map((number, n) => itemOf(number, n < 2 * due, stage.now(), inbox))
  const requests = Array.from({ length: Math.ceil(items.length / PER_REQUEST) }, (_, n) =>
    items.slice(n * PER_REQUEST, (n + 1) * PER_REQUEST),
  )
  while (requests.length > 0)
    await Promise.all(
      requests.splice(0, AT_ONCE).map((some) =>
        stage.call('dynamodb', 'BatchWriteItem', {
          RequestItems: { [TableName]: some.map((Item) => ({ PutRequest: { Item } })) },
        }),
      ),
    )
}

/** Threads are even, contacts odd. */
function itemOf(number: number, isDue: boolean, now: number, inbox: string): object {
  const id = `b0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
  const shard = String(number % SHARDS.length)
  const listed = isDue || number % 10 < 2
  // After the grace that holds have, and on a whole second, as every deadline is.
  const at = wholeSecond(isDue ? now - HOUR - number : now + 5 * HOUR + number)
  return number % 2 === 0
    ? threadItem({ id, shard, listed, at, inbox })
    : contactItem({ id, shard, listed, at, inbox })
}

const wholeSecond = (ms: number) => Math.floor(ms / SECOND) * SECOND

interface Given {
  id: string
  shard: string
  listed: boolean
  /** When it is due. */
  at: number
  inbox: string
}

function threadItem({ id, shard, listed, at, inbox }: Given): object {
  const wroteAt = at - 24 * HOUR
  return attributes({
    pk: `THREAD#${id}`,
    inbox,
    startedAt: wroteAt,
    messages: [`${wroteAt} ${id}`],
    ...(listed ? { pendingShard: shard, pendingAt: at } : { answeredAt: wroteAt + 1 }),
  })
}

function contactItem({ id, shard, listed, at, inbox }: Given): object {
  return attributes({
    pk: `CONTACT#${id}`,
    inbox,
    ...{ thread: id, receivedAt: at - 16 * HOUR, route: 'owner', routeReason: 'reply-to-owner' },
    ...{ holdOwner: 'b0000000-0000-4000-8000-00000000000a', holdUntil: at },
    ...(listed ? { holdShard: shard } : { releasedAt: at }),
  })
}

const attributes = (plain: Record<string, string | number | string[]>) =>
  Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : Array.isArray(value) ? { SS: value } : { S: value },
    ]),
  )
