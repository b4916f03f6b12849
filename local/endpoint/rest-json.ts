import type { NormalizedSchema } from '@smithy/core/schema'
import type { AwsError } from '../service.ts'
import { Unfit } from './fit.ts'
import { codecOf, readJson, writeJson } from './json.ts'
import { header, headerList, type Request, type Response } from './message.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import { errorBody, statusOf } from './refusal.ts'
import type { Binding, RouteMatch } from './route.ts'
import { fromText, toText } from './scalar.ts'

/** The operation's input from label, query, header and body (AWS restJson1 protocol, Smithy HTTP bindings). */
export function readRest(
  model: ServiceModel,
  operation: OperationModel,
  { route, labels }: RouteMatch,
  request: Request,
): Record<string, unknown> {
  const payload = route.bindings.find((each) => each.in === 'payload')
  const input: Record<string, unknown> = payload
    ? payloadOf(model, payload, request)
    : request.body.length > 0
      ? readJson(codecOf(model), operation.input, request.body)
      : {}
  for (const binding of route.bindings) {
    const value = boundValue(binding, labels, request, route.bindings)
    if (value !== undefined) input[binding.member] = value
  }
  return input
}

function boundValue(
  binding: Binding,
  labels: Readonly<Record<string, string>>,
  request: Request,
  all: readonly Binding[],
): unknown {
  const { schema, member, key } = binding
  switch (binding.in) {
    case 'label':
      return scalars(schema, [label(labels[key] ?? '', member)], member)
    case 'query':
      return scalars(schema, request.query.getAll(key), member)
    case 'queryMap':
      return queryMap(schema, request.query, all)
    case 'header':
      if (schema.isListSchema()) return scalars(schema, headerList(request, key), member)
      return scalars(
        schema,
        [header(request, key)].filter((text) => text !== undefined),
        member,
      )
    case 'payload':
      return undefined
  }
}

/** An empty label is a required member that is not there. */
function label(text: string, member: string): string {
  if (text === '') throw new Unfit('missing', member, `${member} is required`)
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Unfit('type', member, `${member} is not percent-encoded UTF-8`)
  }
}

function scalars(schema: NormalizedSchema, texts: readonly string[], member: string): unknown {
  if (texts.length === 0) return undefined
  if (schema.isListSchema()) return texts.map((text) => fromText(schema.getValueSchema(), text, member))
  return fromText(schema, texts[0] as string, member)
}

function queryMap(
  schema: NormalizedSchema,
  query: URLSearchParams,
  all: readonly Binding[],
): Record<string, unknown> | undefined {
  const taken = new Set(all.filter((each) => each.in === 'query').map((each) => each.key))
  const keys = [...new Set(query.keys())].filter((key) => !taken.has(key))
  if (keys.length === 0) return undefined
  const many = schema.getValueSchema().isListSchema()
  return Object.fromEntries(keys.map((key) => [key, many ? query.getAll(key) : query.get(key)]))
}

function payloadOf(
  model: ServiceModel,
  { schema, member }: Binding,
  { body }: Request,
): Record<string, unknown> {
  if (body.length === 0) return {}
  if (schema.isBlobSchema()) return { [member]: new Uint8Array(body) }
  if (schema.isStringSchema()) return { [member]: body.toString('utf8') }
  return { [member]: readJson(codecOf(model), schema, body) }
}

export function writeRest(
  model: ServiceModel,
  operation: OperationModel,
  output: Record<string, unknown>,
): Response {
  const response: Response = {
    status: operation.route?.success ?? 200,
    headers: { 'content-type': 'application/json' },
    body: '',
  }
  if (operation.output.isUnitSchema()) return response
  const rest = bindOutput(model, operation.output, output, response)
  if (rest) response.body = writeJson(codecOf(model), operation.output, rest)
  return response
}

/** Puts members into status, headers and payload. Gives what remains for the JSON body; undefined where the payload is the body. */
function bindOutput(
  model: ServiceModel,
  shape: NormalizedSchema,
  output: Record<string, unknown>,
  response: Response,
): Record<string, unknown> | undefined {
  const rest: Record<string, unknown> = { ...output }
  let hasPayload = false
  for (const [name, schema] of shape.structIterator()) {
    const traits = schema.getMergedTraits()
    if (traits.httpPayload) hasPayload = true
    if (!traits.httpPayload && !traits.httpHeader && !traits.httpResponseCode) continue
    const value = rest[name]
    delete rest[name]
    if (value === undefined) continue
    if (traits.httpResponseCode) response.status = Number(value)
    else if (traits.httpHeader)
      response.headers[String(traits.httpHeader).toLowerCase()] = toText(schema, value)
    else writePayload(model, schema, value, response)
  }
  return hasPayload ? undefined : rest
}

function writePayload(
  model: ServiceModel,
  schema: NormalizedSchema,
  value: unknown,
  response: Response,
): void {
  const raw = schema.isBlobSchema() || schema.isStringSchema()
  response.body = raw ? (value as Uint8Array | string) : writeJson(codecOf(model), schema, value)
}

export function writeRestError(model: ServiceModel | undefined, error: AwsError): Response {
  const shape = model?.errors.get(error.name)
  const response: Response = {
    status: statusOf(error.name, model),
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.name },
    body: '',
  }
  const body = errorBody(error, shape)
  if (model === undefined || shape === undefined) {
    response.body = JSON.stringify({ __type: error.name, ...body })
    return response
  }
  const rest = bindOutput(model, shape.shape, body, response) ?? {}
  const text = writeJson(codecOf(model), shape.shape, rest).toString('utf8')
  response.body = JSON.stringify({ __type: error.name, ...JSON.parse(text) })
  return response
}
