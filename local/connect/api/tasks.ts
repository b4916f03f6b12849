import type { Operation } from '../../service.ts'
import { assertAttributes } from '../attributes.ts'
import { type Centre, found, idOf, instanceOf } from '../centre.ts'
import type { Contact, Flow, Instance, SegmentValue, Target } from '../model.ts'
import { flowOfQuickConnect, isGone } from '../quick-connects.ts'
import { beginTask } from '../tasks.ts'
import { need, once, refusal } from './checks.ts'
import { expiryMinutes } from './contacts.ts'

const REFERENCE_TYPES = ['URL', 'NUMBER', 'STRING', 'DATE', 'EMAIL']
const LONGEST = { Name: 512, Description: 4096 }

/** The operation that makes tasks. */
export function taskOperations(centre: Centre): Record<string, Operation> {
  return {
    StartTaskContact: (input) => once(centre, 'StartTaskContact', input, () => startTask(centre, input)),
  }
}

function startTask(centre: Centre, input: any): { ContactId: string } {
  need(input, ['Name'])
  const instance = instanceOf(centre, input)
  if (input.Attachments !== undefined)
    throw refusal('InvalidRequestException', 'StartTaskContact with Attachments is not modelled')
  for (const [member, most] of Object.entries(LONGEST))
    if ((input[member] ?? '').length > most)
      throw refusal('InvalidParameterException', `${member} has more than ${most} characters`)
  const attributes: Record<string, string> = input.Attributes ?? {}
  const previous = linked(centre, instance, input.PreviousContactId)
  if (previous?.channel === 'EMAIL')
    throw refusal(
      'InvalidRequestException',
      'PreviousContactId is an email contact: chat, voice and task contacts are allowed, RelatedContactId takes others',
    )
  const related = linked(centre, instance, input.RelatedContactId)
  assertAttributes(centre, attributes, previous ?? related)
  const segments = segmentsOf(centre, instance, input.SegmentAttributes)
  const task = beginTask(centre, {
    ...wayOf(centre, instance, input),
    instanceId: instance.id,
    initiationMethod: 'API',
    previousContactId: previous?.id,
    relatedContactId: related?.id,
    name: input.Name,
    description: input.Description,
    references: referencesOf(input.References),
    attributes,
    scheduledAt: input.ScheduledTime?.getTime(),
    ...segments,
  })
  return { ContactId: task.id }
}

function linked(centre: Centre, instance: Instance, id: string | undefined): Contact | undefined {
  return id === undefined ? undefined : found(centre.state.contacts, instance, id, 'Contact')
}

/** Exactly one of flow, quick connect and template (API_StartTaskContact). */
function wayOf(centre: Centre, instance: Instance, input: any): { flow: Flow; target?: Target } {
  const name = 'InvalidRequestException'
  const ways = ['ContactFlowId', 'QuickConnectId', 'TaskTemplateId'].filter((way) => input[way] !== undefined)
  if (ways.length !== 1)
    throw refusal(
      name,
      `exactly one of ContactFlowId, QuickConnectId and TaskTemplateId is needed: ${ways.join(', ') || 'none'} given`,
    )
  if (input.TaskTemplateId !== undefined)
    throw refusal(name, 'StartTaskContact with TaskTemplateId is not modelled')
  if (input.QuickConnectId === undefined) {
    const flow = found(centre.state.flows, instance, input.ContactFlowId, 'Flow')
    if (flow.type !== 'CONTACT_FLOW')
      throw refusal(name, `Flow type ${flow.type}: a task starts in one of type CONTACT_FLOW`)
    if (flow.published === undefined) throw refusal(name, `Flow ${flow.name} is not published`)
    return { flow }
  }
  const quickConnect = found(centre.state.quickConnects, instance, input.QuickConnectId, 'Quick connect')
  const flow = flowOfQuickConnect(centre, quickConnect)
  if (!flow) throw refusal(name, `the flow of quick connect ${quickConnect.name} is gone or not published`)
  if (isGone(centre, quickConnect))
    throw refusal(name, `who quick connect ${quickConnect.name} names is gone`)
  return { flow, target: quickConnect.target }
}

function referencesOf(given: Contact['references'] = {}): Contact['references'] {
  for (const [key, { Type: type, Value: value }] of Object.entries(given)) {
    if (!REFERENCE_TYPES.includes(type))
      throw refusal(
        'InvalidParameterException',
        `reference ${key} is of type ${type}: a task takes ${REFERENCE_TYPES.join(', ')}`,
      )
    if (value === undefined || value.length > 4096)
      throw refusal('InvalidParameterException', `reference ${key} needs a Value of up to 4096 characters`)
  }
  return { ...given }
}

/** API_StartTaskContact names these two; others would have to be predefined, which is not modelled. */
function segmentsOf(centre: Centre, instance: Instance, given: Record<string, SegmentValue> = {}) {
  const { 'connect:ContactExpiry': expiry, 'connect:CreatedByUser': by, ...others } = given
  const [unknown] = Object.keys(others)
  if (unknown !== undefined)
    throw refusal('InvalidRequestException', `segment attribute ${unknown} is not a predefined attribute`)
  if (by) found(centre.state.users, instance, idOf(by.ValueString ?? ''), 'User')
  return {
    segmentAttributes: by ? { 'connect:CreatedByUser': by } : {},
    expiryMinutes: expiry && expiryMinutes(expiry.ValueMap?.ExpiryDuration?.ValueInteger),
  }
}
