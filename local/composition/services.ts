import { type Connect, createConnect } from '../connect/connect.ts'
import type { Happening } from '../connect/model.ts'
import type { Switches } from '../connect/switches.ts'
import { startDynamoDb } from '../dynamodb/dynamodb.ts'
import { createEvents, type Events } from '../events/events.ts'
import type { ContentType } from '../flow/catalogue/spec.ts'
import { runFlow } from '../flow/interpreter.ts'
import { lintFlow } from '../flow/lint.ts'
import type { Iam } from '../iam/iam.ts'
import { sts } from '../iam/sts.ts'
import { Kinesis } from '../kinesis/kinesis.ts'
import { createLambda, type Lambda } from '../lambda/lambda.ts'
import type { WarmSandboxes } from '../lambda/warm-sandboxes.ts'
import { composeMail } from '../mail/compose.ts'
import { Random } from '../random.ts'
import { createScheduler } from '../scheduler/scheduler.ts'
import type { PolicyStatement } from '../service.ts'
import { ReceiptRules } from '../ses/receipt-rules.ts'
import { Topics } from '../sns/topics.ts'
import { Sqs } from '../sqs/sqs.ts'
import { createStates, type StatesService } from '../states/states.ts'
import { MessageTemplates } from '../wisdom/message-templates.ts'
import type { Ground } from './ground.ts'

export interface ServicesProps {
  switches: Partial<Switches> | undefined
  onFunctionLog: (line: { functionName: string; requestId: string; text: string }) => void
  onHappening: ((happening: Happening) => void) | undefined
  repeatable: boolean
  warm?: WarmSandboxes | undefined
}

export interface Services {
  connect: Connect
  lambda: Lambda
  states: StatesService
  events: Events
  /** What SES does with mail before Connect gets it. */
  receiptRules: ReceiptRules
  templates: MessageTemplates
  topics: Topics
}

/**
 * Makes all services and adds them to the endpoint. Each has its own stream of chance, so that what one of them draws does
 * not change another's.
 */
export async function addServices(ground: Ground, props: ServicesProps): Promise<Services> {
  const { endpoint, timeline, iam, faults } = ground
  const aws = endpoint
  const url = () => ground.url
  const chance = () => new Random(ground.random.below(2 ** 31))

  endpoint.add(await startDynamoDb({ timeline }))
  const sqs = new Sqs({ timeline, random: chance(), origin: url })
  const kinesis = new Kinesis({ timeline, limits: ground.quotas })
  const lambda = createLambda({
    timeline,
    random: chance(),
    aws,
    endpointUrl: url,
    credentialsFor: (roleArn) => iam.credentialsFor(roleArn),
    onLog: props.onFunctionLog,
    repeatable: props.repeatable,
    warm: props.warm,
    // A client remembers failures: what it may still spend on retries, above all.
    unharmed: (roleArn) => !faults.struckCallers.has(roleArn.slice(roleArn.lastIndexOf('/') + 1)),
    wakeOn: (source, listener) =>
      (source.split(':')[2] === 'kinesis' ? kinesis : sqs).onArrival(source, listener),
  })
  const states = createStates({ timeline, random: chance(), aws })
  const events = createEvents({
    timeline,
    random: chance(),
    aws,
    deliveries: (event) => faults.copiesOf(event),
  })
  const templates = new MessageTemplates(chance())
  const onTrouble = (from: string) => (text: string) =>
    props.onFunctionLog({ functionName: from, requestId: '', text })
  // A stream of its own that takes nothing of the others': topics draw nothing but ids.
  const topics = new Topics({
    ...{ timeline, random: new Random(3), aws, iam, onTrouble: onTrouble('sns') },
    copies: () => faults.copiesOfChatMessage(),
  })
  const connect = connectAmong(ground, { ...props, events, templates, topics, chance })
  for (const service of [
    sqs,
    kinesis,
    lambda,
    states,
    events,
    createScheduler({ timeline, random: chance(), aws }),
    connect,
    sts,
  ])
    endpoint.add(service)
  const receiptRules = new ReceiptRules({
    timeline,
    random: chance(),
    aws,
    onTrouble: onTrouble('ses'),
  })
  return { connect, lambda, states, events, receiptRules, templates, topics }
}

function connectAmong(
  { timeline, endpoint, outbox, iam, faults }: Ground,
  {
    switches,
    onHappening,
    events,
    templates,
    topics,
    chance,
  }: ServicesProps & { events: Events; templates: MessageTemplates; topics: Topics; chance: () => Random },
): Connect {
  const [flowChance, mailChance] = [chance(), chance()]
  return createConnect({
    timeline,
    random: chance(),
    aws: endpoint,
    emit(detailType, detail, resources) {
      events.emit('aws.connect', detailType, detail, resources)
    },
    lintFlow: (content, type) =>
      lintFlow(content, type as ContentType).filter(({ severity }) => severity === 'error'),
    runFlow: ({ content, type, world }) =>
      runFlow({ content, type: type as ContentType, world, random: flowChance }),
    renderTemplate: (base, template, attributes) => templates.render(base, template, attributes),
    async sendMail(draft) {
      const mail = await composeMail(draft, mailChance)
      outbox.put(mail)
      return mail
    },
    onHappening,
    grantServiceRole: serviceRoles(iam),
    topics,
    agentEventCopies: () => faults.copiesOfAgentEvent(),
    ...(switches && { switches }),
  })
}

/** Roles that Connect makes for itself, each at its first grant. */
function serviceRoles(iam: Iam): (arn: string, statements: readonly PolicyStatement[]) => void {
  const made = new Set<string>()
  return (arn, statements) => {
    const name = arn.slice(arn.lastIndexOf('/') + 1)
    if (!made.has(arn)) iam.defineRole({ arn, name, trust: [], statements: [] })
    made.add(arn)
    iam.addStatements(arn, statements, name)
  }
}
