import { NormalizedSchema } from '@smithy/core/schema'
import { fitOf } from './fit.ts'
import { compileRoute, type Route } from './route.ts'

export type Protocol = 'restJson1' | 'awsJson1_0' | 'awsJson1_1' | 'awsQuery'

export interface OperationModel {
  name: string
  input: NormalizedSchema
  output: NormalizedSchema
  /** Check and copy; both throw Unfit. */
  fitInput(value: unknown): any
  fitOutput(value: unknown): any
  /** Members that an SDK client fills in by itself. */
  idempotencyTokens: readonly string[]
  /** Only where the protocol is restJson1. */
  route: Route | undefined
}

export interface ErrorModel {
  name: string
  /** `com.amazonaws.connect#ResourceNotFoundException` */
  qualifiedName: string
  status: number
  fault: 'client' | 'server'
  /** The code that clients of the older query protocol know this error by. */
  queryCode: string | undefined
  shape: NormalizedSchema
}

/** What the SDK's own codec offers of what is used here: JSON to values and back, by schema. */
export interface Codec {
  createSerializer(): {
    write(schema: unknown, value: unknown): void
    flush(): Uint8Array | string | undefined
  }
  createDeserializer(): { readObject(schema: unknown, data: unknown): any }
}

export interface ServiceModel {
  protocol: Protocol
  signingName: string
  /** What precedes the operation in `x-amz-target`. */
  targetPrefix: string | undefined
  /** Undefined for awsQuery, which is no JSON protocol. */
  codec: Codec | undefined
  xmlNamespace: string | undefined
  /** Errors also carry their code of the query protocol in a header. */
  queryCompatible: boolean
  operations: ReadonlyMap<string, OperationModel>
  errors: ReadonlyMap<string, ErrorModel>
}

const models = new WeakMap<object, ServiceModel>()

/**
 * Derives protocol, routes, shapes and errors from an SDK client module. The tuple layout is exported but not
 * documented by the SDK: test/local/endpoint/self-test guards it. Throws where the module has no client or an unknown protocol.
 */
export function modelOf(sdk: object): ServiceModel {
  let model = models.get(sdk)
  if (!model) {
    model = derive(sdk)
    models.set(sdk, model)
  }
  return model
}

function derive(sdk: object): ServiceModel {
  const config = configOf(sdk)
  const { protocol } = config
  return {
    protocol: protocolName(protocol.getShapeId()),
    signingName: config.defaultSigningName,
    targetPrefix: protocol.serviceTarget,
    codec: protocol.codec,
    xmlNamespace: protocol.options?.xmlNamespace,
    queryCompatible: Boolean(protocol.awsQueryCompatible),
    operations: new Map(tuples(sdk, 9).map((tuple) => [tuple[2], operation(tuple)])),
    errors: new Map(tuples(sdk, -3).map((tuple) => [tuple[2], error(tuple)])),
  }
}

function configOf(sdk: object): any {
  const client = Object.entries(sdk).find(([name]) => name.endsWith('Client') && !name.startsWith('_'))
  if (!client) throw new Error('No client class among the exports of this SDK module')
  const Client = client[1] as new (config: object) => { config: any }
  return new Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'local' },
  }).config
}

function protocolName(shapeId: string): Protocol {
  const name = shapeId.split('#')[1]
  if (name === 'restJson1' || name === 'awsJson1_0' || name === 'awsJson1_1' || name === 'awsQuery')
    return name
  throw new Error(`The local endpoint does not speak ${shapeId}`)
}

function tuples(sdk: object, kind: 9 | -3): any[] {
  return Object.entries(sdk)
    .filter(([name, value]) => name.endsWith('$') && Array.isArray(value) && value[0] === kind)
    .map(([, value]) => value)
}

function operation([, , name, traits, inputRef, outputRef]: any): OperationModel {
  const input = NormalizedSchema.of(inputRef)
  const output = NormalizedSchema.of(outputRef)
  return {
    name,
    input,
    output,
    fitInput: fitOf(input, 'input'),
    fitOutput: fitOf(output, 'output'),
    idempotencyTokens: input.isStructSchema()
      ? [...input.structIterator()].filter(([, member]) => member.isIdempotencyToken()).map(([key]) => key)
      : [],
    route: traits?.http ? compileRoute(name, traits.http, input) : undefined,
  }
}

function error(tuple: any): ErrorModel {
  const [, namespace, name, traits] = tuple
  const fault = traits.error
  return {
    name,
    qualifiedName: `${namespace}#${name}`,
    fault,
    status: traits.httpError ?? (fault === 'server' ? 500 : 400),
    queryCode: traits.awsQueryError?.[0],
    shape: NormalizedSchema.of(tuple),
  }
}
