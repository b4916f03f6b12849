import { Stack } from 'aws-cdk-lib'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'

import type { DeadLetters } from './dead-letters.ts'
import type { NodeLambda } from './node-lambda.ts'

export interface SweepProps {
  readonly description?: string
  readonly everyMinutes: number
  readonly lambda: NodeLambda
  readonly deadLetters: DeadLetters
}

/** The schedule that finds what everything else missed. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id)
    const { description = 'Releases holds and sends acknowledgements that are overdue' } = props
    const { everyMinutes, lambda, deadLetters } = props
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    })
    allow(role, 'lambda:InvokeFunction', lambda.function.functionArn)
    allow(role, 'sqs:SendMessage', deadLetters.queue.queueArn)
    const schedule = new CfnSchedule(this, 'Schedule', {
      description,
      scheduleExpression: everyMinutes === 1 ? 'rate(1 minute)' : `rate(${everyMinutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: lambda.function.functionArn,
        roleArn: role.roleArn,
        // The next sweep does the same work: an older one that could not start is not worth more tries.
        retryPolicy: { maximumEventAgeInSeconds: Math.max(60, everyMinutes * 60), maximumRetryAttempts: 3 },
        deadLetterConfig: { arn: deadLetters.queue.queueArn },
      },
    })
    schedule.node.addDependency(role)
  }
}

function allow(role: Role, action: string, resource: string): void {
  role.addToPolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: [action], resources: [resource] }))
}
