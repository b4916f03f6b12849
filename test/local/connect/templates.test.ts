import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Switches } from '../../../local/connect/switches.ts'
import { aCentre, INBOX, type TestCentre } from './a-centre.ts'
import { action, disconnect, flowContent } from './a-flow.ts'

const HEADERS = [{ name: 'Auto-Submitted', value: 'auto-replied' }]
const CUSTOMER = 'ada@customer.example'
const BLOCK = [
  "Is it a customer's?",
  'Fill in the acknowledgement',
  'Write the acknowledgement',
  'Make a contact of it',
  'Send the acknowledgement',
]
const ANSWERING = 'answering@acme.email.connect.aws'

/** A centre with a template in its knowledge base, as version 1. */
async function withTemplate(switches: Partial<Switches> = {}) {
  const centre = await aCentre(switches)
  const base = centre.templates.createKnowledgeBase('messages', 'MESSAGE_TEMPLATES')
  const { arn, id } = centre.templates.createTemplate(base.arn, 'received', {
    subject: 'Re: {{Attributes.about}}',
    text: 'Dear {{ Attributes.name }}',
    html: undefined,
    headers: HEADERS,
  })
  const version = centre.templates.createVersion(arn)
  const integrate = () =>
    centre.ask('CreateIntegrationAssociation', {
      IntegrationType: 'Q_MESSAGE_TEMPLATES',
      IntegrationArn: base.arn,
    })
  return { centre, base, template: { id, arn }, version, integrate }
}

async function send(centre: TestCentre, config: object) {
  const { ContactId } = await centre.ask('CreateContact', { Channel: 'EMAIL', InitiationMethod: 'FLOW' })
  await centre.ask('StartOutboundEmailContact', {
    ContactId,
    FromEmailAddress: { EmailAddress: INBOX },
    DestinationEmailAddress: { EmailAddress: CUSTOMER },
    EmailMessage: { MessageSourceType: 'TEMPLATE', TemplatedMessageConfig: config },
  })
  await centre.pass(1)
}

const values = (about: string, name: string) => ({
  TemplateAttributes: { CustomAttributes: { about, name } },
})

describe('a mail by template', () => {
  it('is filled in once and carries the headers of the template', async () => {
    const { centre, base, template, integrate } = await withTemplate()
    await integrate()
    await send(centre, {
      KnowledgeBaseId: base.id,
      MessageTemplateId: `${template.id}:1`,
      ...values('{{Attributes.name}}', 'Ada'),
    })
    expect(centre.sent).toMatchObject([
      { subject: 'Re: {{Attributes.name}}', body: 'Dear Ada', contentType: 'text/plain', headers: HEADERS },
    ])
  })

  it('loses them where Connect keeps them to itself', async () => {
    const { centre, base, template, integrate } = await withTemplate({ templateHeadersOnTheWire: false })
    await integrate()
    const config = { KnowledgeBaseId: base.arn, MessageTemplateId: template.arn, ...values('a', 'b') }
    await send(centre, config)
    expect(centre.sent).toMatchObject([{ headers: [] }])
  })

  it.each([
    [
      'a variable without a value',
      ':1',
      { TemplateAttributes: { CustomAttributes: { about: 'x' } } },
      'name',
    ],
    ['a version that is none', ':7', values('a', 'b'), 'not found'],
    ['an active version, where none was activated', ':$ACTIVE_VERSION', values('a', 'b'), 'not found'],
  ])('is refused for %s', async (_, qualifier, given, why) => {
    const { centre, base, template, integrate } = await withTemplate()
    await integrate()
    const id = { KnowledgeBaseId: base.id, MessageTemplateId: `${template.id}${qualifier}` }
    await expect(send(centre, { ...id, ...given })).rejects.toThrow(why)
  })

  it('is refused from a knowledge base that is not integrated; an instance has one', async () => {
    const { centre, base, template, integrate } = await withTemplate()
    const config = { KnowledgeBaseId: base.id, MessageTemplateId: template.id, ...values('a', 'b') }
    await expect(send(centre, config)).rejects.toThrow('not integrated')
    const { IntegrationAssociationId } = await integrate()
    await expect(integrate()).rejects.toThrow('has a knowledge base')
    await centre.ask('DeleteIntegrationAssociation', { IntegrationAssociationId })
    await expect(send(centre, config)).rejects.toThrow('not integrated')
  })
})

