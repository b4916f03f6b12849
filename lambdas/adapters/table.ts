import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'

import { DAY, type EpochMs, SECOND } from '../domain/values.ts'

export type Item = Readonly<Record<string, unknown>>

/** A change of one item: what it sets, what it removes, what it assumes. */
export interface Change {
  /** Attribute → value. */
  set?: Readonly<Record<string, unknown>>
  /** Attribute → value for where the attribute is absent: the first telling stands. */
  setOnce?: Readonly<Record<string, unknown>>
  /** Attribute → the attribute whose value it takes over, as that was before the change. */
  setFrom?: Readonly<Record<string, string>>
  /** Attribute → what its map gains: field → value. The map must be there. */
  setInside?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  remove?: readonly string[]
  /** Attribute → what its set of strings gains. */
  include?: Readonly<Record<string, string>>
  /** Attribute → what its set of strings loses. */
  exclude?: Readonly<Record<string, readonly string[]>>
  /** A condition in DynamoDB's language; attribute names as `#name`, values as `:name` from `values`. */
  assuming?: string
  values?: Readonly<Record<string, unknown>>
}

/** A change that also counts. */
export interface Count extends Change {
  counters: readonly { name: string; below: number }[]
}

/** One table, one key (docs/adr/0004), for whoever only writes. */
export interface TableWriter {
  /** The item as it is after the change; undefined when what the change assumes does not hold. */
  change(pk: string, change: Change): Promise<Item | undefined>
  /** Adds one to every counter, all of them or none: none, and undefined, when one has reached `below`, or what is assumed does not hold. */
  count(pk: string, count: Count): Promise<Item | undefined>
  /** Adds to a number that is at least `notBelow`. Gives the sum; undefined when it is below, or absent. */
  advance(pk: string, attribute: string, by: number, notBelow: number): Promise<number | undefined>
}

/** Reads are consistent: a decision must see the write it depends on. */
export interface Table extends TableWriter {
  get(pk: string): Promise<Item | undefined>
}

/** Several items in one request. */
export interface TableBatches {
  /** Those that are there, by key; one request for all, none for none. */
  getAll(pks: readonly string[]): Promise<ReadonlyMap<string, Item>>
}

/** DynamoDB answered in part. Asking again is safe. */
class TableBusy extends Error {
  override readonly name = 'TableBusy'
}

/** Apart from the readers, so that a function's bundle holds no command that its role may not send. */
export function dynamoWriter(client: DynamoDBDocumentClient, tableName: string): TableWriter {
  async function update(pk: string, expression: object): Promise<Item | undefined> {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({ TableName: tableName, Key: { pk }, ReturnValues: 'ALL_NEW', ...expression }),
      )
      return Attributes
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined
      throw error
    }
  }

  return {
    change: (pk, change) => update(pk, expressions(change)),

    async count(pk, { counters, assuming, values = {}, ...change }) {
      const limits = counters.map(
        ({ name }) => `(attribute_not_exists(#${name}) OR #${name} < :below_${name})`,
      )
      const counted = {
        ...change,
        assuming: [assuming && `(${assuming})`, ...limits].filter(Boolean).join(' AND '),
        values: {
          ...values,
          one: 1,
          ...Object.fromEntries(counters.map(({ name, below }) => [`below_${name}`, below])),
        },
      }
      const ones = counters.map(({ name }) => `#${name} :one`)
      return update(pk, expressions(counted, ones))
    },

    async advance(pk, attribute, by, notBelow) {
      const item = await update(pk, {
        UpdateExpression: 'SET #n = #n + :by',
        ConditionExpression: '#n >= :notBelow',
        ExpressionAttributeNames: { '#n': attribute },
        ExpressionAttributeValues: { ':by': by, ':notBelow': notBelow },
      })
      return item && Number(item[attribute])
    },
  }
}

export function dynamoTable(client: DynamoDBDocumentClient, tableName: string): Table {
  return {
    ...dynamoWriter(client, tableName),

    async get(pk) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: { pk }, ConsistentRead: true }),
      )
      return Item
    },
  }
}

export function dynamoBatches(client: DynamoDBDocumentClient, tableName: string): TableBatches {
  return {
    async getAll(pks) {
      if (pks.length === 0) return new Map()
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({
          RequestItems: { [tableName]: { Keys: pks.map((pk) => ({ pk })), ConsistentRead: true } },
        }),
      )
      // What DynamoDB had no room to answer must not pass for what is not there.
      if (Object.keys(UnprocessedKeys ?? {}).length > 0)
        throw new TableBusy('BatchGetItem left keys unanswered')
      return new Map((Responses?.[tableName] ?? []).map((item) => [String(item.pk), item]))
    },
  }
}

/** Undefined values are left out: an attribute that is not known is not there. `additions`: of the clause ADD, beside what is included. */
function expressions(change: Change, additions: readonly string[] = []) {
  const {
    set = {},
    setOnce = {},
    setFrom = {},
    setInside = {},
    remove = [],
    include = {},
    exclude = {},
  } = change
  const { assuming, values = {} } = change
  const sets = Object.entries(set).filter(([, value]) => value !== undefined)
  const onces = Object.entries(setOnce).filter(([, value]) => value !== undefined)
  const gains = Object.entries(include).map(([name, value]) => [name, new Set([value])] as const)
  const losses = Object.entries(exclude).map(([name, lost]) => [name, new Set(lost)] as const)
  const takenOver = Object.entries(setFrom)
  const inside = Object.entries(setInside).flatMap(([map, fields]) =>
    Object.entries(fields).map(([field, value]) => ({ map, field, value })),
  )
  const assignments = [
    ...sets.map(([name]) => `#${name} = :${name}`),
    ...onces.map(([name]) => `#${name} = if_not_exists(#${name}, :${name})`),
    ...takenOver.map(([name, from]) => `#${name} = #${from}`),
    ...inside.map(({ map, field }) => `#${map}.#${field} = :${field}`),
  ]
  const added = [...gains.map(([name]) => `#${name} :${name}`), ...additions]
  const update = [
    assignments.length > 0 && `SET ${assignments.join(', ')}`,
    remove.length > 0 && `REMOVE ${remove.map((name) => `#${name}`).join(', ')}`,
    added.length > 0 && `ADD ${added.join(', ')}`,
    losses.length > 0 && `DELETE ${losses.map(([name]) => `#${name} :${name}`).join(', ')}`,
  ].filter(Boolean)
  const conditionNames = [...(assuming ?? '').matchAll(/#(\w+)/g)].map(([, name]) => name as string)
  const written = [...sets, ...onces, ...gains, ...losses]
  const names = [
    ...written.map(([name]) => name),
    ...takenOver.flat(),
    ...inside.flatMap(({ map, field }) => [map, field]),
    ...remove,
    ...conditionNames,
  ]
  const insideValues = inside.map(({ field, value }) => [field, value] as const)
  const bound = [...written, ...insideValues, ...Object.entries(values)].map(([name, value]) => [
    `:${name}`,
    value,
  ])
  return {
    UpdateExpression: update.join(' '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ...(bound.length > 0 && { ExpressionAttributeValues: Object.fromEntries(bound) }),
    ...(assuming !== undefined && { ConditionExpression: assuming }),
  }
}

/** A mail thread lives 90 days in Connect (service quotas, thread expiry); what we know of it lives a little longer. */
const KEPT_DAYS = 100

/** The TTL attribute of something last touched at `at`: epoch seconds. */
export function expiryAfter(at: EpochMs): number {
  return Math.floor((at + KEPT_DAYS * DAY) / SECOND)
}
