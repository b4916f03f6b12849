import { CfnQueue, CfnQuickConnect } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { CallQueueConfiguration, VoiceConfiguration } from '../configuration.ts'
import type { Instance } from './connect-instance.ts'
import { connectName } from './connect-name.ts'
import { ContactFlow } from './contact-flow.ts'
import type { HoldHook } from './customer-hold.ts'
import type { DispositionHook } from './dispositions.ts'
import type { Functions } from './functions.ts'
import type { HeldCalls } from './held-calls.ts'
import { HoursOfOperation } from './hours-of-operation.ts'
import { queueQuickConnect } from './queue-quick-connect.ts'
import { attachQuickConnects } from './quick-connect-attachment.ts'

export interface CallQueuesProps {
  readonly instance: Instance
  readonly stage: string
  readonly voice: VoiceConfiguration
  readonly artefacts: Artefacts
  readonly functions: Functions
  readonly dispositionHook: DispositionHook
  readonly holdHook: HoldHook
  readonly transferFlows: HeldCalls['transferFlows']
}

/** Where calls wait, what brings them there, and what agents hand them on by. */
export class CallQueues extends Construct {
  /** Of those that were created, in the order of the configuration. */
  readonly createdArns: readonly string[]

  constructor(scope: Construct, id: string, props: CallQueuesProps) {
    super(scope, id)
    const { instance, voice, functions } = props
    const queues = voice.queues.map((queue) => ({ queue, queueArn: queue.arn ?? this.create(queue, props) }))
    this.createdArns = queues.flatMap(({ queue, queueArn }) => (queue.arn ? [] : [queueArn]))
    const quickConnects = [
      ...queues.map(({ queue, queueArn }) => this.toQueue(queue, queueArn, props)),
      ...voice.agents.map((agent) => this.toAgent(agent, props)),
    ]
    for (const [index, queueArn] of this.createdArns.entries())
      attachQuickConnects(this, `Attachment${index}`, { queueArn, quickConnects, functions })
    const [first] = queues
    if (first) this.inbound(instance, first.queueArn, props)
  }

  private create({ name, hours = 'always' }: CallQueueConfiguration, props: CallQueuesProps): string {
    const { instance, stage } = props
    return new CfnQueue(this, `Queue ${name}`, {
      instanceArn: instance.arn,
      name,
      description: `Homeward ${stage}: calls`,
      hoursOfOperationArn: new HoursOfOperation(this, `Hours of ${name}`, {
        instanceArn: instance.arn,
        name: connectName(`homeward-${stage}-calls-${name}`),
        clock: hours,
      }).arn,
    }).attrQueueArn
  }

  private toQueue(
    { name, guarded }: CallQueueConfiguration,
    queueArn: string,
    { instance, stage, transferFlows }: CallQueuesProps,
  ): CfnQuickConnect {
    const flow = transferFlows[guarded ? 'transfer-call-to-guarded-queue' : 'transfer-call-to-queue']
    return queueQuickConnect(this, `To queue ${name}`, {
      ...{ instance, stage, name, queueArn, flow },
      description: 'calls for this queue',
    })
  }

  private toAgent(
    { name, arn }: VoiceConfiguration['agents'][number],
    { instance, stage, transferFlows }: CallQueuesProps,
  ): CfnQuickConnect {
    return new CfnQuickConnect(this, `To agent ${name}`, {
      instanceArn: instance.arn,
      name,
      description: `Homeward ${stage}: calls for this agent`,
      quickConnectConfig: {
        quickConnectType: 'USER',
        userConfig: { userArn: arn, contactFlowArn: transferFlows['transfer-call-to-agent'].arn },
      },
    })
  }

  private inbound(
    instance: Instance,
    queueArn: string,
    { stage, artefacts, dispositionHook, holdHook }: CallQueuesProps,
  ): void {
    new ContactFlow(this, 'InboundFlow', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-inbound-call`,
      description: 'What happens to a call that a customer makes',
      source: artefacts.contactFlow('inbound-call'),
      without: [...holdHook.without, ...dispositionHook.without],
      placeholders: { ...dispositionHook.placeholders, ...holdHook.placeholders, QueueArn: queueArn },
    })
  }
}
