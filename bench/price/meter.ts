import type { Call, Exchange } from '../../local/endpoint/call-log.ts'
import { isBy } from '../stage/heard.ts'
import type { Stage } from '../stage/stage.ts'
import type { Priced } from './prices.ts'
import { queryUnits, readUnits, TableUnits } from './table-units.ts'

export type Usage = Record<Priced, number>

const nothingUsed = (): Usage => ({
  ...{ transition: 0, lambdaRequest: 0, lambdaGbSecond: 0, writeUnit: 0, readUnit: 0, sqsRequest: 0 },
  ...{ logGb: 0, metricHour: 0, trace: 0, kmsRequest: 0, schedule: 0 },
})

/** The role that Scheduler invokes or sends with is the schedule's own, and named so. */
const SCHEDULERS = /Sweep|Orphans|Dispositions|FollowUp/
const OF_AGENTS = 'observe-agents'
/** What CloudWatch Logs adds to each event (pricing page, "Log data"). */
const EVENT_BYTES = 26
/** START, END and REPORT, which Lambda itself writes, the trace's line included. */
const PLATFORM_BYTES = 430 + 3 * EVENT_BYTES
const GB = 1e9
const CHUNK_BYTES = 64 * 1024

/** Adds up what is used, apart for agents' events, which come with agents, however many emails there are. */
export class Meter {
  used = nothingUsed()
  readonly ofAgents = nothingUsed()
  private readonly table = new TableUnits()
  private readonly metricHours = new Set<string>()

  /** What was used so far, agents apart. Begins anew. */
  reading(): Usage {
    const { used } = this
    used.metricHour = this.metricHours.size
    this.used = nothingUsed()
    this.metricHours.clear()
    return used
  }

  /** Counts from now on. */
  watch({ centre }: Stage): void {
    centre.calls.onCall((call, exchange) => this.call(call, exchange))
    centre.services.lambda.onExecution(({ functionName, ms, memoryMb }) => {
      const usage = this.usageOf(functionName)
      usage.lambdaRequest++
      usage.lambdaGbSecond += (Math.ceil(ms) / 1000) * (memoryMb / 1024)
      usage.logGb += PLATFORM_BYTES / GB
      // Those that a state machine calls are in its own trace, and are taken off again there.
      usage.trace++
    })
  }

  /** A line that a function wrote. */
  log({ functionName, text, at }: { functionName: string; text: string; at: string }): void {
    this.usageOf(functionName).logGb += (Buffer.byteLength(text) + EVENT_BYTES) / GB
    if (!text.includes('"_aws"')) return
    for (const { Metrics } of JSON.parse(text)._aws.CloudWatchMetrics)
      for (const { Name } of Metrics) this.metricHours.add(`${Name} ${at.slice(0, 13)}`)
  }

  private call(call: Call, exchange: Exchange): void {
    const usage = isBy(OF_AGENTS, call) ? this.ofAgents : this.used
    if (SCHEDULERS.test(call.caller) && ['Invoke', 'SendMessage'].includes(call.operation)) usage.schedule++
    if (call.service === 'dynamodb') this.tableCall(usage, call, exchange)
    else if (call.service === 'sqs') usage.sqsRequest += sqsRequests(call, exchange)
    // It is in the trace of its execution.
    else if (call.operation === 'Invoke' && call.caller.includes('State')) usage.trace--
  }

  private tableCall(usage: Usage, { operation, error, caller }: Call, { input, output }: Exchange): void {
    if (caller === 'operator') return
    switch (operation) {
      case 'UpdateItem':
        if (error === undefined) usage.writeUnit += this.table.write(input.Key.pk.S, output.Attributes)
        else if (error === 'ConditionalCheckFailedException')
          usage.writeUnit += this.table.refusedWrite(input.Key.pk.S)
        return
      case 'GetItem':
        usage.readUnit += readUnits(output?.Item)
        return
      case 'BatchGetItem':
        for (const [table, { Keys }] of Object.entries<any>(input.RequestItems)) {
          const found: any[] = output?.Responses?.[table] ?? []
          usage.readUnit += Keys.length - found.length + found.reduce((sum, item) => sum + readUnits(item), 0)
        }
        return
      case 'Query':
        usage.readUnit += queryUnits(output?.Items ?? [])
        return
      default:
        throw new Error(`what a ${operation} costs is not known here`)
    }
  }

  private usageOf(name: string): Usage {
    return isOf(OF_AGENTS, name) ? this.ofAgents : this.used
  }
}

const isOf = (handler: string, functionName: string) => functionName.includes(handler.replaceAll('-', ''))

/** A receive that brings nothing is idle polling: that is priced by the clock, since Lambda's pollers never stop. */
function sqsRequests({ operation }: Call, { input, output }: Exchange): number {
  if (operation === 'SendMessage') return Math.ceil(Buffer.byteLength(input.MessageBody) / CHUNK_BYTES)
  if (operation === 'ReceiveMessage') return output?.Messages?.length > 0 ? 1 : 0
  return 1
}
