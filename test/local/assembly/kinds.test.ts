import { describe, expect, it } from 'vitest'
import { kindOf } from '../../../local/assembly/catalogue.ts'
import { assembly, room } from './room.ts'

const INSTANCE = 'arn:aws:connect:us-east-1:111122223333:instance/i-1'

/** Applies one resource; gives what was called. */
async function made(Type: string, Properties: Record<string, unknown>, answers: Record<string, any> = {}) {
  const functions = Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, () => value]))
  const all = room(functions)
  await all.deployment.apply(
    assembly({ Thing: { Type, Properties } }, {}, { 'code.zip': '/assembly/asset.code' }),
  )
  const [resource] = all.deployment.resources()
  return { ...all, ref: resource?.ref, attributes: resource?.attributes }
}

describe('a role', () => {
  const trust = {
    Statement: [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
    ],
  }
  const read = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' }

  it('is told who may take it and what it may do', async () => {
    const { roles, ref, attributes } = await made('AWS::IAM::Role', {
      RoleName: 'reader',
      AssumeRolePolicyDocument: trust,
      Policies: [{ PolicyName: 'read', PolicyDocument: { Statement: read } }],
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    })
    const arn = 'arn:aws:iam::111122223333:role/reader'
    expect([ref, attributes?.Arn]).toEqual(['reader', arn])
    expect(roles.define).toHaveBeenCalledExactlyOnceWith({ name: 'reader', arn, trust: trust.Statement })
    expect(roles.allow).toHaveBeenCalledWith(arn, 'read', [read])
    expect(roles.allow).toHaveBeenCalledWith(arn, expect.stringContaining('AWSLambdaBasicExecutionRole'), [
      expect.objectContaining({
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      }),
    ])
  })

  it.each([
    [
      { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      'the managed policy arn:aws:iam::aws:policy/AdministratorAccess is refused',
    ],
    [{ PermissionsBoundary: 'x' }, 'PermissionsBoundary is not supported here'],
    [{ Path: '/x/' }, 'Path /x/: only / is supported here'],
  ])('is refused with %o', async (extra, message) => {
    await expect(made('AWS::IAM::Role', { AssumeRolePolicyDocument: trust, ...extra })).rejects.toThrow(
      message,
    )
  })

  it('takes the policies that name it, and managed policies of the template', async () => {
    const { deployment, roles } = room()
    await deployment.apply(
      assembly({
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'r',
            AssumeRolePolicyDocument: trust,
            ManagedPolicyArns: [{ Ref: 'Managed' }],
          },
        },
        Managed: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { ManagedPolicyName: 'm', PolicyDocument: { Statement: [read] } },
        },
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [read] } },
        },
      }),
    )
    const arn = 'arn:aws:iam::111122223333:role/r'
    expect(roles.allow.mock.calls).toEqual([
      [arn, 'arn:aws:iam::111122223333:policy/m', [read]],
      [arn, 'p', [read]],
    ])
  })
})

