import { AwsError } from '../service.ts'
import { type Centre, note } from './centre.ts'
import { createContact, endContact } from './contacts.ts'
import { inboundFlowNamed, runFlow } from './flows.ts'
import type { Contact } from './model.ts'

/** Somebody calls. */
export interface Call {
  /** The caller's number, as `+` and digits. */
  from: string
  /** The number that is called. It is not modelled which flow answers which number. */
  to: string
  /** Name or id of the inbound flow that answers. */
  flow: string
}

/** Busy: as many calls are active as the quota allows, and no contact is made. */
export type Ringing = { outcome: 'answered'; contactId: string } | { outcome: 'busy'; reason: string }

const NUMBER = /^\+[1-9]\d{6,14}$/

/**
 * A customer calls, and an inbound flow answers (AWS: "Contact initiation methods", INBOUND). No contact event tells of the
 * connection to the system: that one is for outbound calls. Throws an Error that is a sentence for people.
 */
export function receiveCall(centre: Centre, { from, to, flow: name }: Call): Ringing {
  const odd = [from, to].find((number) => !NUMBER.test(number))
  if (odd !== undefined) throw new Error(`${odd} is no phone number: it has to be like +15550100`)
  const flow = inboundFlowNamed(centre, name)
  const instance = centre.state.instances.get(flow.instanceId)
  if (!instance?.inboundCalls) throw new Error(`instance ${instance?.alias} takes no inbound calls`)
  try {
    const contact = createContact(centre, {
      instanceId: flow.instanceId,
      channel: 'VOICE',
      initiationMethod: 'INBOUND',
      customerEndpoint: { name: '', address: from },
      systemEndpoint: { name: '', address: to },
    })
    centre.timeline.after(0, `call ${contact.id}`, () => {
      if (contact.phase === 'CREATED') runFlow(centre, contact, flow)
    })
    return { outcome: 'answered', contactId: contact.id }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    note(centre, undefined, 'call refused', { reason: error.message })
    return { outcome: 'busy', reason: error.message }
  }
}

/**
 * The caller hangs up: every leg of the call ends, also one on which only agents talk. Throws an Error that is a sentence
 * for people.
 */
export function hangUp(centre: Centre, contactId: string): void {
  const contact = centre.state.contacts.get(contactId)
  if (contact?.channel !== 'VOICE') throw new Error(`there is no call ${contactId}`)
  const legs = legsOf(centre, contact)
  if (legs.length === 0) throw new Error(`call ${contactId} has ended`)
  for (const leg of legs) endContact(centre, leg, 'CUSTOMER_DISCONNECT')
}

/** The contacts of a call that have not ended, the first one first. */
function legsOf({ state }: Centre, { associationId, initialContactId }: Contact): Contact[] {
  return (state.threads.get(associationId) ?? []).flatMap((id) => {
    const leg = state.contacts.get(id)
    return leg?.channel === 'VOICE' && leg.initialContactId === initialContactId && leg.phase !== 'ENDED'
      ? leg
      : []
  })
}
