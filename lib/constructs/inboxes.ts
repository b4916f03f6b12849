import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { Configuration, InboxConfiguration } from '../configuration.ts'
import { supervisorQueues, templateIndex } from '../settings.ts'
import type { AcknowledgementTemplates } from './acknowledgement-templates.ts'
import type { Instance } from './connect-instance.ts'
import { connectName } from './connect-name.ts'
import type { DispositionHook } from './dispositions.ts'
import { EmailQueue } from './email-queue.ts'
import type { FlowLambda } from './flow-lambda.ts'
import { HoursOfOperation } from './hours-of-operation.ts'
import { Inbox } from './inbox.ts'
import type { NodeLambda } from './node-lambda.ts'

type QueueConfiguration = InboxConfiguration['queue']

export interface InboxesProps {
  readonly configuration: Configuration
  readonly artefacts: Artefacts
  readonly instance: Instance
  readonly receiveEmail: NodeLambda
  readonly receiveEmailInFlows: FlowLambda
  readonly associateFlow: NodeLambda
  readonly dispositionHook: DispositionHook
  /** Undefined where acknowledgements are raw messages. */
  readonly templates: AcknowledgementTemplates | undefined
}

/** Every configured inbox with its queues. Inboxes that name the same new queue share it. */
export class Inboxes extends Construct {
  /** Of queues for customers that were created, in the order of the configuration. */
  readonly queueArns: readonly string[]
  /** Of each inbox, in the order of the configuration. */
  readonly queueOfEach: readonly string[]
  /** Where tasks about waiting customers go, as the settings count them. */
  readonly supervisorQueueArns: readonly string[]

  constructor(scope: Construct, id: string, props: InboxesProps) {
    super(scope, id)
    const {
      configuration,
      artefacts,
      instance,
      receiveEmail,
      receiveEmailInFlows,
      associateFlow,
      dispositionHook,
      templates,
    } = props
    const inboxes = configuration.inboxes.map(
      (inbox) => new Inbox(this, inbox.address.toLowerCase(), { instance, configuration: inbox }),
    )
    const asked = inboxes.map((inbox) => ({ inbox, queue: inbox.configuration.queue }))
    const forMachines = inboxes.flatMap((inbox) => {
      const { automaticMail } = inbox.configuration
      return typeof automaticMail === 'string' ? [] : [{ inbox, queue: automaticMail.queue }]
    })
    const forSupervisors = inboxes.flatMap((inbox) => {
      const { supervisorQueue: queue } = inbox.configuration.followUp
      return queue ? [{ inbox, queue }] : []
    })
    const byName = Map.groupBy(
      [...asked, ...forMachines, ...forSupervisors],
      ({ queue }) => queue.create?.name ?? '',
    )
    byName.delete('')
    const created = new Map(
      [...byName].map(([name, asking]) => [name, this.createQueue(name, asking, props).arn] as const),
    )
    const arnOf = ({ arn, create }: QueueConfiguration) => arn ?? created.get(create?.name ?? '') ?? ''
    this.queueArns = [...new Set(asked.flatMap(({ queue }) => (queue.create ? [arnOf(queue)] : [])))]
    this.supervisorQueueArns = supervisorQueues(configuration.inboxes).map(({ queue }) => arnOf(queue))
    this.queueOfEach = asked.map(({ queue }) => arnOf(queue))

    for (const inbox of inboxes) {
      const { queue, automaticMail } = inbox.configuration
      inbox.startsFlow({
        artefacts,
        stage: configuration.stage,
        queueArn: arnOf(queue),
        automaticMailQueueArn: arnOf(typeof automaticMail === 'string' ? queue : automaticMail.queue),
        receiveEmail,
        receiveEmailInFlows,
        associateFlow,
        dispositionHook,
        expiryInFlow: configuration.hold.expiryInFlow,
        template:
          configuration.acknowledgements.by === 'flow' && templates
            ? {
                knowledgeBaseArn: templates.knowledgeBaseArn,
                arn: templates.versionArns[templateIndex(inbox.configuration, configuration.inboxes)]!,
              }
            : undefined,
      })
    }
  }

  private createQueue(
    name: string,
    asking: readonly { inbox: Inbox; queue: QueueConfiguration }[],
    { instance, configuration }: InboxesProps,
  ): EmailQueue {
    const first = asking[0]!
    const hoursOfOperationArn =
      first.queue.create?.hoursOfOperationArn ??
      new HoursOfOperation(this, `Hours of ${name}`, {
        instanceArn: instance.arn,
        name: connectName(`homeward-${configuration.stage}-${name}`),
        clock: first.inbox.configuration.hold.clock,
      }).arn
    return new EmailQueue(this, `Queue ${name}`, {
      instanceArn: instance.arn,
      name,
      hoursOfOperationArn,
      emailAddressArns: [...new Set(asking.map(({ inbox }) => inbox.emailAddressArn))],
    })
  }
}
