import { beforeAll, describe, expect, it } from 'vitest'

import {
  AGENT_STREAM,
  CHANGED_INSTANCE,
  type Deployment,
  deploy,
  INSTANCE_ARN,
  LEANER_INSTANCE,
  NEW_INSTANCE,
} from './deployment.ts'

let created: Deployment
let existing: Deployment

beforeAll(async () => {
  created = await deploy(NEW_INSTANCE)
  existing = await deploy(CHANGED_INSTANCE)
})

const mappingOf = (deployment: Deployment) =>
  deployment
    .ofType('AWS::Lambda::EventSourceMapping')
    .find(({ Properties }) => Properties.BisectBatchOnFunctionError !== undefined)?.Properties

describe('agent events', () => {
  it('come by an encrypted stream of our own, which the instance fills', () => {
    const [stream] = created.ofType('AWS::Kinesis::Stream')
    expect(stream?.Properties).toMatchObject({
      ShardCount: 1,
      RetentionPeriodHours: 24,
      StreamEncryption: { EncryptionType: 'KMS', KeyId: expect.anything() },
    })
    expect(created.ofType('AWS::Connect::InstanceStorageConfig').map(({ Properties }) => Properties)).toEqual(
      [
        {
          InstanceArn: expect.anything(),
          ResourceType: 'AGENT_EVENTS',
          StorageType: 'KINESIS_STREAM',
          KinesisStreamConfig: {
            StreamArn: { 'Fn::GetAtt': [expect.stringContaining('AgentEvents'), 'Arn'] },
          },
        },
      ],
    )
  })

  it('come on demand where that is configured', async () => {
    const onDemand = await deploy(LEANER_INSTANCE)
    const [stream] = onDemand.ofType('AWS::Kinesis::Stream')
    expect(stream?.Properties).toMatchObject({ StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
    expect(stream?.Properties.ShardCount).toBeUndefined()
  })

  it('come by a stream that is there, of which the instance is not told again', () => {
    expect(existing.ofType('AWS::Kinesis::Stream')).toEqual([])
    expect(existing.ofType('AWS::Connect::InstanceStorageConfig')).toEqual([])
    expect(mappingOf(existing)).toMatchObject({ EventSourceArn: AGENT_STREAM.arn })
    const policies = JSON.stringify(existing.ofType('AWS::IAM::Policy'))
    expect(policies).toContain(AGENT_STREAM.keyArn)
    expect(policies).toContain(AGENT_STREAM.arn)
  })

  it('that cannot be worked on are halved, tried again a while, and set aside, so that the shard goes on', () => {
    const { DestinationConfig, ...mapping } = mappingOf(created) ?? {}
    expect(mapping).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 3600,
      MaximumBatchingWindowInSeconds: 1,
    })
    const [deadLetters] = DestinationConfig.OnFailure.Destination['Fn::GetAtt']
    expect(created.resources[deadLetters]).toMatchObject({ Type: 'AWS::SQS::Queue' })
  })

  it('are encrypted under a key that opens for callers of this account through Kinesis alone', () => {
    const [, throughKinesis] =
      Object.values(created.service.Resources).find(({ Type }) => Type === 'AWS::KMS::Key')?.Properties
        .KeyPolicy.Statement ?? []
    expect(throughKinesis.Condition.StringEquals).toEqual({
      'kms:CallerAccount': { Ref: 'AWS::AccountId' },
      'kms:ViaService': { 'Fn::Join': ['', ['kinesis.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
    })
  })

  it('raise an alarm when they are old, and when one was set aside', () => {
    const impacts = created
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => Properties.AlarmDescription.includes('observe-agents'))
      .map(({ Properties }) => [Properties.MetricName, Properties.Threshold])
    expect(impacts.sort()).toEqual([
      ['ApproximateNumberOfMessagesVisible', 1],
      ['IteratorAge', 300_000],
    ])
  })
})

it('a status is set for agents only where that is configured', () => {
  const allows = (deployment: Deployment) =>
    JSON.stringify(deployment.ofType('AWS::IAM::Policy')).includes('connect:PutUserStatus')
  expect(allows(created)).toBe(false)
  expect(allows(existing)).toBe(true)
})

it('flows of the instance may ask who is there', () => {
  const functions = existing
    .ofType('AWS::Connect::IntegrationAssociation')
    .filter(({ Properties }) => Properties.InstanceId === INSTANCE_ARN)
    .map(({ Properties }) => Properties.IntegrationArn)
  expect(functions).toContainEqual({ 'Fn::GetAtt': [existing.functionId('find-agents'), 'Arn'] })
})
