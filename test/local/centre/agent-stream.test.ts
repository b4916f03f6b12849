import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Deployment } from '../../../local/assembly/deployment.ts'
import { deploymentOn } from '../../../local/composition/deploy.ts'
import { Ground } from '../../../local/composition/ground.ts'
import { addServices, type Services } from '../../../local/composition/services.ts'
import { staff } from '../../../local/composition/staff.ts'
import { assembly } from '../assembly/room.ts'

/** What a construct library writes for a stream, its function, and an instance that feeds it. */
const RESOURCES = {
  Instance: {
    Type: 'AWS::Connect::Instance',
    Properties: {
      IdentityManagementType: 'CONNECT_MANAGED',
      InstanceAlias: 'acme',
      Attributes: { InboundCalls: false, OutboundCalls: false },
    },
  },
  Stream: {
    Type: 'AWS::Kinesis::Stream',
    Properties: {
      Name: 'agents',
      ShardCount: 2,
      RetentionPeriodHours: 24,
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
    },
  },
  Storage: {
    Type: 'AWS::Connect::InstanceStorageConfig',
    Properties: {
      InstanceArn: { 'Fn::GetAtt': ['Instance', 'Arn'] },
      ResourceType: 'AGENT_EVENTS',
      StorageType: 'KINESIS_STREAM',
      KinesisStreamConfig: { StreamArn: { 'Fn::GetAtt': ['Stream', 'Arn'] } },
    },
  },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
        ],
      },
      Policies: [
        {
          PolicyName: 'read',
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
                Resource: { 'Fn::GetAtt': ['Stream', 'Arn'] },
              },
              { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Dead', 'Arn'] } },
            ],
          },
        },
      ],
    },
  },
  Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
  Observe: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'observe',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 30,
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { S3Bucket: 'b', S3Key: 'observe.zip' },
    },
  },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'Observe' },
      EventSourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 1,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Dead', 'Arn'] } } },
    },
  },
}

/** Says what each event was; chokes on what is no JSON. */
const OBSERVE = `exports.handler = async ({ Records }) => {
  for (const { kinesis } of Records) {
    const event = JSON.parse(Buffer.from(kinesis.data, 'base64'))
    console.log(event.EventType + ' ' + event.CurrentAgentSnapshot.AgentStatus.Name)
  }
  return { batchItemFailures: [] }
}`

let ground: Ground
let services: Services
let deployment: Deployment
let folder: string
const log: string[] = []

beforeEach(async () => {
  log.length = 0
  folder = mkdtempSync(join(tmpdir(), 'observe-'))
  writeFileSync(join(folder, 'index.js'), OBSERVE)
  ground = new Ground({ seed: 1, start: Date.UTC(2026, 0, 5, 9), flowing: false, quotas: 'off' })
  services = await addServices(ground, {
    switches: undefined,
    repeatable: false,
    onHappening: undefined,
    onFunctionLog: ({ text }) => void log.push(text),
  })
  ground.url = (await ground.endpoint.listen(0)).url
  deployment = deploymentOn(ground, services)
  await deployment.apply(assembly(RESOURCES, {}, { 'observe.zip': folder }))
  const instance = deployment.resources().find(({ type }) => type === 'AWS::Connect::Instance')
  await staff(ground.endpoint, {
    resources: [],
    instanceIds: [instance?.attributes.Id as string],
    people: [{ username: 'ana', firstName: 'Ana', lastName: 'Silva' }],
  })
})
afterEach(async () => {
  await ground.stop()
  rmSync(folder, { recursive: true })
})

/** What the function saw; which shard came first says nothing. */
const seen = () => log.filter((line) => /^[A-Z_]+ \w+$/.test(line)).toSorted((a, b) => (a < b ? -1 : 1))
const call = (service: string, operation: string, input: object) =>
  ground.endpoint.call(service, operation, input, { kind: 'operator' })

