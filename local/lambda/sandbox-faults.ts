import type { Fault } from './sandbox-messages.ts'

/** What a handler threw, in the shape in which the Node runtime answers it (a thrown non-error keeps only its type). */
export function describeFault(error: unknown): Fault {
  if (error instanceof Error)
    return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
  return { errorType: typeof error, errorMessage: String(error), trace: [] }
}

/** An error under one of the runtime's own names (`Runtime.HandlerNotFound`, …). */
export function runtimeError(name: string, message: string): Error {
  const error = new Error(message)
  error.name = name
  error.stack = `${name}: ${message}`
  return error
}
