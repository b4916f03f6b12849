import { AwsError } from '../service.ts'
import { type Centre, note } from './centre.ts'
import { continuing, createContact, endContact } from './contacts.ts'
import { restarted } from './criteria.ts'
import type { Contact, Target } from './model.ts'

const MOST_TRANSFERS = 11

/**
 * Ends a contact as TRANSFERRED and gives the next of its chain (AWS: API_TransferContact; at most 11 transfers).
 * Throws InvalidRequestException.
 */
export function transferContact(centre: Centre, contact: Contact, target: Target): Contact {
  const next = nextOfChain(centre, contact, target)
  endContact(centre, contact, 'TRANSFERRED')
  note(centre, next, 'transferred', { from: contact.id })
  return next
}

/** The next of a contact's chain, which does not end it. Throws InvalidRequestException. */
export function nextOfChain(
  centre: Centre,
  contact: Contact,
  target: Target,
  initiationMethod: 'TRANSFER' | 'QUEUE_TRANSFER' = 'TRANSFER',
): Contact {
  if (contact.transfers >= MOST_TRANSFERS)
    throw new AwsError(
      'InvalidRequestException',
      `Contact ${contact.id} has been transferred ${contact.transfers} times, ${MOST_TRANSFERS} are allowed`,
    )
  return createContact(centre, {
    ...continuing(contact),
    initiationMethod,
    transfers: contact.transfers + 1,
    customerEndpoint: contact.customerEndpoint,
    // AWS: API_DescribeContact: not populated after a transfer from queue to queue.
    systemEndpoint: initiationMethod === 'TRANSFER' ? contact.systemEndpoint : undefined,
    recipients: contact.recipients,
    message: contact.message,
    priority: contact.priority,
    criteria: carriedOver(contact),
    target,
  })
}

/**
 * What a transferred contact keeps of its criteria (AWS: "Set routing criteria"): nothing once an agent had joined,
 * else the same from step 1.
 */
const carriedOver = (contact: Contact) =>
  contact.connectedAt === undefined ? restarted(contact.criteria) : undefined
