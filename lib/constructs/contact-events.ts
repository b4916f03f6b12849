import { Duration, Fn, Validations } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

import type { Instance } from './connect-instance.ts'
import { DeadLetters } from './dead-letters.ts'
import { ImpactAlarm } from './impact-alarm.ts'
import type { NodeLambda } from './node-lambda.ts'

export interface ContactEventsProps {
  readonly instance: Instance
  readonly observer: NodeLambda
  /** Of the observer; an event must stay invisible for as long as it may be in work. */
  readonly observerTimeout: Duration
  /** What a customer notices while events wait, or are given up. */
  readonly impact: string
  readonly runbook: string
  readonly topicArn: string | undefined
}

/** AWS advises six times the function's timeout. */
const VISIBILITY_PER_TIMEOUT = 6

/** At 3 minutes from try to try: 30 minutes, so that a table out of reach for 10 loses nothing. */
const TRIES = 10

/** Connect's events about the emails of one instance, to the function that observes them, in no order and maybe twice. */
export class ContactEvents extends Construct {
  constructor(scope: Construct, id: string, props: ContactEventsProps) {
    super(scope, id)
    const deadLetters = new DeadLetters(this, 'DeadLetters', props)
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(props.observerTimeout.toSeconds() * VISIBILITY_PER_TIMEOUT),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: TRIES },
    })
    new Rule(this, 'Rule', {
      description: 'What happens to the email contacts of the instance',
      eventPattern: {
        source: ['aws.connect'],
        detailType: ['Amazon Connect Contact Event', 'Connect Customer Contact Event'],
        detail: {
          $or: [
            emailsOf(props.instance, 'instanceArn', 'channel'),
            emailsOf(props.instance, 'InstanceArn', 'Channel'),
          ],
        },
      },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters.queue })],
    })
    this.feed(queue, props)
    this.watch(queue, props)
  }

  private feed(queue: Queue, { observer }: ContactEventsProps): void {
    observer.may(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue.queueArn])
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: observer.function,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
    })
    // Lambda refuses a mapping whose function may not read the queue yet.
    mapping.node.addDependency(observer)
    Validations.of(mapping).acknowledge({
      id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
      reason: 'For a queue Lambda has no such destination: the redrive policy of the queue does it.',
    })
  }

  private watch(queue: Queue, { impact, runbook, topicArn }: ContactEventsProps): void {
    const metric = queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' })
    const threshold = Duration.minutes(10).toSeconds()
    new ImpactAlarm(this, 'Delayed', { metric, threshold, impact, runbook, topicArn })
  }
}

/**
 * Samples of these events write their keys in either case and channels in capitals or not, and leave the Region out
 * of ARNs: the instance's id is what all of them share.
 */
function emailsOf({ id }: Instance, arnKey: string, channelKey: string) {
  return {
    [arnKey]: [{ suffix: Fn.join('', ['instance/', id]) }],
    [channelKey]: [{ 'equals-ignore-case': 'EMAIL' }],
  }
}
