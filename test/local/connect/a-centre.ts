import { type Connect, createConnect } from '../../../local/connect/connect.ts'
import type { Switches } from '../../../local/connect/switches.ts'
import { modelOf } from '../../../local/endpoint/model.ts'
import { runFlow } from '../../../local/flow/interpreter.ts'
import { lintFlow } from '../../../local/flow/lint.ts'
import type { InboundMail, OutboundMail } from '../../../local/mail/mail.ts'
import { Random } from '../../../local/random.ts'
import { AwsError, type Caller, OPERATOR } from '../../../local/service.ts'
import { Timeline } from '../../../local/timeline.ts'
import { MessageTemplates } from '../../../local/wisdom/message-templates.ts'
import { disconnect, flowContent, toQueue } from './a-flow.ts'

export const START = Date.parse('2026-11-02T09:00:00Z')
export const INBOX = 'help@acme.email.connect.aws'
export const BILLING = 'billing@acme.email.connect.aws'

type SentMail = Omit<OutboundMail, 'raw'>
type Fn = (event: any) => unknown

export interface TestCentre {
  connect: Connect
  timeline: Timeline
  instanceId: string
  queueId: string
  billingQueueId: string
  profileId: string
  flowId: string
  events: { detailType: string; detail: any; resources: readonly string[] }[]
  sent: SentMail[]
  functions: Map<string, Fn>
  /** Those by CloudTrail's name. */
  trail: { detailType: string; detail: any; resources: readonly string[] }[]
  calls: { service: string; operation: string; input: any; caller: Caller }[]
  /** What other services answer, by operation; nothing where it is not here. */
  answers: Map<string, (input: any) => unknown>
  templates: MessageTemplates
  /** What Connect published. A topic with `closed` in its name lets nobody in. */
  published: {
    topicArn: string
    message: string
    attributes: Readonly<Record<string, string>>
    caller: Caller
  }[]
  /** Performs an operation of Connect with the instance id filled in. */
  ask(operation: string, input?: object): Promise<any>
  agent(username: string, more?: { profileId?: string; more?: object }): Promise<string>
  flow(name: string, content: string, type?: string): Promise<string>
  associate(address: string, flowId: string): Promise<void>
  mail(given?: Partial<InboundMail>): string[]
  /** Advances virtual time. */
  pass(seconds: number): Promise<void>
}

