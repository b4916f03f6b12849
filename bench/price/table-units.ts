type Value = Record<string, any>
type Item = Record<string, Value>

const WRITE_BYTES = 1024
const READ_BYTES = 4096

interface Index {
  shard: string
  due: string
  /** What of an item is in it. */
  projects: (item: Item | undefined) => Item | undefined
}

const whole = (item: Item | undefined) => item

/** The sparse indexes, and what they project (lib/constructs/homeward-table.ts). */
const INDEXES: readonly Index[] = [
  { shard: 'holdShard', due: 'holdUntil', projects: whole },
  { shard: 'acknowledgeShard', due: 'acknowledgeDueAt', projects: whole },
  { shard: 'attentionShard', due: 'attentionAt', projects: whole },
  lean('pendingShard', 'pendingAt'),
  lean('takerShard', 'takerLookAt'),
]

function lean(shard: string, due: string): Index {
  return {
    shard,
    due,
    projects: (item) =>
      item &&
      Object.fromEntries(['pk', shard, due].flatMap((name) => (item[name] ? [[name, item[name]]] : []))),
  }
}

/** The list of agents has these of an item, and is written only when one of them changes. */
const LISTED = ['pk', 'agentShard', 'nameKey', 'names', 'listed']

/**
 * Request units as DynamoDB charges them (developer guide, "Read and write request units" and "Global secondary indexes,
 * write considerations"), from the items that pass by: the functions ask for no ConsumedCapacity.
 */
export class TableUnits {
  private readonly items = new Map<string, Item>()

  /** Units of one write: of the table by the larger of the items before and after, and of every index it changes. */
  write(pk: string, after: Item): number {
    const before = this.items.get(pk)
    this.items.set(pk, after)
    const table = writeUnits(Math.max(sizeOf(before), sizeOf(after)))
    return INDEXES.reduce(
      (sum, index) => sum + indexUnits(index, before, after),
      table + listUnits(before, after),
    )
  }

  /** A write whose condition does not hold is paid for all the same. */
  refusedWrite(pk: string): number {
    return writeUnits(sizeOf(this.items.get(pk)))
  }
}

/** A consistent read of one item, there or not. */
export const readUnits = (item: Item | undefined) => Math.max(1, Math.ceil(sizeOf(item) / READ_BYTES))

/** An index is read eventually consistently, at half the price; a query without result costs the least. */
export const queryUnits = (items: readonly Item[]) =>
  Math.max(1, Math.ceil(items.reduce((sum, item) => sum + sizeOf(item), 0) / READ_BYTES)) / 2

function indexUnits({ shard, due, projects }: Index, before: Item | undefined, after: Item): number {
  const [was, is] = [before?.[shard] !== undefined, after[shard] !== undefined]
  if (!was && !is) return 0
  const [old, now] = [projects(before), projects(after)]
  if (was && is && JSON.stringify(old) === JSON.stringify(now)) return 0
  const moved = was && is && (!same(before?.[shard], after[shard]) || !same(before?.[due], after[due]))
  const leaving = was && (!is || moved) ? writeUnits(sizeOf(old)) : 0
  return leaving + (is ? writeUnits(sizeOf(now)) : 0)
}

function listUnits(before: Item | undefined, after: Item): number {
  if (after.agentShard === undefined || LISTED.every((name) => same(before?.[name], after[name]))) return 0
  return writeUnits(sizeOf(Object.fromEntries(LISTED.map((name) => [name, after[name] ?? { S: '' }]))))
}

const same = (a: Value | undefined, b: Value | undefined) => JSON.stringify(a) === JSON.stringify(b)
const writeUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / WRITE_BYTES))

/** Names and values in UTF-8; a number takes about a byte for two digits, and one more. */
function sizeOf(item: Item | undefined): number {
  return Object.entries(item ?? {}).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value),
    0,
  )
}

function bytesOf(value: Value): number {
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1
  return typeof value.S === 'string' ? Buffer.byteLength(value.S) : Buffer.byteLength(JSON.stringify(value))
}
