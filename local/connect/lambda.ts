import { FlowRefusal } from '../flow/world.ts'
import { ACCOUNT } from '../place.ts'
import type { Caller } from '../service.ts'
import { type Centre, idOf, instanceArn, note } from './centre.ts'
import { type FlowClock, FlowStopped } from './flow-clock.ts'
import { lambdaEvent } from './lambda-event.ts'
import type { Contact } from './model.ts'

/** AWS: "Invoke Lambda functions": up to 3 retries on throttling, 5xx or a function error, within the block's time. */
const RETRIES = 3
const RETRY_AFTER_MS = 200
/** AWS: "Invoke Lambda functions": Lambda blocks in a row may take 20 s together. */
const IN_A_ROW_MS = 20_000
const RESPONSE_BYTES = 32 * 1024

export interface Invocation {
  functionArn: string
  timeLimitSeconds: number
  parameters: Readonly<Record<string, string>>
}

/** What a flow's Lambda blocks in a row have used so far. */
export interface Streak {
  usedMs: number
}

/**
 * Invokes a function for a flow, as the service principal and for this instance. Refuses with NoMatchingError where the
 * function is not associated, is forbidden, fails to the end, takes too long or answers 32 KB or more.
 */
export async function invokeFunction(
  { centre, contact, clock, streak }: { centre: Centre; contact: Contact; clock: FlowClock; streak: Streak },
  { functionArn, timeLimitSeconds, parameters }: Invocation,
): Promise<unknown> {
  const instance = centre.state.instances.get(contact.instanceId)
  if (!instance?.functions.has(functionArn))
    throw refusal(`${functionArn} is not associated with the instance`)
  const startedAt = centre.timeline.now()
  const limitMs = Math.min(timeLimitSeconds * 1000, IN_A_ROW_MS - streak.usedMs)
  const event = Buffer.from(JSON.stringify(lambdaEvent(centre, contact, parameters)))
  try {
    const payload = await clock.outside(() =>
      within(centre, limitMs, () => attempts(centre, contact, functionArn, event)),
    )
    if (payload.byteLength >= RESPONSE_BYTES) throw refusal(`the answer has ${payload.byteLength} bytes`)
    return JSON.parse(Buffer.from(payload).toString('utf8') || 'null')
  } catch (error) {
    if (error instanceof FlowStopped || error instanceof FlowRefusal) throw error
    throw refusal(String(error))
  } finally {
    streak.usedMs += centre.timeline.now() - startedAt
  }
}

async function attempts(
  centre: Centre,
  contact: Contact,
  functionArn: string,
  event: Uint8Array,
): Promise<Uint8Array> {
  const caller: Caller = {
    kind: 'service',
    principal: 'connect.amazonaws.com',
    sourceArn: instanceArn(contact.instanceId),
    sourceAccount: ACCOUNT,
  }
  for (let attempt = 0; ; attempt++) {
    try {
      const input = { FunctionName: functionArn, InvocationType: 'RequestResponse', Payload: event }
      const { FunctionError, Payload } = await centre.aws.call('lambda', 'Invoke', input, caller)
      if (!FunctionError) return Payload ?? new Uint8Array()
      throw Object.assign(new Error(FunctionError), { name: 'FunctionError' })
    } catch (error) {
      note(centre, contact, 'function failed', { function: idOf(functionArn), error: nameOf(error) })
      if (attempt >= RETRIES || !isTransient(error)) throw error
      await sleep(centre, RETRY_AFTER_MS)
    }
  }
}

const TRANSIENT =
  /FunctionError|TooManyRequests|Throttl|ServiceException|InternalFailure|InternalServer|ServiceUnavailable|EC2|ResourceNotReady/

const isTransient = (error: unknown) => TRANSIENT.test(nameOf(error))

const nameOf = (error: unknown) => (error instanceof Error ? error.name : String(error))

function sleep(centre: Centre, ms: number): Promise<void> {
  return new Promise((resolve) => {
    centre.timeline.after(ms, 'retry of a function', resolve)
  })
}

async function within<T>(centre: Centre, ms: number, work: () => Promise<T>): Promise<T> {
  if (ms <= 0) throw refusal('Lambda blocks in a row have used their 20 s')
  let callOff = () => {}
  const late = new Promise<never>((_, reject) => {
    callOff = centre.timeline.after(ms, 'time limit of a function', () =>
      reject(refusal(`no answer within ${ms / 1000} s`)),
    )
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    callOff()
  }
}

const refusal = (message: string) => new FlowRefusal('NoMatchingError', message)