describe('agent events, from the template to the function', () => {
  it('go by Connect’s own role into the stream, and by the function’s role out of it', async () => {
    services.connect.people.setStatus('ana', 'Available')
    await ground.timeline.advance(130_000)
    expect(seen()).toEqual(['HEART_BEAT Available', 'LOGIN Offline', 'STATE_CHANGE Available'])
    const put = ground.endpoint.calls.entries().find(({ operation }) => operation === 'PutRecords')
    expect(put).toMatchObject({
      caller: expect.stringMatching(/^AWSServiceRoleForAmazonConnect_/),
      errors: 0,
    })
    expect(ground.iam.unusedStatements().filter(({ role }) => role.startsWith('AWSService'))).toEqual([])
  })

  it.each([
    ['drop', []],
    ['twice', ['LOGIN Offline', 'LOGIN Offline', 'STATE_CHANGE Available', 'STATE_CHANGE Available']],
    ['reorder', ['LOGIN Offline', 'STATE_CHANGE Available']],
  ] as const)('suffer the fault %s', async (deliver, lines) => {
    ground.faults.add({ deliver, probability: 1, detailType: 'Agent Event' })
    services.connect.people.setStatus('ana', 'Available')
    await ground.timeline.advance(10_000)
    expect(seen()).toEqual(lines)
  })

  it('are put again when the stream refuses them', async () => {
    ground.faults.add({
      ...{ service: 'kinesis', operation: 'PutRecords', error: 'ProvisionedThroughputExceededException' },
      ...{ when: 'before', times: 2 },
    })
    services.connect.people.setStatus('ana', 'Available')
    await ground.timeline.advance(10_000)
    expect(seen()).toEqual(['LOGIN Offline', 'STATE_CHANGE Available'])
  })

  it('go on past a record that nobody can read: it ends in the dead-letter queue', async () => {
    const poison = { PartitionKey: 'x', Data: Buffer.from('no JSON') }
    await call('kinesis', 'PutRecord', { StreamName: 'agents', ...poison })
    services.connect.people.setStatus('ana', 'Available')
    await ground.timeline.advance(60_000)
    expect(new Set(seen())).toEqual(new Set(['LOGIN Offline', 'STATE_CHANGE Available']))
    const { QueueUrl } = await call('sqs', 'GetQueueUrl', { QueueName: 'dead' })
    const { Messages } = await call('sqs', 'ReceiveMessage', { QueueUrl })
    expect(JSON.parse(Messages[0].Body)).toMatchObject({ KinesisBatchInfo: { batchSize: 1 } })
  })

  it('end when the template no longer has the stream', async () => {
    const { Instance } = RESOURCES
    await deployment.apply(assembly({ Instance }))
    services.connect.people.setStatus('ana', 'Available')
    await ground.timeline.advance(600_000)
    expect(seen()).toEqual([])
  })
})

describe('management events', () => {
  it('reach EventBridge, and a fault takes them away', async () => {
    const reached = async () => {
      await call('connect', 'UpdateUserIdentityInfo', {
        InstanceId: deployment.resources().find(({ type }) => type === 'AWS::Connect::Instance')?.attributes
          .Id,
        UserId: services.connect.people.list()[0]?.id,
        IdentityInfo: { FirstName: 'Anna' },
      })
      await ground.timeline.advance(60_000)
      const { QueueUrl } = await call('sqs', 'GetQueueUrl', { QueueName: 'dead' })
      const { Messages = [] } = await call('sqs', 'ReceiveMessage', { QueueUrl })
      await call('sqs', 'PurgeQueue', { QueueUrl })
      return Messages.map(({ Body }: { Body: string }) => JSON.parse(Body).detail.eventName)
    }
    await call('events', 'PutRule', {
      Name: 'changes',
      EventPattern: JSON.stringify({
        source: ['aws.connect'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: { eventSource: ['connect.amazonaws.com'], eventName: ['UpdateUserIdentityInfo'] },
      }),
    })
    const dead = 'arn:aws:sqs:us-east-1:111122223333:dead'
    const { QueueUrl } = await call('sqs', 'GetQueueUrl', { QueueName: 'dead' })
    const Policy = JSON.stringify({
      Statement: [
        {
          ...{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' },
          Resource: dead,
        },
      ],
    })
    await call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } })
    await call('events', 'PutTargets', { Rule: 'changes', Targets: [{ Id: 't', Arn: dead }] })
    expect(await reached()).toEqual(['UpdateUserIdentityInfo'])
    ground.faults.add({ deliver: 'drop', probability: 1, detailType: 'AWS API Call via CloudTrail' })
    expect(await reached()).toEqual([])
  })
})
