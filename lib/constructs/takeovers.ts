import { Duration } from 'aws-cdk-lib'
import type { RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import { IMPACTS } from '../impacts.ts'
import type { Instance } from './connect-instance.ts'
import { ContactFlow } from './contact-flow.ts'
import type { Functions } from './functions.ts'
import { homewardMetric } from './homeward-metric.ts'
import { ImpactAlarm } from './impact-alarm.ts'
import { Workflow } from './workflow.ts'

export interface TakeoversProps {
  readonly instance: Instance
  readonly functions: Functions
  readonly artefacts: Artefacts
  readonly stage: string
  readonly logRetention: RetentionDays
  readonly topicArn: string | undefined
}

/** One owner who was ill for a week is no alarm; several in a day mean that tasks reach nobody. */
const UNREAD_IN_A_DAY = 5

/** What tells an owner that somebody else took what was held for them. */
export class Takeovers extends Construct {
  readonly workflow: Workflow
  /** Takes a task to one agent alone. */
  readonly taskFlow: ContactFlow

  constructor(scope: Construct, id: string, props: TakeoversProps) {
    super(scope, id)
    const { instance, functions, stage, ...workflow } = props
    this.workflow = new Workflow(this, 'TellOwner', {
      ...workflow,
      definition: 'tell-owner',
      tasks: {
        TellOwner: functions.named('tell-owner'),
        LeaveNote: functions.named('leave-note'),
        TaskOwner: functions.named('task-owner'),
      },
      failureImpact: IMPACTS.ownerUntold,
    })
    this.taskFlow = new ContactFlow(this, 'OwnerTaskFlow', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-owner-task`,
      description: 'Takes a task to one agent alone, or to a queue',
      source: props.artefacts.contactFlow('owner-task'),
    })
    new ImpactAlarm(this, 'Unread', {
      metric: homewardMetric('OwnerTasksUnread', Duration.days(1)),
      threshold: UNREAD_IN_A_DAY,
      impact: IMPACTS.ownerUntold,
      runbook: 'tell-owner',
      topicArn: props.topicArn,
    })
  }
}
