import type { Exchange } from '../../local/endpoint/call-log.ts'
import { atMost, exactly, type Figure, noted } from '../figure.ts'
import { withConfiguration } from '../stage/configured.ts'
import { MINUTE, onStage, SECOND, type Stage } from '../stage/stage.ts'
import { Crowd } from './agents.ts'

const AGENTS = 10_000
const EVERY_S = 10
/** A thousand events a second are more than the one shard takes that is enough for others. */
const SHARDS = 4
const MINUTES = 10
/** One in so many events is a change; all others tell what is known. */
const EVENTS_PER_CHANGE = 60
const MOST_LAG_S = 2
const MOST_READS = 3
const MOST_PER_PUT = 500
const IN_WORDS = `${AGENTS} agents, an event each ${EVERY_S} s for ${MINUTES} min`

/**
 * What observe-agents and find-agents do with ten thousand agents, of each of whom the stream tells every ten seconds, for
 * ten minutes of virtual time. Events are put into the deployed stream as Connect would; nothing else happens.
 */
export async function presence(progress: (line: string) => void): Promise<Figure[]> {
  return withConfiguration({ presence: { stream: { shards: SHARDS } } }, (config) =>
    onStage({ quotas: 'default', people: [], config }, progress, async (stage) => {
      const instance = stage.resource('AWS::Connect::Instance').split('/').at(-1)
      const crowd = new Crowd(
        `arn:aws:connect:us-east-1:111122223333:instance/${instance}`,
        AGENTS,
        stage.now(),
      )
      const seen = watch(stage)
      const began = performance.now()
      await tellAll(stage, crowd, progress)
      await stage.pass(MOST_LAG_S * SECOND)
      const wall = (performance.now() - began) / SECOND
      const events = (AGENTS * MINUTES * MINUTE) / (EVERY_S * SECOND)
      const right = await rightlyKnown(stage, crowd)
      const reads = await readsOfOneSearch(stage)
      return [
        exactly(`${IN_WORDS}: known as they are in the end`, right, 'agents', AGENTS),
        atMost(
          `${IN_WORDS}: writes for each change of state`,
          seen.writes / (AGENTS + crowd.changes),
          'writes',
          1,
        ),
        atMost(`${IN_WORDS}: most writes of one agent for one change`, seen.most, 'writes', 1),
        atMost(
          `${IN_WORDS}: longest from an event to its write, of virtual time`,
          seen.lagMs / SECOND,
          's',
          MOST_LAG_S,
        ),
        atMost(`${IN_WORDS}: reads of one search by name`, reads, 'reads', MOST_READS),
        noted(`${IN_WORDS}: worked on in a second of wall time`, events / wall, 'events'),
      ]
    }),
  )
}

/** The writes of observe-agents: how many, how many at most for one and the same change, and how late the latest was. */
function watch({ centre }: Stage) {
  const seen = { writes: 0, most: 0, lagMs: 0 }
  const perChange = new Map<string, number>()
  centre.calls.onCall(({ operation, caller, error, at }, { input }: Exchange) => {
    if (operation !== 'UpdateItem' || error !== undefined || !/observeagents/i.test(caller)) return
    seen.writes++
    const values = input?.ExpressionAttributeValues ?? {}
    const change = `${input?.Key?.pk?.S} ${values[':statusSince']?.N}`
    perChange.set(change, (perChange.get(change) ?? 0) + 1)
    seen.most = Math.max(seen.most, perChange.get(change) ?? 0)
    seen.lagMs = Math.max(seen.lagMs, at - Number(values[':asOfAt']?.N))
  })
  return seen
}

/** Each second a tenth of the agents. */
async function tellAll(stage: Stage, crowd: Crowd, progress: (line: string) => void): Promise<void> {
  const StreamName = stage.resource('AWS::Kinesis::Stream')
  const until = stage.now() + MINUTES * MINUTE
  for (let second = 0; stage.now() < until; second++) {
    const turn = crowd.agents.filter((_, at) => at % EVERY_S === second % EVERY_S)
    const Records = turn.map((agent) => crowd.told(agent, stage.now(), EVENTS_PER_CHANGE))
    for (let from = 0; from < Records.length; from += MOST_PER_PUT)
      await stage.call('kinesis', 'PutRecords', {
        StreamName,
        Records: Records.slice(from, from + MOST_PER_PUT),
      })
    await stage.pass(SECOND)
    if (second % 60 === 59) progress(`presence: ${(second + 1) / 60} minutes of virtual time`)
  }
}

async function rightlyKnown(stage: Stage, { agents }: Crowd): Promise<number> {
  const TableName = stage.resource('AWS::DynamoDB::Table')
  let right = 0
  for (let from = 0; from < agents.length; from += 100) {
    const asked = new Map(agents.slice(from, from + 100).map((agent) => [`AGENT#${agent.id}`, agent]))
    const Keys = [...asked.keys()].map((pk) => ({ pk: { S: pk } }))
    const { Responses } = await stage.call('dynamodb', 'BatchGetItem', {
      RequestItems: { [TableName]: { Keys } },
    })
    for (const { pk, statusName, statusSince } of Responses[TableName]) {
      const agent = asked.get(pk.S)
      if (agent?.status === statusName.S && agent?.since === Number(statusSince.N)) right++
    }
  }
  return right
}

async function readsOfOneSearch(stage: Stage): Promise<number> {
  let reads = 0
  const stop = stage.centre.calls.onCall(({ service, operation }) => {
    if (service === 'dynamodb' && /Get|Query/.test(operation)) reads++
  })
  const Payload = Buffer.from(JSON.stringify({ name: 'last00123' }))
  const answer = await stage.call('lambda', 'Invoke', {
    FunctionName: stage.functionName('find-agents'),
    Payload,
  })
  stop()
  const found = JSON.parse(Buffer.from(answer.Payload).toString())
  if (found.length !== 1) throw new Error(`find-agents answered ${JSON.stringify(found)}`)
  return reads
}
