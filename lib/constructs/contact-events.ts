import { Fn } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'

import type { Instance } from './connect-instance.ts'
import { EventQueue, type EventQueueProps } from './event-queue.ts'

export interface ContactEventsProps extends EventQueueProps {
  readonly instance: Instance
}

/** Connect's events about the emails of one instance, to the function that observes them. */
export class ContactEvents extends Construct {
  constructor(scope: Construct, id: string, props: ContactEventsProps) {
    super(scope, id)
    const { queue, deadLetters } = new EventQueue(this, 'Events', props)
    new Rule(this, 'Rule', {
      description: 'What happens to the email contacts of the instance',
      eventPattern: {
        source: ['aws.connect'],
        detailType: ['Amazon Connect Contact Event', 'Connect Customer Contact Event'],
        detail: {
          $or: [
            emailsOf(props.instance, 'instanceArn', 'channel'),
            emailsOf(props.instance, 'InstanceArn', 'Channel'),
            tasksUnread(props.instance),
          ],
        },
      },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters.queue })],
    })
  }
}

/**
 * Samples of these events write their keys in either case and channels in capitals or not, and leave the Region out
 * of ARNs: the instance's id is what all of them share.
 */
function emailsOf({ id }: Instance, arnKey: string, channelKey: string) {
  return {
    [arnKey]: [{ suffix: Fn.join('', ['instance/', id]) }],
    [channelKey]: [{ 'equals-ignore-case': 'EMAIL' }],
  }
}

/** Tasks that ended by themselves: one of ours among them tells that an owner never looked at it. */
function tasksUnread({ id }: Instance) {
  return {
    instanceArn: [{ suffix: Fn.join('', ['instance/', id]) }],
    channel: ['TASK'],
    eventType: ['DISCONNECTED'],
    disconnectReason: ['EXPIRED'],
  }
}
