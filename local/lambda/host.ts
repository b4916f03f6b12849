import { Random } from '../random.ts'
import { AwsError } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { type Credentials, environmentOf, logStreamName } from './environment.ts'
import type { LambdaFunction } from './function.ts'
import { Pool, type PoolOptions } from './pool.ts'
import { type Outcome, Sandbox, type SandboxProps } from './sandbox.ts'
import type { WarmSandboxes } from './warm-sandboxes.ts'

/** One line that a function wrote to stdout or stderr. */
export interface LogLine {
  functionName: string
  /** Empty for what was written outside a call. */
  requestId: string
  text: string
}

/** One execution, with the host's milliseconds that it took. */
export interface ExecutionReport {
  functionName: string
  ms: number
  memoryMb: number
}

export interface HostProps {
  timeline: Timeline
  random: Random
  endpointUrl: () => string
  credentialsFor: (roleArn: string) => Credentials
  onLog: (line: LogLine) => void
  pool: PoolOptions
  /** Where sandboxes come from, and go to in the end. Undefined: each is started here, and ends here. */
  warm: WarmSandboxes | undefined
  /** Whether the sandboxes of a role are at the end as if nothing had happened to them. */
  unharmed: (roleArn: string) => boolean
  /** Concurrent executions of the whole account; AWS's default is 1,000. */
  accountConcurrency: number
  /** One execution at a time, and its clock stands still: what happens does not depend on the host's pace. */
  repeatable: boolean
}

export interface Execution {
  requestId: string
  outcome: Outcome
  log: string[]
}

const MAX_RESPONSE_BYTES = 6_291_556

/** Runs functions in their sandboxes and keeps the account's and the functions' concurrency. */
export class Host {
  private readonly props: HostProps
  private readonly pools = new Map<string, { pool: Pool; random: Random; roleArn: string }>()
  private readonly retired: Pool[] = []
  private readonly logs = new Map<string, string[]>()
  private readonly reporting = new Set<(report: ExecutionReport) => void>()
  private inFlight = 0
  private turn: Promise<unknown> = Promise.resolve()

  constructor(props: HostProps) {
    this.props = props
  }

  /** Forgets the function's sandboxes, as after a deployment. */
  recycle(name: string): void {
    const known = this.pools.get(name)
    this.pools.delete(name)
    known?.pool.retire()
    if (known) this.retired.push(known.pool)
  }

  /** Calls `listener` at the end of each execution. Returns how to stop that. */
  onExecution(listener: (report: ExecutionReport) => void): () => void {
    this.reporting.add(listener)
    return () => {
      this.reporting.delete(listener)
    }
  }

  newRequestId(fn: LambdaFunction): string {
    return this.poolOf(fn).random.uuid()
  }

  coldStarts(name: string): number {
    return this.pools.get(name)?.pool.coldStarts ?? 0
  }

  /** `event` is JSON text. Throws TooManyRequestsException beyond the function's or the account's concurrency. */
  async run(fn: LambdaFunction, event: string, requestId: string): Promise<Execution> {
    this.admit(fn)
    const { pool, random } = this.poolOf(fn)
    const { timeline } = this.props
    const log: string[] = []
    this.logs.set(requestId, log)
    fn.inFlight++
    this.inFlight++
    try {
      const traceId = `Root=1-${random.hex(8)}-${random.hex(24)};Parent=${random.hex(16)};Sampled=0`
      const seed = random.below(2 ** 32)
      const timeoutMs = fn.timeoutSeconds * 1000
      const call = { id: requestId, event, functionArn: fn.arn, seed, timeoutMs, traceId }
      const outcome = await timeline.busy(() => this.inTurn(() => pool.run(call)))
      return { requestId, outcome: limitResponse(outcome), log }
    } finally {
      this.logs.delete(requestId)
      fn.inFlight--
      this.inFlight--
    }
  }

  async stop(): Promise<void> {
    const { warm, unharmed } = this.props
    const current = [...this.pools.values()]
    const kept = warm ? current.filter(({ roleArn }) => unharmed(roleArn)) : []
    for (const sandbox of kept.flatMap(({ pool }) => pool.release())) warm?.keep(sandbox)
    await Promise.all([...this.retired, ...current.map(({ pool }) => pool)].map((pool) => pool.stop()))
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (!this.props.repeatable) return work()
    const mine = this.turn.then(work)
    this.turn = mine.catch(() => undefined)
    return mine
  }

  private admit(fn: LambdaFunction): void {
    const ownLimit = fn.reservedConcurrency ?? Number.POSITIVE_INFINITY
    if (fn.inFlight < ownLimit && this.inFlight < this.props.accountConcurrency) return
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
      Reason:
        fn.reservedConcurrency === undefined
          ? 'ConcurrentInvocationLimitExceeded'
          : 'ReservedFunctionConcurrentInvocationLimitExceeded',
      Type: 'User',
      retryAfterSeconds: '1',
    })
  }

  private poolOf(fn: LambdaFunction): { pool: Pool; random: Random } {
    const known = this.pools.get(fn.name)
    if (known) return known
    // A die of its own: how often other functions run does not change this one's ids.
    const random = new Random(this.props.random.below(2 ** 32))
    const report = (ms: number) => {
      const { name: functionName, memoryMb } = fn
      for (const listener of this.reporting) listener({ functionName, ms, memoryMb })
    }
    const pool = new Pool(() => this.startSandbox(fn, random), this.props.pool, report)
    const made = { pool, random, roleArn: fn.roleArn }
    this.pools.set(fn.name, made)
    return made
  }

  private startSandbox(fn: LambdaFunction, random: Random): Sandbox {
    const { timeline, credentialsFor, endpointUrl, onLog } = this.props
    const logStream = logStreamName(timeline.now(), random.hex(32))
    const props: SandboxProps = {
      taskRoot: fn.directory,
      handler: fn.handler,
      now: () => timeline.now(),
      seed: random.below(2 ** 32),
      frozen: this.props.repeatable,
      skipsPauses: !timeline.flowing,
      memoryMb: fn.memoryMb,
      env: environmentOf(fn, credentialsFor(fn.roleArn), endpointUrl(), logStream),
      onLog: (requestId, text) => {
        this.logs.get(requestId)?.push(text)
        onLog({ functionName: fn.name, requestId, text })
      },
    }
    return this.props.warm?.take(props) ?? new Sandbox(props)
  }
}

function limitResponse(outcome: Outcome): Outcome {
  if ('fault' in outcome || Buffer.byteLength(outcome.payload) <= MAX_RESPONSE_BYTES) return outcome
  return {
    fault: {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
    },
  }
}