describe('a function', () => {
  const properties = {
    Code: { S3Bucket: 'b', S3Key: 'code.zip' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: 'arn:role',
  }

  it('is defined from its asset', async () => {
    const { functions } = await made('AWS::Lambda::Function', {
      ...properties,
      FunctionName: 'receive',
      Environment: { Variables: { A: 1 } },
      DeadLetterConfig: { TargetArn: 'arn:dead' },
    })
    expect(functions.define).toHaveBeenCalledExactlyOnceWith({
      name: 'receive',
      arn: 'arn:aws:lambda:us-east-1:111122223333:function:receive',
      folder: '/assembly/asset.code',
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      roleArn: 'arn:role',
      environment: { A: '1' },
      timeoutSeconds: 3,
      memoryMb: 128,
      reservedConcurrency: undefined,
      deadLetterArn: 'arn:dead',
    })
  })

  it('is defined again under its name when it changes', async () => {
    const { deployment, functions } = room()
    const assets = { 'code.zip': '/assembly/asset.code' }
    const withTimeout = (Timeout: number) =>
      assembly({ Fn: { Type: 'AWS::Lambda::Function', Properties: { ...properties, Timeout } } }, {}, assets)
    await deployment.apply(withTimeout(3))
    await deployment.apply(withTimeout(8))
    const [[before], [after]] = functions.define.mock.calls as any
    expect(after).toEqual({ ...before, timeoutSeconds: 8 })
  })

  it.each([
    [{ Layers: ['l'] }, 'Layers are not supported here'],
    [{ PackageType: 'Image' }, 'PackageType Image is not supported here'],
    [{ Code: { ZipFile: 'x' } }, 'Code must be an asset of the assembly (S3Key)'],
    [{ Code: { S3Key: 'other.zip' } }, 'the assembly has no asset other.zip for Service'],
  ])('is refused with %o', async (extra, message) => {
    await expect(made('AWS::Lambda::Function', { ...properties, ...extra })).rejects.toThrow(message)
  })
})

describe('a state machine', () => {
  it('has its substitutions put in, as text within JSON', async () => {
    const { sent, ref, attributes } = await made(
      'AWS::StepFunctions::StateMachine',
      {
        StateMachineName: 'hold',
        RoleArn: 'r',
        DefinitionString: '{"A":"${Fn}","B":"{% $map([1], function($x) { ${ } }) %}"}',
        DefinitionSubstitutions: { Fn: 'say "x"' },
        LoggingConfiguration: {
          Level: 'ALL',
          Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'l' } }],
        },
      },
      { CreateStateMachine: { stateMachineArn: 'arn:hold' } },
    )
    expect(sent[0]?.input).toMatchObject({
      name: 'hold',
      definition: '{"A":"say \\"x\\"","B":"{% $map([1], function($x) { ${ } }) %}"}',
      loggingConfiguration: {
        level: 'ALL',
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'l' } }],
      },
    })
    expect([ref, attributes]).toEqual(['arn:hold', { Arn: 'arn:hold', Name: 'hold' }])
  })

  it('is refused where a substitution is missing', async () => {
    const properties = { RoleArn: 'r', DefinitionString: '"${Fn}"' }
    await expect(made('AWS::StepFunctions::StateMachine', properties)).rejects.toThrow(
      'the definition asks for ${Fn}',
    )
  })

  it('is updated under its ARN', async () => {
    const { deployment, sent } = room({ CreateStateMachine: () => ({ stateMachineArn: 'arn:hold' }) })
    const defined = (DefinitionString: string) =>
      assembly({
        M: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: 'r', DefinitionString } },
      })
    await deployment.apply(defined('{}'))
    await deployment.apply(defined('{"a":1}'))
    expect(sent.at(-1)).toEqual({
      service: 'states',
      operation: 'UpdateStateMachine',
      input: { stateMachineArn: 'arn:hold', definition: '{"a":1}', roleArn: 'r' },
    })
  })
})

describe('a contact flow', () => {
  const flow = (properties: object) =>
    assembly({
      F: {
        Type: 'AWS::Connect::ContactFlow',
        Properties: { InstanceArn: INSTANCE, Name: 'in', Type: 'CONTACT_FLOW', ...properties },
      },
    })
  const create = { CreateContactFlow: () => ({ ContactFlowArn: `${INSTANCE}/contact-flow/f-1` }) }

  it('is created, and its content and name are changed in place', async () => {
    const { deployment, sent } = room(create)
    await deployment.apply(flow({ Content: '{}' }))
    await deployment.apply(flow({ Content: '{"a":1}', Name: 'inbound' }))
    expect(sent.map(({ operation, input }) => [operation, input])).toEqual([
      ['CreateContactFlow', { InstanceId: 'i-1', Name: 'in', Type: 'CONTACT_FLOW', Content: '{}' }],
      ['UpdateContactFlowContent', { InstanceId: 'i-1', ContactFlowId: 'f-1', Content: '{"a":1}' }],
      ['UpdateContactFlowMetadata', { InstanceId: 'i-1', ContactFlowId: 'f-1', Name: 'inbound' }],
    ])
  })

  it('cannot change its type', async () => {
    const { deployment } = room(create)
    await deployment.apply(flow({ Content: '{}' }))
    await expect(deployment.apply(flow({ Content: '{}', Type: 'CUSTOMER_QUEUE' }))).rejects.toThrow(
      'Type cannot be changed in place here',
    )
  })

  it('gets its old content back when something after it fails', async () => {
    const { deployment, sent } = room({ ...create, PutRule: () => Promise.reject(new Error('no')) })
    await deployment.apply(flow({ Content: '{}' }))
    const broken = flow({ Content: '{"a":1}' })
    broken.stacks[0]!.template.Resources.Rule = {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: {} },
    }
    await expect(deployment.apply(broken)).rejects.toThrow('Service/Rule')
    expect(sent.at(-1)).toMatchObject({ operation: 'UpdateContactFlowContent', input: { Content: '{}' } })
  })
})

describe('a queue', () => {
  it('is not left behind where its further email addresses are refused', async () => {
    const { deployment, sent } = room({
      CreateQueue: () => ({ QueueId: 'q-1', QueueArn: `${INSTANCE}/queue/q-1` }),
      AssociateQueueEmailAddresses: () => {
        throw new Error('too many')
      },
    })
    const Properties = {
      ...{ InstanceArn: INSTANCE, Name: 'Support', HoursOfOperationArn: `${INSTANCE}/operating-hours/h-1` },
      AdditionalEmailAddresses: [{ EmailAddressArn: `${INSTANCE}/email-address/e-2` }],
    }
    const apply = deployment.apply(assembly({ Thing: { Type: 'AWS::Connect::Queue', Properties } }))
    await expect(apply).rejects.toThrow('too many')
    expect(sent.map(({ operation }) => operation)).toEqual([
      'CreateQueue',
      'AssociateQueueEmailAddresses',
      'DeleteQueue',
    ])
  })
})

