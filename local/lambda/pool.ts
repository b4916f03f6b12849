import type { Outcome, Request, Sandbox } from './sandbox.ts'

export interface PoolOptions {
  /** Sandboxes that may live at the same time; further calls wait in the host, which is not throttling. */
  live: number
  /** Sandboxes kept after their last call. */
  warm: number
  /** Host milliseconds after which all idle sandboxes but one are let go. */
  idleMs: number
}

/** One execution as it is billed: its time in the sandbox, pauses and a fresh start included, without waiting for the host. */
export type OnExecution = (ms: number) => void

interface Waiting {
  call: Request
  resolve: (outcome: Outcome) => void
}

/** The sandboxes of one function: the one used last is used next, the oldest idle one goes first. */
export class Pool {
  private readonly idle: Sandbox[] = []
  private readonly all = new Set<Sandbox>()
  private readonly queue: Waiting[] = []
  private readonly start: () => Sandbox
  private readonly options: PoolOptions
  private readonly onExecution: OnExecution
  private reaper: NodeJS.Timeout | undefined
  private retired: boolean = false
  coldStarts = 0

  constructor(start: () => Sandbox, options: PoolOptions, onExecution: OnExecution = () => {}) {
    this.start = start
    this.options = options
    this.onExecution = onExecution
  }

  run(call: Request): Promise<Outcome> {
    return new Promise((resolve) => {
      this.queue.push({ call, resolve })
      this.next()
    })
  }

  /** Takes no new calls: what runs may end, what is idle goes at once. */
  retire(): void {
    this.retired = true
    this.trim(0)
  }

  /** Gives up the sandboxes that are idle, for use elsewhere. */
  release(): Sandbox[] {
    const idle = this.idle.splice(0).filter(({ alive }) => alive)
    for (const sandbox of idle) this.all.delete(sandbox)
    return idle
  }

  async stop(): Promise<void> {
    clearTimeout(this.reaper)
    const ended = this.queue.splice(0)
    const fault = { errorType: 'Sandbox.Terminated', errorMessage: 'The function was shut down' }
    for (const { resolve } of ended) resolve({ fault })
    await Promise.all([...this.all].map((sandbox) => sandbox.terminate()))
    this.all.clear()
    this.idle.length = 0
  }

  private next(): void {
    while (this.queue.length > 0) {
      const sandbox = this.take()
      if (!sandbox) return
      const { call, resolve } = this.queue.shift()!
      void this.perform(sandbox, call).then(resolve)
    }
  }

  private take(): Sandbox | undefined {
    for (let warm = this.idle.pop(); warm; warm = this.idle.pop()) {
      if (warm.alive) return warm
      this.all.delete(warm)
    }
    if (this.all.size >= this.options.live) return undefined
    this.coldStarts++
    const sandbox = this.start()
    this.all.add(sandbox)
    return sandbox
  }

  private async perform(sandbox: Sandbox, call: Request): Promise<Outcome> {
    const begun = performance.now()
    const outcome = await sandbox.run(call)
    this.onExecution(performance.now() - begun + sandbox.skippedMs)
    if (sandbox.alive && this.all.has(sandbox)) this.idle.push(sandbox)
    else this.all.delete(sandbox)
    this.next()
    this.trim(this.retired ? 0 : this.options.warm)
    return outcome
  }

  private trim(keep: number): void {
    while (this.idle.length > keep) {
      const oldest = this.idle.shift()!
      this.all.delete(oldest)
      void oldest.terminate()
    }
    clearTimeout(this.reaper)
    if (this.idle.length > 1) this.reaper = setTimeout(() => this.trim(1), this.options.idleMs).unref()
  }
}
