import { type Centre, callOff, note } from './centre.ts'
import { asAgent, asCustomer, chatOf, writeEvent } from './chat.ts'
import { startTimers, stopTimers } from './chat-timers.ts'
import { continuing, createContact } from './contacts.ts'
import { runFlow } from './flows.ts'
import type { Chat, Contact, User } from './model.ts'

/** An agent takes the chat: the customer sees that somebody has joined. */
export function agentJoined(centre: Centre, contact: Contact, user: User): void {
  const chat = chatOf(centre, contact)
  if (!chat) return
  writeEvent(centre, chat, 'joined', asAgent(user))
  startTimers(centre, chat, contact)
}

/**
 * What a contact's end means for its conversation. Where the agent has gone and the customer remains, the disconnect flow
 * runs, on a contact of its own (AWS: "Set disconnect flow", "Contact initiation methods"); a customer who has gone cannot be
 * followed by a flow. A transfer goes on. Everything else is the end for everybody.
 */
export function partFromChat(centre: Centre, contact: Contact, user: User | undefined): void {
  const chat = chatOf(centre, contact)
  if (!chat) return
  stopTimers(centre, chat, contact)
  if (user) writeEvent(centre, chat, 'left', asAgent(user))
  // The next contact of a transfer is there already.
  if (chat.contactId !== contact.id) return
  if (user && customerRemains(contact) && runDisconnectFlow(centre, contact)) return
  overForAll(centre, chat)
}

const customerRemains = ({ disconnectReason: reason }: Contact) =>
  reason === 'AGENT_DISCONNECT' || reason === 'IDLE_DISCONNECT'

function runDisconnectFlow(centre: Centre, contact: Contact): boolean {
  const flow = centre.state.flows.get(contact.hooks.CustomerRemaining ?? '')
  if (!flow) return false
  const next = createContact(centre, {
    ...continuing(contact),
    initiationMethod: 'DISCONNECT',
    transfers: contact.transfers,
    target: contact.target,
  })
  note(centre, next, 'disconnect flow', { after: contact.id })
  runFlow(centre, next, flow)
  return true
}

function overForAll(centre: Centre, chat: Chat): void {
  const first = centre.state.contacts.get(chat.id)
  if (first) callOff(centre, first, 'connection of the customer of')
  chat.customer.connected = false
  writeEvent(centre, chat, 'left', asCustomer(chat))
  writeEvent(centre, chat, 'ended', { role: 'SYSTEM', name: 'SYSTEM' })
}
