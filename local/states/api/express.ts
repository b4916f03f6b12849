import type * as sfn from '@aws-sdk/client-sfn'
import { arn } from '../../place.ts'
import type { Random } from '../../random.ts'
import { AwsError } from '../../service.ts'
import type { Timeline } from '../../timeline.ts'
import type { Engine } from '../engine.ts'
import type { Execution, Revision } from '../execution.ts'
import type { Machines } from './machines.ts'
import { checkName, machineArn } from './names.ts'
import { checkedInput, newExecution } from './new-execution.ts'

const MEMORY_MB = 64
/** What Express executions are billed in. */
const BILLED_MS = 100

/** What an operation says to a machine of the other type (recorded). */
export const otherType = () =>
  new AwsError(
    'StateMachineTypeNotSupported',
    'This operation is not supported by this type of state machine',
  )

interface Started {
  name?: string | undefined
  input?: string | undefined
}

/**
 * Executions of Express machines: the same interpreter, but nothing of them is kept. A name may be used again, and no
 * operation finds them afterwards (recorded).
 */
export class ExpressExecutions {
  private readonly timeline: Timeline
  private readonly random: Random
  private readonly machines: Machines
  private readonly engine: Engine

  constructor(parts: { timeline: Timeline; random: Random; machines: Machines; engine: Engine }) {
    this.timeline = parts.timeline
    this.random = parts.random
    this.machines = parts.machines
    this.engine = parts.engine
  }

  start(revision: Revision, started: Started): Execution {
    const execution = this.create(revision, started)
    this.engine.start(execution)
    return execution
  }

  /** Answers when the execution has ended. */
  async startSync(input: sfn.StartSyncExecutionInput): Promise<sfn.StartSyncExecutionOutput> {
    const { revision } = this.machines.alive(machineArn(input.stateMachineArn))
    if (!revision.express) throw otherType()
    const execution = this.create(revision, input)
    await new Promise<void>((resolve) => {
      execution.ended = resolve
      this.engine.start(execution)
    })
    return syncView(execution)
  }

  private create(revision: Revision, { name = this.random.uuid(), input }: Started): Execution {
    checkName(name)
    const executionArn = arn('states', `express:${revision.name}:${name}:${this.random.uuid()}`)
    const now = this.timeline.now()
    return newExecution({ arn: executionArn, name, revision, input: checkedInput(input), now })
  }
}

function syncView(execution: Execution): sfn.StartSyncExecutionOutput {
  const { arn: executionArn, revision, name, startedAt, stoppedAt = startedAt, status } = execution
  const { input, output, error, cause } = execution
  const spent = Math.max(1, Math.ceil((stoppedAt - startedAt) / BILLED_MS)) * BILLED_MS
  return {
    executionArn,
    stateMachineArn: revision.arn,
    name,
    startDate: new Date(startedAt),
    stopDate: new Date(stoppedAt),
    status: status as sfn.SyncExecutionStatus,
    input,
    inputDetails: { included: true },
    outputDetails: { included: true },
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    billingDetails: { billedMemoryUsedInMB: MEMORY_MB, billedDurationInMilliseconds: spent },
  }
}
