import { Stack } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import type { Construct } from 'constructs'

export interface ScheduleProps {
  readonly description: string
  readonly everyMinutes: number
  readonly target: Pick<CfnSchedule.TargetProperty, 'arn' | 'input' | 'deadLetterConfig'>
  /** What the schedule does with its target, and with what cannot be delivered: action → ARN. */
  readonly may: Readonly<Record<string, string>>
}

/** Runs something by the clock, within `scope`. */
export function schedule(scope: Construct, { description, everyMinutes, target, may }: ScheduleProps): void {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  })
  for (const [action, resource] of Object.entries(may))
    role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }))
  new CfnSchedule(scope, 'Schedule', {
    description,
    scheduleExpression: everyMinutes === 1 ? 'rate(1 minute)' : `rate(${everyMinutes} minutes)`,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      ...target,
      roleArn: role.roleArn,
      // The next run does the same work: an older one that could not start is not worth more tries.
      retryPolicy: { maximumEventAgeInSeconds: Math.max(60, everyMinutes * 60), maximumRetryAttempts: 3 },
    },
  }).node.addDependency(role)
}
