import type { FlowWorld } from '../flow/world.ts'
import type { OutboundMail } from '../mail/mail.ts'
import { arn } from '../place.ts'
import type { Random } from '../random.ts'
import { type Aws, AwsError, type PolicyStatement } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import type { AgentFeed } from './agent-feed.ts'
import type { Topics } from './chat-streams.ts'
import type {
  Chat,
  Consult,
  Contact,
  EmailAddress,
  Flow,
  FlowModule,
  Guide,
  Happening,
  Hours,
  Instance,
  Notification,
  PredefinedAttribute,
  Queue,
  QuickConnect,
  RoutingProfile,
  SecurityProfile,
  Status,
  Target,
  User,
  View,
} from './model.ts'
import type { Switches } from './switches.ts'

interface RenderedTemplate {
  subject: string
  body: string
  contentType: 'text/plain' | 'text/html'
  headers: readonly { name: string; value: string }[]
  /** Variables that have no value. */
  missing: readonly string[]
}

/** What the Connect model needs from its surroundings. */
export interface Surroundings {
  timeline: Timeline
  random: Random
  aws: Aws
  /** To the default event bus, source aws.connect. */
  emit(detailType: string, detail: object, resources: readonly string[]): void | Promise<void>
  /** What is wrong with a flow's content: with an error it is not published. */
  lintFlow(content: string, type: string): readonly { message: string; severity: 'error' | 'warning' }[]
  /** `failed` and `stopped` are ends that nobody planned. */
  runFlow(run: {
    content: string
    type: string
    world: FlowWorld
    random: Random
  }): Promise<{ how: string; because?: string }>
  /** Composes and sends; answers what left. */
  sendMail(
    draft: Omit<OutboundMail, 'messageId' | 'raw'>,
  ): Pick<OutboundMail, 'messageId'> | Promise<Pick<OutboundMail, 'messageId'>>
  /** What a message template gives. Throws ResourceNotFoundException. Absent: there are no templates. */
  renderTemplate?:
    | ((
        knowledgeBase: string,
        template: string,
        attributes: Readonly<Record<string, string>>,
      ) => RenderedTemplate)
    | undefined
  onHappening?: ((happening: Happening) => void) | undefined
  /** Adds statements to a role that belongs to Connect itself. Absent: nobody checks what that role may do. */
  grantServiceRole?: ((roleArn: string, statements: readonly PolicyStatement[]) => void) | undefined
  /** Where chats are streamed to. Absent: there are no topics. */
  topics?: Topics | undefined
  /** The virtual delay in milliseconds of each copy of an agent event that reaches its stream. Absent: [0]. */
  agentEventCopies?: (() => number[]) | undefined
}

/** A flow that runs on a contact. */
export interface Run {
  stopped: boolean
  /** Ends a pending Wait. */
  interrupt: (() => void) | undefined
}

export interface State {
  instances: Map<string, Instance>
  hours: Map<string, Hours>
  queues: Map<string, Queue>
  quickConnects: Map<string, QuickConnect>
  profiles: Map<string, RoutingProfile>
  securityProfiles: Map<string, SecurityProfile>
  users: Map<string, User>
  statuses: Map<string, Status>
  flows: Map<string, Flow>
  modules: Map<string, FlowModule>
  addresses: Map<string, EmailAddress>
  /** `<ResourceType> <resource id>` → flow id. */
  flowAssociations: Map<string, string>
  contacts: Map<string, Contact>
  /** User-defined attributes belong to the transfer chain: by initial contact id. */
  attributes: Map<string, Record<string, string>>
  /** Thread key → contact ids, oldest first. */
  threads: Map<string, string[]>
  /** Message id → ids of the contacts of that message. */
  messages: Map<string, string[]>
  /** Waiting contacts, those being offered included, by `targetKey`. */
  waiting: Map<string, Set<string>>
  /** Waiting contacts with another priority or age than those who come at the same time. */
  expedited: Set<string>
  /** Client tokens: what was asked, what was answered. */
  tokens: Map<string, { asked: string; answer: unknown }>
  activeEmails: Map<string, number>
  activeTasks: Map<string, number>
  activeCalls: Map<string, number>
  /** By the id of the second contact. */
  consults: Map<string, Consult>
  notifications: Map<string, Notification>
  /** By `<instance id> <name>`. */
  predefined: Map<string, PredefinedAttribute>
  views: Map<string, View>
  /** Those that run, by the id of their own contact. */
  guides: Map<string, Guide>
  /** By the id of the first contact. */
  chats: Map<string, Chat>
  happenings: Happening[]
}

