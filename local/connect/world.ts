import { FlowRefusal, type FlowWorld } from '../flow/world.ts'
import { AwsError } from '../service.ts'
import { attributesOf, mergeAttributes, tagContact, untagContact } from './attributes.ts'
import { holdCaller, listenersOf } from './call-transfer.ts'
import { type Centre, idOf, note, type Run } from './centre.ts'
import { awaitCustomer, writeFromFlow } from './chat.ts'
import { readPath } from './contact-paths.ts'
import { createContact, endContact } from './contacts.ts'
import { criteriaOf, stepsOf } from './criteria.ts'
import { outboundRequest, rendered, startOutbound } from './email-out.ts'
import { type FlowClock, FlowStopped } from './flow-clock.ts'
import { runQueueFlow } from './flows.ts'
import { showView } from './guides.ts'
import { isOpen } from './hours.ts'
import { invokeFunction, type Streak } from './lambda.ts'
import { metricOf } from './metrics.ts'
import type { Contact, Flow, Queue, Target, User } from './model.ts'
import { moveToQueue } from './queue-transfer.ts'
import { changeUrgency, enqueue, hasRoom, replaceCriteria } from './routing.ts'
import { beginTask } from './tasks.ts'

/** Characters: about 150 words a minute. */
const SPOKEN_A_SECOND = 15

export interface Stage {
  centre: Centre
  contact: Contact
  run: Run
  clock: FlowClock
}

/** What a flow sees and does while it runs on a contact. Every step is refused once the contact has gone elsewhere. */
export function createWorld(stage: Stage): FlowWorld {
  return guarded(stage, { ...contactSteps(stage), ...routingSteps(stage), ...otherSteps(stage) })
}

function contactSteps({ centre, contact }: Stage) {
  const contactOf = (target: 'Current' | 'Related') => {
    const other = target === 'Current' ? contact : centre.state.contacts.get(contact.relatedContactId ?? '')
    return other ?? refuse('the contact has no related contact')
  }
  return {
    read: (path: string) => readPath(centre, contact, path),
    updateAttributes: (target: 'Current' | 'Related', attributes: Readonly<Record<string, string>>) =>
      mergeAttributes(centre, contactOf(target), attributes),
    updateContactData(target: 'Current' | 'Related', data: Readonly<Record<string, string | undefined>>) {
      const { Name, Description, LanguageCode, CustomerId, ...others } = data
      const [unknown] = Object.keys(others)
      if (unknown !== undefined) refuse(`contact data ${unknown} is not modelled`)
      const other = contactOf(target)
      other.name = Name ?? other.name
      other.description = Description ?? other.description
      other.languageCode = LanguageCode ?? other.languageCode
      other.customerId = CustomerId ?? other.customerId
      other.updatedAt = centre.timeline.now()
    },
    tag: (tags: Readonly<Record<string, string>>) => tagContact(centre, contact, tags),
    untag: (keys: readonly string[]) => untagContact(centre, contact, keys),
    setEventHook(hook: string, flowId: string) {
      assertHook(contact, hook)
      contact.hooks[hook] = flowOf(centre, contact, flowId).id
    },
  }
}

