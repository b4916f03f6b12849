import type * as sfn from '@aws-sdk/client-sfn'
import { arn } from '../../place.ts'
import type { Random } from '../../random.ts'
import { AwsError, type Operation } from '../../service.ts'
import type { Timeline } from '../../timeline.ts'
import type { Engine } from '../engine.ts'
import type { Execution, Revision } from '../execution.ts'
import { historyEvents } from '../history.ts'
import { notRedrivable, redrivenBy } from '../redrive.ts'
import { executionView, listItem } from './execution-view.ts'
import { ExpressExecutions, otherType } from './express.ts'
import { type Machines, settings } from './machines.ts'
import { checkName, executionArn, machineArn } from './names.ts'
import { checkedInput, newExecution } from './new-execution.ts'
import { pageOf } from './paging.ts'
import { constraint, executionMissing, limited, notModelled } from './refusals.ts'

/** A name is free again, and the history gone, this long after the execution closed (API reference, StartExecution). */
const KEPT_MS = 90 * 24 * 3600 * 1000

/** In the order in which AWS tells them. */
const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING']

/** The executions, and the operations on them. */
export class Executions {
  readonly operations: Record<string, Operation>
  private readonly executions = new Map<string, Execution>()
  private readonly timeline: Timeline
  private readonly random: Random
  private readonly machines: Machines
  private readonly engine: Engine
  private readonly express: ExpressExecutions

  constructor(parts: { timeline: Timeline; random: Random; machines: Machines; engine: Engine }) {
    this.timeline = parts.timeline
    this.random = parts.random
    this.machines = parts.machines
    this.engine = parts.engine
    this.express = new ExpressExecutions(parts)
    this.operations = {
      StartExecution: (input) => this.start(input),
      StartSyncExecution: (input) => this.express.startSync(input),
      StopExecution: (input) => this.stop(input),
      RedriveExecution: (input) => this.redrive(input),
      DescribeExecution: (input) =>
        executionView(this.get(input.executionArn), input.includedData, this.timeline.now()),
      ListExecutions: (input) => this.list(input),
      GetExecutionHistory: (input) => this.history(input),
      DescribeStateMachineForExecution: (input) => machineView(this.get(input.executionArn).revision),
    }
  }

  /** The same name with the same input, while it runs, is the same execution; otherwise the name is taken. */
  private start(input: sfn.StartExecutionInput): sfn.StartExecutionOutput {
    const { revision } = this.machines.alive(machineArn(input.stateMachineArn))
    if (revision.express) return started(this.express.start(revision, input))
    const name = input.name ?? this.random.uuid()
    checkName(name)
    const given = checkedInput(input.input)
    const executionArn = arn('states', `execution:${revision.name}:${name}`)
    const before = this.find(executionArn)
    if (before) {
      if (before.status === 'RUNNING' && before.input === given) return started(before)
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`)
    }
    const now = this.timeline.now()
    const execution = newExecution({ arn: executionArn, name, revision, input: given, now })
    this.executions.set(executionArn, execution)
    this.engine.start(execution)
    return started(execution)
  }

  /** An execution that has ended stays as it is; the date is then that of its end. */
  private stop(input: sfn.StopExecutionInput): sfn.StopExecutionOutput {
    const error = limited('error', input.error, 256)
    const cause = limited('cause', input.cause, 32_768)
    const execution = this.get(input.executionArn)
    if (execution.status === 'RUNNING') this.engine.abort(execution, error, cause)
    return { stopDate: new Date(execution.stoppedAt!) }
  }

  /** A request whose token was granted before is answered as it was then, whatever has become of the execution (recorded). */
  private redrive(input: sfn.RedriveExecutionInput): sfn.RedriveExecutionOutput {
    const execution = this.get(input.executionArn)
    const now = this.timeline.now()
    const before = redrivenBy(execution, input.clientToken, now)
    if (before !== undefined) return { redriveDate: new Date(before) }
    const why = notRedrivable(execution, now)
    if (why !== undefined) {
      const told = `Execution ${execution.arn} invalid for redrive as: ${why}`
      throw new AwsError('ExecutionNotRedrivable', told)
    }
    this.engine.redrive(execution, input.clientToken)
    return { redriveDate: new Date(now) }
  }

  /** The latest first. */
  private list(input: sfn.ListExecutionsInput): sfn.ListExecutionsOutput {
    const { stateMachineArn, statusFilter, maxResults, nextToken } = input
    if (statusFilter !== undefined && !STATUSES.includes(statusFilter)) {
      const rule = `Member must satisfy enum value set: [${STATUSES.join(', ')}]`
      throw constraint('statusFilter', statusFilter, rule)
    }
    if (input.mapRunArn !== undefined) throw notModelled('A Map Run')
    if (input.redriveFilter !== undefined) {
      // As recorded.
      const told = 'RedriveFilter cannot be applied to ListExecutions call with StateMachine ARN'
      throw new AwsError('ValidationException', told)
    }
    const { arn: machine, revision: current } = this.machines.get(machineArn(stateMachineArn))
    if (current.express) throw otherType()
    const found = [...this.executions.values()]
      .filter(
        ({ revision, status }) => revision.arn === machine && (!statusFilter || status === statusFilter),
      )
      .reverse()
    const { page, ...rest } = pageOf(found, {
      maxResults,
      nextToken,
      list: `${machine} ${statusFilter ?? ''}`,
    })
    return { executions: page.map(listItem), ...rest }
  }

  private history(input: sfn.GetExecutionHistoryInput): sfn.GetExecutionHistoryOutput {
    const execution = this.get(input.executionArn)
    const { maxResults, nextToken, reverseOrder = false, includeExecutionData = true } = input
    const events = historyEvents(execution.events, includeExecutionData)
    if (reverseOrder) events.reverse()
    const list = `${execution.arn} ${reverseOrder}`
    const { page, ...rest } = pageOf(events, { maxResults, nextToken, list })
    return { events: page, ...rest }
  }

  private get(given: unknown): Execution {
    const arn = executionArn(given)
    const execution = this.find(arn)
    if (!execution) throw executionMissing(arn)
    return execution
  }

  private find(arn: string): Execution | undefined {
    const execution = this.executions.get(arn)
    const gone = execution?.stoppedAt !== undefined && this.timeline.now() >= execution.stoppedAt + KEPT_MS
    if (!gone) return execution
    this.executions.delete(arn)
    return undefined
  }
}

function started({ arn, startedAt }: Execution): sfn.StartExecutionOutput {
  return { executionArn: arn, startDate: new Date(startedAt) }
}

function machineView(revision: Revision): sfn.DescribeStateMachineForExecutionOutput {
  return {
    stateMachineArn: revision.arn,
    name: revision.name,
    definition: revision.text,
    roleArn: revision.roleArn,
    updateDate: new Date(revision.updatedAt),
    ...settings(revision),
  }
}
