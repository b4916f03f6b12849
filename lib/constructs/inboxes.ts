import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { Configuration } from '../configuration.ts'
import type { Instance } from './connect-instance.ts'
import { EmailQueue } from './email-queue.ts'
import type { FlowLambda } from './flow-lambda.ts'
import { HoursOfOperation } from './hours-of-operation.ts'
import { Inbox } from './inbox.ts'
import type { NodeLambda } from './node-lambda.ts'

export interface InboxesProps {
  readonly configuration: Configuration
  readonly artefacts: Artefacts
  readonly instance: Instance
  readonly receiveEmail: NodeLambda
  readonly receiveEmailInFlows: FlowLambda
  readonly associateFlow: NodeLambda
}

/** Every configured inbox with its queue. Inboxes that name the same new queue share it. */
export class Inboxes extends Construct {
  /** Of queues that were created, in the order of the configuration. */
  readonly queueArns: readonly string[]

  constructor(scope: Construct, id: string, props: InboxesProps) {
    super(scope, id)
    const { configuration, artefacts, instance, receiveEmail, receiveEmailInFlows, associateFlow } = props
    const inboxes = configuration.inboxes.map(
      (inbox) => new Inbox(this, inbox.address.toLowerCase(), { instance, configuration: inbox }),
    )
    const byQueue = Map.groupBy(inboxes, (inbox) => inbox.configuration.queue.create?.name ?? '')
    byQueue.delete('')
    const created = new Map(
      [...byQueue].map(([name, sharing]) => [name, this.createQueue(name, sharing, props).arn] as const),
    )
    this.queueArns = [...created.values()]

    for (const inbox of inboxes) {
      const { arn, create } = inbox.configuration.queue
      inbox.startsFlow({
        artefacts,
        stage: configuration.stage,
        queueArn: arn ?? created.get(create?.name ?? '') ?? '',
        receiveEmail,
        receiveEmailInFlows,
        associateFlow,
        expiryInFlow: configuration.hold.expiryInFlow,
      })
    }
  }

  private createQueue(
    name: string,
    inboxes: readonly Inbox[],
    { instance, configuration }: InboxesProps,
  ): EmailQueue {
    const first = inboxes[0]!.configuration
    const hoursOfOperationArn =
      first.queue.create?.hoursOfOperationArn ??
      new HoursOfOperation(this, `Hours of ${name}`, {
        instanceArn: instance.arn,
        name: `homeward-${configuration.stage}-${name}`.slice(0, 127),
        clock: first.hold.clock,
      }).arn
    return new EmailQueue(this, `Queue ${name}`, {
      instanceArn: instance.arn,
      name,
      hoursOfOperationArn,
      emailAddressArns: inboxes.map(({ emailAddressArn }) => emailAddressArn),
    })
  }
}
