import { Duration, Validations } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

import { ImpactAlarm } from './impact-alarm.ts'

export interface DeadLettersProps {
  /** What a customer notices once something has ended up here. */
  readonly impact: string
  readonly runbook: string
  readonly topicArn: string | undefined
}

/** Where what could not be delivered is kept for 14 days, with an alarm on the first. */
export class DeadLetters extends Construct {
  readonly queue: Queue

  constructor(scope: Construct, id: string, { impact, runbook, topicArn }: DeadLettersProps) {
    super(scope, id)
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    Validations.of(this.queue).acknowledge({
      id: 'Serverless::Serverless-SQSRedrivePolicy',
      reason: 'This is where things end: a person looks at them.',
    })
    const metric = this.queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' })
    new ImpactAlarm(this, 'NotEmpty', { metric, impact, runbook, topicArn })
  }
}
