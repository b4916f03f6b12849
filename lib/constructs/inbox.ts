import { CfnEmailAddress } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { InboxConfiguration } from '../configuration.ts'
import { holdSeconds } from '../settings.ts'
import type { Instance } from './connect-instance.ts'
import { connectName } from './connect-name.ts'
import { ContactFlow } from './contact-flow.ts'
import type { DispositionHook } from './dispositions.ts'
import { FlowAssociation } from './flow-association.ts'
import type { FlowLambda } from './flow-lambda.ts'
import type { NodeLambda } from './node-lambda.ts'

export interface InboxProps {
  readonly instance: Instance
  readonly configuration: InboxConfiguration
}

export interface InboxFlowProps {
  readonly artefacts: Artefacts
  readonly stage: string
  readonly queueArn: string
  /** Where mail that a machine wrote goes, unless it ends. */
  readonly automaticMailQueueArn: string
  readonly receiveEmail: NodeLambda
  /** What lets flows invoke it; a flow that names it earlier could be refused. */
  readonly receiveEmailInFlows: FlowLambda
  readonly associateFlow: NodeLambda
  /** Whether the deployment lets Connect's own routing criteria end holds. */
  readonly expiryInFlow: boolean
  readonly dispositionHook: DispositionHook
  /** What the flow acknowledges mail with; undefined where that is the state machine's to do. */
  readonly template: { readonly knowledgeBaseArn: string; readonly arn: string } | undefined
}

/** Connect's Send message block, from the question whether to use it on. */
const SENDING = [
  'Acknowledge here?',
  "Is it a customer's?",
  'Fill in the acknowledgement',
  'Write the acknowledgement',
  'Make a contact of it',
  'Send the acknowledgement',
]

/** One address at which customers write, and the flow that every mail to it starts. */
export class Inbox extends Construct {
  readonly configuration: InboxConfiguration
  readonly emailAddressArn: string
  private readonly instance: Instance

  constructor(scope: Construct, id: string, { instance, configuration }: InboxProps) {
    super(scope, id)
    this.configuration = configuration
    this.instance = instance
    this.emailAddressArn = configuration.emailAddressArn ?? this.createAddress(configuration)
  }

  private createAddress({ address, displayName }: InboxConfiguration): string {
    const props = { instanceArn: this.instance.arn, emailAddress: address, displayName }
    return new CfnEmailAddress(this, 'EmailAddress', props).attrEmailAddressArn
  }

  /**
   * Sends mail to this address through its own copy of the inbound flow. One per inbox, because an expiry in a flow
   * is static; none in it where only opening hours count, which Connect's clock does not know.
   */
  startsFlow(props: InboxFlowProps): void {
    const {
      artefacts,
      stage,
      queueArn,
      receiveEmail,
      associateFlow,
      expiryInFlow,
      template,
      dispositionHook,
    } = props
    const { address, displayName, hold } = this.configuration
    const flow = new ContactFlow(this, 'InboundFlow', {
      instanceArn: this.instance.arn,
      name: connectName(`homeward-${stage}-inbound-${address}`),
      description: `What happens to a mail to ${address}`,
      source: artefacts.contactFlow('inbound-email'),
      criteriaExpire: expiryInFlow && hold.clock === 'wall',
      without: [
        ...(template ? [] : [{ actions: SENDING, goesOnAt: 'Owner or queue?' }]),
        ...dispositionHook.without,
      ],
      placeholders: {
        ...dispositionHook.placeholders,
        ReceiveEmailArn: receiveEmail.function.functionArn,
        QueueArn: queueArn,
        AutomaticMailQueueArn: props.automaticMailQueueArn,
        HoldSeconds: String(holdSeconds(hold)),
        InboxAddress: address,
        InboxName: displayName,
        ...(template && { KnowledgeBaseArn: template.knowledgeBaseArn, MessageTemplateArn: template.arn }),
      },
    })
    flow.node.addDependency(props.receiveEmailInFlows)
    new FlowAssociation(this, 'FlowAssociation', {
      associateFlow,
      instanceId: this.instance.id,
      emailAddressArn: this.emailAddressArn,
      flowArn: flow.arn,
    })
  }
}
