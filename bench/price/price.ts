import { atMost, type Figure, noted } from '../figure.ts'
import { HOUR, onStage } from '../stage/stage.ts'
import { executionsOn } from './executions.ts'
import { Meter, type Usage } from './meter.ts'
import { PRICES, PRICES_AS_OF, type Priced } from './prices.ts'
import { dayOf } from './scenario.ts'

const EMAILS = 1000
/** Played are this many, and what they use beyond an idle day is multiplied: each email uses the same. */
const PLAYED = 200
const MOST_USD = 0.3
const DAY = 24 * HOUR

/** Lambda polls a queue with five long polls of 20 s side by side, for as long as the mapping exists. */
const IDLE_POLLS_A_DAY = (5 * 86_400) / 20
/**
 * DynamoDB keeps a table's key for five minutes for each principal before it asks KMS again (developer guide,
 * "DynamoDB encryption at rest: usage notes"): so many requests at most, for seven functions all day.
 */
const KMS_REQUESTS_A_DAY = (7 * 86_400) / 300

/** A provisioned shard in us-east-1, 0.015 USD an hour (https://aws.amazon.com/kinesis/data-streams/pricing/). */
const SHARD_USD_A_DAY = 24 * 0.015

const LINES: Record<Priced, string> = {
  transition: 'Step Functions, state transitions',
  lambdaRequest: 'Lambda, requests',
  lambdaGbSecond: 'Lambda, GB-seconds by the time measured in the sandboxes here',
  writeUnit: 'DynamoDB, write request units, indexes included',
  readUnit: 'DynamoDB, read request units',
  sqsRequest: 'SQS, requests, a day of idle polling included',
  logGb: 'CloudWatch Logs, GB of functions and state machines',
  metricHour: 'CloudWatch, custom metrics for the hours they were written in',
  trace: 'X-Ray, if every trace were recorded',
  kmsRequest: "KMS, the most that DynamoDB asks for the table's key in a day",
  schedule: 'Scheduler, a day of schedules',
}

/**
 * What a day with a thousand emails costs, without Connect's own charge for each message and without what is paid by
 * the month: the key, the alarms, what is stored. Contact events are free, as all events of AWS services.
 */
export async function price(progress: (line: string) => void): Promise<Figure[]> {
  const meter = new Meter()
  return onStage({ quotas: 'default', onLog: (line) => meter.log(line) }, progress, async (stage) => {
    meter.watch(stage)
    await stage.pass(DAY)
    const idle = meter.reading()
    await dayOf(PLAYED, stage)
    const busy = meter.reading()
    const { count, transitions, logBytes } = await executionsOn(stage)
    busy.transition += transitions
    busy.trace += count
    busy.logGb += logBytes / 1e9
    progress(`price: ${PLAYED} emails played, prices as of ${PRICES_AS_OF}`)
    return [...figuresOf(aDay(idle, busy)), ofAgents(meter)]
  })
}

/** Schedules run by the clock, and metrics are paid by the hour, however many emails there are. */
function aDay(idle: Usage, busy: Usage): Usage {
  const entries = Object.keys(PRICES) as Priced[]
  const sum = Object.fromEntries(
    entries.map((what) => [what, idle[what] + ((busy[what] - idle[what]) * EMAILS) / PLAYED]),
  ) as Usage
  sum.metricHour = busy.metricHour
  sum.sqsRequest += IDLE_POLLS_A_DAY
  sum.kmsRequest += KMS_REQUESTS_A_DAY
  return sum
}

/** Grows with agents and hours, not with emails. Mostly the shard of the stream: the events of some hundred agents. */
function ofAgents({ ofAgents }: Meter): Figure {
  const used = (Object.keys(PRICES) as Priced[]).reduce(
    (sum, what) => sum + ofAgents[what] * PRICES[what].usd,
    0,
  )
  return noted(
    'price of a day of presence, of two agents: one shard and their events',
    used + SHARD_USD_A_DAY,
    'USD',
  )
}

function figuresOf(usage: Usage): Figure[] {
  const lines = (Object.keys(LINES) as Priced[]).map((what) => {
    const quantity = Number(usage[what].toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 })
    return noted(
      `price of ${EMAILS} emails: ${LINES[what]} (${quantity})`,
      usage[what] * PRICES[what].usd,
      'USD',
    )
  })
  const total = lines.reduce((sum, { value }) => sum + value, 0)
  return [
    ...lines,
    atMost(`price of ${EMAILS} emails: total, without Connect's own charge`, total, 'USD', MOST_USD),
  ]
}
