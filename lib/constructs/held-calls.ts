import { Construct } from 'constructs'

import type { VoiceConfiguration } from '../configuration.ts'
import { IMPACTS } from '../impacts.ts'
import type { Instance } from './connect-instance.ts'
import { ContactFlow, type FlowCut } from './contact-flow.ts'
import type { HoldHook } from './customer-hold.ts'
import type { DispositionHook } from './dispositions.ts'
import { FlowLambda } from './flow-lambda.ts'
import type { Functions } from './functions.ts'
import { ImpactAlarm } from './impact-alarm.ts'
import { Workflow, type WorkflowProps } from './workflow.ts'

export interface HeldCallsProps {
  readonly instance: Instance
  readonly functions: Functions
  readonly stage: string
  readonly voice: VoiceConfiguration
  readonly dispositionHook: DispositionHook
  readonly holdHook: HoldHook
  readonly workflow: Pick<WorkflowProps, 'artefacts' | 'logRetention' | 'topicArn'>
}

/** The flows that quick connects of calls name, by the type of the quick connect. */
const TRANSFERS = [
  [
    'transfer-call-to-queue',
    'QUEUE_TRANSFER',
    'Gives a call to a queue, and has the time of its caller on hold counted',
  ],
  [
    'transfer-call-to-guarded-queue',
    'QUEUE_TRANSFER',
    'Gives a call to a queue in which no caller may be left early',
  ],
  [
    'transfer-call-to-agent',
    'AGENT_TRANSFER',
    'Gives a call to an agent, and has the time of its caller on hold counted',
  ],
] as const

/** What looks whether anybody is there who could answer, and says that it may be voicemail otherwise. */
const WARNING: FlowCut = {
  actions: [
    'Is it open?',
    'Is anybody there?',
    'Let both hear',
    'Warn of voicemail',
    'Put the caller on hold again',
  ],
  goesOnAt: 'Start the clock',
}

/** What lets a transfer go cold whose caller has been on hold for too long, and the flows that begin such transfers. */
export class HeldCalls extends Construct {
  readonly workflow: Workflow
  readonly transferFlows: Readonly<Record<(typeof TRANSFERS)[number][0], ContactFlow>>

  constructor(scope: Construct, id: string, props: HeldCallsProps) {
    super(scope, id)
    const { functions, instance, workflow } = props
    const timer = functions.named('time-transfer')
    const escalator = functions.named('escalate-held-call')
    escalator.knows('INSTANCE_ARN', instance.arn)
    this.workflow = new Workflow(this, 'EscalateHeldCall', {
      ...workflow,
      definition: 'escalate-held-call',
      tasks: { EscalateHeldCall: escalator },
      failureImpact: IMPACTS.holdNotEscalated,
    })
    this.transferFlows = this.flows(props)
    new ImpactAlarm(this, 'time-transfer-failing', {
      metric: timer.function.metricErrors(),
      impact: IMPACTS.holdUntimed,
      runbook: 'time-transfer',
      topicArn: workflow.topicArn,
    })
  }

  private flows({
    instance,
    functions,
    stage,
    voice,
    dispositionHook,
    holdHook,
    workflow,
  }: HeldCallsProps): HeldCalls['transferFlows'] {
    const { artefacts } = workflow
    const timer = functions.named('time-transfer')
    const mayInvoke = new FlowLambda(this, 'TimerInFlows', { instance, lambda: timer })
    const queueFlow = new ContactFlow(this, 'QueueFlow', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-call-transfer-queue`,
      description: 'What an agent hears who waits for a colleague, and a caller who was left to wait',
      type: 'CUSTOMER_QUEUE',
      source: artefacts.contactFlow('call-transfer-queue'),
      placeholders: {
        TimeTransferArn: timer.function.functionArn,
        WaitingMessage: voice.waitingMessage,
        ColdTransferPrompt: voice.coldTransferPrompt,
      },
    })
    queueFlow.node.addDependency(mayInvoke)
    const flows = TRANSFERS.map(([name, type, description]) => {
      const flow = new ContactFlow(this, name, {
        instanceArn: instance.arn,
        name: `homeward-${stage}-${name}`,
        ...{ description, type },
        source: artefacts.contactFlow(name),
        placeholders: {
          ...dispositionHook.placeholders,
          ...holdHook.placeholders,
          TimeTransferArn: timer.function.functionArn,
          CallTransferQueueFlowArn: queueFlow.arn,
          GuardAnnouncement: voice.guardAnnouncement,
          VoicemailWarning: voice.voicemailWarning || '',
        },
        without: [
          ...(voice.voicemailWarning === false && type === 'QUEUE_TRANSFER' ? [WARNING] : []),
          ...holdHook.without,
          ...dispositionHook.without,
        ],
      })
      flow.node.addDependency(mayInvoke)
      return [name, flow] as const
    })
    return Object.fromEntries(flows) as Record<(typeof TRANSFERS)[number][0], ContactFlow>
  }
}
