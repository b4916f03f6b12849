import { Stack } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'

import { EventQueue, type EventQueueProps } from './event-queue.ts'

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
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    })
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }))
    const { everyMinutes } = props
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: 'Looks whether the owners of everything that is held still serve its queue',
      scheduleExpression: everyMinutes === 1 ? 'rate(1 minute)' : `rate(${everyMinutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: queue.queueArn,
        roleArn: role.roleArn,
        input: '{}',
        // The next one does the same work.
        retryPolicy: { maximumEventAgeInSeconds: Math.max(60, everyMinutes * 60), maximumRetryAttempts: 3 },
      },
    })
    schedule.node.addDependency(role)
  }
}
