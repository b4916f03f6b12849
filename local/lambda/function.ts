import { ACCOUNT, arn, REGION } from '../place.ts'
import { AwsError, type PolicyStatement } from '../service.ts'

export interface FunctionDefinition {
  name: string
  arn?: string
  /** The folder of the code asset; used where it lies. */
  directory: string
  /** `file.export`, below `directory`. */
  handler: string
  runtime: string
  environment: Readonly<Record<string, string>>
  timeoutSeconds: number
  memoryMb: number
  roleArn: string
  reservedConcurrency?: number | undefined
  /** Queue or topic for asynchronous calls that failed for good. */
  deadLetterArn?: string | undefined
  layers?: readonly string[]
}

export interface EventInvokeConfig {
  maximumRetryAttempts: number
  maximumEventAgeSeconds: number
  onSuccess?: string | undefined
  onFailure?: string | undefined
}

export interface LambdaFunction extends FunctionDefinition {
  arn: string
  policy: PolicyStatement[]
  eventInvoke: EventInvokeConfig
  eventInvokeChangedAt: number | undefined
  changedAt: number
  /** Executions under way or waiting for the host: what counts against concurrency. */
  inFlight: number
}

export const DEFAULT_EVENT_INVOKE: EventInvokeConfig = {
  maximumRetryAttempts: 2,
  maximumEventAgeSeconds: 6 * 3600,
}

const RESERVED_KEYS =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_REGION|AWS_DEFAULT_REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(FUNCTION_(NAME|MEMORY_SIZE|VERSION)|LOG_(GROUP|STREAM)_NAME|INITIALIZATION_TYPE|RUNTIME_API)|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/

const invalid = (message: string) => new AwsError('InvalidParameterValueException', message, { Type: 'User' })

/**
 * Throws InvalidParameterValueException for what Lambda refuses (limits of the Lambda quotas page) and for what is not
 * modelled here: any runtime but nodejs24.x, and layers.
 */
export function checkDefinition(given: FunctionDefinition): void {
  if (given.runtime !== 'nodejs24.x')
    throw invalid(`${given.name}: the runtime ${given.runtime} is not modelled, only nodejs24.x`)
  if (given.layers && given.layers.length > 0)
    throw invalid(`${given.name}: layers are not modelled: ${given.layers.join(', ')}`)
  if (!/^[a-zA-Z0-9-_]{1,64}$/.test(given.name)) throw invalid(`${given.name} is not a function name`)
  if (!between(given.timeoutSeconds, 1, 900))
    throw invalid(`${given.name}: 'timeout' must be between 1 and 900 seconds, not ${given.timeoutSeconds}`)
  if (!between(given.memoryMb, 128, 10_240))
    throw invalid(`${given.name}: 'memorySize' must be between 128 and 10240 MB, not ${given.memoryMb}`)
  checkEnvironment(given.environment)
}

function checkEnvironment(environment: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(environment).filter((key) => RESERVED_KEYS.test(key))
  if (reserved.length > 0)
    throw invalid(
      'Lambda was unable to configure your environment variables because the environment variables you have provided ' +
        'contains reserved keys that are currently not supported for modification. ' +
        `Reserved keys used in this request: ${reserved.join(', ')}`,
    )
  if (Buffer.byteLength(JSON.stringify(environment)) > 4096)
    throw invalid(
      'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.',
    )
}

const between = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most

/** What is known of the function after (re)definition: policy, settings and calls under way outlive an update. */
export function definedFunction(
  definition: FunctionDefinition,
  before: LambdaFunction | undefined,
  changedAt: number,
): LambdaFunction {
  const fresh: LambdaFunction = {
    reservedConcurrency: undefined,
    deadLetterArn: undefined,
    ...definition,
    arn: definition.arn ?? functionArn(definition.name),
    policy: before?.policy ?? [],
    eventInvoke: before?.eventInvoke ?? DEFAULT_EVENT_INVOKE,
    eventInvokeChangedAt: before?.eventInvokeChangedAt,
    changedAt,
    inFlight: before?.inFlight ?? 0,
  }
  return before ? Object.assign(before, fresh) : fresh
}

export const functionArn = (name: string) => arn('lambda', `function:${name}`)

/** The name in a function's name, partial ARN (`111122223333:function:x`) or ARN; throws for a qualifier other than $LATEST. */
export function nameIn(reference: string | undefined, qualifier?: string): string {
  const parts =
    /^(?:arn:[^:]+:lambda:([^:]+):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::([^:]+))?$/.exec(
      reference ?? '',
    )
  const version = qualifier ?? parts?.[4]
  const elsewhere = (parts?.[1] ?? REGION) !== REGION || (parts?.[2] ?? ACCOUNT) !== ACCOUNT
  if (!parts?.[3] || elsewhere || (version !== undefined && version !== '$LATEST'))
    throw notFound(version && parts?.[3] ? `${functionArn(parts[3])}:${version}` : String(reference))
  return parts[3]
}

export const notFound = (what: string) =>
  new AwsError('ResourceNotFoundException', `Function not found: ${what}`, { Type: 'User' })

/** The function as GetFunctionConfiguration shows it. */
export function configurationOf(fn: LambdaFunction) {
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Runtime: fn.runtime,
    Role: fn.roleArn,
    Handler: fn.handler,
    CodeSize: 0,
    Description: '',
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMb,
    LastModified: new Date(fn.changedAt).toISOString().replace('Z', '+0000'),
    Version: '$LATEST',
    DeadLetterConfig: fn.deadLetterArn ? { TargetArn: fn.deadLetterArn } : undefined,
    Environment: { Variables: fn.environment },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: ['arm64'],
  }
}
