import { namesOf, sortName } from '../domain/agent-names.ts'
import {
  type AgentPresence,
  type DeskContact,
  displayName,
  type NextStatus,
  type Setup,
  STATUS_TYPES,
  stateOf,
  stateSince,
  type Unexplained,
} from '../domain/presence.ts'
import { type AgentId, DAY, type EpochMs, SECOND } from '../domain/values.ts'
import type { ListedAgent } from '../ports/agent-directory.ts'
import { MalformedItem, type Row, rowOf } from './row.ts'
import type { Item } from './table.ts'

export const agentKey = (id: AgentId) => `AGENT#${id}`
export const agentOf = (pk: unknown) => String(pk).slice('AGENT#'.length) as AgentId

const SHARDS = 3

/** Three, since a page of a query holds a third of 10,000 agents as the index has them. */
export const agentShards = Array.from({ length: SHARDS }, (_, shard) => String(shard))

/** Every character counts: the ids of one instance may share their ends. */
function shardOf(id: AgentId): string {
  return String(
    [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7) % SHARDS,
  )
}

/** Somebody of whom nothing was heard for so long works here no more. */
const KEPT_DAYS = 100

/** Undefined where an attribute is not known, or not any more. */
export function toAgentAttributes(presence: AgentPresence): Readonly<Record<string, unknown>> {
  const { agent, status, next, chosen, asOf, setup, heardAt, ...rest } = presence
  return {
    // The index has whoever has a shard.
    agentShard: rest.goneAt === undefined ? shardOf(agent) : undefined,
    nameKey: sortName(presence),
    names: namesOf(presence),
    listed: JSON.stringify(listedOf(presence)),
    statusName: status.name,
    statusArn: status.arn,
    statusType: status.type,
    statusSince: status.since,
    next,
    chosen,
    asOfAt: asOf.at,
    asOfEvent: asOf.event,
    asOfFollows: asOf.follows,
    setup,
    heardAt,
    expiresAt: Math.floor(((heardAt ?? asOf.at) + KEPT_DAYS * DAY) / SECOND),
    arn: rest.arn,
    contacts: rest.contacts,
    setupAt: rest.setupAt,
    loggedOutAt: rest.loggedOutAt,
    activeAt: rest.activeAt,
    unexplained: rest.unexplained,
    watched: rest.watched,
    goneAt: rest.goneAt,
  }
}

/** Read rather than cast: throws MalformedItem. */
export function toAgentPresence(agent: AgentId, item: Item): AgentPresence {
  const row = rowOf(item)
  return {
    agent,
    arn: known('arn', row.text('arn')),
    status: {
      name: known('statusName', row.text('statusName')),
      arn: row.text('statusArn'),
      type: known('statusType', row.oneOf('statusType', STATUS_TYPES)),
      since: known('statusSince', row.number<EpochMs>('statusSince')),
    },
    next: part<NextStatus>(item, 'next', (next) => [next.text('name'), next.number('chosenAt')]),
    contacts: contactsOf(item.contacts),
    setup: part<Setup>(item, 'setup', ({ text }) => [text('username') ?? '', item.setup]),
    setupAt: row.number('setupAt'),
    asOf: {
      at: known('asOfAt', row.number<EpochMs>('asOfAt')),
      event: row.text('asOfEvent') ?? '',
      follows: row.text('asOfFollows'),
    },
    loggedOutAt: row.number('loggedOutAt'),
    activeAt: row.number('activeAt'),
    chosen: part<NextStatus>(item, 'chosen', (chosen) => [chosen.text('name'), chosen.number('chosenAt')]),
    unexplained: part<Unexplained>(item, 'unexplained', ({ text, number }) => [
      text('status'),
      text('contact'),
      number('since'),
      number('inHandSince'),
    ]),
    watched: row.text('watched'),
    goneAt: row.number('goneAt'),
    heardAt: row.number('heardAt'),
  }
}

function known<Value>(attribute: string, value: Value | undefined): Value {
  if (value === undefined) throw new MalformedItem(attribute, 'to be there, on an agent')
  return value
}

/** A map within the item: all that `members` reads of it must be there. */
function part<Part>(item: Item, attribute: string, members: (row: Row) => unknown[]): Part | undefined {
  const value = item[attribute]
  if (value === undefined) return undefined
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isMap || members(rowOf(value as Item)).includes(undefined))
    throw new MalformedItem(attribute, 'a map with all its members')
  return value as Part
}

function contactsOf(value: unknown): readonly DeskContact[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new MalformedItem('contacts', 'a list')
  for (const each of value)
    part({ contacts: each }, 'contacts', ({ text, number }) => [
      text('contact'),
      text('channel'),
      text('state'),
      number('since'),
    ])
  return value
}

/** Name, state, since, free slots, heard at. */
type Listed = readonly [string, number, number, Readonly<Record<string, number>>, number]

const STATES = ['available', 'busy', 'unavailable', 'logged-out'] as const

/** As short as it can be: a page of the index must hold a third of all agents. */
function listedOf(presence: AgentPresence): Listed {
  const slots = Object.entries(presence.setup?.slots ?? {})
  return [
    displayName(presence),
    STATES.indexOf(stateOf(presence)),
    stateSince(presence),
    Object.fromEntries(slots.map(([channel, { free }]) => [channel, free])),
    presence.heardAt ?? 0,
  ]
}

/** Throws MalformedItem. */
export function toListedAgent(item: Item): ListedAgent {
  const [name, state, since, free, heardAt]: Listed = JSON.parse(
    known('listed', rowOf(item).text<string>('listed')),
  )
  return {
    agent: agentOf(item.pk),
    name,
    state: known('listed', STATES[state]),
    since: since as EpochMs,
    free,
    heardAt: heardAt as EpochMs,
  }
}
