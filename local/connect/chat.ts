import { type Centre, note } from './centre.ts'
import { stream } from './chat-streams.ts'
import { heard } from './chat-timers.ts'
import type { FlowClock } from './flow-clock.ts'
import type { Chat, ChatItem, Contact, ParticipantRole, TimedRole, User } from './model.ts'

/** Content types of what participants see (AWS: Participant API, "Item"). */
export const TEXT = 'text/plain'
export const EVENTS = {
  joined: 'application/vnd.amazonaws.connect.event.participant.joined',
  left: 'application/vnd.amazonaws.connect.event.participant.left',
  ended: 'application/vnd.amazonaws.connect.event.chat.ended',
} as const

/** These are heard by whoever is connected, and are in no transcript (AWS: "Set up chat timeouts for chat participants"). */
const SIGNALS = {
  idle: 'application/vnd.amazonaws.connect.event.participant.idle',
  returned: 'application/vnd.amazonaws.connect.event.participant.returned',
  autodisconnection: 'application/vnd.amazonaws.connect.event.participant.autodisconnection',
} as const

/** API_SendMessage of the Participant API: a text has 1 to 1024 characters. */
export const LONGEST_MESSAGE = 1024

/** The conversation that a contact is part of: one for a whole chain. Undefined for other channels, and for guides. */
export const chatOf = ({ state }: Centre, { initialContactId }: Contact): Chat | undefined =>
  state.chats.get(initialContactId)

/** A contact of the chain begins: from now on it is the one of the conversation. */
export function continueChat(centre: Centre, contact: Contact): void {
  const chat = chatOf(centre, contact)
  if (chat) chat.contactId = contact.id
}

/** Writes an item into the transcript, where every participant sees it. */
export function write(centre: Centre, chat: Chat, item: Omit<ChatItem, 'id' | 'at' | 'contactId'>): ChatItem {
  const written = {
    id: centre.random.uuid(),
    at: centre.timeline.now(),
    contactId: chat.contactId,
    ...item,
  }
  chat.transcript.push(written)
  stream(centre, chat, written)
  return written
}

/** Play prompt: the customer reads it. Of a contact without a conversation nobody does. */
export function writeFromFlow(centre: Centre, contact: Contact, text: string): void {
  const chat = chatOf(centre, contact)
  if (!chat) return
  write(centre, chat, { type: 'MESSAGE', contentType: TEXT, role: 'SYSTEM', name: 'SYSTEM', text })
  note(centre, contact, 'message', { from: 'SYSTEM' })
}

/** A participant writes. Throws an Error that is a sentence for people. */
export function writeAs(
  centre: Centre,
  chat: Chat,
  { role, name }: { role: TimedRole; name: string },
  text: string,
): ChatItem {
  if (text === '' || text.length > LONGEST_MESSAGE)
    throw new Error(`a message has 1 to ${LONGEST_MESSAGE} characters, this one ${text.length}`)
  const item = write(centre, chat, { type: 'MESSAGE', contentType: TEXT, role, name, text })
  const contact = centre.state.contacts.get(chat.contactId)
  note(centre, contact, 'message', { from: role })
  if (contact) heard(centre, chat, contact, role)
  if (role === 'CUSTOMER') chat.returned?.()
  return item
}

/**
 * Waits until the customer of a chat writes (AWS: "Flow block: Wait", Customer return). What they wrote before the wait
 * began does not count: nothing says that it would.
 */
export async function awaitCustomer(
  { centre, contact, clock }: { centre: Centre; contact: Contact; clock: FlowClock },
  seconds: number,
): Promise<'CustomerReturned' | 'WaitCompleted'> {
  const chat = chatOf(centre, contact)
  try {
    const returned = await clock.answer<true>(seconds * 1000, `wait of ${contact.id}`, (resolve) => {
      if (chat) chat.returned = () => resolve(true)
    })
    return returned ? 'CustomerReturned' : 'WaitCompleted'
  } finally {
    if (chat) chat.returned = undefined
  }
}

/** Somebody comes or goes: an event that stands in the transcript. */
export function writeEvent(
  centre: Centre,
  chat: Chat,
  event: keyof typeof EVENTS,
  { role, name }: { role: ParticipantRole; name: string },
): void {
  write(centre, chat, { type: 'EVENT', contentType: EVENTS[event], role, name, text: undefined })
}

export function signal(centre: Centre, chat: Chat, kind: keyof typeof SIGNALS, role: TimedRole): void {
  const { contactId } = chat
  const at = centre.timeline.now()
  const told = { at, contactId, contentType: SIGNALS[kind], role }
  chat.signals.push(told)
  if (kind !== 'autodisconnection' || centre.switches.chatStreamsTellAutoDisconnection)
    stream(centre, chat, told)
  note(centre, centre.state.contacts.get(contactId), `participant ${kind}`, { role })
}

export const asAgent = (user: User): { role: 'AGENT'; name: string } => ({
  role: 'AGENT',
  name: user.identity?.FirstName ?? user.username,
})

export const asCustomer = (chat: Chat): { role: 'CUSTOMER'; name: string } => ({
  role: 'CUSTOMER',
  name: chat.customer.name,
})
