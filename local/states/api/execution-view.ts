import type * as sfn from '@aws-sdk/client-sfn'
import type { Execution } from '../execution.ts'

/** What DescribeExecution gives. */
export function executionView(
  execution: Execution,
  includedData: sfn.IncludedData | undefined,
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
    ...redrive(execution),
  }
}

/** What ListExecutions gives of it. */
export function listItem(execution: Execution): sfn.ExecutionListItem {
  const { arn, revision, name, status, startedAt, stoppedAt } = execution
  return {
    executionArn: arn,
    stateMachineArn: revision.arn,
    name,
    status,
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
    redriveCount: 0,
  }
}

function redrive({
  status,
}: Execution): Pick<sfn.DescribeExecutionOutput, 'redriveStatus' | 'redriveStatusReason'> {
  if (status !== 'RUNNING' && status !== 'SUCCEEDED') return { redriveStatus: 'REDRIVABLE' }
  const redriveStatusReason = `Execution is ${status} and cannot be redriven`
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason }
}
