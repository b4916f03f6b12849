import type { AwsError } from '../../service.ts'
import { StateFailure } from '../failure.ts'
import type { TaskService } from './catalogue.ts'
import type { Resource } from './resource.ts'

/**
 * The failure that a service's refusal becomes, in the words of the SDK for Java behind the integration (recorded):
 * a class name always ends in Exception, and an error outside the service's model is the client's general one.
 */
export function refusalFailure(resource: Resource, error: AwsError, requestId: string): StateFailure {
  if (error.name === LOST) {
    const prefix = resource.kind === 'optimized' ? resource.optimized.prefix : prefixOf(resource)
    return new StateFailure('plain', `${prefix}.SdkClientException`, error.message)
  }
  const status = statusOf(resource, error)
  if (resource.kind === 'optimized') {
    const { optimized } = resource
    const name = isModelled(resource.service, error.name) ? className(error.name) : optimized.fallback
    const rest = `(Service: ${optimized.client}; Status Code: ${status}; Error Code: ${error.name}; Request ID: ${requestId}; Proxy: null)`
    return new StateFailure('plain', `${optimized.prefix}.${name}`, `${error.message} ${rest}`)
  }
  const prefix = prefixOf(resource)
  const known = resource.kind === 'function' || isModelled(resource.service, error.name)
  const name = known ? className(error.name) : `${prefix}Exception`
  const why = `${error.message} (Service: ${prefix}, Status Code: ${status}, Request ID: ${requestId})`
  return new StateFailure('plain', `${prefix}.${name}`, why)
}

/** A call of which nobody knows whether it arrived: the answer never came. */
export const LOST = 'ConnectionReset'

const prefixOf = (resource: Resource) => (resource.kind === 'sdk' ? resource.service.prefix : 'Lambda')

function isModelled({ sdk }: TaskService, name: string): boolean {
  return sdk[`${name}$`]?.[0] === ERROR
}

/** The mark of an error among the SDK's schemas. */
const ERROR = -3

function statusOf(resource: Resource, error: AwsError): number {
  if (resource.kind === 'function') return error.name === 'TooManyRequestsException' ? 429 : 400
  const traits = resource.service.sdk[`${error.name}$`]?.[3]
  if (traits?.httpError) return traits.httpError
  return error.name.startsWith('AccessDenied') && resource.service.name === 'lambda' ? 403 : 400
}

const className = (name: string) => (name.endsWith('Exception') ? name : `${name}Exception`)
