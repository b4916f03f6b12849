import { setTimeout as hostDelay } from 'node:timers/promises'
import type { FaultPoint, Faults } from '../faults.ts'
import type { Iam } from '../iam/iam.ts'
import { type Access, AwsError, type Caller, type Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { type CallLog, callerName } from './call-log.ts'
import type { Desk } from './desk.ts'
import { Unfit } from './fit.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import { asRefusal, invalidInput, isThrottle, notImplemented, throttled } from './refusal.ts'
import { Throttle } from './throttle.ts'

export interface GateProps {
  iam: Iam
  timeline: Timeline
  faults: Faults
  quotas: 'default' | 'off'
  calls: CallLog
}

/** The one way to a handler, for calls over HTTP and in process alike. */
export class Gate {
  private readonly props: GateProps
  private readonly throttle = new Throttle()

  constructor(props: GateProps) {
    this.props = props
  }

  /**
   * Performs one call. `read` gives the raw input; the output fits the operation's schema.
   * Throws nothing but AwsError.
   */
  async pass(to: Desk, operation: string, read: () => unknown, caller: Caller): Promise<any> {
    const { calls, timeline } = this.props
    const call = { service: to.service.name, operation, caller: callerName(caller) }
    let input: unknown
    const reading = () => {
      input = read()
      return input
    }
    try {
      const output = await this.perform(to, operation, reading, caller)
      calls.record({ ...call, at: timeline.now() }, false, { input, output })
      return output
    } catch (thrown) {
      const error = asRefusal(thrown, to.model, `${call.service}:${operation}`)
      calls.record({ ...call, error: error.name, at: timeline.now() }, isThrottle(error.name), { input })
      throw error
    }
  }

  private async perform(
    { service, model }: Desk,
    operation: string,
    read: () => unknown,
    caller: Caller,
  ): Promise<unknown> {
    const shape = model.operations.get(operation)
    if (!shape)
      throw new AwsError('UnknownOperationException', `${service.name} has no operation ${operation}`)
    const handler = service.operations[operation]
    if (!handler) throw notImplemented(service.name, operation)
    const point: FaultPoint = { service: service.name, operation, caller: callerName(caller) }
    await this.fault(point, 'before')
    const input = inputOf(model, shape, read)
    this.authorise(service, operation, input, caller)
    this.limit(service, model, operation)
    const output = await handler(input, caller)
    await this.fault(point, 'after')
    return shape.fitOutput(output ?? {})
  }

  private async fault(point: FaultPoint, when: 'before' | 'after'): Promise<void> {
    const fault = this.props.faults.strike(point, when)
    if (!fault) return
    if (fault.delayMs !== undefined) await hostDelay(fault.delayMs)
    throw fault.error
  }

  private authorise(service: Service, operation: string, input: unknown, caller: Caller): void {
    if (caller.kind === 'operator') return
    const access: Access[] = service.access?.(operation, input) ?? [
      { action: `${service.name}:${operation}`, resources: ['*'] },
    ]
    this.props.iam.assertAllowed(caller, access, service.resourcePolicy?.(operation, input) ?? [])
  }

  private limit(service: Service, model: ServiceModel, operation: string): void {
    if (this.props.quotas === 'off') return
    const quota = service.quota?.(operation)
    if (!quota) return
    const key = `${service.name} ${operation}`
    if (!this.throttle.take(key, quota, this.props.timeline.now())) throw throttled(model)
  }
}

function inputOf(model: ServiceModel, shape: OperationModel, read: () => unknown): unknown {
  try {
    return shape.fitInput(read())
  } catch (error) {
    throw error instanceof Unfit ? invalidInput(model, error) : error
  }
}
