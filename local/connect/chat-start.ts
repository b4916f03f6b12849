import { AwsError } from '../service.ts'
import { type Centre, callOff, note, plan } from './centre.ts'
import { asCustomer, writeAs, writeEvent } from './chat.ts'
import { createContact, endContact, type NewContact } from './contacts.ts'
import { publish } from './events.ts'
import { runFlow } from './flows.ts'
import type { Chat, Contact, Flow } from './model.ts'

/** API_StartChatContact: the customer has to connect within 5 minutes. */
const CONNECT_WITHIN_MS = 5 * 60_000

export interface NewChat {
  flow: Flow
  /** DisplayName of the customer. */
  name: string
  message: string | undefined
  contact: Pick<NewContact, 'attributes' | 'relatedContactId' | 'customerId' | 'expiryMinutes'>
}

/**
 * A customer asks for a chat (AWS: API_StartChatContact): its contact runs the flow at once, and ends where nobody connects
 * with the token in time. Throws LimitExceededException at the quota of active chats.
 */
export function startChat(centre: Centre, { flow, name, message, contact: given }: NewChat): Chat {
  const { state, random, timeline, switches } = centre
  const active = [...state.chats.values()].filter((chat) => !isOver(centre, chat)).length
  if (active >= switches.concurrentChats)
    throw new AwsError(
      'LimitExceededException',
      `${active} chats are active, the quota is ${switches.concurrentChats}`,
    )
  const contact = createContact(centre, {
    ...given,
    instanceId: flow.instanceId,
    channel: 'CHAT',
    initiationMethod: 'API',
    connectedToSystemAt: timeline.now(),
    segmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Chat' } },
  })
  const customer = { id: random.uuid(), token: random.uuid(), name, connected: false }
  const chat: Chat = {
    ...{ id: contact.id, contactId: contact.id, customer },
    ...{
      transcript: [],
      signals: [],
      streams: [],
      timers: new Map(),
      inForce: undefined,
      idle: new Set<never>(),
    },
    returned: undefined,
  }
  state.chats.set(chat.id, chat)
  publish(centre, contact, 'CONNECTED_TO_SYSTEM')
  if (message !== undefined) writeAs(centre, chat, asCustomer(chat), message)
  plan(centre, contact, 'connection of the customer of', timeline.now() + CONNECT_WITHIN_MS, () => {
    const current = state.contacts.get(chat.contactId)
    if (current) endContact(centre, current, 'CUSTOMER_CONNECTION_NOT_ESTABLISHED')
  })
  timeline.at(timeline.now(), `chat ${contact.id}`, () => {
    if (contact.phase === 'CREATED') runFlow(centre, contact, flow)
  })
  return chat
}

/** The customer connects with the token that starting the chat gave. Throws an Error that is a sentence for people. */
export function connectCustomer(centre: Centre, token: string): Chat {
  const chat = [...centre.state.chats.values()].find(({ customer }) => customer.token === token)
  if (!chat) throw new Error('no chat has this participant token')
  const first = centre.state.contacts.get(chat.id)
  if (!first || isOver(centre, chat)) throw new Error(`chat ${chat.id} is over`)
  if (!chat.customer.connected) {
    callOff(centre, first, 'connection of the customer of')
    chat.customer.connected = true
    writeEvent(centre, chat, 'joined', asCustomer(chat))
    note(centre, currentOf(centre, chat), 'customer connected')
  }
  return chat
}

/** The contact of the chain at which the conversation is now. */
export const currentOf = ({ state }: Centre, chat: Chat): Contact | undefined =>
  state.contacts.get(chat.contactId)

/** No contact of the conversation goes on. */
export const isOver = (centre: Centre, chat: Chat): boolean => currentOf(centre, chat)?.phase === 'ENDED'
