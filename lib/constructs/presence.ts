import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { CfnInstanceStorageConfig } from 'aws-cdk-lib/aws-connect'
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis'
import { Key } from 'aws-cdk-lib/aws-kms'
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'

import type { Configuration } from '../configuration.ts'
import { IMPACTS } from '../impacts.ts'
import type { Instance } from './connect-instance.ts'
import { DeadLetters } from './dead-letters.ts'
import { FlowLambda } from './flow-lambda.ts'
import { ImpactAlarm } from './impact-alarm.ts'
import type { NodeLambda } from './node-lambda.ts'
import { usableThrough } from './service-key.ts'

export interface PresenceProps {
  readonly instance: Instance
  readonly stream: Configuration['presence']['stream']
  readonly observer: NodeLambda
  /** Callable from flows. */
  readonly finder: NodeLambda
  readonly topicArn: string | undefined
}

/** A batch waits for others at most this long: the more events of one agent meet, the fewer are written. */
const WINDOW_SECONDS = 1
const BATCH = 500

/**
 * Tried again after 1, 2, 4 … seconds while its shard waits, then set aside: the next heartbeat, within two minutes,
 * tells again what a lost event told.
 */
const RETRIES = 5

/** What Kinesis and whoever reads a stream need of its key (Kinesis guide, "Permissions to use user-generated KMS keys"). */
const KEY_ACTIONS = ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey']

/** What the agents of one instance do, by a stream that Connect fills, to the function that observes it. */
export class Presence extends Construct {
  constructor(scope: Construct, id: string, props: PresenceProps) {
    super(scope, id)
    const { instance, stream, observer, finder } = props
    const source = typeof stream === 'object' && 'arn' in stream ? stream : this.made(stream, instance)
    observer.knows('INSTANCE_ID', instance.id)
    this.feed(source, props)
    this.watch(props)
    new FlowLambda(this, 'FindAgentsInFlows', { instance, lambda: finder })
  }

  /** A stream of our own. An instance has one for its agent events and no more, so there must not be another yet. */
  private made(mode: 'on-demand' | { shards: number }, instance: Instance): { arn: string } {
    const key = new Key(this, 'Key', {
      description: 'Encrypts what agents do, for the day that it is kept',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    usableThrough(key, 'kinesis', KEY_ACTIONS)
    const stream = new Stream(this, 'AgentEvents', {
      ...(mode === 'on-demand'
        ? { streamMode: StreamMode.ON_DEMAND }
        : { streamMode: StreamMode.PROVISIONED, shardCount: mode.shards }),
      encryption: StreamEncryption.KMS,
      encryptionKey: key,
      retentionPeriod: Duration.hours(24),
      removalPolicy: RemovalPolicy.DESTROY,
    })
    Validations.of(stream).acknowledge({
      id: 'AwsSolutions::AwsSolutions-KDS3',
      reason:
        'Connect must be let in: a key of ours says so, the policy of the key aws/kinesis is not ours to write.',
    })
    new CfnInstanceStorageConfig(this, 'Source', {
      instanceArn: instance.arn,
      resourceType: 'AGENT_EVENTS',
      storageType: 'KINESIS_STREAM',
      kinesisStreamConfig: { streamArn: stream.streamArn },
    })
    return { arn: stream.streamArn }
  }

  private feed({ arn, keyArn }: { arn: string; keyArn?: string | undefined }, props: PresenceProps): void {
    const { observer, topicArn } = props
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      impact: IMPACTS.agentsUnseen,
      runbook: 'observe-agents',
      topicArn,
    })
    Validations.of(deadLetters.queue).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue of an event source mapping, which the rule does not look at.',
    })
    observer.may(
      [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:ListShards',
        'kinesis:GetShardIterator',
        'kinesis:GetRecords',
      ],
      [arn],
    )
    // The key of our own stream lets in whoever may read the stream.
    if (keyArn) observer.may(['kms:Decrypt'], [keyArn])
    observer.may(['sqs:SendMessage'], [deadLetters.queue.queueArn])
    new EventSourceMapping(this, 'Mapping', {
      target: observer.function,
      eventSourceArn: arn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: BATCH,
      maxBatchingWindow: Duration.seconds(WINDOW_SECONDS),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: RETRIES,
      maxRecordAge: Duration.hours(1),
      onFailure: { bind: () => ({ destination: deadLetters.queue.queueArn }) },
      // Lambda refuses a mapping whose function may not read the stream yet.
    }).node.addDependency(observer)
  }

  private watch({ observer, topicArn }: PresenceProps): void {
    new ImpactAlarm(this, 'Delayed', {
      metric: observer.function.metric('IteratorAge', { statistic: 'Maximum' }),
      threshold: Duration.minutes(5).toMilliseconds(),
      impact: IMPACTS.agentsUnseen,
      runbook: 'observe-agents',
      topicArn,
    })
  }
}
