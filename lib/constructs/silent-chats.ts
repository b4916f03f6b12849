import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { ChatConfiguration, Configuration } from '../configuration.ts'
import { IMPACTS } from '../impacts.ts'
import { ChatAttachments } from './chat-attachments.ts'
import { ChatNudges } from './chat-nudges.ts'
import { ChatTransfer } from './chat-transfer.ts'
import type { Instance } from './connect-instance.ts'
import { ContactFlow } from './contact-flow.ts'
import type { DispositionHook } from './dispositions.ts'
import { FlowLambda } from './flow-lambda.ts'
import type { Functions } from './functions.ts'
import { ImpactAlarm } from './impact-alarm.ts'

export interface SilentChatsProps {
  readonly configuration: Configuration
  readonly chat: ChatConfiguration
  readonly artefacts: Artefacts
  readonly instance: Instance
  readonly functions: Functions
  readonly queueArn: string
  /** It was created here. */
  readonly queueIsOurs: boolean
  readonly dispositionHook: DispositionHook
}

/** It asks until 120 seconds after the first time, in vain in three minutes of the clock at least. */
const MINUTES_THE_FLOW_ASKS = 3

/**
 * The flow that a website starts chats in, and the one that says goodbye. Connect's own timers part the agent from a
 * customer who is silent; nothing of ours waits meanwhile.
 */
export class SilentChats extends Construct {
  constructor(scope: Construct, id: string, props: SilentChatsProps) {
    super(scope, id)
    const { configuration, chat, artefacts, instance, functions, queueArn, dispositionHook } = props
    const { stage, alarms } = configuration
    const setter = functions.named('set-chat-timers')
    const closer = functions.named('close-chat')

    const nudges = chat.nudges
      ? new ChatNudges(this, 'Nudges', { configuration, instance, functions, nudges: chat.nudges })
      : undefined
    const disconnectFlow = new ContactFlow(this, 'DisconnectFlow', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-chat-disconnect`,
      description: 'Says goodbye to a customer whom the agent has left, and queues those who still write',
      source: artefacts.contactFlow(nudges ? 'chat-nudge' : 'chat-disconnect'),
      without: dispositionHook.without,
      placeholders: {
        ...dispositionHook.placeholders,
        ...nudges?.placeholders,
        CloseChatArn: closer.function.functionArn,
        ClosingMessage: chat.closingMessage,
        ReturnSeconds: String(chat.returnSeconds),
        QueueArn: queueArn,
      },
    })
    disconnectFlow.node.addDependency(new FlowLambda(this, 'CloserInFlows', { instance, lambda: closer }))
    if (nudges) disconnectFlow.node.addDependency(nudges)
    const inbound = new ContactFlow(this, 'InboundFlow', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-inbound-chat`,
      description: 'What happens to a chat that a customer starts',
      source: artefacts.contactFlow('inbound-chat'),
      without: dispositionHook.without,
      placeholders: {
        ...dispositionHook.placeholders,
        Greeting: chat.greeting,
        SetChatTimersArn: setter.function.functionArn,
        ChatDisconnectFlowArn: disconnectFlow.arn,
        QueueArn: queueArn,
      },
    })
    inbound.node.addDependency(new FlowLambda(this, 'SetterInFlows', { instance, lambda: setter }))

    new ChatTransfer(this, 'Transfer', { ...props, stage })
    if (chat.attachments)
      new ChatAttachments(this, 'Attachments', { instanceArn: instance.arn, ...chat.attachments })
    const { topicArn } = alarms
    new ImpactAlarm(this, 'set-chat-timers-failing', {
      metric: setter.function.metricErrors(),
      ...{ impact: IMPACTS.chatUnwatched, runbook: 'set-chat-timers', topicArn },
    })
    new ImpactAlarm(this, 'close-chat-failing', {
      metric: closer.function.metricErrors({ period: Duration.minutes(1) }),
      inARow: MINUTES_THE_FLOW_ASKS,
      ...{ impact: IMPACTS.chatUnclosed, runbook: 'close-chat', topicArn },
    })
  }
}
