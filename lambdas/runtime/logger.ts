import { Logger } from '@aws-lambda-powertools/logger'

import type { Journal } from '../ports/journal.ts'

export const logger = new Logger()

let counted: string[] = []

export const journal: Journal = {
  decided: (decision, facts) => logger.info(decision, facts),
  troubled: (trouble, facts) => logger.warn(trouble, facts),
  count: (metric) => void counted.push(metric),
}

/** Writes what was counted. The library is loaded only now, and only if something was: most cold starts count nothing. */
export async function publishMetrics(): Promise<void> {
  if (counted.length === 0) return
  const names = counted
  counted = []
  const { Metrics, MetricUnit } = await import('@aws-lambda-powertools/metrics')
  const metrics = new Metrics()
  for (const name of names) metrics.addMetric(name, MetricUnit.Count, 1)
  metrics.publishStoredMetrics()
}
