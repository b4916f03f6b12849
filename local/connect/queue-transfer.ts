import { FlowRefusal } from '../flow/world.ts'
import { carryOn } from './call-transfer.ts'
import { type Centre, note } from './centre.ts'
import { endContact } from './contacts.ts'
import type { Contact, Target } from './model.ts'
import { enqueue, hasRoom } from './routing.ts'
import { nextOfChain } from './transfer.ts'

/**
 * Moves a waiting contact to another queue, as a new contact with the method QUEUE_TRANSFER and a new time in the queue (AWS:
 * DequeueContactAndTransferToQueue). It has no event hooks, so no customer queue flow runs for it. Refuses with
 * QueueAtCapacity or NoMatchingError; throws what a transfer throws.
 */
export function moveToQueue(centre: Centre, contact: Contact, target: Target): void {
  if (contact.phase !== 'QUEUED')
    throw new FlowRefusal('NoMatchingError', `the contact is ${contact.phase}: it does not wait`)
  if (!hasRoom(centre, target)) throw new FlowRefusal('QueueAtCapacity', 'the queue is full')
  const next = nextOfChain(centre, contact, target, 'QUEUE_TRANSFER')
  carryOn(centre, contact, next)
  // Calls have no reason of their own for it in the contact record's list.
  endContact(centre, contact, contact.channel === 'VOICE' ? 'CONTACT_FLOW_DISCONNECT' : 'TRANSFERRED')
  note(centre, next, 'moved', { from: contact.id })
  enqueue(centre, next, target)
}
