import { CfnQuickConnect } from 'aws-cdk-lib/aws-connect'
import type { Construct } from 'constructs'

import type { Instance } from './connect-instance.ts'
import type { ContactFlow } from './contact-flow.ts'

export interface QueueQuickConnectProps {
  readonly instance: Instance
  readonly stage: string
  /** Under which agents see it. */
  readonly name: string
  /** Goes on after "Homeward <stage>: ". */
  readonly description: string
  readonly queueArn: string
  readonly flow: ContactFlow
}

/** By which agents give a contact to a queue, through a flow of ours. */
export function queueQuickConnect(
  scope: Construct,
  id: string,
  { instance, stage, name, description, queueArn, flow }: QueueQuickConnectProps,
): CfnQuickConnect {
  return new CfnQuickConnect(scope, id, {
    instanceArn: instance.arn,
    name,
    description: `Homeward ${stage}: ${description}`,
    quickConnectConfig: {
      quickConnectType: 'QUEUE',
      queueConfig: { queueArn, contactFlowArn: flow.arn },
    },
  })
}