export interface Centre extends Surroundings {
  switches: Switches
  state: State
  /** How to call off what is planned, by `<what> <contact id>`. */
  timers: Map<string, () => void>
  runs: Map<string, Run>
  feed: AgentFeed
}

export function emptyState(): State {
  return {
    instances: new Map(),
    hours: new Map(),
    queues: new Map(),
    quickConnects: new Map(),
    profiles: new Map(),
    securityProfiles: new Map(),
    users: new Map(),
    statuses: new Map(),
    flows: new Map(),
    modules: new Map(),
    addresses: new Map(),
    flowAssociations: new Map(),
    contacts: new Map(),
    attributes: new Map(),
    threads: new Map(),
    messages: new Map(),
    waiting: new Map(),
    expedited: new Set(),
    tokens: new Map(),
    activeEmails: new Map(),
    activeTasks: new Map(),
    activeCalls: new Map(),
    consults: new Map(),
    notifications: new Map(),
    predefined: new Map(),
    views: new Map(),
    guides: new Map(),
    chats: new Map(),
    happenings: [],
  }
}

export const instanceArn = (instanceId: string) => arn('connect', `instance/${instanceId}`)

/** Kinds as in ARNs: contact, queue, agent, routing-profile, contact-flow, email-address, operating-hours, agent-state, … */
export const resourceArn = (instanceId: string, kind: string, id: string) =>
  `${instanceArn(instanceId)}/${kind}/${id}`

/** Most operations take an id or an ARN: the id is the last part, without a version or alias of a flow. */
export const idOf = (idOrArn: string) =>
  idOrArn.slice(idOrArn.lastIndexOf('/') + 1).replace(/:\$(SAVED|LATEST)$/, '')

export const targetKey = (target: Target) =>
  target.kind === 'queue' ? `queue/${target.queueId}` : `agent/${target.userId}`

/** Throws ResourceNotFoundException. */
export function instanceOf(centre: Centre, input: { InstanceId?: string }): Instance {
  const instance = centre.state.instances.get(idOf(input.InstanceId ?? ''))
  if (!instance) throw new AwsError('ResourceNotFoundException', `Instance ${input.InstanceId} not found`)
  return instance
}

/** The resource of that id or ARN in that instance. Throws ResourceNotFoundException. */
export function found<T extends { instanceId: string }>(
  resources: Map<string, T>,
  instance: Instance,
  idOrArn: string | undefined,
  what: string,
): T {
  const resource = resources.get(idOf(idOrArn ?? ''))
  if (resource?.instanceId !== instance.id)
    throw new AwsError('ResourceNotFoundException', `${what} ${idOrArn} not found`)
  return resource
}

export function inInstance<T extends { instanceId: string }>(
  resources: Map<string, T>,
  instanceId: string,
): T[] {
  return [...resources.values()].filter((resource) => resource.instanceId === instanceId)
}

/** Plans one thing for a contact, instead of what was planned under that name. */
export function plan(centre: Centre, contact: Contact, what: string, at: number, run: () => void): void {
  callOff(centre, contact, what)
  const key = `${what} ${contact.id}`
  centre.timers.set(
    key,
    centre.timeline.at(at, key, () => {
      centre.timers.delete(key)
      run()
    }),
  )
}

export function callOff(centre: Centre, contact: Contact, what: string): void {
  const key = `${what} ${contact.id}`
  centre.timers.get(key)?.()
  centre.timers.delete(key)
}

/** Writes down what happened, for whoever asks later. No body, subject or header belongs in `details`. */
export function note(
  centre: Centre,
  contact: Contact | undefined,
  what: string,
  details: Readonly<Record<string, unknown>> = {},
): void {
  const happening: Happening = {
    at: centre.timeline.now(),
    contactId: contact?.id,
    thread: contact?.associationId,
    what,
    details,
  }
  centre.state.happenings.push(happening)
  centre.onHappening?.(happening)
}

/** No block of the flow that runs on the contact begins any more. */
export function stopFlow(centre: Centre, contact: Contact): void {
  const run = centre.runs.get(contact.id)
  if (!run) return
  run.stopped = true
  run.interrupt?.()
  centre.runs.delete(contact.id)
}
