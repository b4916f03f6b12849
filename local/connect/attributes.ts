import { AwsError } from '../service.ts'
import type { Centre } from './centre.ts'
import { publish } from './events.ts'
import type { Contact } from './model.ts'

/** API_UpdateContactAttributes: of all attributes together. */
const ATTRIBUTES_BYTES = 32_768

/** One map for the whole transfer chain. */
export function attributesOf(centre: Centre, contact: Contact): Readonly<Record<string, string>> {
  return centre.state.attributes.get(contact.initialContactId) ?? {}
}

/** Adds or changes user-defined attributes, of all contacts of the chain. Throws InvalidParameterException above 32,768 bytes. */
export function mergeAttributes(
  centre: Centre,
  contact: Contact,
  changes: Readonly<Record<string, string>>,
): void {
  const attributes = assertSize({ ...attributesOf(centre, contact), ...changes })
  centre.state.attributes.set(contact.initialContactId, attributes)
  contact.updatedAt = centre.timeline.now()
  publish(centre, contact, 'CONTACT_DATA_UPDATED', ['UserDefinedAttributes'])
}

/**
 * Of a request of the API (API_UpdateContactAttributes, API_StartTaskContact). Throws InvalidParameterException for a name
 * with other characters than letters, digits, - and _, and above 32,768 bytes with those that it inherits.
 */
export function assertAttributes(
  centre: Centre,
  given: Readonly<Record<string, string>>,
  from?: Contact | undefined,
): void {
  const odd = Object.keys(given).find((key) => !/^[\w-]+$/.test(key))
  if (odd !== undefined)
    throw new AwsError(
      'InvalidParameterException',
      `attribute ${odd}: names have alphanumeric characters, dashes and underscores only`,
    )
  assertSize({ ...(from ? attributesOf(centre, from) : {}), ...given })
}

function assertSize(attributes: Record<string, string>): Record<string, string> {
  const bytes = Buffer.byteLength(Object.entries(attributes).flat().join(''))
  if (bytes > ATTRIBUTES_BYTES)
    throw new AwsError(
      'InvalidParameterException',
      `attributes would have ${bytes} bytes, ${ATTRIBUTES_BYTES} are allowed`,
    )
  return attributes
}

/** At most 6 tags besides Amazon's own (AWS: "Tag contacts"). Throws InvalidParameterException. */
export function tagContact(centre: Centre, contact: Contact, tags: Readonly<Record<string, string>>): void {
  const wrong = Object.entries(tags).find(
    ([key, value]) => /^aws:/i.test(key) || key.length < 1 || key.length > 128 || value.length > 256,
  )
  if (wrong)
    throw new AwsError(
      'InvalidParameterException',
      `tag ${wrong[0]} is not allowed: 1 to 128 characters without the prefix aws:, values up to 256`,
    )
  const all = { ...contact.tags, ...tags }
  const own = Object.keys(all).filter((key) => !key.startsWith('aws:'))
  if (own.length > 6)
    throw new AwsError('InvalidParameterException', `a contact would have ${own.length} tags, 6 are allowed`)
  changeTags(centre, contact, all)
}

export function untagContact(centre: Centre, contact: Contact, keys: readonly string[]): void {
  const rest = Object.entries(contact.tags).filter(([key]) => key.startsWith('aws:') || !keys.includes(key))
  changeTags(centre, contact, Object.fromEntries(rest))
}

function changeTags(centre: Centre, contact: Contact, tags: Record<string, string>): void {
  contact.tags = tags
  contact.updatedAt = centre.timeline.now()
  publish(centre, contact, 'CONTACT_DATA_UPDATED', ['Tags'])
}
