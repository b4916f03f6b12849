import { Worker } from 'node:worker_threads'
import type { Call, Fault, FromSandbox, SandboxData } from './sandbox-messages.ts'
import { sandboxSource } from './sandbox-source.ts'

/** A call whose instant is set when a sandbox takes it. */
export type Request = Omit<Call, 'now'>

/** The handler's answer as JSON text, or what went wrong instead. */
export type Outcome = { payload: string } | { fault: Fault }

export interface SandboxProps extends Omit<SandboxData, 'now'> {
  /** Virtual epoch milliseconds. */
  now: () => number
  env: Readonly<Record<string, string>>
  memoryMb: number
  /** One line that the function wrote, without its line break. */
  onLog: (requestId: string, text: string) => void
}

/** The init phase has 10 seconds of its own; a busy laptop gets the function's time on top. */
const INIT_LIMIT_MS = 10_000

/** Left to itself V8 gives each thread up to 48 MB for what is young; a dozen sandboxes do not need half a gigabyte of that. */
const YOUNG_GENERATION_MB = 12

/** One execution environment: its own thread, globals, environment and heap. It takes one call at a time. */
export class Sandbox {
  private readonly worker: Worker
  props: SandboxProps
  private readonly loaded: Promise<Fault | undefined>
  private call: Request | undefined
  private settle: ((outcome: Outcome) => void) | undefined
  private timer: NodeJS.Timeout | undefined
  private unfinished: string = ''
  /** Once false it takes no more calls. */
  alive: boolean = true
  private begunAt: number = 0
  /** Milliseconds of its last call that nobody waited for. */
  skippedMs: number = 0

  constructor(props: SandboxProps) {
    const { env, memoryMb, taskRoot, handler, now, seed, frozen, skipsPauses } = props
    this.props = props
    const data: SandboxData = { taskRoot, handler, now: now(), seed, frozen, skipsPauses }
    this.worker = new Worker(sandboxSource(), {
      workerData: data,
      env: { ...env },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
    this.loaded = new Promise((resolve) => {
      this.worker.on('message', (message: FromSandbox) => {
        if (message.kind === 'ready') resolve(undefined)
        else if (message.kind === 'fatal') resolve(message.fault)
        this.hear(message)
      })
      this.worker.on('error', (error: NodeJS.ErrnoException) => {
        const fault = this.crash(error)
        resolve(fault)
        this.die(fault)
      })
      this.worker.on('exit', (code) => {
        const fault = this.exited(code)
        resolve(fault)
        this.die(fault)
      })
    })
  }

  /** Never rejects: whatever goes wrong is an outcome. The time limit is wall-clock time and starts after init. */
  async run(call: Request): Promise<Outcome> {
    this.worker.ref()
    this.call = call
    this.skippedMs = 0
    const outcome = new Promise<Outcome>((resolve) => {
      this.settle = resolve
    })
    this.limit(INIT_LIMIT_MS + call.timeoutMs, call)
    const fault = await this.loaded
    if (fault) this.die(fault)
    else if (this.settle) {
      this.begunAt = performance.now()
      this.limit(call.timeoutMs, call)
      this.worker.postMessage({ ...call, now: this.props.now() })
    }
    const result = await outcome
    clearTimeout(this.timer)
    this.flush()
    this.call = undefined
    this.worker.unref()
    return result
  }

  /** Lets it go on in another centre that would have started it alike. False: it takes no more calls. */
  reuse(props: SandboxProps): boolean {
    this.props = props
    return this.alive
  }

  async terminate(): Promise<void> {
    this.die({ errorType: 'Sandbox.Terminated', errorMessage: 'The sandbox was shut down' })
    await this.worker.terminate()
  }

  private limit(ms: number, { id, timeoutMs }: Request): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      const text = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`
      this.write(`${new Date(this.props.now()).toISOString()} ${id} ${text}\n`)
      this.die({ errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${id} Error: ${text}` })
    }, ms)
  }

  private hear(message: FromSandbox): void {
    if (message.kind === 'log') this.write(message.text)
    else if (message.kind === 'paused') this.pass(message.ms)
    else if (message.kind === 'result') this.finish({ payload: message.payload })
    else if (message.kind === 'error') this.finish({ fault: message.fault })
    else if (message.kind === 'fatal') this.die(message.fault)
  }

  /** What was skipped has passed all the same. */
  private pass(ms: number): void {
    this.skippedMs += ms
    if (!this.call) return
    this.limit(this.call.timeoutMs - this.skippedMs - (performance.now() - this.begunAt), this.call)
  }

  private finish(outcome: Outcome): void {
    const settle = this.settle
    this.settle = undefined
    settle?.(outcome)
  }

  private die(fault: Fault): void {
    const first = this.alive
    this.alive = false
    this.finish({ fault })
    if (first) void this.worker.terminate()
  }

  private crash(error: NodeJS.ErrnoException): Fault {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    return {
      errorType: outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError',
      errorMessage: `RequestId: ${this.call?.id} Error: ${
        outOfMemory ? 'Runtime exited with error: signal: killed' : error.message
      }`,
    }
  }

  private exited(code: number): Fault {
    const how = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`
    return {
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${this.call?.id} Error: Runtime exited ${how}`,
    }
  }

  private write(text: string): void {
    const lines = (this.unfinished + text).split('\n')
    this.unfinished = lines.pop()!
    for (const line of lines) this.props.onLog(this.call?.id ?? '', line)
  }

  private flush(): void {
    if (this.unfinished) this.write('\n')
  }
}
