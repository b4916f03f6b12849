import { StateFailure } from '../failure.ts'
import type { Json } from '../payload.ts'

/** What Invoke answers, as far as a Task reads it. */
export interface Invoked {
  StatusCode?: number
  FunctionError?: string
  Payload?: Uint8Array
  ExecutedVersion?: string
}

/**
 * What a function returned. Throws what it failed with: the error is its `errorType`, the cause its whole payload
 * (recorded); without a type it is Lambda.Unknown, as AWS reports a function that was cut off.
 */
export function returned(answer: Invoked): Json {
  const payload = parsed(answer.Payload)
  if (answer.FunctionError === undefined) return payload
  const type = (payload as Record<string, Json> | null)?.errorType
  const error = typeof type === 'string' ? type : 'Lambda.Unknown'
  throw new StateFailure('plain', error, JSON.stringify(payload))
}

function parsed(bytes: Uint8Array | undefined): Json {
  if (!bytes || bytes.length === 0) return null
  const text = Buffer.from(bytes).toString('utf8')
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
