import type { Centre } from './centre.ts'
import { asCustomer, chatOf, writeAs } from './chat.ts'
import { connectCustomer, currentOf, isOver, startChat } from './chat-start.ts'
import { endContact } from './contacts.ts'
import { inboundFlowNamed } from './flows.ts'
import type { Chat } from './model.ts'

/**
 * What customers do who chat, as the Participant API lets a website do it. A chat is found by the id of any contact of its
 * chain. Refusals are sentences for people.
 */
export interface Chats {
  list(): ChatView[]
  find(contactId: string): ChatView | undefined
  /** Starts a chat in a flow, by its name or id, and connects the customer. */
  start(chat: { flow: string; name: string; message?: string }): ChatView
  /** Connects the customer of a chat that StartChatContact began. */
  connect(participantToken: string): ChatView
  write(contactId: string, text: string): ChatView
  /** The customer ends the chat. */
  leave(contactId: string): ChatView
}

/** A conversation as its customer's page has it. Instants are epoch milliseconds. */
export interface ChatView {
  /** Of its first contact. */
  chatId: string
  /** Of the contact at which it is now. */
  contactId: string
  customer: { name: string; connected: boolean }
  over: boolean
  transcript: Chat['transcript']
  /** What the page was told besides: who is idle, who is back. */
  signals: Chat['signals']
}

export function createChats(centre: Centre): Chats {
  const view = (chat: Chat): ChatView => ({
    chatId: chat.id,
    contactId: chat.contactId,
    customer: { name: chat.customer.name, connected: chat.customer.connected },
    over: isOver(centre, chat),
    transcript: chat.transcript.map((item) => ({ ...item })),
    signals: [...chat.signals],
  })
  return {
    list: () => [...centre.state.chats.values()].map(view),
    find(contactId) {
      const chat = chatNamed(centre, contactId)
      return chat && view(chat)
    },
    start({ flow, name, message }) {
      if (name === '') throw new Error('a customer needs a name')
      const chat = startChat(centre, { flow: inboundFlowNamed(centre, flow), name, message, contact: {} })
      return view(connectCustomer(centre, chat.customer.token))
    },
    connect: (token) => view(connectCustomer(centre, token)),
    write(contactId, text) {
      const chat = withCustomer(centre, contactId)
      writeAs(centre, chat, asCustomer(chat), text)
      return view(chat)
    },
    leave(contactId) {
      const chat = withCustomer(centre, contactId)
      endContact(centre, currentOf(centre, chat)!, 'CUSTOMER_DISCONNECT')
      return view(chat)
    },
  }
}

function withCustomer(centre: Centre, contactId: string): Chat {
  const chat = chatNamed(centre, contactId)
  if (!chat) throw new Error(`there is no chat ${contactId}`)
  if (isOver(centre, chat)) throw new Error(`chat ${contactId} is over`)
  if (!chat.customer.connected) throw new Error(`the customer of chat ${contactId} has not connected yet`)
  return chat
}

function chatNamed(centre: Centre, contactId: string): Chat | undefined {
  const contact = centre.state.contacts.get(contactId)
  return contact && chatOf(centre, contact)
}
