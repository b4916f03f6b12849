import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'

import { logger, metrics } from './logger.ts'

/**
 * Every function's outer layer: context on each log line, metrics written at the end, input parsed once, then the work.
 * What is thrown goes to the caller under its own name, after one line that says what it was.
 */
export function lambdaOf<Input, Output>(
  parse: (event: unknown) => Input,
  run: (input: Input, context: Context) => Promise<Output>,
) {
  return middy<unknown, Output>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use({ after: publishMetrics, onError: publishMetrics })
    .use({ onError: ({ error }) => logger.error('failed', { error: error?.name, why: error?.message }) })
    .handler((event: unknown, context: Context) => run(parse(event), context))
}

/** Powertools' own middleware warns on every call that counted nothing. */
function publishMetrics(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
}
