import { Fn } from 'aws-cdk-lib'
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'

import type { Instance } from './connect-instance.ts'
import { EventQueue, type EventQueueProps } from './event-queue.ts'

export interface ContactEventsProps extends EventQueueProps {
  readonly instance: Instance
  /** Who has callers, and leaves them, is to be known. */
  readonly calls: boolean
  /** Customers who are silent in chats are asked, and may leave meanwhile. */
  readonly chats: boolean
}

/** Connect's events about the emails, and calls and chats if wanted, of one instance, to the function that observes them. */
export class ContactEvents extends Construct {
  constructor(scope: Construct, id: string, props: ContactEventsProps) {
    super(scope, id)
    const { queue, deadLetters } = new EventQueue(this, 'Events', props)
    const target = new SqsQueue(queue, { deadLetterQueue: deadLetters.queue })
    const toQueue = (rule: string, description: string, casesOf: (key: KeyCase) => object[]) =>
      new Rule(this, rule, { description, eventPattern: contactEvents(casesOf), targets: [target] })
    const { instance, calls, chats } = props
    toQueue('Rule', 'What happens to the contacts of the instance that are ours', (key) => [
      ...emailsOf(instance, key),
      tasksUnread(instance, key),
      ...(calls ? [callsOf(instance, key)] : []),
    ])
    // Apart, since a pattern may have 2,048 characters (EventBridge quotas, "Event pattern size").
    if (chats)
      toQueue('Chats', 'Who has the customers of chats, and leaves them alone', (key) =>
        chatsOf(instance, key),
      )
  }
}

const contactEvents = (casesOf: (key: KeyCase) => object[]): EventPattern => ({
  source: ['aws.connect'],
  detailType: ['Amazon Connect Contact Event', 'Connect Customer Contact Event'],
  detail: { $or: CASES.flatMap(casesOf) },
})

type KeyCase = (key: string) => string

/** Samples of these events write their keys in either case. */
const CASES: readonly KeyCase[] = [(key) => key, (key) => key.charAt(0).toUpperCase() + key.slice(1)]

/**
 * They write channels in capitals or not, and leave the Region out of ARNs: the instance's id is what all of them share.
 * That a customer's contact begins says nothing yet; that any other one does, says to whose thread it belongs.
 */
function emailsOf({ id }: Instance, key: KeyCase) {
  const emails = {
    [key('instanceArn')]: [{ suffix: Fn.join('', ['instance/', id]) }],
    [key('channel')]: [{ 'equals-ignore-case': 'EMAIL' }],
  }
  return [
    { ...emails, [key('eventType')]: [{ 'anything-but': ['INITIATED', 'CONNECTED_TO_SYSTEM'] }] },
    {
      ...emails,
      [key('eventType')]: ['INITIATED', 'CONNECTED_TO_SYSTEM'],
      [key('initiationMethod')]: [{ 'anything-but': ['INBOUND', 'API'] }],
    },
  ]
}

/** Who has a caller, and who is done with them. */
function callsOf({ id }: Instance, key: KeyCase) {
  return {
    [key('instanceArn')]: [{ suffix: Fn.join('', ['instance/', id]) }],
    [key('channel')]: [{ 'equals-ignore-case': 'VOICE' }],
    [key('eventType')]: ['CONNECTED_TO_AGENT', 'DISCONNECTED', 'COMPLETED'],
  }
}

/** Who has the customer of a chat, whose silence parted them, and which customers are no longer alone after that. */
function chatsOf({ id }: Instance, key: KeyCase) {
  const chats = {
    [key('instanceArn')]: [{ suffix: Fn.join('', ['instance/', id]) }],
    [key('channel')]: [{ 'equals-ignore-case': 'CHAT' }],
  }
  const over = { ...chats, [key('eventType')]: ['DISCONNECTED'] }
  return [
    { ...chats, [key('eventType')]: ['CONNECTED_TO_AGENT'] },
    { ...over, [key('disconnectReason')]: [{ 'equals-ignore-case': 'IDLE_DISCONNECT' }] },
    { ...over, [key('initiationMethod')]: [{ 'equals-ignore-case': 'DISCONNECT' }] },
  ]
}

/** Tasks that ended by themselves: one of ours among them tells that an owner never looked at it. */
function tasksUnread({ id }: Instance, key: KeyCase) {
  return {
    [key('instanceArn')]: [{ suffix: Fn.join('', ['instance/', id]) }],
    [key('channel')]: [{ 'equals-ignore-case': 'TASK' }],
    [key('eventType')]: ['DISCONNECTED'],
    [key('disconnectReason')]: [{ 'equals-ignore-case': 'EXPIRED' }],
  }
}
