/** What the host and a sandbox's thread say to each other. */

/** An error as the Node runtime reports it to whoever invoked the function. */
export interface Fault {
  errorType: string
  errorMessage: string
  trace?: string[]
}

export interface SandboxData {
  /** The folder of the function's code. */
  taskRoot: string
  /** `file.export`, below `taskRoot`. */
  handler: string
  /** Virtual epoch milliseconds at which the sandbox starts. */
  now: number
  seed: number
  /** Its clock stands still during a call. */
  frozen: boolean
  /** A pause between two of its requests takes none of the host's time (sandbox-pauses.ts). */
  skipsPauses: boolean
}

export interface Call {
  id: string
  /** The event as JSON text. */
  event: string
  functionArn: string
  /** Virtual epoch milliseconds at which the call begins. */
  now: number
  seed: number
  /** Milliseconds that the handler has, on the host's clock but for what it skips. */
  timeoutMs: number
  traceId: string
}

export type FromSandbox =
  | { kind: 'ready' }
  | { kind: 'log'; text: string }
  /** The call's pause of so many milliseconds was skipped. */
  | { kind: 'paused'; ms: number }
  | { kind: 'result'; id: string; payload: string }
  | { kind: 'error'; id: string; fault: Fault }
  /** Nothing more will come: the sandbox is about to end. */
  | { kind: 'fatal'; fault: Fault }
