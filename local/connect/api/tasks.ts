import { AwsError, type Operation } from '../../service.ts'
import { type Centre, found, instanceOf } from '../centre.ts'
import { createContact, LONGEST_EXPIRY_MINUTES } from '../contacts.ts'
import { runFlow } from '../flows.ts'
import type { Contact, Instance } from '../model.ts'
import { need, once, refusal } from './checks.ts'

const MOST_NAME = 512
const MOST_DESCRIPTION = 4096
const MOST_ATTRIBUTE_BYTES = 32_768
/** API_StartTaskContact: tasks that share a previous contact. */
const LONGEST_CHAIN = 12

export function taskOperations(centre: Centre): Record<string, Operation> {
  return {
    StartTaskContact: (input) => once(centre, 'StartTaskContact', input, () => startTask(centre, input)),
  }
}

/** Starts a flow on a new task (API_StartTaskContact). */
function startTask(centre: Centre, input: any) {
  const name = 'InvalidRequestException'
  need(input, ['Name'], name)
  const instance = instanceOf(centre, input)
  const sources = ['ContactFlowId', 'QuickConnectId', 'TaskTemplateId'].filter((one) => input[one])
  if (sources.length !== 1) throw refusal(name, 'exactly one of flow, quick connect and template is needed')
  for (const member of ['QuickConnectId', 'TaskTemplateId', 'ScheduledTime', 'Attachments'])
    if (input[member] !== undefined) throw refusal(name, `StartTaskContact with ${member} is not modelled`)
  assertSizes(input)
  const flow = found(centre.state.flows, instance, input.ContactFlowId, 'Flow')
  if (flow.published === undefined) throw refusal(name, `Flow ${flow.name} is not published`)
  const related =
    input.RelatedContactId && found(centre.state.contacts, instance, input.RelatedContactId, 'Contact')
  const previous =
    input.PreviousContactId && found(centre.state.contacts, instance, input.PreviousContactId, 'Contact')
  // "The identifier of the previous chat, voice, or task contact."
  if (previous && previous.channel === 'EMAIL') throw refusal(name, 'PreviousContactId is that of an email')
  assertRoom(centre, instance, previous)
  const task = createContact(centre, {
    instanceId: instance.id,
    channel: 'TASK',
    initiationMethod: 'API',
    name: input.Name,
    description: input.Description,
    references: input.References ?? {},
    attributes: input.Attributes ?? {},
    relatedContactId: related?.id,
    previousContactId: previous?.id,
    expiryMinutes: expiryOf(input.SegmentAttributes),
  })
  centre.timeline.after(0, `task ${task.id}`, () => runFlow(centre, task, flow))
  return { ContactId: task.id }
}

function assertSizes({ Name, Description = '', Attributes = {} }: any): void {
  if (Name.length > MOST_NAME)
    throw refusal('InvalidRequestException', `Name has more than ${MOST_NAME} characters`)
  if (Description.length > MOST_DESCRIPTION)
    throw refusal('InvalidRequestException', `Description has more than ${MOST_DESCRIPTION} characters`)
  const odd = Object.keys(Attributes).find((key) => !/^[\w-]+$/.test(key))
  if (odd !== undefined)
    throw refusal('InvalidRequestException', `attribute ${odd} has another character in its name`)
  if (Buffer.byteLength(Object.entries(Attributes).flat().join('')) > MOST_ATTRIBUTE_BYTES)
    throw refusal('InvalidRequestException', `attributes have more than ${MOST_ATTRIBUTE_BYTES} bytes`)
}

function assertRoom({ state, switches }: Centre, instance: Instance, previous: Contact | undefined): void {
  const tasks = [...state.contacts.values()].filter(
    ({ channel, instanceId }) => channel === 'TASK' && instanceId === instance.id,
  )
  const refuse = (message: string) => {
    throw new AwsError('ServiceQuotaExceededException', message)
  }
  if (tasks.filter(({ phase }) => phase !== 'ENDED').length >= switches.concurrentTasks)
    refuse(`Concurrent active tasks per instance: the quota is ${switches.concurrentTasks}`)
  if (
    previous &&
    tasks.filter(({ previousContactId }) => previousContactId === previous.id).length >= LONGEST_CHAIN
  )
    refuse(`${LONGEST_CHAIN} tasks name contact ${previous.id} as the previous one`)
}

/** The one segment attribute that can be set for a task, besides who made it. */
function expiryOf(segments: Record<string, any> = {}): number | undefined {
  const { 'connect:ContactExpiry': expiry, ...others } = segments
  const [unknown] = Object.keys(others)
  if (unknown !== undefined)
    throw refusal('InvalidRequestException', `segment attribute ${unknown} is not modelled`)
  if (!expiry) return undefined
  const minutes = expiry.ValueMap?.ExpiryDuration?.ValueInteger
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_EXPIRY_MINUTES)
    throw refusal(
      'InvalidParameterException',
      `an expiry of ${minutes} minutes: 1 to ${LONGEST_EXPIRY_MINUTES} is allowed`,
    )
  return minutes
}