describe('what the API wants otherwise than the template has it', () => {
  it.each<[string, string, object, object, [string, object]]>([
    [
      'a Connect queue: ids for ARNs',
      'AWS::Connect::Queue',
      {
        InstanceArn: INSTANCE,
        Name: 'Support',
        HoursOfOperationArn: `${INSTANCE}/operating-hours/h-1`,
        OutboundEmailConfig: { OutboundEmailAddressId: `${INSTANCE}/email-address/e-1` },
      },
      { CreateQueue: { QueueArn: 'q' } },
      [
        'CreateQueue',
        {
          InstanceId: 'i-1',
          Name: 'Support',
          HoursOfOperationId: 'h-1',
          OutboundEmailConfig: { OutboundEmailAddressId: 'e-1' },
        },
      ],
    ],
    [
      'a routing profile: queue ids',
      'AWS::Connect::RoutingProfile',
      {
        InstanceArn: INSTANCE,
        Name: 'n',
        Description: 'd',
        DefaultOutboundQueueArn: `${INSTANCE}/queue/q-1`,
        MediaConcurrencies: [{ Channel: 'EMAIL', Concurrency: 5 }],
        QueueConfigs: [
          { Delay: 0, Priority: 1, QueueReference: { QueueArn: `${INSTANCE}/queue/q-1`, Channel: 'EMAIL' } },
        ],
      },
      { CreateRoutingProfile: { RoutingProfileArn: 'r' } },
      [
        'CreateRoutingProfile',
        {
          InstanceId: 'i-1',
          Name: 'n',
          Description: 'd',
          DefaultOutboundQueueId: 'q-1',
          MediaConcurrencies: [{ Channel: 'EMAIL', Concurrency: 5 }],
          QueueConfigs: [{ Delay: 0, Priority: 1, QueueReference: { QueueId: 'q-1', Channel: 'EMAIL' } }],
        },
      ],
    ],
    [
      'a quick connect: ids',
      'AWS::Connect::QuickConnect',
      {
        InstanceArn: INSTANCE,
        Name: 'n',
        QuickConnectConfig: {
          QuickConnectType: 'QUEUE',
          QueueConfig: { QueueArn: `${INSTANCE}/queue/q-1`, ContactFlowArn: `${INSTANCE}/contact-flow/f-1` },
        },
      },
      { CreateQuickConnect: { QuickConnectARN: 'q' } },
      [
        'CreateQuickConnect',
        {
          InstanceId: 'i-1',
          Name: 'n',
          QuickConnectConfig: {
            QuickConnectType: 'QUEUE',
            QueueConfig: { QueueId: 'q-1', ContactFlowId: 'f-1' },
          },
        },
      ],
    ],
    [
      'a user: ids',
      'AWS::Connect::User',
      {
        InstanceArn: INSTANCE,
        Username: 'ana',
        RoutingProfileArn: `${INSTANCE}/routing-profile/r-1`,
        SecurityProfileArns: [`${INSTANCE}/security-profile/s-1`],
        PhoneConfig: { PhoneType: 'SOFT_PHONE' },
      },
      { CreateUser: { UserArn: 'u' } },
      [
        'CreateUser',
        {
          InstanceId: 'i-1',
          Username: 'ana',
          PhoneConfig: { PhoneType: 'SOFT_PHONE' },
          RoutingProfileId: 'r-1',
          SecurityProfileIds: ['s-1'],
        },
      ],
    ],
    [
      'a Lambda integration: its own call',
      'AWS::Connect::IntegrationAssociation',
      { InstanceId: INSTANCE, IntegrationType: 'LAMBDA_FUNCTION', IntegrationArn: 'arn:fn' },
      {},
      ['AssociateLambdaFunction', { InstanceId: 'i-1', FunctionArn: 'arn:fn' }],
    ],
    [
      'message templates of the instance: the call for all other integrations',
      'AWS::Connect::IntegrationAssociation',
      { InstanceId: INSTANCE, IntegrationType: 'Q_MESSAGE_TEMPLATES', IntegrationArn: 'arn:kb' },
      { CreateIntegrationAssociation: { IntegrationAssociationId: 'a-1' } },
      [
        'CreateIntegrationAssociation',
        { InstanceId: 'i-1', IntegrationType: 'Q_MESSAGE_TEMPLATES', IntegrationArn: 'arn:kb' },
      ],
    ],
    [
      'a rule: its pattern as text',
      'AWS::Events::Rule',
      { Name: 'n', EventPattern: { source: ['aws.connect'] } },
      { PutRule: { RuleArn: 'r' } },
      ['PutRule', { Name: 'n', EventPattern: '{"source":["aws.connect"]}' }],
    ],
    [
      'a schedule: dates',
      'AWS::Scheduler::Schedule',
      { Name: 'n', StartDate: '2026-01-05T09:00:00Z' },
      { CreateSchedule: { ScheduleArn: 's' } },
      ['CreateSchedule', { Name: 'n', StartDate: new Date('2026-01-05T09:00:00Z') }],
    ],
    [
      'a stream: its name',
      'AWS::Kinesis::Stream',
      { Name: 'agents', ShardCount: 1 },
      {},
      ['CreateStream', { StreamName: 'agents', ShardCount: 1 }],
    ],
  ])('%s', async (_, type, properties, answers, [operation, input]) => {
    const { sent } = await made(type, properties as Record<string, unknown>, answers)
    expect([sent[0]?.operation, sent[0]?.input]).toEqual([operation, input])
  })

  it.each([
    [24, ['CreateStream']],
    ['168', ['CreateStream', 'IncreaseStreamRetentionPeriod']],
  ])('makes a stream that keeps records for %s hours', async (RetentionPeriodHours, operations) => {
    const stream = { Name: 'agents', ShardCount: 1, RetentionPeriodHours }
    const { sent } = await made('AWS::Kinesis::Stream', stream)
    expect(sent.map(({ operation }) => operation)).toEqual(operations)
  })

  it('refuses an integration that is not modelled', async () => {
    const properties = { InstanceId: INSTANCE, IntegrationType: 'LEX_BOT', IntegrationArn: 'x' }
    await expect(made('AWS::Connect::IntegrationAssociation', properties)).rejects.toThrow(
      'IntegrationType LEX_BOT is not supported here',
    )
  })

  it('fails where a target of a rule is refused', async () => {
    const properties = { EventPattern: {}, Targets: [{ Id: 't', Arn: 'a' }] }
    const answers = {
      PutRule: { RuleArn: 'r' },
      PutTargets: { FailedEntries: [{ TargetId: 't', ErrorCode: 'Bad', ErrorMessage: 'no' }] },
    }
    await expect(made('AWS::Events::Rule', properties, answers)).rejects.toThrow('target t: Bad: no')
  })
})

