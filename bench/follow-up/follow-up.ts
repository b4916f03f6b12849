import { exactly, type Figure, noted } from '../figure.ts'
import { callsDuring, type HeardCall, inWords, isBy } from '../stage/heard.ts'
import { HOUR, onStage, SECOND, type Stage } from '../stage/stage.ts'
import { fill, SHARDS } from './fill.ts'

/** Two steps of the same factor. A million items take the local table about three minutes to fill where nothing else runs, and 3 GB. */
const SIZES = [1_000, 31_623, 1_000_000]
const DUE = 20

const JOBS = [
  { job: 'follow-up', index: 'pending', shard: 'pendingShard', at: 'pendingAt' },
  { job: 'reroute-overdue', index: 'holds', shard: 'holdShard', at: 'holdUntil' },
  { job: 'review-dispositions', index: 'attention', shard: 'attentionShard', at: 'attentionAt' },
] as const

interface Run {
  size: number
  requests: number
  readUnits: number
  seconds: number
}

/**
 * What the jobs that look for what is due ask of a table that grows, while as many things are due: requests to DynamoDB,
 * and the read units of the queries that find what is due. A tenth of the items are listed for later in each of the
 * indexes, the others in none. A query reads a range of an index that begins at its oldest entry and ends at now, so what
 * it reads are the due items alone.
 */
export async function followUp(progress: (line: string) => void): Promise<Figure[]> {
  return onStage({ quotas: 'off' }, progress, async (stage) => {
    await stopSchedules(stage)
    const runs = new Map<string, Run[]>(JOBS.map(({ job }) => [job, []]))
    let filled = 0
    for (const size of SIZES) {
      const began = performance.now()
      await fill(stage, { from: filled, to: size, due: DUE })
      const seconds = Math.round((performance.now() - began) / SECOND)
      progress(`${size} items: filled in ${seconds} s, ${Math.round(process.memoryUsage.rss() / 1e6)} MB`)
      filled = size
      for (const each of JOBS) {
        const run = await measured(stage, size, each)
        progress(`${each.job}: ${DUE} due of ${size}: ${run.requests} requests, ${run.readUnits} units`)
        runs.get(each.job)?.push(run)
      }
    }
    return [...runs].flatMap(([job, all]) => figures(job, all))
  })
}

function figures(job: string, runs: readonly Run[]): Figure[] {
  const [first] = runs
  const last = runs.at(-1)
  if (!first || !last) return []
  const what = `${job}, ${DUE} due`
  return [
    noted(`${what}: requests to the table, of ${first.size} items`, first.requests, 'requests'),
    noted(`${what}: read units to find them, of ${first.size} items`, first.readUnits, 'units'),
    ...runs
      .slice(1)
      .flatMap(({ size, requests, readUnits }) => [
        exactly(`${what}: requests to the table, of ${size} items`, requests, 'requests', first.requests),
        exactly(`${what}: read units to find them, of ${size} items`, readUnits, 'units', first.readUnits),
      ]),
    noted(`${what}: wall time of the run, of ${last.size} items`, last.seconds, 's'),
  ]
}

async function measured(
  stage: Stage,
  size: number,
  { job, index, shard, at }: (typeof JOBS)[number],
): Promise<Run> {
  const readUnits = await unitsToFind(stage, { index, shard, at })
  const began = performance.now()
  const calls = await callsDuring(stage.centre, () =>
    stage.call('lambda', 'Invoke', { FunctionName: stage.functionName(job), Payload: Buffer.from('{}') }),
  )
  const seconds = (performance.now() - began) / SECOND
  const asked = calls.filter((call) => call.service === 'dynamodb' && isBy(job, call))
  if (written(asked) < DUE) throw new Error(`${job} did not finish ${DUE} of ${size}: ${inWords(calls)}`)
  return { size, requests: asked.length, readUnits, seconds }
}

const written = (calls: readonly HeardCall[]) =>
  new Set(calls.filter(({ operation }) => operation === 'UpdateItem').map(({ input }) => input.Key.pk.S)).size

/** What DynamoDB says that the first look costs, asked as the job does. */
async function unitsToFind(
  stage: Stage,
  { index, shard, at }: { index: string; shard: string; at: string },
): Promise<number> {
  let units = 0
  for (const each of SHARDS) {
    const { ConsumedCapacity } = await stage.call('dynamodb', 'Query', {
      TableName: stage.resource('AWS::DynamoDB::Table'),
      IndexName: index,
      KeyConditionExpression: '#shard = :shard AND #at <= :now',
      ExpressionAttributeNames: { '#shard': shard, '#at': at },
      ExpressionAttributeValues: { ':shard': { S: each }, ':now': { N: String(stage.now()) } },
      ReturnConsumedCapacity: 'TOTAL',
    })
    units += ConsumedCapacity.CapacityUnits
  }
  return units
}

async function stopSchedules(stage: Stage): Promise<void> {
  await stage.pass(HOUR)
  for (const { Name } of (await stage.call('scheduler', 'ListSchedules', {})).Schedules)
    await stage.call('scheduler', 'DeleteSchedule', { Name })
}
