import type { CfnQuickConnect } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { Configuration, InboxConfiguration } from '../configuration.ts'
import { IMPACTS } from '../impacts.ts'
import { holdSeconds } from '../settings.ts'
import type { Instance } from './connect-instance.ts'
import { ContactFlow } from './contact-flow.ts'
import type { DispositionHook } from './dispositions.ts'
import { FlowLambda } from './flow-lambda.ts'
import type { Functions } from './functions.ts'
import { ImpactAlarm } from './impact-alarm.ts'
import { queueQuickConnect } from './queue-quick-connect.ts'
import { attachQuickConnect } from './quick-connect-attachment.ts'

export interface ReturnToOwnerProps {
  readonly configuration: Configuration
  readonly artefacts: Artefacts
  readonly instance: Instance
  readonly functions: Functions
  readonly dispositionHook: DispositionHook
  /** Of each inbox, in the order of the configuration. */
  readonly queueOfEach: readonly string[]
  /** Those of them that were created here: only their agents are shown the quick connect without being asked. */
  readonly createdQueueArns: readonly string[]
}

/**
 * The quick connect with which agents give a contact back to whom it belongs to, one for each queue of an inbox.
 */
export class ReturnToOwner extends Construct {
  constructor(scope: Construct, id: string, props: ReturnToOwnerProps) {
    super(scope, id)
    const { configuration, functions, instance, queueOfEach } = props
    const lambda = functions.named('return-to-owner')
    const mayInvoke = new FlowLambda(this, 'InFlows', { instance, lambda })
    const ofQueue = Map.groupBy(configuration.inboxes, (_, index) => queueOfEach[index] as string)
    for (const [index, [queueArn, [inbox]]] of [...ofQueue].entries()) {
      const flow = this.flow(inbox as InboxConfiguration, index, props)
      flow.node.addDependency(mayInvoke)
      const quickConnect = this.quickConnect(queueArn, index, flow, props)
      if (props.createdQueueArns.includes(queueArn))
        attachQuickConnect(this, `Attachment${index}`, { queueArn, quickConnect, functions })
    }
    new ImpactAlarm(this, 'Failing', {
      metric: lambda.function.metricErrors(),
      impact: IMPACTS.returnMissing,
      runbook: 'return-to-owner',
      topicArn: configuration.alarms.topicArn,
    })
  }

  private flow(inbox: InboxConfiguration, index: number, props: ReturnToOwnerProps): ContactFlow {
    const { configuration, artefacts, instance, functions, dispositionHook } = props
    const { stage, transfers, hold } = configuration
    return new ContactFlow(this, `Flow${index}`, {
      instanceArn: instance.arn,
      name: `homeward-${stage}-return-to-owner-${index}`,
      description: 'Gives an email back to the agent who knows its thread',
      type: 'QUEUE_TRANSFER',
      source: artefacts.contactFlow('return-to-owner'),
      criteriaExpire: hold.expiryInFlow && inbox.hold.clock === 'wall',
      without: dispositionHook.without,
      placeholders: {
        ...dispositionHook.placeholders,
        ReturnToOwnerArn: functions.named('return-to-owner').function.functionArn,
        HoldSeconds: String(holdSeconds(inbox.hold)),
        AcceptSeconds: String(transfers.acceptWithinMinutes * 60),
      },
    })
  }

  private quickConnect(
    queueArn: string,
    index: number,
    flow: ContactFlow,
    { configuration, instance }: ReturnToOwnerProps,
  ): CfnQuickConnect {
    return queueQuickConnect(this, `QuickConnect${index}`, {
      ...{ instance, queueArn, flow, stage: configuration.stage },
      // Agents see several only where they serve several queues.
      name: index === 0 ? 'Return to original agent' : `Return to original agent (${index + 1})`,
      description: 'to whoever knows the conversation, if they are there',
    })
  }
}
