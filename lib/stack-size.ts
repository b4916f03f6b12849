import { CfnResource, type Stack } from 'aws-cdk-lib'

import type { Problem } from './problem.ts'

/** CloudFormation quotas, "Resources". */
const MOST_RESOURCES = 500

/** What CloudFormation would not take of a stack, whose size only shows once it is put together. */
export function sizeProblems(stack: Stack): Problem[] {
  const count = stack.node.findAll().filter(CfnResource.isCfnResource).length
  if (count <= MOST_RESOURCES) return []
  const fix = `with them the stack has ${count} resources, and CloudFormation takes ${MOST_RESOURCES}; let inboxes share queues, or name fewer`
  return [{ path: ['inboxes'], fix }]
}