describe('the Send message block with a template', () => {
  async function run(given: Record<string, string>) {
    const { centre, base, version, integrate } = await withTemplate()
    await integrate()
    const content = flowContent([
      action('UpdateContactAttributes', { Attributes: given, TargetContact: 'Current' }),
      action(
        'RenderMessageTemplate',
        { WisdomKnowledgeBaseArn: base.arn, WisdomMessageTemplateArn: version.arn },
        ['NoMatchingError', 'TemplateRenderingError'],
      ),
      action('CreateContact', { Channel: 'EMAIL', RelatedContact: 'CURRENT' }),
      action(
        'StartOutboundEmailContact',
        {
          FromEmailAddress: { EmailAddress: INBOX },
          DestinationEmailAddress: { EmailAddress: '$.CustomerEndpoint.Address' },
          EmailMessage: { MessageSourceType: 'RAW' },
        },
        ['NoMatchingError', 'TemplateRenderingError'],
      ),
      disconnect,
    ])
    await centre.associate(ANSWERING, await centre.flow('acknowledging', content))
    const to = [{ name: '', address: ANSWERING }]
    centre.mail({ messageId: 'm@customer.example', to, envelope: { from: CUSTOMER, to: [ANSWERING] } })
    await centre.pass(10)
    return centre
  }

  it('sends it in the thread, filled in from the attributes of the contact', async () => {
    const centre = await run({ about: 'your order', name: 'Ada' })
    expect(centre.sent).toMatchObject([
      { subject: 'Re: your order', body: 'Dear Ada', inReplyTo: 'm@customer.example', headers: HEADERS },
    ])
  })

  it('does not send what lacks a value', async () => {
    const centre = await run({ about: 'your order' })
    expect(centre.sent).toEqual([])
  })
})

describe('our own Send message block, in the flow that every mail that leaves runs through', () => {
  /** The block as contact-flows/inbound-email.json has it, from that action on, as the default outbound flow. */
  async function mailsSent(StartAction: string): Promise<number> {
    const { centre, base, template, version, integrate } = await withTemplate()
    await integrate()
    const file = readFileSync('contact-flows/inbound-email.json', 'utf8')
      .replaceAll('${KnowledgeBaseArn}', base.arn)
      .replaceAll('${MessageTemplateArn}', version.arn)
      .replaceAll('${InboxAddress}', INBOX)
      .replaceAll('$.External.acknowledgeTo', CUSTOMER)
      .replaceAll('$.External.homewardSubject', 'x", "about": "a", "name": "b')
      .replaceAll('Owner or queue?', 'End')
    const Actions = [
      ...JSON.parse(file).Actions.filter(({ Identifier }: any) => BLOCK.includes(Identifier)),
      { Identifier: 'End', Type: 'EndFlowExecution', Parameters: {}, Transitions: {} },
    ]
    const Content = JSON.stringify({ Version: '2019-10-30', StartAction, Actions })
    const { ContactFlowSummaryList } = await centre.ask('ListContactFlows')
    const whisper = ContactFlowSummaryList.find(({ Name }: any) => Name === 'Default outbound')
    await centre.ask('UpdateContactFlowContent', { ContactFlowId: whisper.Id, Content })
    await send(centre, { KnowledgeBaseId: base.id, MessageTemplateId: template.id, ...values('a', 'b') })
    await centre.pass(60)
    return centre.sent.length
  }

  it('sends nothing in answer to our mail, which it would do for ever without asking whose it is', async () => {
    expect(await mailsSent("Is it a customer's?")).toBe(1)
    expect(await mailsSent('Fill in the acknowledgement')).toBeGreaterThan(3)
  })
})
