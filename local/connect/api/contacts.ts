import { AwsError, type Operation } from '../../service.ts'
import { assertAttributes, attributesOf, mergeAttributes, tagContact, untagContact } from '../attributes.ts'
import { type Centre, found, instanceOf } from '../centre.ts'
import { contactArn, createContact, endContact, expireAfter, LONGEST_EXPIRY_MINUTES } from '../contacts.ts'
import { slots } from '../eligibility.ts'
import { runFlow } from '../flows.ts'
import type { Contact, InitiationMethod, SegmentValue, Target, User } from '../model.ts'
import { hasRoom } from '../routing.ts'
import { transferContact } from '../transfer.ts'
import { need, once, page, refusal } from './checks.ts'
import { shapeOf, summaryOf } from './contact-shape.ts'

/** Operations on contacts. */
export function contactOperations(centre: Centre): Record<string, Operation> {
  return {
    DescribeContact: (input) => ({ Contact: shapeOf(centre, contactOf(centre, input)) }),
    ListAssociatedContacts: (input) => listAssociated(centre, input),
    GetContactAttributes: (input) => ({
      Attributes: attributesOf(centre, contactOf(centre, input, 'InitialContactId')),
    }),
    UpdateContactAttributes: (input) => {
      need(input, ['Attributes'])
      assertAttributes(centre, input.Attributes)
      mergeAttributes(centre, contactOf(centre, input, 'InitialContactId'), input.Attributes)
      return {}
    },
    UpdateContact: (input) => updateContact(centre, input),
    TagContact: (input) => {
      need(input, ['Tags'])
      tagContact(centre, contactOf(centre, input), input.Tags)
      return {}
    },
    UntagContact: (input) => {
      need(input, ['TagKeys'])
      untagContact(centre, contactOf(centre, input), input.TagKeys)
      return {}
    },
    StopContact: (input) => stopContact(centre, input),
    TransferContact: (input) => once(centre, 'TransferContact', input, () => transfer(centre, input)),
    CreateContact: (input) => once(centre, 'CreateContact', input, () => create(centre, input)),
  }
}

/** Throws ResourceNotFoundException. */
export function contactOf(
  centre: Centre,
  input: any,
  member: 'ContactId' | 'InitialContactId' = 'ContactId',
): Contact {
  need(input, [member], 'InvalidRequestException')
  return found(centre.state.contacts, instanceOf(centre, input), input[member], 'Contact')
}

/** The whole thread, the contact itself included. The order is an open point, see switches. */
function listAssociated(centre: Centre, input: any) {
  const { associationId } = contactOf(centre, input)
  const ids = centre.state.threads.get(associationId) ?? []
  const ordered = centre.switches.associatedContacts === 'newest-first' ? ids.toReversed() : ids
  const { items, ...rest } = page(ordered, input, 100)
  const contacts = items.flatMap((id) => centre.state.contacts.get(id) ?? [])
  return { ContactSummaryList: contacts.map(summaryOf), ...rest }
}

/** Of an ended or unknown contact: ContactNotFoundException (API_StopContact). */
function stopContact(centre: Centre, input: any) {
  const instance = instanceOf(centre, input)
  const contact = centre.state.contacts.get(input.ContactId)
  if (contact?.instanceId !== instance.id || contact.phase === 'ENDED')
    throw new AwsError(
      'ContactNotFoundException',
      'The contact with the specified ID is not active or does not exist.',
    )
  if (contact.channel === 'VOICE' && UNSTOPPABLE.includes(contact.initiationMethod))
    throw refusal(
      'InvalidRequestException',
      `a voice contact with initiation method ${contact.initiationMethod} cannot be stopped`,
    )
  endContact(centre, contact, 'API')
  return {}
}

/** API_StopContact, for voice. */
const UNSTOPPABLE = ['DISCONNECT', 'TRANSFER', 'QUEUE_TRANSFER', 'EXTERNAL_OUTBOUND', 'MONITOR']

function updateContact(centre: Centre, input: any) {
  const contact = contactOf(centre, input)
  for (const member of ['QueueInfo', 'UserInfo', 'CustomerEndpoint', 'SystemEndpoint'])
    if (input[member] !== undefined)
      throw refusal('InvalidRequestException', `UpdateContact with ${member} is not modelled`)
  applySegments(centre, contact, input.SegmentAttributes)
  contact.name = input.Name ?? contact.name
  contact.description = input.Description ?? contact.description
  Object.assign(contact.references, input.References)
  contact.updatedAt = centre.timeline.now()
  return {}
}

/** Of Amazon's own segment attributes only the expiry can be set; those of one's own have to be predefined, and are texts. */
function applySegments(centre: Centre, contact: Contact, values: Record<string, SegmentValue> = {}): void {
  const { 'connect:ContactExpiry': expiry, ...others } = values
  for (const [name, value] of Object.entries(others)) assertPredefined(centre, contact, name, value)
  if (expiry) applyExpiry(centre, contact, expiry)
  Object.assign(contact.segmentAttributes, others)
}

function assertPredefined(centre: Centre, { instanceId }: Contact, name: string, value: SegmentValue): void {
  const attribute = centre.state.predefined.get(`${instanceId} ${name}`)
  if (!attribute)
    throw refusal('InvalidRequestException', `segment attribute ${name} is not a predefined attribute`)
  const { ValueString: text } = value
  if (text === undefined || Object.keys(value).length !== 1 || text.length > 100)
    throw refusal('InvalidParameterException', `segment attribute ${name} is no text of up to 100 characters`)
  if (attribute.enforced && attribute.values && !attribute.values.includes(text))
    throw refusal('InvalidParameterException', `${name} has no value ${text}`)
}