function routingSteps({ centre, contact, run }: Stage) {
  return {
    setTargetQueue(target: { queueId: string } | { agentId: string }) {
      contact.target = targetOf(centre, contact, target)
    },
    setRoutingCriteria(steps: readonly unknown[]) {
      const criteria = criteriaOf(stepsOf(centre, steps))
      // A customer queue flow changes the criteria of a contact that waits: they begin at once.
      if (contact.queue) replaceCriteria(centre, contact, criteria)
      else contact.criteria = criteria
    },
    setRoutingBehavior(behavior: { priority: number } | { queueTimeAdjustmentSeconds: number }) {
      if ('priority' in behavior) changeUrgency(centre, contact, behavior)
      else changeUrgency(centre, contact, { adjustment: behavior.queueTimeAdjustmentSeconds })
    },
    transferToQueue() {
      const { target } = contact
      if (!target) return refuse('no working queue is set')
      if (contact.phase !== 'FLOW') return refuse(`the contact is ${contact.phase}`)
      if (!hasRoom(centre, target)) throw new FlowRefusal('QueueAtCapacity', 'the queue is full')
      // The flow has done its work: nothing after this block touches the contact.
      run.stopped = true
      centre.runs.delete(contact.id)
      enqueue(centre, contact, target)
      runQueueFlow(centre, contact)
    },
    moveToQueue(to: { queueId: string } | { agentId: string }) {
      moveToQueue(centre, contact, targetOf(centre, contact, to))
    },
    checkHours(hoursOfOperationId: string | undefined): 'True' | 'False' {
      const queue =
        contact.target?.kind === 'queue' ? centre.state.queues.get(contact.target.queueId) : undefined
      const hours = centre.state.hours.get(idOf(hoursOfOperationId ?? queue?.hoursId ?? ''))
      if (hours?.instanceId !== contact.instanceId) return refuse('there are no hours of operation to check')
      return isOpen(hours, centre.timeline.now()) ? 'True' : 'False'
    },
    metric(type: string, { queueId, agentId }: { queueId?: string; agentId?: string }): number {
      const target = agentId
        ? { user: userOf(centre, contact, agentId) }
        : {
            queue:
              queueId === undefined
                ? contact.target
                : { kind: 'queue' as const, queueId: queueOf(centre, contact, queueId).id },
          }
      return metricOf(centre, contact, type, target) ?? refuse(`metric ${type} is not modelled`)
    },
  }
}

function otherSteps({ centre, contact, run, clock }: Stage) {
  const streak: Streak = { usedMs: 0 }
  return {
    invokeLambda: (request: Parameters<FlowWorld['invokeLambda']>[0]) =>
      invokeFunction({ centre, contact, clock, streak }, request),
    async wait(seconds: number) {
      streak.usedMs = 0
      await clock.wait(seconds * 1000, `wait of ${contact.id}`)
    },
    holdsAreInterrupted: () => centre.switches.holdFlowInterrupts,
    async waitForCustomer(seconds: number) {
      streak.usedMs = 0
      return await awaitCustomer({ centre, contact, clock }, seconds)
    },
    async showView(view: Parameters<NonNullable<FlowWorld['showView']>>[0]) {
      streak.usedMs = 0
      return await showView({ centre, contact, clock }, view)
    },
    flowContent: (flowId: string) =>
      flowOf(centre, contact, flowId).published ?? refuse('the flow is not published'),
    createTask: (task: Readonly<Record<string, any>>) => createTask(centre, contact, task),
    createEmailContact(related: 'CURRENT' | undefined): string {
      const mail = createContact(centre, {
        instanceId: contact.instanceId,
        channel: 'EMAIL',
        initiationMethod: 'FLOW',
        relatedContactId: related && contact.id,
        outboundDepth: contact.initiationMethod === 'FLOW' ? contact.outboundDepth + 1 : 0,
      })
      return mail.id
    },
    renderTemplate({ knowledgeBaseArn, templateArn }: { knowledgeBaseArn: string; templateArn: string }) {
      const attributes = attributesOf(centre, contact)
      const asked = { knowledgeBase: knowledgeBaseArn, template: templateArn, attributes }
      const { missing, ...message } = rendered(centre, contact, asked)
      if (missing.length > 0)
        throw new FlowRefusal('TemplateRenderingError', `variables without a value: ${missing.join(', ')}`)
      return message
    },
    sendEmail({ contactId, from, to, message }: Parameters<FlowWorld['sendEmail']>[0]) {
      const mail = centre.state.contacts.get(contactId) ?? refuse(`there is no contact ${contactId}`)
      const request = { FromEmailAddress: from, DestinationEmailAddress: to, EmailMessage: message }
      startOutbound(centre, mail, outboundRequest(centre, mail, request))
    },
    message: (text: string) => writeFromFlow(centre, contact, text),
    async say(text: string) {
      streak.usedMs = 0
      note(centre, contact, 'said', { text, heardBy: listenersOf(centre, contact) })
      await clock.wait(Math.ceil(text.length / SPOKEN_A_SECOND) * 1000, `prompt of ${contact.id}`)
    },
    play: (prompts: readonly string[]) =>
      note(centre, contact, 'plays', { prompts, heardBy: listenersOf(centre, contact) }),
    holdPrevious: (state: 'CustomerOnHold' | 'OffHold') =>
      holdCaller(centre, contact, state === 'CustomerOnHold'),
    disconnect() {
      // In an outbound whisper flow the mail still leaves: there is no participant to disconnect.
      if (contact.phase === 'CREATED') return
      run.stopped = true
      endContact(centre, contact, 'CONTACT_FLOW_DISCONNECT')
    },
    log: (entry: Readonly<Record<string, unknown>>) => note(centre, contact, 'flow block', entry),
  }
}

