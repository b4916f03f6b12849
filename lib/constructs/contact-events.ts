import { Fn } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'

import type { Instance } from './connect-instance.ts'
import { EventQueue, type EventQueueProps } from './event-queue.ts'

export interface ContactEventsProps extends EventQueueProps {
  readonly instance: Instance
  /** What calls were about is to be found. */
  readonly calls: boolean
  /** Customers who are silent in chats are asked, and may leave meanwhile. */
  readonly chats: boolean
}

/** Connect's events about the emails, and calls and chats if wanted, of one instance, to the function that observes them. */
export class ContactEvents extends Construct {
  constructor(scope: Construct, id: string, props: ContactEventsProps) {
    super(scope, id)
    const { queue, deadLetters } = new EventQueue(this, 'Events', props)
    new Rule(this, 'Rule', {
      description: 'What happens to the contacts of the instance that are ours',
      eventPattern: {
        source: ['aws.connect'],
        detailType: ['Amazon Connect Contact Event', 'Connect Customer Contact Event'],
        detail: {
          $or: CASES.flatMap((key) => [
            ...emailsOf(props.instance, key),
            tasksUnread(props.instance, key),
            ...(props.calls ? [callsOf(props.instance, key)] : []),
            ...(props.chats ? chatsOf(props.instance, key) : []),
          ]),
        },
      },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters.queue })],
    })
  }
}

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
