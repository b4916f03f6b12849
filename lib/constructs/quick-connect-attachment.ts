import { CustomResource, Duration, Fn } from 'aws-cdk-lib'
import type { CfnQuickConnect } from 'aws-cdk-lib/aws-connect'
import type { Construct } from 'constructs'

import type { Functions } from './functions.ts'
import { idInArn } from './id-in-arn.ts'

interface Attachment {
  readonly queueArn: string
  readonly functions: Functions
}

/**
 * Shows a quick connect to the agents of a queue. A queue that names its quick connects would name what names the queue, so
 * they are attached when both are made.
 */
export function attachQuickConnect(
  scope: Construct,
  id: string,
  { quickConnect, ...attachment }: Attachment & { readonly quickConnect: CfnQuickConnect },
): void {
  attach(scope, id, attachment, { QuickConnectId: idInArn(quickConnect.attrQuickConnectArn) })
}

/** The same with several, 50 at most, in one call. A queue has one such list. */
export function attachQuickConnects(
  scope: Construct,
  id: string,
  { quickConnects, ...attachment }: Attachment & { readonly quickConnects: readonly CfnQuickConnect[] },
): void {
  const ids = quickConnects.map(({ attrQuickConnectArn }) => idInArn(attrQuickConnectArn))
  attach(scope, id, attachment, { QuickConnectIds: Fn.join(',', ids) })
}

function attach(
  scope: Construct,
  id: string,
  { queueArn, functions }: Attachment,
  quickConnects: { QuickConnectId: string } | { QuickConnectIds: string },
): void {
  const attacher = functions.named('attach-quick-connect')
  new CustomResource(scope, id, {
    resourceType: 'Custom::QuickConnectAttachment',
    serviceToken: attacher.function.functionArn,
    serviceTimeout: Duration.minutes(5),
    properties: { QueueId: idInArn(queueArn), ...quickConnects },
  }).node.addDependency(attacher)
}
