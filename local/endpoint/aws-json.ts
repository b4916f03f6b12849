import type { AwsError } from '../service.ts'
import { codecOf, readJson, writeJson } from './json.ts'
import type { Request, Response } from './message.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import { errorBody, statusOf } from './refusal.ts'

/** The whole input is the body (AWS awsJson1.0 and 1.1 protocols). */
export function readAwsJson(model: ServiceModel, operation: OperationModel, request: Request): unknown {
  if (request.body.length === 0) return {}
  return readJson(codecOf(model), operation.input, request.body)
}

export function writeAwsJson(model: ServiceModel, operation: OperationModel, output: unknown): Response {
  return {
    status: 200,
    headers: { 'content-type': contentType(model) },
    body: operation.output.isUnitSchema() ? '{}' : writeJson(codecOf(model), operation.output, output),
  }
}

export function writeAwsJsonError(model: ServiceModel, error: AwsError): Response {
  const shape = model.errors.get(error.name)
  const body = errorBody(error, shape)
  const members = shape ? JSON.parse(writeJson(codecOf(model), shape.shape, body).toString('utf8')) : body
  const headers: Record<string, string> = { 'content-type': contentType(model) }
  if (model.queryCompatible) headers['x-amzn-query-error'] = queryError(model, error)
  return {
    status: statusOf(error.name, model),
    headers,
    body: JSON.stringify({ __type: shape?.qualifiedName ?? error.name, ...members }),
  }
}

/** `AWS.SimpleQueueService.NonExistentQueue;Sender`: what clients of the former query protocol look at. */
function queryError(model: ServiceModel, error: AwsError): string {
  const shape = model.errors.get(error.name)
  return `${shape?.queryCode ?? error.name};${shape?.fault === 'server' ? 'Receiver' : 'Sender'}`
}

const contentType = ({ protocol }: ServiceModel) =>
  protocol === 'awsJson1_1' ? 'application/x-amz-json-1.1' : 'application/x-amz-json-1.0'
