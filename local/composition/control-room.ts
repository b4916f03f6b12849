import type { Connect } from '../connect/connect.ts'
import type { Contact, Notification } from '../connect/model.ts'
import type { AgentView, Chats, Contacts, ControlProps, FaultBook, People } from '../control/ports.ts'
import { headersOf } from '../mail/headers.ts'
import type { Ground } from './ground.ts'
import { type Receive, receiveByControl } from './mail-room.ts'

type Person = ReturnType<Connect['people']['list']>[number]

/** The people of the contact centre, as the control API shows and drives them. */
function peopleOf({ people }: Connect, statuses: () => readonly string[]): People {
  const list = () => people.list().map(agentView)
  return {
    list,
    find: (username) => list().find((agent) => agent.username === username),
    statuses,
    setStatus: (username, status) => people.setStatus(username, status),
    logOut: (username) => people.logOut(username),
    popOut: (username, status) => people.popOut(username, status),
    accept: (username, contactId) => people.accept(username, contactId),
    reject: (username, contactId) => people.reject(username, contactId),
    reply: (username, contactId, reply) => people.reply(username, contactId, reply),
    close: (username, contactId) => people.close(username, contactId),
    message: (username, contactId, text) => people.message(username, contactId, text),
    transfer: (username, contactId, to) => people.transfer(username, contactId, to),
    hold: (username, contactId) => people.hold(username, contactId),
    resume: (username, contactId) => people.resume(username, contactId),
    join: (username, contactId) => people.join(username, contactId),
    leave: (username, contactId) => people.leave(username, contactId),
    abandon: (username, contactId) => people.abandon(username, contactId),
    guides: (username) => people.guides(username),
    answerGuide: (username, id, answer) => people.answerGuide(username, id, answer),
  }
}

/** Contacts and what happened, with instants as people read them. */
function contactsOf(connect: Connect): Contacts {
  return {
    list: () => connect.contacts().map(contactLine),
    find: (id) => connect.contact(id),
    timeline: (thread) =>
      connect
        .timeline(thread)
        .map(({ at, ...happening }) => ({ at: new Date(at).toISOString(), ...happening })),
  }
}

/** Conversations, with instants as people read them. */
function chatsOf({ chats }: Connect): Chats {
  const line = (chat: ReturnType<Connect['chats']['start']>) => ({
    ...chat,
    transcript: chat.transcript.map(({ at, ...item }) => ({ at: new Date(at).toISOString(), ...item })),
    signals: chat.signals.map(({ at, ...signal }) => ({ at: new Date(at).toISOString(), ...signal })),
  })
  return {
    list: () => chats.list().map(line),
    find(contactId) {
      const chat = chats.find(contactId)
      return chat && line(chat)
    },
    start: (chat) => line(chats.start(chat)),
    connect: (token) => line(chats.connect(token)),
    write: (contactId, text) => line(chats.write(contactId, text)),
    leave: (contactId) => line(chats.leave(contactId)),
  }
}

/** A rule that could never strike is most likely misspelt. */
function faultsOf({ endpoint, faults }: Ground): FaultBook {
  return {
    add(rule) {
      if (typeof rule === 'object' && rule !== null) endpoint.checkNames(rule)
      return faults.add(rule)
    },
    remove: (id) => faults.remove(id),
    clear: () => faults.clear(),
    list: () => faults.list(),
  }
}

function agentView(person: Person): AgentView {
  return {
    ...person,
    presence: presenceOf(person),
    statusSince: new Date(person.statusSince).toISOString(),
    contacts: person.contacts.map((contact) => ({
      ...contact,
      since: new Date(contact.since).toISOString(),
    })),
  }
}

/** The four states of the directory. */
function presenceOf({ status, contacts }: Person): string {
  if (status === 'Offline') return 'Logged out'
  if (status !== 'Available') return 'Unavailable'
  return contacts.length > 0 ? 'Busy' : 'Available'
}

function contactLine(contact: Contact): object {
  return {
    contactId: contact.id,
    thread: contact.associationId,
    channel: contact.channel,
    initiationMethod: contact.initiationMethod,
    state: contact.phase,
    initiatedAt: new Date(contact.initiatedAt).toISOString(),
    relatedContactId: contact.relatedContactId,
    previousContactId: contact.previousContactId,
    agentId: contact.userId,
    disconnectReason: contact.disconnectReason,
  }
}

function notificationLine({ people }: Connect): (notification: Notification) => object {
  const names = new Map(people.list().map(({ id, username }) => [id, username]))
  return ({ id, recipients, content, priority, createdAt, expiresAt }) => ({
    notificationId: id,
    to: recipients === 'everyone' ? 'everyone' : [...recipients].map((user) => names.get(user) ?? user),
    content,
    priority,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  })
}

/** What the control API drives. `statuses` fills when all is up. */
export function controlProps(
  ground: Ground,
  {
    connect,
    take,
    smtp,
    statuses,
  }: { connect: Connect; take: Receive; smtp: string; statuses: readonly string[] },
): ControlProps {
  const { endpoint, timeline, outbox, log, desk } = ground
  return {
    health: () => ({
      ready: ground.ready,
      endpoints: { aws: ground.url, control: `${ground.url}/_local/`, smtp },
    }),
    clock: timeline,
    people: peopleOf(connect, () => statuses),
    contacts: contactsOf(connect),
    chats: chatsOf(connect),
    notifications: () => connect.notifications().map(notificationLine(connect)),
    calls: endpoint.calls,
    faults: faultsOf(ground),
    receiveMail: (raw, envelope) => receiveByControl({ connect, take, timeline }, raw, envelope),
    receiveCall: (call) => connect.receiveCall(call),
    hangUp: (contactId) => connect.hangUp(contactId),
    outbox: () =>
      outbox.list().map((mail) => ({
        ...mail,
        headers: headersOf(mail.raw),
        sentAt: new Date(mail.sentAt).toISOString(),
      })),
    log: () => log.list(),
    answerCustomResource: (token, body) => desk.receive(token, body),
  }
}
