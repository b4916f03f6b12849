import { AwsError } from '../service.ts'
import type { Unfit } from './fit.ts'
import type { ErrorModel, ServiceModel } from './model.ts'

const THROTTLES = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestThrottled',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
])

/** Names under which services report their own failure, by preference. */
const INTERNAL = [
  'InternalServiceException',
  'InternalServerError',
  'InternalServerException',
  'InternalException',
  'InternalFailureException',
  'ServiceException',
] as const

/** Statuses of refusals that every service knows and no schema lists (AWS, "Common error types"). */
const COMMON_STATUS: Readonly<Record<string, number>> = {
  NotImplemented: 501,
  UnknownOperationException: 404,
  RequestEntityTooLarge: 413,
  InternalServerError: 500,
  InternalFailure: 500,
  ServiceUnavailable: 503,
}

export const isThrottle = (name: string) => THROTTLES.has(name)

/** The HTTP status of an error that may not be in the service's schema. */
export function statusOf(name: string, model: ServiceModel | undefined): number {
  const known = model?.errors.get(name)
  if (known) return known.status
  if (name === 'AccessDeniedException' && model?.protocol === 'restJson1') return 403
  return COMMON_STATUS[name] ?? 400
}

export function notImplemented(service: string, operation: string): AwsError {
  return new AwsError(
    'NotImplemented',
    `The local contact centre does not implement ${operation} of ${service}`,
  )
}

/** Too many calls in too short a time, by the name that the service itself uses. */
export function throttled(model: ServiceModel): AwsError {
  const name = ['ThrottlingException', 'TooManyRequestsException', 'RequestThrottled'].find((each) =>
    model.errors.has(each),
  )
  return new AwsError(name ?? 'ThrottlingException', 'Rate exceeded')
}

/** What the service answers to an input that its schema does not allow. */
export function invalidInput(model: ServiceModel, unfit: Unfit): AwsError {
  if (unfit.kind !== 'missing') return new AwsError('SerializationException', unfit.message)
  if (model.protocol !== 'restJson1') return new AwsError('ValidationException', awsJsonMissing(unfit.member))
  const name = [
    'InvalidParameterException',
    'ValidationException',
    'InvalidParameterValueException',
    'BadRequestException',
  ].find((each) => model.errors.has(each))
  return new AwsError(name ?? 'ValidationException', `${unfit.member} is required`)
}

function awsJsonMissing(member: string): string {
  const path = member.charAt(0).toLowerCase() + member.slice(1)
  return `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`
}

/** An error that is no refusal is a fault of the local contact centre itself: said once on stderr, answered as 500. */
export function asRefusal(error: unknown, model: ServiceModel | undefined, doing: string): AwsError {
  if (error instanceof AwsError) return error
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${doing} failed: ${text}\n`)
  const name = INTERNAL.find((each) => model?.errors.has(each)) ?? 'InternalServerError'
  const message = `${doing} failed: ${error instanceof Error ? error.message : String(error)}`
  return Object.assign(new AwsError(name, message), { cause: error })
}

/** `Message` or `message`, whichever the error's shape has. */
export function errorBody(error: AwsError, shape: ErrorModel | undefined): Record<string, unknown> {
  const body: Record<string, unknown> = { ...error.fields }
  const members = shape ? [...shape.shape.structIterator()].map(([name]) => name) : []
  const key = members.find((name) => name === 'message' || name === 'Message') ?? 'message'
  if (error.message) body[key] = error.message
  return body
}
