import { beforeAll, describe, expect, it } from 'vitest'

import { type Deployment, deploy, INSTANCE_ARN, NEW_INSTANCE } from './deployment.ts'

const [first] = NEW_INSTANCE.inboxes
const wording = {
  en: {
    text: 'Dear {{name}}, we have your mail.',
    html: '<p>Dear {{name}}</p>',
    fallback: { name: 'customer' },
  },
}
const KNOWLEDGE_BASE =
  'arn:aws:wisdom:eu-central-1:111122223333:knowledge-base/0b0b0b0b-0000-4000-8000-000000000001'

const configured = (acknowledgements: object) => ({
  ...NEW_INSTANCE,
  acknowledgements,
  inboxes: [
    { ...first, wording },
    { ...first, address: 'sales@example.com', wording },
    { ...first, address: 'billing@example.com' },
  ],
})

let raw: Deployment
let templated: Deployment
let byFlow: Deployment

beforeAll(async () => {
  raw = await deploy(NEW_INSTANCE)
  templated = await deploy(configured({ template: true }))
  byFlow = await deploy(configured({ by: 'flow', knowledgeBaseArn: KNOWLEDGE_BASE }))
})

const variables = (deployment: Deployment, name: 'send-acknowledgement' | 'receive-email') =>
  Object.keys(deployment.functionNamed(name).Properties.Environment.Variables)
const settingsOf = (deployment: Deployment) =>
  JSON.parse(deployment.assetFile('receive-email', 'settings.json') ?? '')
const flowTypes = (deployment: Deployment) =>
  deployment.ofType('AWS::Connect::ContactFlow').map(({ Properties }) => JSON.stringify(Properties.Content))

describe('acknowledgements as raw messages', () => {
  it('need no message templates, and a flow that sends nothing', () => {
    expect(raw.ofType('AWS::Wisdom::MessageTemplate')).toEqual([])
    expect(variables(raw, 'send-acknowledgement')).not.toContain('MESSAGE_TEMPLATES')
    expect(flowTypes(raw).join()).not.toMatch(
      /RenderMessageTemplate|StartOutboundEmailContact|Acknowledge here/,
    )
  })
})

describe('acknowledgements by message template', () => {
  it('have one for every wording, marked as automatic', () => {
    const templates = templated.ofType('AWS::Wisdom::MessageTemplate').map(({ Properties }) => Properties)
    expect(templates.map(({ Name }) => Name)).toEqual([
      'homeward-prod-support@example.com',
      'homeward-prod-billing@example.com',
    ])
    expect(templates[0]).toMatchObject({
      ChannelSubtype: 'EMAIL',
      Content: {
        EmailMessageTemplateContent: {
          Subject: '{{Attributes.homewardSubject}}',
          Body: {
            PlainText: { Content: 'Dear {{Attributes.homewardName}}, we have your mail.' },
            Html: { Content: '<p>Dear {{Attributes.homewardNameHtml}}</p>' },
          },
          Headers: [
            { Name: 'Auto-Submitted', Value: 'auto-replied' },
            { Name: 'X-Auto-Response-Suppress', Value: 'All' },
            { Name: 'X-Homeward-Acknowledgement', Value: '1' },
          ],
        },
      },
    })
    expect(settingsOf(templated).inboxes.map(({ template }: { template: number }) => template)).toEqual([
      0, 0, 1,
    ])
  })

  it('come from a knowledge base of their own, joined to the instance, which the sender is told of', () => {
    expect(templated.ofType('AWS::Wisdom::KnowledgeBase')).toMatchObject([
      { Properties: { KnowledgeBaseType: 'MESSAGE_TEMPLATES' } },
    ])
    const integrations = templated.ofType('AWS::Connect::IntegrationAssociation')
    expect(integrations.map(({ Properties }) => Properties.IntegrationType)).toContain('Q_MESSAGE_TEMPLATES')
    expect(templated.ofType('AWS::Wisdom::MessageTemplateVersion')).toHaveLength(2)
    expect(variables(templated, 'send-acknowledgement')).toEqual(
      expect.arrayContaining(['KNOWLEDGE_BASE_ID', 'MESSAGE_TEMPLATES']),
    )
    expect(variables(templated, 'receive-email')).not.toContain('MESSAGE_TEMPLATES')
    expect(flowTypes(templated).join()).not.toContain('RenderMessageTemplate')
  })
})

describe('a wording that is changed', () => {
  it('is a version of its own of the same template: that before it is deleted, of which there may be 20', async () => {
    const reworded = { en: { ...wording.en, text: 'Dear {{name}}, it is here.' } }
    const { inboxes } = configured({})
    const changed = await deploy({
      ...configured({ template: true }),
      inboxes: inboxes.map((inbox) => (inbox.wording === wording ? { ...inbox, wording: reworded } : inbox)),
    })
    const idsOf = (deployment: Deployment, type: string) =>
      Object.keys(deployment.resources).filter((id) => deployment.resources[id]?.Type === type)
    const [before, after] = [templated, changed].map((each) => ({
      templates: idsOf(each, 'AWS::Wisdom::MessageTemplate'),
      versions: idsOf(each, 'AWS::Wisdom::MessageTemplateVersion'),
    }))
    expect(after?.templates).toEqual(before?.templates)
    expect(after?.versions.filter((id) => !before?.versions.includes(id))).toHaveLength(1)
  })
})

describe('acknowledgements by flow', () => {
  it('are sent by every inbound flow, with a template of a knowledge base that is there', () => {
    expect(byFlow.ofType('AWS::Wisdom::KnowledgeBase')).toEqual([])
    expect(JSON.stringify(byFlow.ofType('AWS::Connect::IntegrationAssociation'))).not.toContain('Q_MESSAGE')
    const sending = flowTypes(byFlow).filter((content) => content.includes('RenderMessageTemplate'))
    expect(sending).toHaveLength(3)
    for (const content of sending) {
      expect(content).toContain(KNOWLEDGE_BASE)
      expect(content).not.toContain('${')
    }
    expect(settingsOf(byFlow).acknowledgements).toEqual({ by: 'flow', template: true })
  })

  it('let the sweep look for what a flow has sent', () => {
    expect(JSON.stringify(byFlow.ofType('AWS::IAM::Policy'))).toContain('connect:ListAssociatedContacts')
  })
})

describe('a wrong choice of the way', () => {
  it.each([
    ['another way', { by: 'pigeon' }, 'acknowledgements.by: got "pigeon"; write "api" or "flow"'],
    ['a knowledge base without templates', { knowledgeBaseArn: KNOWLEDGE_BASE }, 'set template to true'],
    [
      'a knowledge base that is none',
      { template: true, knowledgeBaseArn: INSTANCE_ARN },
      'write the ARN of a knowledge base',
    ],
  ])('is refused: %s', async (_, acknowledgements, message) => {
    await expect(deploy(configured(acknowledgements))).rejects.toThrow(message)
  })
})
