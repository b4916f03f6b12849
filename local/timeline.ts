import { setImmediate as turn } from 'node:timers/promises'

interface Happening {
  at: number
  order: number
  what: string
  run: () => void | Promise<void>
  cancelled: boolean
}

export interface TimelineOptions {
  /** Epoch milliseconds at which the timeline begins. */
  start: number
  /** True: time follows the host's clock, and can be advanced as well. False: time moves only by `advance`. */
  flowing: boolean
}

const LONGEST_HOST_TIMER_MS = 2 ** 31 - 1

/**
 * The one clock of the local contact centre. Everything that waits is planned here: a week of holds passes in
 * the time its work takes. Ties run in the order they were planned. Time never moves while work is in flight.
 */
export class Timeline {
  private readonly heap: Happening[] = []
  private order = 0
  private inFlight = 0
  private frozenAt: number | undefined
  private offset: number
  private hostTimer: NodeJS.Timeout | undefined
  private waiters: (() => void)[] = []
  private advancing: Promise<void> = Promise.resolve()
  readonly flowing: boolean
  private stopped = false

  constructor({ start, flowing }: TimelineOptions) {
    this.flowing = flowing
    this.offset = start - Date.now()
    if (!flowing) this.frozenAt = start
  }

  /** Epoch milliseconds, virtual. */
  now(): number {
    return this.frozenAt ?? Date.now() + this.offset
  }

  /** Plans `run` for the virtual instant `at` (epoch ms; at once if that is past). Returns how to call it off. */
  at(at: number, what: string, run: () => void | Promise<void>): () => void {
    const happening: Happening = { at, order: this.order++, what, run, cancelled: false }
    this.push(happening)
    this.arm()
    return () => {
      happening.cancelled = true
    }
  }

  after(ms: number, what: string, run: () => void | Promise<void>): () => void {
    return this.at(this.now() + ms, what, run)
  }

  /** Counts `work` as in flight until it settles: time does not move meanwhile. */
  async busy<T>(work: () => T | Promise<T>): Promise<T> {
    this.inFlight++
    try {
      return await work()
    } finally {
      this.inFlight--
      this.settle()
    }
  }

  /** Inside `busy`: awaits what only the passing of time brings (a long poll), without holding time meanwhile. */
  async waiting<T>(onTime: Promise<T>): Promise<T> {
    this.inFlight--
    this.settle()
    try {
      return await onTime
    } finally {
      this.inFlight++
    }
  }

  /** Resolves when nothing is in flight and nothing is due. */
  async quiet(): Promise<void> {
    for (;;) {
      this.runDue()
      if (this.inFlight > 0) await new Promise<void>((resolve) => this.waiters.push(resolve))
      // A turn or two of the host's loop: sockets and workers that are about to report do so here.
      await turn()
      await turn()
      if (this.inFlight === 0 && !this.isDue(this.peek())) return
    }
  }

  /** Moves time on by `ms`, runs all that falls due on the way, in order, and resolves when all is quiet. */
  advance(ms: number): Promise<void> {
    this.advancing = this.advancing.then(() => this.advanceTo(this.now() + ms))
    return this.advancing
  }

  /** Nothing runs any more; planned happenings are dropped. */
  stop(): void {
    this.stopped = true
    this.heap.length = 0
    clearTimeout(this.hostTimer)
  }

  private async advanceTo(end: number): Promise<void> {
    const flowedAt = this.now()
    this.frozenAt = flowedAt
    await this.quiet()
    for (let next = this.peek(); next && next.at <= end; next = this.peek()) {
      this.frozenAt = Math.max(this.frozenAt, next.at)
      await this.quiet()
    }
    this.frozenAt = Math.max(this.frozenAt, end)
    if (this.flowing) {
      this.offset = this.frozenAt - Date.now()
      this.frozenAt = undefined
      this.arm()
    }
  }

  private runDue(): void {
    for (let next = this.peek(); this.isDue(next); next = this.peek()) {
      this.pop()
      void this.perform(next)
    }
    this.arm()
  }

  private async perform(happening: Happening): Promise<void> {
    await this.busy(async () => {
      try {
        await happening.run()
      } catch (error) {
        process.emitWarning(
          `${happening.what} failed: ${error instanceof Error ? error.stack : String(error)}`,
        )
      }
    })
  }

  private isDue(happening: Happening | undefined): happening is Happening {
    return happening !== undefined && happening.at <= this.now()
  }

  private arm(): void {
    clearTimeout(this.hostTimer)
    const next = this.peek()
    if (!next || this.stopped) return
    const wait = next.at - this.now()
    if (this.frozenAt !== undefined && wait > 0) return
    this.hostTimer = setTimeout(
      () => this.runDue(),
      Math.min(Math.max(0, Math.ceil(wait)), LONGEST_HOST_TIMER_MS),
    )
  }

  private settle(): void {
    if (this.inFlight > 0) return
    const waiters = this.waiters
    this.waiters = []
    for (const wake of waiters) wake()
  }

  private peek(): Happening | undefined {
    while (this.heap[0]?.cancelled) this.pop()
    return this.heap[0]
  }

  private push(happening: Happening): void {
    if (this.stopped) return
    const { heap } = this
    heap.push(happening)
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1
      if (!sooner(heap[child]!, heap[parent]!)) break
      swap(heap, child, parent)
      child = parent
    }
  }

  private pop(): void {
    const { heap } = this
    const last = heap.pop()
    if (!last || heap.length === 0) return
    heap[0] = last
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1
      const right = left + 1
      let least = parent
      if (left < heap.length && sooner(heap[left]!, heap[least]!)) least = left
      if (right < heap.length && sooner(heap[right]!, heap[least]!)) least = right
      if (least === parent) return
      swap(heap, parent, least)
      parent = least
    }
  }
}

const sooner = (a: Happening, b: Happening) => a.at < b.at || (a.at === b.at && a.order < b.order)

function swap(heap: Happening[], a: number, b: number): void {
  const held = heap[a]!
  heap[a] = heap[b]!
  heap[b] = held
}