/** A contact centre with two inboxes, each with its queue, a routing profile for both, and nobody in it yet. */
export async function aCentre(switches: Partial<Switches> = {}, seed = 1): Promise<TestCentre> {
  const timeline = new Timeline({ start: START, flowing: false })
  const events: TestCentre['events'] = []
  const trail: TestCentre['trail'] = []
  const sent: SentMail[] = []
  const functions = new Map<string, Fn>()
  const calls: TestCentre['calls'] = []
  const answers: TestCentre['answers'] = new Map()
  const published: TestCentre['published'] = []
  const templates = new MessageTemplates(new Random(seed))
  const connect = createConnect({
    timeline,
    random: new Random(seed),
    aws: {
      async call(service: string, operation: string, input: any, caller: Caller): Promise<any> {
        calls.push({ service, operation, input, caller })
        const answer = answers.get(operation)
        if (answer) return answer(input)
        return operation === 'Invoke' ? invoke(functions, input) : {}
      },
    },
    emit: (detailType, detail, resources) =>
      void (detailType.endsWith('via CloudTrail') ? trail : events).push({ detailType, detail, resources }),
    lintFlow: (content, type) => lintFlow(content, type as 'CONTACT_FLOW'),
    runFlow: (run) => runFlow({ ...run, type: run.type as 'CONTACT_FLOW' }),
    renderTemplate: (...asked) => templates.render(...asked),
    topics: {
      assertOpenTo(topicArn) {
        if (topicArn.includes('closed')) throw new Error(`${topicArn} is closed`)
      },
      publish: (topicArn, publication, caller) => void published.push({ topicArn, ...publication, caller }),
    },
    sendMail(draft) {
      const mail = { ...draft, messageId: `sent-${sent.length + 1}@connect` }
      sent.push(mail)
      return mail
    },
    switches: { eventKeys: 'camel', ...switches },
  })
  const model = modelOf(connect.sdk)
  /** Answers have to fit the SDK's shapes, as at the endpoint. */
  const operation = async (name: string, input: object) =>
    model.operations.get(name)!.fitOutput(await connect.operations[name]!(input, OPERATOR))
  const { Id: instanceId } = (await operation('CreateInstance', {
    IdentityManagementType: 'CONNECT_MANAGED',
    InstanceAlias: 'acme',
  })) as { Id: string }
  const ask = (name: string, input: object = {}): Promise<any> =>
    operation(name, { InstanceId: instanceId, ...input })

  const { HoursOfOperationId } = await ask('CreateHoursOfOperation', {
    Name: 'Office',
    TimeZone: 'Europe/Berlin',
    Config: [{ Day: 'MONDAY', StartTime: { Hours: 9, Minutes: 0 }, EndTime: { Hours: 17, Minutes: 0 } }],
  })
  const { QueueId: queueId } = await ask('CreateQueue', { Name: 'Help', HoursOfOperationId })
  const { QueueId: billingQueueId } = await ask('CreateQueue', { Name: 'Billing', HoursOfOperationId })
  const serve = (QueueId: string, Priority = 1, Delay = 0) => ({
    QueueReference: { QueueId, Channel: 'EMAIL' },
    Priority,
    Delay,
  })
  const { RoutingProfileId: profileId } = await ask('CreateRoutingProfile', {
    Name: 'Mail',
    Description: 'Mail',
    DefaultOutboundQueueId: queueId,
    MediaConcurrencies: [
      { Channel: 'EMAIL', Concurrency: 2 },
      { Channel: 'TASK', Concurrency: 1 },
    ],
    QueueConfigs: [serve(queueId), serve(billingQueueId, 2)],
  })
  const { SecurityProfileSummaryList: profiles } = await ask('ListSecurityProfiles')

  const flow: TestCentre['flow'] = async (Name, Content, Type = 'CONTACT_FLOW') =>
    (await ask('CreateContactFlow', { Name, Type, Content })).ContactFlowId
  const associate: TestCentre['associate'] = async (address, FlowId) => {
    const { EmailAddressArn } = await ask('CreateEmailAddress', {
      EmailAddress: address,
      DisplayName: 'Acme',
    })
    await ask('AssociateFlow', { ResourceId: EmailAddressArn, FlowId, ResourceType: 'INBOUND_EMAIL' })
  }
  const flowId = await flow('Inbound', flowContent([...toQueue(queueId), disconnect]))
  await associate(INBOX, flowId)
  await associate(BILLING, await flow('Billing', flowContent([...toQueue(billingQueueId), disconnect])))

  return {
    ...{ connect, timeline, instanceId, queueId, billingQueueId, profileId, flowId },
    ...{ events, trail, sent, functions, calls, answers, templates, published, ask, flow, associate },
    async agent(Username, { profileId: RoutingProfileId = profileId, more = {} } = {}) {
      const SecurityProfileIds = [profiles[0].Id]
      return (await ask('CreateUser', { Username, RoutingProfileId, SecurityProfileIds, ...more })).UserId
    },
    mail(given = {}) {
      const reception = connect.receiveMail(aMail(given))
      return reception.outcome === 'taken' ? reception.contactIds : []
    },
    pass: (seconds) => timeline.advance(seconds * 1000),
  }
}

async function invoke(functions: Map<string, Fn>, { FunctionName, Payload }: any) {
  const fn = functions.get(FunctionName)
  if (!fn) throw new AwsError('ResourceNotFoundException', `no function ${FunctionName}`)
  return { Payload: Buffer.from(JSON.stringify(await fn(JSON.parse(Buffer.from(Payload).toString())))) }
}

let mails = 0

export function aMail(given: Partial<InboundMail> = {}): InboundMail {
  const to = given.to ?? [{ name: '', address: INBOX }]
  return {
    messageId: `mail-${++mails}@customer.example`,
    inReplyTo: [],
    references: [],
    from: { name: 'Ada', address: 'ada@customer.example' },
    to,
    cc: [],
    subject: 'Broken kettle',
    text: 'It does not boil.',
    html: undefined,
    attachments: [],
    headers: [],
    envelope: {
      from: 'ada@customer.example',
      to: [...to, ...(given.cc ?? [])].map(({ address }) => address),
    },
    bytes: 1000,
    raw: new Uint8Array(),
    ...given,
  }
}
