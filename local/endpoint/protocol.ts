import { AwsError } from '../service.ts'
import { readAwsJson, writeAwsJson, writeAwsJsonError } from './aws-json.ts'
import { queryAction, readQuery, writeQuery, writeQueryError } from './aws-query.ts'
import type { Credential } from './credential.ts'
import type { Desk } from './desk.ts'
import { header, type Request, type Response } from './message.ts'
import type { OperationModel } from './model.ts'
import { notImplemented } from './refusal.ts'
import { readRest, writeRest, writeRestError } from './rest-json.ts'
import type { RouteMatch } from './route.ts'

/** Which operation of which service a request is for. */
export interface Address {
  desk: Desk
  operation: string
  /** Only for restJson1. */
  match: RouteMatch | undefined
}

/**
 * The service is the one of the credential scope, else the one of the `x-amz-target` prefix, else the one whose path
 * matches. Gives a refusal where there is none.
 */
export function addressOf(
  request: Request,
  credential: Credential | undefined,
  desks: ReadonlyMap<string, Desk>,
): Address | AwsError {
  const target = header(request, 'x-amz-target')
  const desk = credential ? desks.get(credential.service) : target ? byTarget(target, desks) : undefined
  if (desk) return within(desk, request, target) ?? unknownPath(request)
  if (credential || target)
    return notImplemented(credential?.service ?? 'this service', operationName(target, request))
  for (const each of desks.values()) {
    const found = each.model.protocol === 'restJson1' ? within(each, request, target) : undefined
    if (found) return found
  }
  return unknownPath(request)
}

function byTarget(target: string, desks: ReadonlyMap<string, Desk>): Desk | undefined {
  const prefix = target.slice(0, target.lastIndexOf('.'))
  return [...desks.values()].find(
    ({ model }) => model.targetPrefix === prefix && model.protocol !== 'restJson1',
  )
}

function within(desk: Desk, request: Request, target: string | undefined): Address | undefined {
  if (desk.model.protocol === 'restJson1') {
    const match = desk.routes.match(request.method, request.path, request.query)
    return match && { desk, operation: match.route.operation, match }
  }
  const operation =
    desk.model.protocol === 'awsQuery' ? queryAction(request) : target?.slice(target.lastIndexOf('.') + 1)
  return operation === undefined ? undefined : { desk, operation, match: undefined }
}

const operationName = (target: string | undefined, request: Request) =>
  target?.slice(target.lastIndexOf('.') + 1) ?? queryAction(request) ?? `${request.method} ${request.path}`

const unknownPath = ({ method, path }: Request) =>
  new AwsError('UnknownOperationException', `There is no operation at ${method} ${path}`)

/** The operation's input, for the gate to check. Throws SerializationException or Unfit. */
export function readInput({ desk, operation, match }: Address, request: Request): unknown {
  const shape = operationOf(desk, operation)
  if (match) return readRest(desk.model, shape, match, request)
  return desk.model.protocol === 'awsQuery' ? readQuery(request) : readAwsJson(desk.model, shape, request)
}

export function writeOutput(desk: Desk, operation: string, output: Record<string, unknown>): Response {
  const shape = operationOf(desk, operation)
  switch (desk.model.protocol) {
    case 'restJson1':
      return writeRest(desk.model, shape, output)
    case 'awsQuery':
      return writeQuery(desk.model, shape, output)
    case 'awsJson1_0':
    case 'awsJson1_1':
      return writeAwsJson(desk.model, shape, output)
  }
}

/** For a request that is for nothing here, in the form that its client reads. */
export function writeUnaddressed(request: Request, error: AwsError): Response {
  const isQuery = header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded')
  return isQuery ? writeQueryError(undefined, error) : writeRestError(undefined, error)
}

export function writeError({ model }: Desk, error: AwsError): Response {
  switch (model.protocol) {
    case 'restJson1':
      return writeRestError(model, error)
    case 'awsQuery':
      return writeQueryError(model, error)
    case 'awsJson1_0':
    case 'awsJson1_1':
      return writeAwsJsonError(model, error)
  }
}

function operationOf({ model }: Desk, name: string): OperationModel {
  const operation = model.operations.get(name)
  if (!operation) throw new AwsError('UnknownOperationException', `There is no operation ${name}`)
  return operation
}
