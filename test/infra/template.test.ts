import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { beforeAll, describe, expect, it } from 'vitest'

import { type FunctionName, type Permissions, permissions } from '../../lib/permissions.ts'
import {
  type Deployment,
  deploy,
  EXISTING_INSTANCE,
  INSTANCE_ARN,
  LEANER_INSTANCE,
  NEW_INSTANCE,
  type Resource,
} from './deployment.ts'

const FUNCTIONS = Object.keys(permissions) as FunctionName[]
const MACHINES = readdirSync('stepfunctions').length
const IN_FLOWS: FunctionName[] = ['receive-email', 'find-agents', 'record-disposition', 'return-to-owner']
const ASYNCHRONOUS: FunctionName[] = [
  'inspect-mail',
  'reroute-overdue',
  'review-dispositions',
  'follow-up',
  'note-chat-message',
  'associate-flow',
  'attach-quick-connect',
]

/** Actions that know no resource, or only optional ones (Service Authorization Reference): "*" is all one can say. */
const WITHOUT_RESOURCE = [
  'connect:StartOutboundEmailContact',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
]

const RULE_SET = 'AmazonConnectEnabledRuleSet-DO-NOT-DELETE'

const BROUGHT_ALONG = ['DescribeEndpoints', 'Query', 'Scan']

let created: Deployment
let existing: Deployment

beforeAll(async () => {
  created = await deploy({
    ...NEW_INSTANCE,
    inspectMail: { receiptRuleSet: RULE_SET },
    chat: { nudges: {} },
    voice: {},
  })
  existing = await deploy(EXISTING_INSTANCE)
})

describe('the stacks', () => {
  it('are two: what is never replaced, and the rest', () => {
    expect(created.stackNames).toEqual(['homeward-prod-state', 'homeward-prod-service'])
    expect(existing.stackNames).toEqual(['homeward-test-state', 'homeward-test-service'])
    expect(
      Object.values(existing.state.Resources)
        .map(({ Type }) => Type)
        .sort(),
    ).toEqual(['AWS::DynamoDB::Table', 'AWS::KMS::Key'])
  })

  it('keep a created instance when they go, and create none where there is one', () => {
    const [instance] = created.ofType('AWS::Connect::Instance')
    expect(instance).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' })
    expect(existing.ofType('AWS::Connect::Instance')).toEqual([])
    const addresses = existing
      .ofType('AWS::Connect::EmailAddress')
      .map(({ Properties }) => Properties.EmailAddress)
    expect(addresses).not.toContain('billing@example.com')
    expect(
      existing.ofType('Custom::FlowAssociation').map(({ Properties }) => Properties.ResourceId),
    ).toContain(`${INSTANCE_ARN}/email-address/88888888-2222-3333-4444-555555555555`)
    expect(existing.ofType('AWS::Connect::RoutingProfile')).toEqual([])
  })
})

describe('the table', () => {
  it('is kept, protected, restorable and under a key of ours that rotates', () => {
    const [table] = created.ofType('AWS::DynamoDB::Table')
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
    expect(table?.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: expect.anything() },
      BillingMode: 'PAY_PER_REQUEST',
    })
    const [key] = created.ofType('AWS::KMS::Key')
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } })
  })

  it('has the key, the indexes and the expiry that the functions count on', () => {
    expect(created.ofType('AWS::DynamoDB::Table')[0]?.Properties).toMatchObject({
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'holds',
          KeySchema: keys('holdShard', 'holdUntil'),
          Projection: { ProjectionType: 'ALL' },
        },
        { IndexName: 'acknowledgements', KeySchema: keys('acknowledgeShard', 'acknowledgeDueAt') },
        { IndexName: 'attention', KeySchema: keys('attentionShard', 'attentionAt') },
        {
          IndexName: 'pending',
          KeySchema: keys('pendingShard', 'pendingAt'),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'untaken',
          KeySchema: keys('takerShard', 'takerLookAt'),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'agents',
          KeySchema: keys('agentShard', 'nameKey'),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['names', 'listed'] },
        },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'holdShard', AttributeType: 'S' },
        { AttributeName: 'holdUntil', AttributeType: 'N' },
        { AttributeName: 'acknowledgeShard', AttributeType: 'S' },
        { AttributeName: 'acknowledgeDueAt', AttributeType: 'N' },
        { AttributeName: 'attentionShard', AttributeType: 'S' },
        { AttributeName: 'attentionAt', AttributeType: 'N' },
        { AttributeName: 'pendingShard', AttributeType: 'S' },
        { AttributeName: 'pendingAt', AttributeType: 'N' },
        { AttributeName: 'takerShard', AttributeType: 'S' },
        { AttributeName: 'takerLookAt', AttributeType: 'N' },
        { AttributeName: 'agentShard', AttributeType: 'S' },
        { AttributeName: 'nameKey', AttributeType: 'S' },
      ],
    })
  })
})

