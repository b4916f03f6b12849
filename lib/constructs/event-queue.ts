import { Duration, Validations } from 'aws-cdk-lib'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

import { DeadLetters } from './dead-letters.ts'
import { ImpactAlarm } from './impact-alarm.ts'
import type { NodeLambda } from './node-lambda.ts'

export interface EventQueueProps {
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

/** What happens to a contact often comes as several events at once: they are worked on together. */
const COLLECT = Duration.seconds(1)

/** Events on their way to the function that observes them, in no order and maybe twice. */
export class EventQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: DeadLetters

  constructor(scope: Construct, id: string, props: EventQueueProps) {
    super(scope, id)
    this.deadLetters = new DeadLetters(this, 'DeadLetters', props)
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(props.observerTimeout.toSeconds() * VISIBILITY_PER_TIMEOUT),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: TRIES },
    })
    this.feed(props)
    this.watch(props)
  }

  private feed({ observer }: EventQueueProps): void {
    observer.may(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [this.queue.queueArn])
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: observer.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      maxBatchingWindow: COLLECT,
      reportBatchItemFailures: true,
    })
    // Lambda refuses a mapping whose function may not read the queue yet.
    mapping.node.addDependency(observer)
    Validations.of(mapping).acknowledge({
      id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
      reason: 'For a queue Lambda has no such destination: the redrive policy of the queue does it.',
    })
  }

  private watch({ impact, runbook, topicArn }: EventQueueProps): void {
    const metric = this.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' })
    const threshold = Duration.minutes(10).toSeconds()
    new ImpactAlarm(this, 'Delayed', { metric, threshold, impact, runbook, topicArn })
  }
}
