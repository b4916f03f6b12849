import { arn } from '../place.ts'
import type { Access } from '../service.ts'

/**
 * What a role must be allowed for an operation (AWS service authorization reference, "Actions, resources, and condition
 * keys for AWS Step Functions"). SendTask* know the machine, but who holds a token cannot name it: `*`.
 */
export function statesAccess(operation: string, input: any): Access[] {
  const action = `states:${operation}`
  switch (operation) {
    case 'CreateStateMachine':
      return [{ action, resources: [arn('states', `stateMachine:${input.name}`)] }]
    case 'StartExecution':
    case 'StartSyncExecution':
    case 'ListExecutions':
    case 'DescribeStateMachine':
    case 'UpdateStateMachine':
    case 'DeleteStateMachine':
      return [{ action, resources: [input.stateMachineArn ?? '*'] }]
    case 'DescribeExecution':
    case 'StopExecution':
    case 'RedriveExecution':
    case 'GetExecutionHistory':
    case 'DescribeStateMachineForExecution':
      return [{ action, resources: [input.executionArn ?? '*'] }]
    case 'TagResource':
    case 'UntagResource':
    case 'ListTagsForResource':
      return [{ action, resources: [input.resourceArn ?? '*'] }]
    default:
      return [{ action, resources: ['*'] }]
  }
}
