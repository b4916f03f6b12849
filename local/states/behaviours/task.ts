import { REGION } from '../../place.ts'
import type { State } from '../definition.ts'
import type { Frame } from '../execution.ts'
import { asFailure, dataLimitFailure, type StateFailure } from '../failure.ts'
import { isTooLarge, type Json } from '../payload.ts'
import type { Behaviour, Stage } from '../stage.ts'
import { callResource } from '../tasks/call.ts'
import { parseResource, type Resource } from '../tasks/resource.ts'
import { wholeNumber } from './field.ts'

const SECONDS = [1, 99_999_999] as const

/** Task: calls a service under the machine's role; with a task token it goes on when the token is answered. */
export const task: Behaviour = async (stage, frame, state, alive) => {
  const resource = parseResource(state.Resource)
  if (resource.callback) frame.token = stage.alarms.tokens.issue(frame)
  const args =
    state.Arguments === undefined ? frame.input : await stage.value(frame, state.Arguments, 'Arguments')
  const timeout = await wholeNumber(stage, frame, state, 'TimeoutSeconds', SECONDS)
  const heartbeat = await wholeNumber(stage, frame, state, 'HeartbeatSeconds', SECONDS)
  if (!alive()) return undefined
  schedule(stage, frame, resource, args, { timeout, heartbeat })
  try {
    const { result, text } = await callResource(stage.calling, resource, args, askingOf(frame))
    if (!alive()) return undefined
    if (resource.callback) {
      stage.chain.next(frame, 'TaskSubmitted', { ...namesOf(resource), output: text })
      return undefined
    }
    stage.alarms.disarm(frame)
    taskSucceeded(stage, frame, state, text)
    return { result }
  } catch (error) {
    if (!alive()) return undefined
    stage.alarms.disarm(frame)
    const failure = asFailure(error)
    // The interpreter's own failures leave no TaskFailed.
    if (failure.kind === 'plain') taskFailed(stage, frame, state, failure)
    throw failure
  }
}

/** Records that a Task has its result, whoever gave it. */
export function taskSucceeded(stage: Stage, frame: Frame, state: State, output: string): void {
  const resource = parseResource(state.Resource)
  if (resource.kind === 'function') stage.chain.next(frame, 'LambdaFunctionSucceeded', { output })
  else stage.chain.next(frame, 'TaskSucceeded', { ...namesOf(resource), output })
}

/** Records that a Task failed, or that it was late: both its timeouts read States.Timeout, without a cause (recorded). */
export function taskFailed(stage: Stage, frame: Frame, state: State, failure: StateFailure): void {
  const resource = parseResource(state.Resource)
  const late = failure.kind === 'timeout' || failure.kind === 'heartbeat'
  const details = {
    ...namesOf(resource),
    ...(failure.error === undefined ? {} : { error: failure.error }),
    ...(failure.why === undefined ? {} : { cause: failure.why }),
  }
  if (resource.kind === 'function')
    stage.chain.next(frame, late ? 'LambdaFunctionTimedOut' : 'LambdaFunctionFailed', details)
  else stage.chain.next(frame, late ? 'TaskTimedOut' : 'TaskFailed', details)
}

function schedule(
  stage: Stage,
  frame: Frame,
  resource: Resource,
  args: Json,
  { timeout, heartbeat }: { timeout: number | undefined; heartbeat: number | undefined },
): void {
  const text = JSON.stringify(args)
  if (isTooLarge(text)) throw dataLimitFailure(frame.state)
  const inTime = timeout === undefined ? {} : { timeoutInSeconds: timeout }
  if (resource.kind === 'function') {
    const details = { input: text, resource: resource.arn, ...inTime }
    stage.chain.next(frame, 'LambdaFunctionScheduled', details)
    stage.chain.next(frame, 'LambdaFunctionStarted')
  } else {
    const limits = { ...inTime, ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }) }
    stage.chain.next(frame, 'TaskScheduled', {
      ...namesOf(resource),
      region: REGION,
      parameters: text,
      ...limits,
    })
    stage.chain.next(frame, 'TaskStarted', namesOf(resource))
  }
  const now = stage.calling.timeline.now()
  if (timeout !== undefined) stage.alarms.arm(frame, 'timeout', now + 1000 * timeout)
  if (heartbeat !== undefined) stage.alarms.arm(frame, 'heartbeat', now + 1000 * heartbeat)
  frame.heartbeatSeconds = heartbeat
}

function namesOf(resource: Resource): { resourceType?: string; resource?: string } {
  if (resource.kind === 'function') return {}
  return { resourceType: resource.resourceType, resource: resource.resource }
}

function askingOf({ execution }: Frame): { roleArn: string; stateMachineArn: string; executionArn: string } {
  const { revision } = execution
  return { roleArn: revision.roleArn, stateMachineArn: revision.arn, executionArn: execution.arn }
}