/** AWS: "Flow block: Create task". It starts at once or after DelaySeconds, in its own flow. */
function createTask(centre: Centre, contact: Contact, task: Readonly<Record<string, any>>): string {
  const flow = flowOf(centre, contact, task.ContactFlowId)
  const seconds = Number(task.DelaySeconds ?? 0)
  const created = beginTask(centre, {
    flow,
    instanceId: contact.instanceId,
    initiationMethod: 'FLOW',
    scheduledAt: seconds > 0 ? centre.timeline.now() + seconds * 1000 : undefined,
    name: task.Name,
    description: task.Description,
    references: task.References ?? {},
    attributes: task.Attributes ?? {},
    relatedContactId: contact.id,
    inherits: false,
  })
  return created.id
}

/** Of calls, what is not modelled is refused; the hold of others than calls is by AWS ("Flow block: Set hold flow"). */
function assertHook({ channel }: Contact, hook: string): void {
  if (channel === 'VOICE' && !HOOKS_OF_CALLS.includes(hook))
    refuse(`event hook ${hook} of a call is not modelled`)
  if (channel !== 'VOICE' && hook === 'CustomerHold') refuse(`contacts of ${channel} are not put on hold`)
}

const HOOKS_OF_CALLS = [
  'AgentWhisper',
  'CustomerHold',
  'CustomerQueue',
  'CustomerWhisper',
  'DefaultAgentUI',
  'DisconnectAgentUI',
]

function flowOf(centre: Centre, contact: Contact, flowId: string): Flow {
  const flow = centre.state.flows.get(idOf(flowId))
  return flow?.instanceId === contact.instanceId ? flow : refuse(`there is no flow ${flowId}`)
}

function queueOf(centre: Centre, contact: Contact, queueId: string): Queue {
  const queue = centre.state.queues.get(idOf(queueId))
  return queue?.instanceId === contact.instanceId ? queue : refuse(`there is no queue ${queueId}`)
}

function targetOf(centre: Centre, contact: Contact, to: { queueId: string } | { agentId: string }): Target {
  return 'queueId' in to
    ? { kind: 'queue', queueId: queueOf(centre, contact, to.queueId).id }
    : { kind: 'agent', userId: userOf(centre, contact, to.agentId).id }
}

/** Set working queue takes an agent by id, ARN or username. */
function userOf(centre: Centre, contact: Contact, agent: string): User {
  const { users } = centre.state
  const user = users.get(idOf(agent)) ?? [...users.values()].find(({ username }) => username === agent)
  return user?.instanceId === contact.instanceId ? user : refuse(`there is no agent ${agent}`)
}

function refuse(message: string): never {
  throw new FlowRefusal('NoMatchingError', message)
}

/** Steps of a stopped flow do nothing but end it; what an API would refuse takes the block's error branch. */
function guarded(stage: Stage, world: FlowWorld): FlowWorld {
  const steps = Object.entries(world).map(([name, step]) => [
    name,
    (...given: unknown[]) => {
      if (stage.run.stopped && name !== 'log')
        throw new FlowStopped(`${name} after the contact ${stage.contact.id} had gone on`)
      return refusing(() => step(...given))
    },
  ])
  return Object.fromEntries(steps)
}

function refusing<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw error instanceof AwsError ? new FlowRefusal('NoMatchingError', error.message) : error
  }
}
