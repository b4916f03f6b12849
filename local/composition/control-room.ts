import type { Connect } from '../connect/connect.ts'
import type { Contact } from '../connect/model.ts'
import type { AgentView, Contacts, People } from '../control/ports.ts'

type Person = ReturnType<Connect['people']['list']>[number]

/** The people of the contact centre, as the control API shows and drives them. */
export function peopleOf({ people }: Connect, statuses: () => readonly string[]): People {
  const list = () => people.list().map(agentView)
  return {
    list,
    find: (username) => list().find((agent) => agent.username === username),
    statuses,
    setStatus: (username, status) => people.setStatus(username, status),
    accept: (username, contactId) => people.accept(username, contactId),
    reject: (username, contactId) => people.reject(username, contactId),
    reply: (username, contactId, reply) => people.reply(username, contactId, reply),
    close: (username, contactId) => people.close(username, contactId),
    transfer: (username, contactId, to) => people.transfer(username, contactId, to),
  }
}

/** Contacts and what happened, with instants as people read them. */
export function contactsOf(connect: Connect): Contacts {
  return {
    list: () => connect.contacts().map(contactLine),
    find: (id) => connect.contact(id),
    timeline: (thread) =>
      connect
        .timeline(thread)
        .map(({ at, ...happening }) => ({ at: new Date(at).toISOString(), ...happening })),
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
