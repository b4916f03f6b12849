import { readFileSync } from 'node:fs'

import { beforeAll, describe, expect, it } from 'vitest'

import { type Deployment, deploy, EXISTING_INSTANCE, NEW_INSTANCE } from './deployment.ts'

let chatting: Deployment

beforeAll(async () => {
  const chat = { inbox: 'billing@example.com', closingMessage: 'Goodbye for now.', spacingMinutes: 5 }
  chatting = await deploy({ ...EXISTING_INSTANCE, chat })
}, 180_000)

function contentOf(ending: string): string {
  const flow = chatting
    .ofType('AWS::Connect::ContactFlow')
    .find(({ Properties }) => String(Properties.Name).endsWith(ending))
  return JSON.stringify(flow?.Properties.Content)
}

describe('chats', () => {
  it('are not ours where they are not configured: nothing of them is deployed', async () => {
    const without = await deploy(NEW_INSTANCE)
    expect(() => without.functionNamed('set-chat-timers')).toThrow('not deployed')
    expect(JSON.stringify(without.service)).not.toMatch(/chat/i)
  })

  it('take files where the pages that show them are named, from those pages alone, and keep them for a while', async () => {
    expect(chatting.ofType('AWS::S3::Bucket')).toEqual([])
    const attachments = { origins: ['https://www.example.com'], keepDays: 30 }
    const taking = await deploy({ ...NEW_INSTANCE, chat: { atOnce: 4, attachments } })
    const [bucket] = taking.ofType('AWS::S3::Bucket')
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        CorsConfiguration: {
          CorsRules: [{ AllowedMethods: ['PUT'], AllowedOrigins: ['https://www.example.com'] }],
        },
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      },
    })
    const storages = taking.ofType('AWS::Connect::InstanceStorageConfig').map(({ Properties }) => Properties)
    expect(storages).toContainEqual(
      expect.objectContaining({
        ResourceType: 'ATTACHMENTS',
        StorageType: 'S3',
        S3Config: { BucketName: expect.anything(), BucketPrefix: 'attachments' },
      }),
    )
    const [profile] = taking.ofType('AWS::Connect::RoutingProfile')
    expect(profile?.Properties.MediaConcurrencies).toContainEqual(
      expect.objectContaining({ Channel: 'CHAT', Concurrency: 4 }),
    )
  })

  it.each([
    [{ origins: [] }, 'name at least one origin that shows the chat'],
    [{ origins: ['https://www.example.com/chat'] }, 'write an origin, such as "https://www.example.com"'],
    [{ origins: ['http://www.example.com'] }, 'write an origin, such as "https://www.example.com"'],
    [true, 'write false or an object with the origins that show the chat'],
  ])('refuse %j as a place for files', async (attachments, fix) => {
    await expect(deploy({ ...NEW_INSTANCE, chat: { attachments } })).rejects.toThrow(fix)
  })

  it('have a flow that asks for timers, names what comes after the agent, and queues for the inbox', () => {
    const flow = contentOf('-inbound-chat')
    expect(flow).toContain('CustomerRemaining')
    expect(flow).toContain('DisconnectAgentUI')
    expect(flow).toContain('/queue/11111111-2222-3333-4444-555555555555')
    const after = contentOf('-chat-disconnect')
    expect(after).toContain('Goodbye for now.')
    expect(after).toContain('CustomerReturned')
    expect(flow + after).not.toMatch(/\$\{[A-Z]/)
  })

  it('are streamed to a topic of which one function is told what customers write, where these are spoken to', async () => {
    const nudging = await deploy({
      ...EXISTING_INSTANCE,
      chat: { nudges: { agentFirstSeconds: 45 }, idleMinutes: 3 },
    })
    const [subscription] = nudging.ofType('AWS::SNS::Subscription')
    expect(subscription?.Properties).toMatchObject({
      Protocol: 'lambda',
      FilterPolicy: {
        ParticipantRole: ['CUSTOMER'],
        $or: [
          { Type: [{ 'anything-but': ['EVENT'] }] },
          { ContentType: ['application/vnd.amazonaws.connect.event.participant.autodisconnection'] },
        ],
      },
    })
    const [policy] = nudging.ofType('AWS::SNS::TopicPolicy')
    expect(policy?.Properties.PolicyDocument.Statement).toContainEqual({
      Sid: expect.anything(),
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: 'connect.amazonaws.com' },
      Resource: expect.anything(),
      Condition: {
        StringEquals: { 'aws:SourceAccount': expect.anything() },
        ArnEquals: { 'aws:SourceArn': EXISTING_INSTANCE.instance.arn },
      },
    })
    const { chat } = JSON.parse(nudging.assetFile('nudge-chat', 'settings.json') ?? '')
    expect(chat.nudges).toMatchObject({ spacingSeconds: 120, returnSeconds: 60, languages: {} })
    const flow = nudging
      .ofType('AWS::Connect::ContactFlow')
      .find(({ Properties }) => String(Properties.Name).endsWith('-chat-disconnect'))
    const content = JSON.stringify(flow?.Properties.Content)
    expect(content).toContain('45')
    expect(content).not.toMatch(/\$\{[A-Z]/)
    expect(chatting.ofType('AWS::SNS::Topic')).toEqual([])
    const patterns = (deployment: Deployment) => JSON.stringify(deployment.ofType('AWS::Events::Rule'))
    expect(patterns(nudging)).toContain('"channel":[{"equals-ignore-case":"CHAT"}]')
    expect(patterns(nudging)).toContain('"disconnectReason":[{"equals-ignore-case":"IDLE_DISCONNECT"}]')
    expect(patterns(chatting)).not.toContain('CHAT')
    const all = await deploy({ ...EXISTING_INSTANCE, chat: { nudges: {} }, voice: {} })
    for (const { Properties } of all.ofType('AWS::Events::Rule'))
      expect(JSON.stringify(Properties.EventPattern ?? '').length).toBeLessThanOrEqual(2048)
  })

  it('are handed on by a quick connect, whether or not silent customers are spoken to', () => {
    const names = chatting.ofType('AWS::Connect::QuickConnect').map(({ Properties }) => Properties.Name)
    expect(names).toContain('Transfer chat')
    expect(contentOf('-chat-transfer')).toContain('CustomerRemaining')
  })

  it('raise an alarm where nobody could say why customers are alone for as long as their flow asks, and not before', () => {
    const [alarm] = chatting
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => Properties.AlarmDescription.includes('runbooks/close-chat.md'))
    expect(alarm?.Properties).toMatchObject({ MetricName: 'Errors', Period: 60, EvaluationPeriods: 3 })
    expect(alarm?.Properties).not.toHaveProperty('DatapointsToAlarm')
    const { Actions } = JSON.parse(readFileSync('contact-flows/chat-disconnect.json', 'utf8'))
    const parameters = (block: string) =>
      Actions.find(({ Identifier }: { Identifier: string }) => Identifier === block).Parameters
    const { LoopCount } = parameters('Once more?')
    expect(LoopCount * parameters('Wait a moment').TimeLimitSeconds).toBeGreaterThanOrEqual(120)
  })

  it('close when three messages would have been sent, as long as they would take', () => {
    const settings = JSON.parse(chatting.assetFile('close-chat', 'settings.json') ?? '')
    expect(settings.chat).toEqual({
      ...{ idleMinutes: 2, closeAfterMinutes: 15, disposition: 'No response from the customer' },
    })
  })
})
