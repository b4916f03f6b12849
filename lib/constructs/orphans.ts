import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'

import { EventQueue, type EventQueueProps } from './event-queue.ts'
import { schedule } from './schedule.ts'

export interface OrphansProps extends EventQueueProps {
  /** Between two looks at everything that is held. */
  readonly everyMinutes: number
}

/** Calls after which an agent may be gone, or serve a queue no more (API reference). */
const CHANGES = [
  'DeleteUser',
  'UpdateUserRoutingProfile',
  'DeleteRoutingProfile',
  'DisassociateRoutingProfileQueues',
  'UpdateRoutingProfileConcurrency',
]

/**
 * What tells that an owner may be gone: Connect's management events, which come by way of CloudTrail where the account
 * has a trail, and a schedule for when they do not.
 */
export class Orphans extends Construct {
  constructor(scope: Construct, id: string, props: OrphansProps) {
    super(scope, id)
    const { queue, deadLetters } = new EventQueue(this, 'Events', props)
    new Rule(this, 'Rule', {
      description: 'Changes of agents and routing profiles',
      eventPattern: {
        source: ['aws.connect'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['connect.amazonaws.com'],
          eventName: CHANGES,
          // A call that was refused changed nothing.
          errorCode: [{ exists: false }],
        },
      },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters.queue })],
    })
    schedule(this, {
      description: 'Looks whether the owners of everything that is held still serve its queue',
      everyMinutes: props.everyMinutes,
      target: { arn: queue.queueArn, input: '{}' },
      may: { 'sqs:SendMessage': queue.queueArn },
    })
  }
}
