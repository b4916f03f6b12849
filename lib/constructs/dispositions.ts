import { Stack } from 'aws-cdk-lib'
import { CfnPredefinedAttribute } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { Configuration } from '../configuration.ts'
import { IMPACTS } from '../impacts.ts'
import type { Instance } from './connect-instance.ts'
import { ContactFlow, type FlowCut } from './contact-flow.ts'
import { DispositionView } from './disposition-view.ts'
import { FlowLambda } from './flow-lambda.ts'
import type { Functions } from './functions.ts'
import { ImpactAlarm } from './impact-alarm.ts'
import { Sweep } from './sweep.ts'

export interface DispositionsProps {
  readonly configuration: Configuration
  readonly artefacts: Artefacts
  readonly instance: Instance
  readonly functions: Functions
}

/** How a flow that puts a customer into a queue has the agent asked afterwards, or does without. */
export interface DispositionHook {
  readonly placeholders: Readonly<Record<string, string>>
  readonly without: readonly FlowCut[]
}

/** The block that sets the guide, and the block after it, in every flow that has it. */
const HOOK: FlowCut = { actions: ['Have the agent asked'], goesOnAt: 'Put in the queue' }

/** For a deployment whose agents are not asked. */
export const NO_GUIDE: DispositionHook = { placeholders: {}, without: [HOOK] }

/** Everything that asks agents what a contact was about: the names, the form, the guide, and who looks for missing ones. */
export class Dispositions extends Construct {
  readonly hook: DispositionHook

  constructor(scope: Construct, id: string, props: DispositionsProps) {
    super(scope, id)
    const { configuration, artefacts, instance, functions } = props
    const { stage, dispositions, sweep, alarms } = configuration
    const recorder = functions.named('record-disposition')
    const reviewer = functions.named('review-dispositions')
    reviewer.knows('INSTANCE_ARN', instance.arn)

    new CfnPredefinedAttribute(this, 'Attribute', {
      instanceArn: instance.arn,
      name: 'Disposition',
      values: { stringList: [...dispositions.values] },
      attributeConfiguration: { enableValueValidationOnAssociation: true },
    })
    const view = new DispositionView(this, 'View', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-disposition`,
      values: dispositions.values,
    })
    const recorderInFlows = new FlowLambda(this, 'RecorderInFlows', { instance, lambda: recorder })
    const guide = new ContactFlow(this, 'Guide', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-disposition-guide`,
      description: 'Asks the agent who closes a contact what it was about',
      source: artefacts.contactFlow('disposition-guide'),
      placeholders: {
        DispositionViewArn: view.arn,
        ConfirmationViewArn: `arn:${Stack.of(this).partition}:connect:${Stack.of(this).region}:aws:view/confirmation:1`,
        RecordDispositionArn: recorder.function.functionArn,
      },
    })
    guide.node.addDependency(recorderInFlows)
    this.hook = { placeholders: { DispositionGuideArn: guide.arn }, without: [] }

    new Sweep(this, 'Review', {
      description: 'Finds contacts that were closed without a disposition',
      everyMinutes: sweep.everyMinutes,
      lambda: reviewer,
      deadLetters: functions.deadLettersOf('review-dispositions'),
    })
    for (const [name, lambda] of [
      ['record-disposition', recorder],
      ['review-dispositions', reviewer],
    ] as const)
      new ImpactAlarm(this, `${name}-failing`, {
        metric: lambda.function.metricErrors(),
        impact: IMPACTS.dispositionsLost,
        runbook: 'review-dispositions',
        topicArn: alarms.topicArn,
      })
  }
}
