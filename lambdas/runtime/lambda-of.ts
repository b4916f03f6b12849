import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'

import { logger, publishMetrics } from './logger.ts'

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
    .use({ onError: tellWithoutQuoting })
    .handler((event: unknown, context: Context) => run(parse(event), context))
}

/**
 * One line that says what was wrong. A service's own message may quote what it was given, an address among it: of such
 * an error only the name and the request stay, in the log as for the caller, who keeps its history.
 */
function tellWithoutQuoting(request: { error: Error | null }): void {
  const { error } = request
  if (!error) return
  const service =
    '$metadata' in error ? (error.$metadata as { requestId?: string; httpStatusCode?: number }) : undefined
  if (service) {
    const told = `answered HTTP ${service.httpStatusCode ?? 'nothing'}, request ${service.requestId ?? 'unknown'}`
    request.error = Object.assign(new Error(told), { name: error.name })
  }
  logger.error('failed', { error: error.name, why: request.error?.message })
}
