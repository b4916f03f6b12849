import { Duration, Fn } from 'aws-cdk-lib'
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'

import { IMPACTS } from '../impacts.ts'
import type { DeadLetters } from './dead-letters.ts'
import { homewardMetric } from './homeward-metric.ts'
import { idInArn } from './id-in-arn.ts'
import { ImpactAlarm } from './impact-alarm.ts'
import type { NodeLambda } from './node-lambda.ts'
import { Sweep } from './sweep.ts'

export interface FollowUpsProps {
  readonly everyMinutes: number
  readonly lambda: NodeLambda
  readonly deadLetters: DeadLetters
  /** As the settings of inboxes count them. */
  readonly supervisorQueueArns: readonly string[]
  readonly topicArn: string | undefined
}

/** A run that comes a little late is no alarm; nor is one that could not make a task, which the next one makes. */
const RUNS_IN_A_PERIOD = 3

/** The schedule that finds customers who wait too long for a person. */
export class FollowUps extends Construct {
  constructor(scope: Construct, id: string, props: FollowUpsProps) {
    super(scope, id)
    const { everyMinutes, lambda, deadLetters, supervisorQueueArns, topicArn } = props
    lambda.knows('FOLLOW_UP_QUEUES', Fn.join(',', supervisorQueueArns.map(idInArn)))
    new Sweep(this, 'Schedule', {
      description: 'Makes tasks about customers who wait too long for an answer',
      everyMinutes,
      lambda,
      deadLetters,
    })
    const period = Duration.minutes(RUNS_IN_A_PERIOD * everyMinutes)
    const alarm = (name: string, metric: IMetric, when: { whenMissing?: true; threshold?: number }) =>
      new ImpactAlarm(this, name, {
        metric,
        ...when,
        impact: IMPACTS.waitingUnseen,
        runbook: 'follow-up',
        topicArn,
      })
    alarm('Silent', lambda.function.metricInvocations({ period }), { whenMissing: true })
    alarm('Failing', lambda.function.metricErrors(), {})
    alarm('NotMade', homewardMetric('FollowUpsNotMade', period), { threshold: RUNS_IN_A_PERIOD })
    // A week after it was made, so that one is one too many.
    alarm('Unread', homewardMetric('FollowUpsUnread', Duration.days(1)), {})
  }
}
