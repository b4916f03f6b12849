import { AwsError } from '../service.ts'
import type { AsyncInvocations } from './async-invoke.ts'
import type { LambdaFunction } from './function.ts'
import type { Execution, Host } from './host.ts'

const MAX_SYNC_BYTES = 6_291_556
const MAX_ASYNC_BYTES = 1_048_576
const TAIL_BYTES = 4096

interface InvokeInput {
  InvocationType?: string
  LogType?: string
  Payload?: Uint8Array
}

/**
 * Invoke. A synchronous call of at most 6 MB is answered with the handler's result, or with FunctionError `Unhandled` and
 * the error as payload; an asynchronous one of at most 1 MB is only accepted (Lambda quotas page).
 * Throws RequestTooLargeException, InvalidRequestContentException and TooManyRequestsException.
 */
export async function invoke(
  fn: LambdaFunction,
  input: InvokeInput,
  { host, later }: { host: Host; later: AsyncInvocations },
): Promise<object> {
  const event = eventIn(input)
  const requestId = host.newRequestId(fn)
  switch (input.InvocationType ?? 'RequestResponse') {
    case 'DryRun':
      return { StatusCode: 204 }
    case 'Event':
      later.accept(fn, event, requestId)
      return { StatusCode: 202 }
    case 'RequestResponse':
      return answer(await host.run(fn, event, requestId), input.LogType)
    default:
      throw new AwsError(
        'InvalidParameterValueException',
        `InvocationType ${input.InvocationType} is not known`,
      )
  }
}

function eventIn({ Payload, InvocationType }: InvokeInput): string {
  const bytes = Payload?.byteLength ?? 0
  if (InvocationType === 'Event' && bytes > MAX_ASYNC_BYTES)
    throw new AwsError(
      'RequestTooLargeException',
      `${bytes} byte payload is too large for the Event invocation type (limit ${MAX_ASYNC_BYTES} bytes)`,
      { Type: 'User' },
    )
  if (bytes > MAX_SYNC_BYTES)
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${MAX_SYNC_BYTES} bytes for the InvokeFunction operation`,
      { Type: 'User' },
    )
  const text = Payload && bytes > 0 ? Buffer.from(Payload).toString() : '{}'
  try {
    JSON.parse(text)
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json: ${(error as Error).message}`,
      { Type: 'User' },
    )
  }
  return text
}

function answer({ outcome, log }: Execution, logType: string | undefined): object {
  const failed = 'fault' in outcome
  const tail = Buffer.from(`${log.join('\n')}\n`).subarray(-TAIL_BYTES)
  return {
    StatusCode: 200,
    ExecutedVersion: '$LATEST',
    Payload: Buffer.from(failed ? JSON.stringify(outcome.fault) : outcome.payload),
    ...(failed && { FunctionError: 'Unhandled' }),
    ...(logType === 'Tail' && { LogResult: tail.toString('base64') }),
  }
}
