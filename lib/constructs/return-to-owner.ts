import type { CfnQuickConnect } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { Configuration, InboxConfiguration } from '../configuration.ts'
import { IMPACTS } from '../impacts.ts'
import { holdSeconds } from '../settings.ts'
import type { Instance } from './connect-instance.ts'
import { connectName } from './connect-name.ts'
import { ContactFlow } from './contact-flow.ts'
import type { DispositionHook } from './dispositions.ts'
import { FlowLambda } from './flow-lambda.ts'
import type { Functions } from './functions.ts'
import { idInArn } from './id-in-arn.ts'
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

/** Those inboxes that share a queue, and what tells it from all others. */
interface Group {
  readonly queueArn: string
  /** The one whose hold counts. */
  readonly inbox: InboxConfiguration
  /** Of the queue itself, wherever its inboxes stand in the configuration. */
  readonly key: string
  /** As agents know it. */
  readonly label: string
}

/**
 * The quick connect with which agents give a contact back to whom it belongs to, one for each queue of an inbox. Ids and names
 * are the queue's: operators put quick connects on queues by hand, where each has to stay what it is. Names are unique in an
 * instance, and CloudFormation creates before it deletes: no two queues may ever have the same.
 */
export class ReturnToOwner extends Construct {
  constructor(scope: Construct, id: string, props: ReturnToOwnerProps) {
    super(scope, id)
    const { configuration, functions, instance, queueOfEach } = props
    const lambda = functions.named('return-to-owner')
    const mayInvoke = new FlowLambda(this, 'InFlows', { instance, lambda })
    const ofQueue = Map.groupBy(configuration.inboxes, (_, index) => queueOfEach[index] as string)
    for (const group of [...ofQueue].map(groupOf)) {
      const flow = this.flow(group, props)
      flow.node.addDependency(mayInvoke)
      const quickConnect = this.quickConnect(group, flow, props)
      const { queueArn, key } = group
      if (props.createdQueueArns.includes(queueArn))
        attachQuickConnect(this, `Attachment ${key}`, { queueArn, quickConnect, functions })
    }
    new ImpactAlarm(this, 'Failing', {
      metric: lambda.function.metricErrors(),
      impact: IMPACTS.returnMissing,
      runbook: 'return-to-owner',
      topicArn: configuration.alarms.topicArn,
    })
  }

  private flow({ inbox, key, label }: Group, props: ReturnToOwnerProps): ContactFlow {
    const { configuration, artefacts, instance, functions, dispositionHook } = props
    const { stage, transfers, hold } = configuration
    return new ContactFlow(this, `Flow ${key}`, {
      instanceArn: instance.arn,
      name: connectName(`homeward-${stage}-return-to-owner-in-${label}`),
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
    { queueArn, key, label }: Group,
    flow: ContactFlow,
    { configuration, instance }: ReturnToOwnerProps,
  ): CfnQuickConnect {
    return queueQuickConnect(this, `QuickConnect ${key}`, {
      ...{ instance, queueArn, flow, stage: configuration.stage },
      name: connectName(`Return to original agent: ${label}`),
      description: 'to whoever knows the conversation, if they are there',
    })
  }
}

/** A queue that exists is known by its id only: agents read an address of it as well. */
function groupOf([queueArn, inboxes]: [string, InboxConfiguration[]]): Group {
  const [inbox] = inboxes.toSorted((a, b) => (a.address < b.address ? -1 : 1))
  const { address, queue } = inbox as InboxConfiguration
  const { create, arn = '' } = queue
  const key = create?.name ?? idInArn(arn)
  return {
    ...{ queueArn, key, inbox: inbox as InboxConfiguration },
    label: create?.name ?? `${address} (${key.slice(0, 8)})`,
  }
}