function applyExpiry(centre: Centre, contact: Contact, expiry: SegmentValue): void {
  if (contact.phase === 'ENDED') throw new AwsError('ConflictException', `Contact ${contact.id} has ended`)
  expireAfter(centre, contact, expiryMinutes(expiry.ValueMap?.ExpiryDuration?.ValueInteger))
}

/** Throws InvalidParameterException. */
export function expiryMinutes(minutes: number | undefined): number {
  if (minutes === undefined || !Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_EXPIRY_MINUTES)
    throw refusal(
      'InvalidParameterException',
      `an expiry of ${minutes} minutes: 1 to ${LONGEST_EXPIRY_MINUTES} is allowed`,
    )
  return minutes
}

const FOR_EMAIL = ['OUTBOUND', 'AGENT_REPLY', 'FLOW']
const ACTIVE = ['FLOW', 'QUEUED', 'CONNECTING', 'CONNECTED']
const TRANSFER_FLOWS = ['CONTACT_FLOW', 'AGENT_TRANSFER', 'QUEUE_TRANSFER']

function create(centre: Centre, input: any) {
  need(input, ['Channel', 'InitiationMethod'])
  const instance = instanceOf(centre, input)
  const { Channel: channel, InitiationMethod: method, UserInfo: userInfo } = input
  if (channel !== 'EMAIL')
    throw refusal('InvalidRequestException', `CreateContact for ${channel} is not modelled`)
  if (!FOR_EMAIL.includes(method))
    throw refusal(
      'InvalidParameterException',
      `InitiationMethod ${method}: EMAIL allows ${FOR_EMAIL.join(', ')}`,
    )
  if (method === 'FLOW' && centre.switches.flowContactByApi === 'refused')
    throw refusal('InvalidRequestException', 'InitiationMethod FLOW is for flows')
  if (method !== 'FLOW')
    need({ 'UserInfo.UserId': userInfo?.UserId }, ['UserInfo.UserId'], 'InvalidRequestException')
  if (input.InitiateAs === 'COMPLETED')
    throw refusal('InvalidRequestException', 'InitiateAs COMPLETED is for TASK')
  if (input.PreviousContactId !== undefined)
    throw refusal('InvalidRequestException', 'CreateContact with PreviousContactId is not modelled')
  const user = userInfo && found(centre.state.users, instance, userInfo.UserId, 'User')
  if (user) assertOwnSlot(centre, user)
  const related =
    input.RelatedContactId && found(centre.state.contacts, instance, input.RelatedContactId, 'Contact')
  const minutes = input.ExpiryDurationInMinutes
  const contact = createContact(centre, {
    instanceId: instance.id,
    channel,
    initiationMethod: method as InitiationMethod,
    relatedContactId: related?.id,
    attributes: input.Attributes ?? {},
    references: input.References ?? {},
    name: input.Name,
    description: input.Description,
    userId: user?.id,
    connectedAt: user && centre.timeline.now(),
    expiryMinutes: minutes === undefined ? undefined : expiryMinutes(minutes),
  })
  applySegments(centre, contact, input.SegmentAttributes)
  return { ContactId: contact.id, ContactArn: contactArn(contact) }
}

/** AWS: "Channels and concurrency": agents may write twice as many mails as they may be routed. */
function assertOwnSlot(centre: Centre, user: User): void {
  const most = 2 * slots(centre, user, 'EMAIL').most
  const used = [...centre.state.contacts.values()].filter(
    ({ userId, phase, initiationMethod }) =>
      userId === user.id && phase === 'CREATED' && FOR_EMAIL.includes(initiationMethod),
  ).length
  if (used >= most)
    throw refusal('InvalidRequestException', `${user.username} writes ${used} mails, ${most} are allowed`)
}

function transfer(centre: Centre, input: any) {
  const name = 'InvalidRequestException'
  need(input, ['ContactId', 'ContactFlowId'], name)
  const instance = instanceOf(centre, input)
  const contact = contactOf(centre, input)
  const flow = found(centre.state.flows, instance, input.ContactFlowId, 'Flow')
  if (!['TASK', 'EMAIL'].includes(contact.channel))
    throw refusal(name, `Contact ${contact.id} is ${contact.channel}: only TASK and EMAIL can be transferred`)
  if (!ACTIVE.includes(contact.phase))
    throw refusal(name, `Contact ${contact.id} is not active: ${contact.phase}`)
  if (!TRANSFER_FLOWS.includes(flow.type))
    throw refusal(name, `Flow type ${flow.type}: ${TRANSFER_FLOWS.join(', ')} are allowed`)
  if (flow.published === undefined) throw refusal(name, `Flow ${flow.name} is not published`)
  if ((input.QueueId === undefined) === (input.UserId === undefined))
    throw refusal(name, 'exactly one of QueueId and UserId is needed')
  const target: Target =
    input.QueueId === undefined
      ? { kind: 'agent', userId: found(centre.state.users, instance, input.UserId, 'User').id }
      : { kind: 'queue', queueId: found(centre.state.queues, instance, input.QueueId, 'Queue').id }
  if (target.kind === 'agent' && !hasRoom(centre, target)) throw refusal(name, 'the agent queue is full')
  const next = transferContact(centre, contact, target)
  centre.timeline.after(0, `transfer flow of ${next.id}`, () => runFlow(centre, next, flow))
  return { ContactId: next.id, ContactArn: contactArn(next) }
}
