import { Duration, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns'
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

import type { ChatConfiguration, Configuration } from '../configuration.ts'
import { IMPACTS } from '../impacts.ts'
import type { Instance } from './connect-instance.ts'
import { FlowLambda } from './flow-lambda.ts'
import type { Functions } from './functions.ts'
import { homewardMetric } from './homeward-metric.ts'
import { ImpactAlarm } from './impact-alarm.ts'

export interface ChatNudgesProps {
  readonly configuration: Configuration
  readonly nudges: Exclude<ChatConfiguration['nudges'], false>
  readonly instance: Instance
  readonly functions: Functions
}

/** One chat that is not streamed is a throttled call; several in a quarter of an hour mean that none is. */
const UNSTREAMED_IN_A_PERIOD = 5

/** What is no event is a message, or an attachment, whose type is not among those that AWS lists. */
const WRITTEN = { Type: [{ 'anything-but': ['EVENT'] }] }
/** The customer's timer has parted the agent from them. Whether that comes by the topic is not documented. */
const PARTED = { ContentType: ['application/vnd.amazonaws.connect.event.participant.autodisconnection'] }

/**
 * What has the disconnect flow speak to a customer who is silent: the function that says what, and the topic by which
 * Connect tells us of what customers write.
 */
export class ChatNudges extends Construct {
  readonly placeholders: Readonly<Record<string, string>>

  constructor(scope: Construct, id: string, props: ChatNudgesProps) {
    super(scope, id)
    const { instance, functions, nudges } = props
    const nudger = functions.named('nudge-chat')
    new FlowLambda(this, 'NudgerInFlows', { instance, lambda: nudger })
    const topic = this.topic(instance)
    topic.addSubscription(
      new LambdaSubscription(functions.named('note-chat-message').function, {
        filterPolicy: {
          ParticipantRole: SubscriptionFilter.stringFilter({ allowlist: ['CUSTOMER'] }),
          $or: new SubscriptionFilter([WRITTEN, PARTED]),
        },
        deadLetterQueue: functions.deadLettersOf('note-chat-message').queue,
      }),
    )
    functions.named('set-chat-timers').knows('CHAT_TOPIC_ARN', topic.topicArn)
    this.placeholders = {
      NudgeChatArn: nudger.function.functionArn,
      AgentFirstSeconds: String(nudges.agentFirstSeconds),
    }
    this.watch(props)
  }

  /** Connect of this account may write to it, and nobody else of AWS (admin guide, "Enable real-time chat message streaming"). */
  private topic(instance: Instance): Topic {
    const { account } = Stack.of(this)
    const connect = new ServicePrincipal('connect.amazonaws.com')
    const key = new Key(this, 'Key', { description: 'What is written in chats', enableKeyRotation: true })
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [connect],
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    )
    const topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true })
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [connect],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnEquals: { 'aws:SourceArn': instance.arn },
        },
      }),
    )
    return topic
  }

  private watch({ configuration: { alarms }, functions }: ChatNudgesProps): void {
    const { topicArn } = alarms
    new ImpactAlarm(this, 'nudge-chat-failing', {
      metric: functions.named('nudge-chat').function.metricErrors(),
      impact: IMPACTS.chatUnspoken,
      runbook: 'nudge-chat',
      topicArn,
    })
    new ImpactAlarm(this, 'NotStreamed', {
      metric: homewardMetric('ChatsNotStreamed', Duration.minutes(15)),
      threshold: UNSTREAMED_IN_A_PERIOD,
      impact: IMPACTS.chatUnheard,
      runbook: 'note-chat-message',
      topicArn,
    })
  }
}
