import { CustomResource, Duration } from 'aws-cdk-lib'
import type { CfnQuickConnect } from 'aws-cdk-lib/aws-connect'
import type { Construct } from 'constructs'

import type { Functions } from './functions.ts'
import { idInArn } from './id-in-arn.ts'

/**
 * Shows a quick connect to the agents of a queue. A queue that names its quick connects would name what names the queue, so
 * they are attached when both are made.
 */
export function attachQuickConnect(
  scope: Construct,
  id: string,
  {
    queueArn,
    quickConnect,
    functions,
  }: { queueArn: string; quickConnect: CfnQuickConnect; functions: Functions },
): void {
  const attacher = functions.named('attach-quick-connect')
  new CustomResource(scope, id, {
    resourceType: 'Custom::QuickConnectAttachment',
    serviceToken: attacher.function.functionArn,
    serviceTimeout: Duration.minutes(5),
    properties: { QueueId: idInArn(queueArn), QuickConnectId: idInArn(quickConnect.attrQuickConnectArn) },
  }).node.addDependency(attacher)
}
