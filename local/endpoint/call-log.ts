import type { Caller } from '../service.ts'

export interface CallCount {
  service: string
  operation: string
  caller: string
  calls: number
  errors: number
  throttles: number
}

export interface Call {
  service: string
  operation: string
  caller: string
  /** The exception's name; absent where the call succeeded. */
  error?: string
  /** Epoch milliseconds, virtual, at its end. */
  at: number
}

/** What was sent and answered. Both may name customers: they are for measuring, not for keeping. */
export interface Exchange {
  /** Undefined where the call was refused before it was read. */
  input?: any
  output?: any
}

type Listener = (call: Call, exchange: Exchange) => void

/** `operator`, the role's name, or the service's principal. */
export function callerName(caller: Caller): string {
  if (caller.kind === 'role') return caller.arn.slice(caller.arn.lastIndexOf('/') + 1)
  return caller.kind === 'service' ? caller.principal : 'operator'
}

/** Every AWS call so far, counted by service, operation and caller. Throttles count as errors as well. */
export class CallLog {
  private readonly counts = new Map<string, CallCount>()
  private readonly listeners = new Set<Listener>()

  record(call: Call, throttled: boolean, exchange: Exchange = {}): void {
    const { service, operation, caller } = call
    const key = `${service} ${operation} ${caller}`
    let count = this.counts.get(key)
    if (!count) {
      count = { service, operation, caller, calls: 0, errors: 0, throttles: 0 }
      this.counts.set(key, count)
    }
    count.calls++
    if (call.error !== undefined) count.errors++
    if (throttled) count.throttles++
    for (const listener of this.listeners) listener(call, exchange)
  }

  /** Copies, in the order of each kind's first call. */
  entries(): CallCount[] {
    return [...this.counts.values()].map((count) => ({ ...count }))
  }

  reset(): void {
    this.counts.clear()
  }

  /** Calls `listener` at the end of each call. Returns how to stop that. */
  onCall(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }
}
