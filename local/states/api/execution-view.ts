import type * as sfn from '@aws-sdk/client-sfn'
import type { Execution } from '../execution.ts'
import { notRedrivable } from '../redrive.ts'

/** What DescribeExecution gives at `now` (epoch milliseconds). */
export function executionView(
  execution: Execution,
  includedData: sfn.IncludedData | undefined,
  now: number,
): sfn.DescribeExecutionOutput {
  const { output, error, cause } = execution
  const data = includedData !== 'METADATA_ONLY'
  return {
    ...listItem(execution),
    ...(data ? { input: execution.input } : {}),
    inputDetails: { included: data },
    ...(output === undefined ? {} : { ...(data ? { output } : {}), outputDetails: { included: data } }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...redrivability(execution, now),
  }
}

/** What ListExecutions gives of it. */
export function listItem(execution: Execution): sfn.ExecutionListItem {
  const { arn, revision, name, status, startedAt, stoppedAt, redrives } = execution
  return {
    executionArn: arn,
    stateMachineArn: revision.arn,
    name,
    status,
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
    redriveCount: redrives.length,
    ...(redrives.length === 0 ? {} : { redriveDate: new Date(redrives.at(-1)!.at) }),
  }
}

function redrivability(
  execution: Execution,
  now: number,
): Pick<sfn.DescribeExecutionOutput, 'redriveStatus' | 'redriveStatusReason'> {
  const redriveStatusReason = notRedrivable(execution, now)
  if (redriveStatusReason === undefined) return { redriveStatus: 'REDRIVABLE' }
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason }
}
