import { dismiss, logOut, popOut, setStatus, signIn } from './agents.ts'
import { callDeeds, TALKING } from './call-deeds.ts'
import { transferCall } from './call-transfer.ts'
import { type Centre, inInstance } from './centre.ts'
import { asAgent, chatOf, writeAs } from './chat.ts'
import { createContact, endContact } from './contacts.ts'
import { startOutbound } from './email-out.ts'
import { runFlow } from './flows.ts'
import { answerGuide, type GuideView, guidesOf } from './guides.ts'
import type { Contact, Status, Target, User } from './model.ts'
import { transferByQuickConnect } from './quick-connects.ts'
import { accept, decline, enqueue } from './routing.ts'
import { transferContact } from './transfer.ts'
import { isBeingJoined } from './whispers.ts'

/** What an agent at her desk does, for the page, the control API and tests. Refusals are sentences for people. */
export interface People {
  list(): Person[]
  /** Any status of the instance by name, which signs her in; `Offline` while she has contacts in hand begins after the last one. */
  setStatus(username: string, status: string): Person
  /** Signs her out at once; what she has in hand stays hers. */
  logOut(username: string): Person
  /**
   * Pops her softphone out: her status becomes this one at once, whatever she has in hand. Without a status it is the one
   * named Unavailable, else the first custom one, else Offline.
   */
  popOut(username: string, status?: string): Person
  accept(username: string, contactId: string): void
  reject(username: string, contactId: string): void
  /** Answers the customer in the thread; the inbound contact stays open. Gives the id of the reply's contact. */
  reply(
    username: string,
    contactId: string,
    reply: { body: string; subject?: string; html?: boolean },
  ): string
  /** Writes to the customer of a chat. */
  message(username: string, contactId: string, text: string): void
  /** Ends a contact in hand, or clears one that was missed, rejected or is in after-contact work. */
  close(username: string, contactId: string): void
  /** Puts the caller on hold. */
  hold(username: string, contactId: string): void
  /** Takes the caller off hold, also while a transfer is under way. */
  resume(username: string, contactId: string): void
  /** Brings the caller together with whoever answered the transfer. */
  join(username: string, contactId: string): void
  /** Leaves the caller to the transfer that is under way: a cold one, if nobody has answered. */
  leave(username: string, contactId: string): void
  /** Gives up the transfer that is under way. The caller stays on hold. */
  abandon(username: string, contactId: string): void
  /**
   * Through the instance's transfer flow, or that of a quick connect on a queue of her routing profile, by its name. Gives the
   * id of the contact it becomes. A call goes by quick connect only, and waits on hold meanwhile: see `join`, `leave`, `abandon`.
   */
  transfer(
    username: string,
    contactId: string,
    to: { queue: string } | { agent: string } | { quickConnect: string },
  ): string
  /** The step-by-step guides that run for her, oldest first. */
  guides(username: string): GuideView[]
  /** Answers what a guide shows: one of the view's actions, and what was filled in. */
  answerGuide(username: string, guideContactId: string, answer: { action: string; data: unknown }): void
}

interface Person {
  id: string
  username: string
  status: string
  statusSince: number
  nextStatus: string | undefined
  routingProfile: string
  contacts: { contactId: string; state: string; since: number }[]
}

export function createPeople(centre: Centre): People {
  return {
    list: () => [...centre.state.users.values()].map((user) => personOf(centre, user)),
    setStatus(username, name) {
      const user = userNamed(centre, username)
      const status = statusNamed(centre, user, name)
      if (status.type !== 'OFFLINE') signIn(centre, user)
      setStatus(centre, user, status)
      return personOf(centre, user)
    },
    logOut(username) {
      const user = userNamed(centre, username)
      logOut(centre, user)
      return personOf(centre, user)
    },
    popOut(username, name) {
      const user = userNamed(centre, username)
      popOut(centre, user, name === undefined ? poppedOut(centre, user) : statusNamed(centre, user, name))
      return personOf(centre, user)
    },
    accept(username, contactId) {
      const { user, contact } = offeredTo(centre, username, contactId)
      accept(centre, contact, user)
    },
    reject(username, contactId) {
      const { user, contact } = offeredTo(centre, username, contactId)
      decline(centre, contact, user, 'REJECTED')
    },
    reply(username, contactId, reply) {
      const { user, contact } = atDesk(centre, username, contactId, ['CONNECTED'])
      return replyTo(centre, user, contact, reply)
    },
    message(username, contactId, text) {
      const { user, contact } = atDesk(centre, username, contactId, ['CONNECTED'])
      const chat = chatOf(centre, contact)
      if (!chat) throw new Error(`contact ${contactId} is no chat`)
      writeAs(centre, chat, asAgent(user), text)
    },
    close(username, contactId) {
      const { user, contact } = atDesk(centre, username, contactId, [
        ...TALKING,
        'ENDED',
        'MISSED',
        'REJECTED',
      ])
      if (contact.phase === 'CONNECTED' && contact.userId === user.id)
        endContact(centre, contact, 'AGENT_DISCONNECT')
      else dismiss(centre, user, contact)
    },
    transfer(username, contactId, to) {
      const { user, contact } = atDesk(centre, username, contactId, TALKING)
      const isCall = contact.channel === 'VOICE'
      if ('quickConnect' in to)
        return (isCall ? transferCall : transferByQuickConnect)(centre, { user, contact }, to.quickConnect).id
      if (isCall) throw new Error('a call is transferred by a quick connect: others are not modelled')
      return transferTo(centre, contact, to)
    },
    ...callDeeds(centre, (...asked) => atDesk(centre, ...asked)),
    guides: (username) => guidesOf(centre, userNamed(centre, username)),
    answerGuide: (username, id, answer) => answerGuide(centre, userNamed(centre, username), id, answer),
  }
}

