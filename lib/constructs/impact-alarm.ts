import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

export interface ImpactAlarmProps {
  /** Rings as soon as one period, or `inARow` of them, have `threshold` or more of it. */
  readonly metric: IMetric
  /** Default: 1. */
  readonly threshold?: number
  /** Default: 1. More where trouble that is over sooner has harmed nobody. */
  readonly inARow?: number
  /** True: rings when a period has none of it, instead. */
  readonly whenMissing?: true
  /** What a customer notices. The alarm says it to whoever is woken. */
  readonly impact: string
  /** File in docs/runbooks/, without `.md`. */
  readonly runbook: string
  /** Who is told. Without it the alarm is only seen in CloudWatch. */
  readonly topicArn: string | undefined
}

/** An alarm that says what a customer notices and where it is written what to do. */
export class ImpactAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id)
    const { metric, threshold = 1, inARow = 1, whenMissing, impact, runbook, topicArn } = props
    const alarm = new Alarm(this, 'Alarm', {
      metric,
      threshold,
      evaluationPeriods: inARow,
      comparisonOperator: whenMissing
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: whenMissing ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${impact} What to do: docs/runbooks/${runbook}.md`,
    })
    if (topicArn) alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(this, 'Topic', topicArn)))
  }
}