describe.each(FUNCTIONS)('%s', (name) => {
  const source = readFileSync(`lambdas/handlers/${name}.ts`, 'utf8')

  it('runs on Node 24 and arm64, is traced, and has a log of its own that expires', () => {
    const { Properties } = created.functionNamed(name)
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
    })
    expect(created.resources[Properties.LoggingConfig.LogGroup.Ref]?.Properties.RetentionInDays).toBe(90)
  })

  it('may do what its code does, and nothing else', () => {
    const code = created.assetFile(name, 'index.cjs') ?? ''
    // These three the DynamoDB client and its document client bring along, whether a function uses them or not.
    const calls = [...code.matchAll(/class extends [\w$]+\([\w$]+,[\w$]+,"(\w+)",/g)].map(([, call]) => call!)
    const ofTheService = /^(?:dynamodb|connect|states):/
    const allowed = actionsOf(created, name).filter((action) => ofTheService.test(action))
    const without = (actions: string[]) =>
      new Set(actions.filter((action) => !BROUGHT_ALONG.includes(action)))
    const row: Permissions = permissions[name]
    // Granted only where flows send acknowledgements, or agents are set back, which this deployment's do not.
    const ungranted: readonly string[] = [
      ...(row.connectIfFlowsSend ?? []),
      ...(row.connectIfSettingBack ?? []),
    ]
    expect(without(allowed.map((action) => action.replace(ofTheService, '')))).toEqual(
      without(calls.filter((call) => !ungranted.includes(call))),
    )
  })

  it('is told every environment variable that it asks for', () => {
    const asked = new Set([...source.matchAll(/\benv\('(\w+)'\)/g)].map(([, variable]) => variable!))
    const told = Object.keys(created.functionNamed(name).Properties.Environment.Variables)
    expect(new Set(told.filter((variable) => !variable.startsWith('POWERTOOLS_')))).toEqual(asked)
  })

  it('finds the settings beside its code if it reads them, and only then', () => {
    const reads = source.includes('runtime/settings.ts')
    expect(created.assetFile(name, 'settings.json') !== undefined).toBe(reads)
  })

  it('has dead letters if and only if it is invoked asynchronously', () => {
    const has = created.functionNamed(name).Properties.DeadLetterConfig !== undefined
    expect(has).toBe(ASYNCHRONOUS.includes(name))
  })
})

