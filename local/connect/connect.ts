import * as sdk from '@aws-sdk/client-connect'
import type { InboundMail } from '../mail/mail.ts'
import type { Service } from '../service.ts'
import { accessTo } from './access.ts'
import { emptyFeed } from './agent-feed.ts'
import { addressOperations } from './api/addresses.ts'
import { chatOperations } from './api/chats.ts'
import { shapeOf } from './api/contact-shape.ts'
import { contactOperations } from './api/contacts.ts'
import { emailOperations } from './api/email.ts'
import { flowOperations } from './api/flows.ts'
import { hoursOperations } from './api/hours.ts'
import { instanceOperations } from './api/instances.ts'
import { moduleOperations } from './api/modules.ts'
import { activeNotifications, notificationOperations } from './api/notifications.ts'
import { predefinedAttributeOperations } from './api/predefined-attributes.ts'
import { profileOperations } from './api/profiles.ts'
import { queueOperations } from './api/queues.ts'
import { quickConnectOperations } from './api/quick-connects.ts'
import { routingOperations } from './api/routing.ts'
import { storageOperations } from './api/storage.ts'
import { taskOperations } from './api/tasks.ts'
import { userOperations } from './api/users.ts'
import { viewOperations } from './api/views.ts'
import { type Call, hangUp, type Ringing, receiveCall } from './calls.ts'
import { type Centre, emptyState, idOf, instanceArn, type Surroundings } from './centre.ts'
import { type Chats, createChats } from './chats.ts'
import { accepts, type Reception, receiveMail } from './inbound.ts'
import { addInstance } from './instance.ts'
import type { Contact, Happening, Notification } from './model.ts'
import { createPeople, type People } from './people.ts'
import { quotaOf } from './quotas.ts'
import { DEFAULT_SWITCHES, type Switches } from './switches.ts'
import { trailed } from './trail.ts'

export interface ConnectProps extends Surroundings {
  switches?: Partial<Switches>
}

export interface Connect extends Service {
  readonly people: People
  readonly chats: Chats
  /** Adds an instance that is already there, by id or ARN. Gives its ARN. */
  adoptInstance(idOrArn: string, alias: string): string
  /** For RCPT TO: `unknown` is no address of ours, or a send-only one. */
  accepts(address: string): 'yes' | 'unknown' | 'busy'
  receiveMail(mail: InboundMail): Reception
  /** A customer calls. Throws an Error that is a sentence for people. */
  receiveCall(call: Call): Ringing
  /** The caller hangs up; any contact of the call names it. Throws an Error that is a sentence for people. */
  hangUp(contactId: string): void
  /** Newest last; without the text of their mails. */
  contacts(): readonly Contact[]
  /** As DescribeContact shows it, with where it is. */
  contact(id: string): object | undefined
  /** What happened, in order; of one thread (ContactAssociationId, or the id of any of its contacts), or all. */
  timeline(thread?: string): readonly Happening[]
  /** Those that agents see now, oldest first. */
  notifications(): readonly Notification[]
  readonly switches: Switches
}

/** Amazon Connect, as far as emails, tasks, calls and chats need it: see `operations`. Everything else answers 501. */
export function createConnect({ switches, ...surroundings }: ConnectProps): Connect {
  const centre: Centre = {
    ...surroundings,
    switches: { ...DEFAULT_SWITCHES, ...switches },
    state: emptyState(),
    timers: new Map(),
    runs: new Map(),
    feed: emptyFeed(),
  }
  const { state } = centre
  return {
    name: 'connect',
    sdk,
    operations: trailed(centre, {
      ...instanceOperations(centre),
      ...storageOperations(centre),
      ...hoursOperations(centre),
      ...queueOperations(centre),
      ...notificationOperations(centre),
      ...profileOperations(centre),
      ...userOperations(centre),
      ...flowOperations(centre),
      ...moduleOperations(centre),
      ...addressOperations(centre),
      ...contactOperations(centre),
      ...predefinedAttributeOperations(centre),
      ...viewOperations(centre),
      ...routingOperations(centre),
      ...emailOperations(centre),
      ...taskOperations(centre),
      ...chatOperations(centre),
      ...quickConnectOperations(centre),
    }),
    access: accessTo,
    quota: quotaOf,
    people: createPeople(centre),
    chats: createChats(centre),
    adoptInstance(idOrArn, alias) {
      const id = idOf(idOrArn)
      if (!state.instances.has(id)) addInstance(centre, { id, alias })
      return instanceArn(id)
    },
    accepts: (address) => accepts(centre, address),
    receiveMail: (mail) => receiveMail(centre, mail),
    receiveCall: (call) => receiveCall(centre, call),
    hangUp: (contactId) => hangUp(centre, contactId),
    contacts: () => [...state.contacts.values()].map(withoutText),
    contact(id) {
      const contact = state.contacts.get(id)
      return contact && { ...shapeOf(centre, contact), State: contact.phase }
    },
    timeline(thread) {
      if (thread === undefined) return state.happenings
      const key = state.contacts.get(thread)?.associationId ?? thread
      return state.happenings.filter((happening) => happening.thread === key)
    },
    notifications: () => [...state.instances.keys()].flatMap((id) => activeNotifications(centre, id)),
    switches: centre.switches,
  }
}

const withoutText = (contact: Contact): Contact => ({
  ...contact,
  message: contact.message && { ...contact.message, text: undefined },
})
