import { REGION } from '../place.ts'
import { attributesOf } from './attributes.ts'
import { type Centre, instanceArn, resourceArn } from './centre.ts'
import { endpointType } from './channels.ts'
import { recipientsOf, targetArn, targetName } from './lambda-event.ts'
import type { Contact, SegmentValue } from './model.ts'

/**
 * What a JSONPath of a flow gives for a contact (AWS: "List of available contact attributes"): `$.A.b` and
 * `$.A['b']`. Undefined where there is nothing.
 */
export function readPath(centre: Centre, contact: Contact, path: string): unknown {
  const [root, ...rest] = segmentsOf(path)
  if (root === undefined) return undefined
  return rest.reduce<any>((value, key) => value?.[key], rootValue(centre, contact, root))
}

function segmentsOf(path: string): string[] {
  const segments = path.matchAll(/\.([^.[\]]+)|\['([^']*)'\]|\["([^"]*)"\]/g)
  return [...segments].map(([, plain, single, double]) => plain ?? single ?? double ?? '')
}

function rootValue(centre: Centre, contact: Contact, root: string): unknown {
  return (VALUES as Record<string, (centre: Centre, contact: Contact) => unknown>)[root]?.(centre, contact)
}

const VALUES = {
  Channel: (_: Centre, { channel }: Contact) => channel,
  ContactId: (_: Centre, { id }: Contact) => id,
  InitialContactId: (_: Centre, { initialContactId }: Contact) => initialContactId,
  PreviousContactId: (_: Centre, { previousContactId }: Contact) => previousContactId,
  RelatedContactId: (_: Centre, { relatedContactId }: Contact) => relatedContactId,
  InitiationMethod: (_: Centre, { initiationMethod }: Contact) => initiationMethod,
  InstanceARN: (_: Centre, { instanceId }: Contact) => instanceArn(instanceId),
  AwsRegion: () => REGION,
  LanguageCode: (_: Centre, { languageCode }: Contact) => languageCode,
  Name: (_: Centre, { name }: Contact) => name,
  Description: (_: Centre, { description }: Contact) => description,
  CustomerId: (_: Centre, { customerId }: Contact) => customerId,
  Tags: (_: Centre, { tags }: Contact) => tags,
  References: (_: Centre, { references }: Contact) => references,
  Attributes: attributesOf,
  SegmentAttributes: (_: Centre, { segmentAttributes }: Contact) =>
    Object.fromEntries(Object.entries(segmentAttributes).map(([key, value]) => [key, plain(value)])),
  CustomerEndpoint: (_: Centre, contact: Contact) => endpoint(contact, contact.customerEndpoint),
  SystemEndpoint: (_: Centre, contact: Contact) => endpoint(contact, contact.systemEndpoint),
  AdditionalEmailRecipients: (_: Centre, contact: Contact) => recipientsOf(contact),
  Email: (_: Centre, { message }: Contact) => ({ EmailMessage: { Plaintext: message?.text } }),
  Queue: ({ state }: Centre, { instanceId, target }: Contact) =>
    target && { ARN: targetArn(instanceId, target), Name: targetName(state, target) },
  // In a transfer-to-agent flow these are the agent to whom the contact goes, in whisper and hold flows the one who has it.
  Agent: ({ state }: Centre, { instanceId, target, acceptedAt, userId }: Contact) => {
    const wanted = target?.kind === 'agent' ? target.userId : undefined
    const user = state.users.get((acceptedAt === undefined ? wanted : userId) ?? '')
    return (
      user && { ARN: resourceArn(instanceId, 'agent', user.id), UserName: user.username, ...user.identity }
    )
  },
}

/** In a flow a segment attribute is its plain value, unlike in the Lambda event. */
function plain({ ValueString, ValueInteger, ValueMap }: SegmentValue): unknown {
  if (ValueMap) return Object.fromEntries(Object.entries(ValueMap).map(([key, value]) => [key, plain(value)]))
  return ValueString ?? ValueInteger
}

function endpoint(contact: Contact, mailbox: Contact['customerEndpoint']) {
  if (!mailbox) return undefined
  return {
    Address: mailbox.address,
    Type: endpointType(contact),
    ...(mailbox.name === '' ? {} : { DisplayName: mailbox.name }),
  }
}