describe('permissions', () => {
  it('name their resources, but for actions that know none', () => {
    for (const { Action, Resource } of [created, existing].flatMap(statements)) {
      if (!list(Resource).includes('*')) continue
      expect(WITHOUT_RESOURCE).toEqual(expect.arrayContaining(list(Action)))
    }
  })

  it('hold no wildcard but for what Connect makes later, in this instance', () => {
    const wildcards = statements(existing)
      .flatMap(({ Resource }) => list(Resource))
      .filter((resource): resource is string => typeof resource === 'string' && /.\*|\*./.test(resource))
    expect([...new Set(wildcards)].sort()).toEqual([
      `${INSTANCE_ARN}/agent/*`,
      `${INSTANCE_ARN}/contact-flow/*`,
      `${INSTANCE_ARN}/contact/*`,
      `${INSTANCE_ARN}/email-address/*`,
      `${INSTANCE_ARN}/notification/*`,
      `${INSTANCE_ARN}/queue/*`,
      `${INSTANCE_ARN}/routing-profile/*`,
      `${INSTANCE_ARN}/transfer-destination/*`,
    ])
    expect(
      statements(existing)
        .flatMap(({ Action }) => list(Action))
        .filter((action) => action.includes('*')),
    ).toEqual([])
  })

  it('come from no managed policy', () => {
    expect(created.ofType('AWS::IAM::Role').filter(({ Properties }) => Properties.ManagedPolicyArns)).toEqual(
      [],
    )
  })

  it('let only this instance of this account invoke the functions of flows', () => {
    const permissions = existing.ofType('AWS::Lambda::Permission').map(({ Properties }) => Properties)
    const ofFlows = IN_FLOWS.map((name) => ({ 'Fn::GetAtt': [existing.functionId(name), 'Arn'] }))
    expect(new Set(permissions.map(({ FunctionName }) => FunctionName))).toEqual(new Set(ofFlows))
    for (const permission of permissions)
      expect(permission).toMatchObject({
        Principal: 'connect.amazonaws.com',
        SourceArn: INSTANCE_ARN,
        SourceAccount: '111122223333',
      })
  })

  it('leave the key of the table to DynamoDB, for callers of this account', () => {
    const [, throughDynamoDb, ...others] =
      Object.values(created.state.Resources).find(({ Type }) => Type === 'AWS::KMS::Key')?.Properties
        .KeyPolicy.Statement ?? []
    expect(others).toEqual([])
    expect(throughDynamoDb.Condition.StringEquals).toEqual({
      'kms:CallerAccount': { Ref: 'AWS::AccountId' },
      'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
    })
    expect(statements(created).filter(({ Action }) => /kms:/.test(String(Action)))).toEqual([])
  })
})

