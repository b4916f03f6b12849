import { subscribe } from 'node:diagnostics_channel'

interface Pause {
  timer: NodeJS.Timeout
  /** Milliseconds on this thread's own watch, which runs ahead of the host's by all that was skipped. */
  due: number
  run: () => void
}

/** Turns of the loop after which a thread is taken to wait for its timers alone: what a promise brings is there by then. */
const TURNS = 3

/**
 * Replaces this thread's setTimeout: while a call has no request under way, the pause that ends first ends at once, and
 * `moveOn` is told its milliseconds. Without it, a function that waits between its tries would hold a virtual day up for real
 * seconds. A pause that does not fit into the call's time never ends: the call times out in it, as on AWS. What it cannot
 * see is work that is neither a request of node:http nor a timer: no function of ours pauses beside any. Timers from
 * `node:timers` take their time.
 */
export class Pauses {
  private readonly pending = new Map<number, Pause>()
  private readonly moveOn: (ms: number) => void
  private requests = 0
  private looking = false
  /** Until when the call that is running may take, on this thread's own watch. */
  private until: number | undefined
  private aheadMs = 0
  private aheadBefore = 0

  constructor(moveOn: (ms: number) => void) {
    this.moveOn = moveOn
    const { setTimeout: hostTimeout, clearTimeout: hostClear } = globalThis
    const replaced = (run: (...given: unknown[]) => void, ms: number = 0, ...given: unknown[]) => {
      const timer = hostTimeout(() => {
        this.pending.delete(Number(timer))
        run(...given)
      }, ms)
      this.pending.set(Number(timer), { timer, due: this.watch() + ms, run: () => run(...given) })
      this.look()
      return timer
    }
    globalThis.setTimeout = Object.assign(replaced, hostTimeout)
    globalThis.clearTimeout = (timer) => {
      this.pending.delete(Number(timer))
      hostClear(timer)
    }
    subscribe('http.client.request.created', (message) => {
      this.requests++
      const { request } = message as { request: NodeJS.EventEmitter }
      request.once('close', () => {
        this.requests--
        this.look()
      })
    })
  }

  /** A call begins, which has so many milliseconds. */
  begin(timeoutMs: number): void {
    this.aheadBefore = this.aheadMs
    this.until = this.watch() + timeoutMs
  }

  /** The call is over. */
  end(): void {
    this.until = undefined
  }

  /** Milliseconds that were skipped in this call. */
  skipped(): number {
    return this.aheadMs - this.aheadBefore
  }

  private watch(): number {
    return performance.now() + this.aheadMs
  }

  private look(): void {
    if (this.looking) return
    this.looking = true
    let turns = TURNS
    const again = () => {
      if (this.requests === 0 && turns-- > 0) setImmediate(again)
      else {
        this.looking = false
        if (this.requests === 0) this.skip()
      }
    }
    setImmediate(again)
  }

  private skip(): void {
    const [first] = [...this.pending.values()]
      .filter(({ timer }) => timer.hasRef())
      .sort((a, b) => a.due - b.due)
    if (!first || this.until === undefined) return
    const ms = Math.max(0, first.due - this.watch())
    clearTimeout(first.timer)
    if (this.watch() + ms >= this.until) return
    this.aheadMs += ms
    this.moveOn(ms)
    this.look()
    first.run()
  }
}
