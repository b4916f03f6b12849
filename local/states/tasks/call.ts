import type { Random } from '../../random.ts'
import { type Aws, AwsError, type Caller } from '../../service.ts'
import type { Timeline } from '../../timeline.ts'
import { dataLimitFailure, runtimeFailure, StateFailure } from '../failure.ts'
import { isTooLarge, type Json } from '../payload.ts'
import { LOST, refusalFailure } from './errors.ts'
import { type Invoked, returned } from './lambda.ts'
import { type About, dynamodbHeaders, lambdaHeaders, withMetadata } from './metadata.ts'
import type { Resource } from './resource.ts'
import { fromSdk, toSdk, UnknownParameter } from './shapes.ts'

export interface Calling {
  aws: Aws
  timeline: Timeline
  random: Random
}

/** Who asks: the machine's role, and the ARNs that AWS adds to what the machine puts on the bus. */
interface Asking {
  roleArn: string
  stateMachineArn: string
  executionArn: string
}

/** Makes a Task's call and gives its result and the result's text. Throws a StateFailure. */
export async function callResource(
  calling: Calling,
  resource: Resource,
  args: Json,
  asking: Asking,
): Promise<{ result: Json; text: string }> {
  const requestId = calling.random.uuid()
  const result = await attempt(calling, resource, args, asking, requestId)
  const text = JSON.stringify(result)
  if (isTooLarge(text))
    throw dataLimitFailure(resource.kind === 'function' ? resource.arn : resource.resourceType)
  return { result, text }
}

async function attempt(
  calling: Calling,
  resource: Resource,
  args: Json,
  asking: Asking,
  requestId: string,
): Promise<Json> {
  try {
    if (resource.kind === 'function') return await callFunction(calling, resource.arn, args, asking)
    const caller: Caller = { kind: 'role', arn: asking.roleArn }
    const input = inputOf(resource, args, asking)
    const output = await calling.aws.call(resource.service.name, resource.operation, input, caller)
    return resource.kind === 'sdk'
      ? fromSdk(resource.service, resource.operation, output)
      : optimizedResult(resource, output, { requestId, at: calling.timeline.now() })
  } catch (error) {
    if (error instanceof StateFailure) throw error
    if (error instanceof AwsError) throw refusalFailure(resource, error, requestId)
    if (error instanceof UnknownParameter) {
      const told = `The Parameters '${JSON.stringify(args)}' could not be used to start the Task: [${error.message}]`
      throw runtimeFailure(told)
    }
    throw error
  }
}

async function callFunction({ aws }: Calling, arn: string, args: Json, asking: Asking): Promise<Json> {
  const input = { FunctionName: arn, Payload: Buffer.from(JSON.stringify(args)) }
  return returned(await aws.call<Invoked>('lambda', 'Invoke', input, { kind: 'role', arn: asking.roleArn }))
}

function inputOf(resource: Exclude<Resource, { kind: 'function' }>, args: Json, asking: Asking): object {
  if (args === null || typeof args !== 'object' || Array.isArray(args)) {
    throw runtimeFailure(`The Parameters '${JSON.stringify(args)}' could not be used to start the Task`)
  }
  const shaped =
    resource.kind === 'optimized' ? optimizedArguments(resource.resourceType, args, asking) : args
  return toSdk(resource.service, resource.operation, shaped)
}

/** What an optimized integration accepts beyond the operation itself: JSON where the operation wants text of it. */
function optimizedArguments(name: string, args: Record<string, Json>, asking: Asking): Json {
  switch (name) {
    case 'lambda':
      return 'Payload' in args ? { ...args, Payload: JSON.stringify(args.Payload) } : args
    case 'sqs':
      return message(args)
    case 'states':
      return 'Input' in args ? { ...args, Input: text(args.Input) } : args
    case 'events':
      return { ...args, Entries: entries(args.Entries, [asking.stateMachineArn, asking.executionArn]) }
    default:
      return args
  }
}

/** As recorded: a body of null is none, and a queue's URL that is no URL is a host that nobody knows. */
function message(args: Record<string, Json>): Json {
  const { QueueUrl: url, MessageBody: body } = args
  if (typeof url === 'string' && !URL.canParse(url))
    throw new AwsError(LOST, `Unable to execute HTTP request: ${url}: Name or service not known`)
  if (body === null || body === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.')
  return { ...args, MessageBody: text(body) }
}

const text = (value: Json | undefined): Json =>
  typeof value === 'string' || value === undefined ? (value ?? null) : JSON.stringify(value)

/** Each entry names the machine and the execution it comes from (recorded). */
function entries(list: Json | undefined, origin: string[]): Json {
  if (!Array.isArray(list)) return list ?? null
  return list.map((entry: any) => ({
    ...entry,
    ...(entry.Detail === undefined ? {} : { Detail: text(entry.Detail) }),
    Resources: [...(entry.Resources ?? []), ...origin],
  }))
}

function optimizedResult(
  resource: Extract<Resource, { kind: 'optimized' }>,
  output: any,
  about: { requestId: string; at: number },
): Json {
  const { contentType } = resource.optimized
  if (resource.resourceType === 'lambda') return invocation(output, { ...about, contentType })
  const result = fromSdk(resource.service, resource.operation, output) as Record<string, Json>
  if (resource.resourceType === 'events') return allAccepted(result)
  const body = JSON.stringify(result)
  const sent = resource.resourceType === 'dynamodb' ? { headers: dynamodbHeaders(body) } : {}
  return withMetadata(result, { ...about, ...sent, contentType, length: Buffer.byteLength(body) })
}

function invocation(answer: Invoked, about: About): Json {
  const payload = returned(answer)
  const version = answer.ExecutedVersion ?? '$LATEST'
  const result = {
    ExecutedVersion: version,
    Payload: payload,
    StatusCode: answer.StatusCode ?? 200,
  }
  const headers = lambdaHeaders(version, about)
  return withMetadata(result, { ...about, headers, length: answer.Payload?.length ?? 0 })
}

/** One entry refused fails the whole Task, with the answer as its cause (recorded); no metadata is added here. */
function allAccepted(result: Record<string, Json>): Json {
  if (!result.FailedEntryCount) return { Entries: result.Entries ?? [], FailedEntryCount: 0 }
  throw new StateFailure('plain', 'EventBridge.FailedEntry', JSON.stringify(result))
}