describe('inboxes', () => {
  it('start each a flow of their own, which invokes the function and waits as long as configured', () => {
    const [billing] = inboundFlows(existing)
    expect(billing).toContain('"Expiry":{"DurationInSeconds":"7200"}')
    expect(billing).toContain('/queue/11111111-2222-3333-4444-555555555555')
    expect(billing).not.toMatch(/\$\{[A-Z]/)
    expect(inboundFlows(existing)).toHaveLength(3)
    expect(existing.ofType('Custom::FlowAssociation').map(({ Properties }) => Properties)).toEqual(
      Array(3).fill({
        ServiceToken: { 'Fn::GetAtt': [existing.functionId('associate-flow'), 'Arn'] },
        ServiceTimeout: '300',
        InstanceId: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
        ResourceId: expect.anything(),
        FlowId: { 'Fn::GetAtt': [expect.any(String), 'ContactFlowArn'] },
        ResourceType: 'INBOUND_EMAIL',
      }),
    )
  })

  it('have no expiry in the flow where only opening hours count, or where it is switched off', async () => {
    const [, hilfe] = inboundFlows(existing)
    expect(hilfe).toContain('"UpdateContactRoutingCriteria"')
    expect(hilfe).not.toContain('Expiry')
    const [support] = inboundFlows(await deploy(LEANER_INSTANCE))
    expect(support).not.toContain('Expiry')
  })

  it('share a new queue that they name alike, and write from their own addresses in it', () => {
    const [queue, ...others] = existing.ofType('AWS::Connect::Queue')
    expect(others).toEqual([])
    expect(queue?.Properties).toMatchObject({
      Name: 'Hilfe',
      HoursOfOperationArn: `${INSTANCE_ARN}/operating-hours/77777777`,
      OutboundEmailConfig: {
        OutboundEmailAddressId: { 'Fn::GetAtt': [expect.stringContaining('hilfe'), 'EmailAddressArn'] },
      },
      AdditionalEmailAddresses: [
        { EmailAddressArn: { 'Fn::GetAtt': [expect.stringContaining('help'), 'EmailAddressArn'] } },
      ],
    })
  })

  it('of a new instance are open always, and offered to agents with its routing profile', () => {
    const [hours] = created.ofType('AWS::Connect::HoursOfOperation')
    expect(hours?.Properties.Config).toHaveLength(7)
    const [profile] = created.ofType('AWS::Connect::RoutingProfile')
    expect(profile?.Properties).toMatchObject({
      MediaConcurrencies: [
        { Channel: 'EMAIL' },
        { Channel: 'TASK' },
        { Channel: 'CHAT', Concurrency: 3 },
      ].map((each) => ({ ...each, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } })),
      QueueConfigs: ['EMAIL', 'TASK', 'CHAT'].map((Channel) => ({ QueueReference: { Channel } })),
    })
  })

  it('reach the functions as settings, opening hours in order', () => {
    expect(JSON.parse(existing.assetFile('receive-email', 'settings.json') ?? '')).toEqual({
      inboxes: [
        expect.objectContaining({
          address: 'billing@example.com',
          holdForSeconds: 7200,
          clock: { kind: 'wall' },
        }),
        {
          address: 'hilfe@example.com',
          displayName: 'Hilfe',
          automaticMail: 'queue',
          holdForSeconds: 57_600,
          clock: {
            kind: 'opening-hours',
            timeZone: 'Europe/Berlin',
            week: {
              MONDAY: [
                ['09:00', '12:00'],
                ['13:00', '17:00'],
              ],
              FRIDAY: [['09:00', '24:00']],
            },
          },
          followUp: { afterSeconds: 86_400, queue: 1 },
          language: 'de',
          wording: {
            de: { subject: 'Eingang', text: 'Ihre Nachricht ist da.', html: '<p>Ihre Nachricht ist da.</p>' },
          },
        },
        expect.objectContaining({ address: 'help@example.com', language: 'en' }),
      ],
      otherAddresses: [],
      holdExpiryInFlow: true,
      graceSeconds: 60,
      acknowledgementsPerSecond: 1.9,
      sweepEverySeconds: 60,
      takeover: { taskExpiresDays: 7 },
      transfers: { acceptWithinSeconds: 1800, clock: 'wall' },
      inspectMail: false,
      acknowledgements: { by: 'api', template: false },
      dispositions: {
        reopenDays: 90,
        guide: true,
        values: expect.arrayContaining(['Complaint', 'Other']),
        remindAgent: true,
        graceSeconds: 600,
      },
      presence: { staleAfterSeconds: 900, statuses: {}, stuckUnavailable: 'notify', stuckAfterSeconds: 300 },
    })
  })
})

describe('the headers of mail', () => {
  it('are shown to a function by a receipt rule for our addresses alone, before any other rule', () => {
    const [rule] = created.ofType('AWS::SES::ReceiptRule')
    const FunctionArn = { 'Fn::GetAtt': [created.functionId('inspect-mail'), 'Arn'] }
    expect(rule?.Properties).toEqual({
      RuleSetName: RULE_SET,
      Rule: {
        Name: 'homeward-prod-inspect-mail',
        Enabled: true,
        ScanEnabled: true,
        TlsPolicy: 'Optional',
        Recipients: ['support@example.com'],
        Actions: [{ LambdaAction: { FunctionArn, InvocationType: 'Event' } }],
      },
    })
  })

  it('may be shown by that rule of this account and by nothing else, which is allowed before the rule is made', () => {
    const [id, permission] = Object.entries(created.resources).find(
      ([, { Type, Properties }]) =>
        Type === 'AWS::Lambda::Permission' && Properties.Principal === 'ses.amazonaws.com',
    )!
    expect(permission.Properties).toMatchObject({ SourceAccount: { Ref: 'AWS::AccountId' } })
    expect(JSON.stringify(permission.Properties.SourceArn)).toContain(
      `:receipt-rule-set/${RULE_SET}:receipt-rule/homeward-prod-inspect-mail`,
    )
    expect(created.ofType('AWS::SES::ReceiptRule')[0]?.DependsOn).toContain(id)
  })

  it('come after another rule where the configuration says so', async () => {
    const after = await deploy({
      ...NEW_INSTANCE,
      inspectMail: { receiptRuleSet: RULE_SET, after: 'archive' },
    })
    expect(after.ofType('AWS::SES::ReceiptRule')[0]?.Properties.After).toBe('archive')
  })

  it('stay unseen by default: no rule, no function', () => {
    expect(existing.ofType('AWS::SES::ReceiptRule')).toEqual([])
    expect(() => existing.functionNamed('inspect-mail')).toThrow('inspect-mail is not deployed')
  })
})

