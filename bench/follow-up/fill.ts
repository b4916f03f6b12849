import { HOUR, SECOND, type Stage } from '../stage/stage.ts'

export const SHARDS = Array.from({ length: 4 }, (_, shard) => String(shard))

/** BatchWriteItem takes no more. */
const PER_REQUEST = 25

/**
 * Adds items numbered `from` to `to`: threads, contacts that are held and contacts that are over, a third each. Of each
 * kind `due` are due, and a tenth of all items is listed for later.
 */
export async function fill(
  stage: Stage,
  { from, to, due }: { from: number; to: number; due: number },
): Promise<void> {
  const TableName = stage.resource('AWS::DynamoDB::Table')
  const inbox = stage.centre.inventory().inboxes[0] ?? ''
  const now = stage.now()
  const putting = (number: number) => {
    const Item = itemOf(number, number - from < KINDS.length * due, now, inbox)
    return { PutRequest: { Item } }
  }
  // One batch after the other is made: a million items at once would be more than the table itself.
  for (let next = from; next < to; next += PER_REQUEST)
    await stage.call('dynamodb', 'BatchWriteItem', {
      RequestItems: {
        [TableName]: Array.from({ length: Math.min(PER_REQUEST, to - next) }, (_, n) => putting(next + n)),
      },
    })
}

const KINDS = [threadItem, heldItem, overItem]
/** Three tenths of a third are about a tenth. */
const LISTED_OF_TEN = 3

function itemOf(number: number, isDue: boolean, now: number, inbox: string): object {
  const id = `b0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
  const ofItsKind = Math.floor(number / KINDS.length)
  const shard = String(ofItsKind % SHARDS.length)
  const listed = isDue || ofItsKind % 10 < LISTED_OF_TEN
  // After the grace that holds have, and on a whole second, as every deadline is.
  const at = wholeSecond(isDue ? now - HOUR - number : now + 5 * HOUR + number)
  const make = KINDS[number % KINDS.length] as (typeof KINDS)[number]
  return make({ id, shard, listed, at, inbox })
}

const wholeSecond = (ms: number) => Math.floor(ms / SECOND) * SECOND

/** An agent of whom Connect does not know. */
const NOBODY = 'b0000000-0000-4000-8000-00000000000a'

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

function heldItem({ id, shard, listed, at, inbox }: Given): object {
  return attributes({
    pk: `CONTACT#${id}`,
    inbox,
    ...{ thread: id, receivedAt: at - 16 * HOUR, route: 'owner', routeReason: 'reply-to-owner' },
    ...{ holdOwner: NOBODY, holdUntil: at },
    ...(listed ? { holdShard: shard } : { releasedAt: at }),
  })
}

/** Its agent has said nothing of it yet; or has, where it is not listed. */
function overItem({ id, shard, listed, at, inbox }: Given): object {
  const endedAt = at - HOUR
  return attributes({
    pk: `CONTACT#${id}`,
    inbox,
    ...{ thread: id, receivedAt: endedAt - HOUR, route: 'queue', routeReason: 'new-thread' },
    ...{ handledBy: NOBODY, handledAt: endedAt - 1, endedAt, completedAt: endedAt, attentionAt: at },
    ...(listed ? { attentionShard: shard } : { disposition: 'Other', dispositionAt: endedAt }),
  })
}

const attributes = (plain: Record<string, string | number | string[]>) =>
  Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : Array.isArray(value) ? { SS: value } : { S: value },
    ]),
  )
