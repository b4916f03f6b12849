import type { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'

/** How often our functions counted something, by the name that they count it under. */
export function homewardMetric(metricName: string, period: Duration): Metric {
  return new Metric({
    namespace: 'Homeward',
    metricName,
    dimensionsMap: { service: 'homeward' },
    statistic: 'Sum',
    period,
  })
}