describe('automatic mail', () => {
  const supervised = (automaticMail: unknown) =>
    deploy({ ...NEW_INSTANCE, inboxes: [{ ...NEW_INSTANCE.inboxes[0], automaticMail }] })
  const queuesOfFlow = (deployment: Deployment) => {
    const [flow] = deployment
      .ofType('AWS::Connect::ContactFlow')
      .filter(({ Properties }: Resource) => Properties.Name.includes('-inbound-'))
    return flow?.Properties.Content['Fn::Join'][1]
      .map((part: any) => part['Fn::GetAtt']?.[0])
      .filter((id: string | undefined) => id !== undefined && /Queue/.test(id))
  }

  it('goes to the queue of customers where nothing else is said', () => {
    const [queue, sameQueue] = queuesOfFlow(created)
    expect(queue).toBeDefined()
    expect(sameQueue).toBe(queue)
  })

  it('goes to a queue of its own, which the agents do not serve', async () => {
    const deployment = await supervised({ queue: { create: { name: 'Machines' } } })
    const ids = queuesOfFlow(deployment)
    expect(new Set(ids).size).toBe(2)
    const machines = ids.find((id: string) => deployment.resources[id]?.Properties.Name === 'Machines')
    expect(machines).toBeDefined()
    const [profile] = deployment.ofType('AWS::Connect::RoutingProfile')
    expect(JSON.stringify(profile?.Properties)).not.toContain(machines)
  })

  it('ends where the function is told so', async () => {
    const ending = await supervised('end')
    const settings = JSON.parse(ending.assetFile('receive-email', 'settings.json') ?? '')
    expect(settings.inboxes[0].automaticMail).toBe('end')
  })
})

describe('state machines', () => {
  it('have a value for every placeholder in their file, and no other', () => {
    for (const { Properties } of created.ofType('AWS::StepFunctions::StateMachine')) {
      const used = [...Properties.DefinitionString.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name)
      expect(new Set(used)).toEqual(new Set(Object.keys(Properties.DefinitionSubstitutions)))
    }
  })

  it('end some day, are traced, and log without the data of customers', () => {
    expect(created.ofType('AWS::StepFunctions::StateMachine')).toHaveLength(MACHINES)
    for (const { Properties } of created.ofType('AWS::StepFunctions::StateMachine')) {
      expect(JSON.parse(Properties.DefinitionString).TimeoutSeconds).toBeGreaterThan(0)
      expect(Properties.TracingConfiguration).toEqual({ Enabled: true })
      expect(Properties.LoggingConfiguration).toMatchObject({ Level: 'ALL', IncludeExecutionData: false })
    }
  })
})

describe('what Homeward is told', () => {
  it('outlasts a table that is out of reach for ten minutes, and then has dead letters', () => {
    const queue = created.ofType('AWS::SQS::Queue').find(({ Properties }) => Properties.RedrivePolicy)
    const { VisibilityTimeout, RedrivePolicy } = queue?.Properties ?? {}
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(
      6 * created.functionNamed('observe-contacts').Properties.Timeout,
    )
    expect(VisibilityTimeout * RedrivePolicy.maxReceiveCount).toBeGreaterThan(2 * 600)
    expect(created.resources[RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]]?.Type).toBe(
      'AWS::SQS::Queue',
    )
    expect(created.ofType('AWS::Lambda::EventSourceMapping')[0]?.Properties.FunctionResponseTypes).toEqual([
      'ReportBatchItemFailures',
    ])
  })

  it('is when to sweep, as often as configured', () => {
    const sweepOf = (deployment: Deployment) =>
      deployment
        .ofType('AWS::Scheduler::Schedule')
        .find(({ Properties }) => Properties.Target.DeadLetterConfig !== undefined)
    const schedule = sweepOf(created)
    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'rate(15 minutes)',
      Target: { DeadLetterConfig: expect.anything(), RetryPolicy: { MaximumEventAgeInSeconds: 900 } },
    })
    expect(sweepOf(existing)?.Properties.ScheduleExpression).toBe('rate(1 minute)')
  })
})