function statusNamed(centre: Centre, user: User, name: string): Status {
  const statuses = inInstance(centre.state.statuses, user.instanceId)
  const status = statuses.find((each) => each.name === name)
  if (!status) throw new Error(`there is no status ${name}: ${names(statuses)}`)
  return status
}

function poppedOut(centre: Centre, user: User): Status {
  const statuses = inInstance(centre.state.statuses, user.instanceId)
  const status =
    statuses.find(({ name }) => name === 'Unavailable') ??
    statuses.find(({ type }) => type === 'CUSTOM') ??
    statuses.find(({ type }) => type === 'OFFLINE')
  if (!status) throw new Error('the instance has no status but Available')
  return status
}

function replyTo(
  centre: Centre,
  user: User,
  contact: Contact,
  { body, subject, html = false }: { body: string; subject?: string; html?: boolean },
): string {
  const { customerEndpoint, systemEndpoint, message } = contact
  if (!customerEndpoint || !systemEndpoint || !message)
    throw new Error(`contact ${contact.id} has no sender to reply to`)
  if (body === '') throw new Error('a reply needs a body')
  const now = centre.timeline.now()
  const mail = createContact(centre, {
    instanceId: contact.instanceId,
    channel: 'EMAIL',
    initiationMethod: 'AGENT_REPLY',
    relatedContactId: contact.id,
    queue: contact.queue,
    userId: user.id,
    connectedAt: now,
    acceptedAt: now,
  })
  startOutbound(centre, mail, {
    from: systemEndpoint,
    to: customerEndpoint,
    cc: [],
    // AWS: "Accept emails": the subject is set to "Re: …" and may be edited.
    subject: subject ?? (/^re:/i.test(message.subject) ? message.subject : `Re: ${message.subject}`),
    body,
    contentType: html ? 'text/html' : 'text/plain',
    headers: [],
  })
  return mail.id
}

function transferTo(centre: Centre, contact: Contact, to: { queue: string } | { agent: string }): string {
  const target = targetNamed(centre, contact, to)
  const next = transferContact(centre, contact, target)
  const type = target.kind === 'queue' ? 'QUEUE_TRANSFER' : 'AGENT_TRANSFER'
  const flow = inInstance(centre.state.flows, contact.instanceId).find(
    (each) => each.type === type && each.published !== undefined,
  )
  if (flow) runFlow(centre, next, flow)
  else enqueue(centre, next, target)
  return next.id
}

function targetNamed(centre: Centre, contact: Contact, to: { queue: string } | { agent: string }): Target {
  if ('agent' in to) return { kind: 'agent', userId: userNamed(centre, to.agent).id }
  const queues = inInstance(centre.state.queues, contact.instanceId)
  const queue = queues.find(({ name, id }) => name === to.queue || id === to.queue)
  if (!queue) throw new Error(`there is no queue ${to.queue}: ${names(queues)}`)
  return { kind: 'queue', queueId: queue.id }
}

function atDesk(centre: Centre, username: string, contactId: string, states: readonly string[]) {
  const user = userNamed(centre, username)
  const contact = centre.state.contacts.get(contactId)
  if (!contact) throw new Error(`there is no contact ${contactId}`)
  const state = user.contacts.find((entry) => entry.contactId === contactId)?.state
  if (state === undefined)
    throw new Error(`contact ${contactId} is not with ${username}: it is ${whereabouts(centre, contact)}`)
  if (!states.includes(state))
    throw new Error(`contact ${contactId} is ${state} at ${username}: it has to be ${states.join(' or ')}`)
  return { user, contact }
}

function offeredTo(centre: Centre, username: string, contactId: string) {
  const { user, contact } = atDesk(centre, username, contactId, ['CONNECTING'])
  if (isBeingJoined(contact)) throw new Error(`${username} has accepted contact ${contactId} already`)
  return { user, contact }
}

function whereabouts(centre: Centre, contact: Contact): string {
  const holder = centre.state.users.get(contact.userId ?? '')?.username
  return holder === undefined ? contact.phase : `${contact.phase} with ${holder}`
}

function userNamed(centre: Centre, username: string): User {
  const known = centre.state.users.get(username)
  if (known) return known
  const users = [...centre.state.users.values()]
  const user = users.find((each) => each.username === username)
  if (user) return user
  throw new Error(
    `there is no agent ${username}: ${users.map((each) => each.username).join(', ') || 'nobody'} is known`,
  )
}

const names = (things: readonly { name: string }[]) =>
  `${things.map(({ name }) => name).join(', ')} are known`

function personOf(centre: Centre, user: User): Person {
  const status = (id: string) => centre.state.statuses.get(id)?.name ?? id
  return {
    id: user.id,
    username: user.username,
    status: status(user.statusId),
    statusSince: user.statusSince,
    nextStatus: user.nextStatusId === undefined ? undefined : status(user.nextStatusId),
    routingProfile: centre.state.profiles.get(user.routingProfileId)?.name ?? '',
    contacts: user.contacts.map((entry) => ({ ...entry })),
  }
}