describe('a table', () => {
  const described = { CreateTable: { TableDescription: { TableArn: 'arn:t', TableId: 'id' } } }

  it.each(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'])(
    '%s is created with its expiry',
    async (type) => {
      const { sent, attributes } = await made(
        type,
        {
          TableName: 'threads',
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
          SSESpecification: { SSEEnabled: true },
          TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
          ...(type.endsWith('GlobalTable') && { Replicas: [{ Region: 'us-east-1' }] }),
        },
        described,
      )
      expect(sent.map(({ operation, input }) => [operation, input])).toEqual([
        [
          'CreateTable',
          {
            TableName: 'threads',
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            BillingMode: 'PAY_PER_REQUEST',
          },
        ],
        [
          'UpdateTimeToLive',
          { TableName: 'threads', TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' } },
        ],
      ])
      expect(attributes?.Arn).toBe('arn:t')
    },
  )

  it.each([
    [
      'AWS::DynamoDB::Table',
      { StreamSpecification: {} },
      'the property StreamSpecification is not supported here',
    ],
    [
      'AWS::DynamoDB::GlobalTable',
      { Replicas: [{ Region: 'eu-west-1' }] },
      'Replicas must be the one of us-east-1',
    ],
  ])('%s is refused with %o', async (type, properties, message) => {
    await expect(made(type, properties, described)).rejects.toThrow(message)
  })
})

describe('what is only noted', () => {
  it.each([
    ['AWS::KMS::Key', {}, 'Arn', /^arn:aws:kms:us-east-1:111122223333:key\/[0-9a-f-]{36}$/],
    [
      'AWS::Logs::LogGroup',
      { LogGroupName: 'g' },
      'Arn',
      /^arn:aws:logs:us-east-1:111122223333:log-group:g:\*$/,
    ],
    [
      'AWS::CloudWatch::Alarm',
      { AlarmName: 'a' },
      'Arn',
      /^arn:aws:cloudwatch:us-east-1:111122223333:alarm:a$/,
    ],
    ['AWS::S3::Bucket', {}, 'Arn', /^arn:aws:s3:::service-thing-[a-z0-9]{12}$/],
  ])('%s has its names and calls nothing', async (type, properties, attribute, pattern) => {
    const { sent, attributes } = await made(type, properties)
    expect(attributes?.[attribute]).toMatch(pattern)
    expect(sent).toEqual([])
    expect(kindOf(type)?.runs).toBe(false)
  })
})
