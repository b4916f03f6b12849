import { REGION } from '../place.ts'
import type { LambdaFunction } from './function.ts'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
}

/**
 * All that a sandbox sees of its environment: the template's variables and what Lambda itself sets (AWS: "Defined
 * runtime environment variables"). Nothing of the host's environment: a variable missing from the template must be missing.
 */
export function environmentOf(
  fn: LambdaFunction,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  endpointUrl: string,
  logStream: string,
): Record<string, string> {
  return {
    ...fn.environment,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(fn),
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    LAMBDA_TASK_ROOT: fn.directory,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    _HANDLER: fn.handler,
  }
}

const logGroupOf = (fn: LambdaFunction) => `/aws/lambda/${fn.name}`

/** `2026/03/01/[$LATEST]` and 32 hexadecimal digits, as Lambda names a sandbox's stream. */
export function logStreamName(now: number, digits: string): string {
  return `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${digits}`
}
