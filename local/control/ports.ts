/** What the control API shows and drives. The composition of the contact centre gives it. */

export interface AgentView {
  username: string
  /** As the directory shows it: Available, Busy, Unavailable or Logged out. */
  presence: string
  /** The agent status as it was set: Available, Offline, … */
  status: string
  contacts: readonly { contactId: string; state: string; since: string }[]
  [more: string]: unknown
}

/** What agents do. A refusal is an Error whose message is a sentence for people. */
export interface People {
  list(): readonly AgentView[]
  /** Undefined where there is no such person. */
  find(username: string): AgentView | undefined
  /** Names that `setStatus` takes. */
  statuses(): readonly string[]
  setStatus(username: string, status: string): unknown
  logOut(username: string): unknown
  /** Her status changes at once, whatever she has in hand; without one, to the custom one there is. */
  popOut(username: string, status: string | undefined): unknown
  accept(username: string, contactId: string): unknown
  reject(username: string, contactId: string): unknown
  reply(username: string, contactId: string, reply: Reply): unknown
  close(username: string, contactId: string): unknown
  /** Writes to the customer of a chat. */
  message(username: string, contactId: string, text: string): unknown
  transfer(username: string, contactId: string, to: TransferTarget): unknown
  /** Of calls. */
  hold(username: string, contactId: string): unknown
  resume(username: string, contactId: string): unknown
  join(username: string, contactId: string): unknown
  leave(username: string, contactId: string): unknown
  abandon(username: string, contactId: string): unknown
  /** Step-by-step guides that run for the agent. */
  guides(username: string): readonly object[]
  answerGuide(username: string, guideContactId: string, answer: { action: string; data: unknown }): unknown
}

export interface Reply {
  body: string
  subject?: string
  html?: boolean
}

export type TransferTarget = { agent: string } | { queue: string } | { quickConnect: string }

export interface Contacts {
  list(): readonly object[]
  /** Undefined where there is no such contact. */
  find(contactId: string): object | undefined
  /** What happened, oldest first; of one thread, where it is given. */
  timeline(thread: string | undefined): readonly object[]
}

/** What customers do who chat. A chat is found by any contact of its chain; a refusal is an Error as for people. */
export interface Chats {
  list(): readonly object[]
  /** Undefined where there is no such chat. */
  find(contactId: string): object | undefined
  start(chat: { flow: string; name: string; message?: string }): object
  connect(participantToken: string): object
  write(contactId: string, text: string): object
  leave(contactId: string): object
}

interface Clock {
  /** Epoch milliseconds, virtual. */
  now(): number
  advance(ms: number): Promise<void>
}

interface CallBook {
  entries(): readonly object[]
  reset(): void
}

export interface FaultBook {
  /** Gives the fault's id. Throws an Error that names the field where the rule is wrong. */
  add(rule: any): string
  remove(id: string): boolean
  clear(): void
  list(): readonly object[]
}

export interface ControlProps {
  health(): { ready: boolean; endpoints: object }
  clock: Clock
  people: People
  contacts: Contacts
  chats: Chats
  /** What agents see in the header of their page, oldest first. */
  notifications(): readonly object[]
  calls: CallBook
  faults: FaultBook
  /** A customer's mail. What the envelope leaves out is taken from the headers. Throws ControlRefusal. */
  receiveMail(raw: Uint8Array, envelope: { from?: string; to?: string[] }): Promise<object>
  /** A customer calls. A refusal is an Error whose message is a sentence for people. */
  receiveCall(call: { flow: string; from: string; to: string }): object
  /** The caller hangs up. */
  hangUp(contactId: string): unknown
  outbox(): readonly object[]
  /** Lines that functions wrote, oldest first. */
  log(): readonly object[]
  /** What a custom resource answered. False: nobody waits for it. */
  answerCustomResource(token: string, body: string): boolean
}
