import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'

import type { Journal } from '../ports/journal.ts'

export const logger = new Logger()
export const metrics = new Metrics()

export const journal: Journal = {
  decided: (decision, facts) => logger.info(decision, facts),
  troubled: (trouble, facts) => logger.warn(trouble, facts),
  count: (metric) => metrics.addMetric(metric, MetricUnit.Count, 1),
}
