import type { Chain } from './chain.ts'
import type { Execution } from './execution.ts'
import type { StateFailure } from './failure.ts'

type Outcome = Partial<Pick<Execution, 'output' | 'error' | 'cause'>>

/** The ends an execution can come to; it comes to one of them, once. `closed` hears of it. */
export class Endings {
  private readonly chain: Chain
  private readonly now: () => number
  private readonly closed: (execution: Execution) => void

  constructor(chain: Chain, now: () => number, closed: (execution: Execution) => void) {
    this.chain = chain
    this.now = now
    this.closed = closed
  }

  succeed(execution: Execution, previous: number, output: string): void {
    this.end(execution, 'SUCCEEDED', { output }, () =>
      this.chain.end(execution, 'ExecutionSucceeded', previous, { output }),
    )
  }

  fail(execution: Execution, previous: number, { error, why: cause }: StateFailure): void {
    this.end(execution, 'FAILED', { error, cause }, () =>
      this.chain.end(execution, 'ExecutionFailed', previous, told(error, cause)),
    )
  }

  /** The event points at none before it, as that of a timeout does (recorded). */
  abort(execution: Execution, error: string | undefined, cause: string | undefined): void {
    this.end(execution, 'ABORTED', { error, cause }, () =>
      this.chain.end(execution, 'ExecutionAborted', 0, told(error, cause)),
    )
  }

  /** States.Timeout is named in the event only (measured). */
  timeOut(execution: Execution): void {
    this.end(execution, 'TIMED_OUT', {}, () =>
      this.chain.end(execution, 'ExecutionTimedOut', 0, { error: 'States.Timeout' }),
    )
  }

  private end(execution: Execution, status: Execution['status'], outcome: Outcome, record: () => void): void {
    if (execution.status !== 'RUNNING') return
    record()
    Object.assign(execution, outcome, { status, stoppedAt: this.now() })
    execution.limit?.()
    execution.limit = undefined
    this.closed(execution)
  }
}

function told(error: string | undefined, cause: string | undefined): Record<string, unknown> {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) }
}