describe('operations', () => {
  it('let no log live for ever', () => {
    expect(
      created.ofType('AWS::Logs::LogGroup').filter(({ Properties }) => !Properties.RetentionInDays),
    ).toEqual([])
    expect(created.ofType('AWS::Logs::LogGroup')).toHaveLength(FUNCTIONS.length + MACHINES)
  })

  it('have an alarm for a sweep that never comes', () => {
    const silent = created
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => Properties.ComparisonOperator === 'LessThanThreshold')
    expect(silent.map(({ Properties }) => Properties)).toEqual(
      [10_800, 2700].map((Period) =>
        expect.objectContaining({ MetricName: 'Invocations', Period, Threshold: 1 }),
      ),
    )
  })

  it('have an alarm for mail that comes back, not for the one whose address was mistyped', () => {
    for (const deployment of [created, existing])
      expect(
        deployment
          .ofType('AWS::CloudWatch::Alarm')
          .map(({ Properties }) => Properties)
          .filter(({ MetricName }) => MetricName === 'BouncedMail'),
      ).toEqual([
        expect.objectContaining({ Namespace: 'Homeward', Statistic: 'Sum', Period: 3600, Threshold: 10 }),
      ])
  })

  it('have alarms that say what a customer notices, each with a runbook, and tell the configured topic', () => {
    const alarms = existing.ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)
    expect(alarms.length).toBeGreaterThan(0)
    for (const { AlarmDescription, AlarmActions, TreatMissingData, ComparisonOperator } of alarms) {
      const [, impact, runbook] =
        /^(.+\.) What to do: (docs\/runbooks\/[a-z-]+\.md)$/.exec(AlarmDescription) ?? []
      expect(AlarmActions).toEqual(['arn:aws:sns:us-east-1:111122223333:on-call'])
      const ringsOnSilence = ComparisonOperator === 'LessThanThreshold'
      expect(TreatMissingData).toBe(ringsOnSilence ? 'breaching' : 'notBreaching')
      expect(existsSync(runbook!), runbook).toBe(true)
      expect(readFileSync(runbook!, 'utf8')).toContain(impact)
    }
  })

  it('acknowledge no finding that is not there any more', () => {
    for (const { acknowledged, report } of [created, existing]) {
      const found = report.pluginReports.flatMap(({ suppressedViolations = [] }) => suppressedViolations)
      const used = found.map(
        ({ acknowledgedAt, acknowledgedId }: any) => `${acknowledgedAt} ${acknowledgedId}`,
      )
      expect(acknowledged.filter((each) => !used.includes(each))).toEqual([])
      expect(found.filter(({ reason }: any) => !(reason.length > 20))).toEqual([])
    }
  })
})

function keys(partition: string, sort: string) {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ]
}

function statements(deployment: Deployment): any[] {
  return deployment
    .ofType('AWS::IAM::Policy')
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
}

function actionsOf(deployment: Deployment, name: FunctionName): string[] {
  const role = deployment.functionNamed(name).Properties.Role['Fn::GetAtt'][0]
  return deployment
    .ofType('AWS::IAM::Policy')
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }: any) => Ref === role))
    .flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.flatMap(({ Action }: any) => list(Action)),
    )
}

function list<Item>(value: Item | Item[]): Item[] {
  return Array.isArray(value) ? value : [value]
}

function inboundFlows(deployment: Deployment): string[] {
  return deployment
    .ofType('AWS::Connect::ContactFlow')
    .filter(({ Properties }: Resource) => Properties.Name.includes('-inbound-'))
    .map(({ Properties }) =>
      typeof Properties.Content === 'string' ? Properties.Content : joined(Properties.Content),
    )
}

function joined(content: any): string {
  return content['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : '<arn>')).join('')
}
