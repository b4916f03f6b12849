import { OPTIMIZED, type Optimized, SDK_SERVICES, type TaskService } from './catalogue.ts'

/** What the Resource of a Task asks for. */
export type Resource =
  /** A function's own ARN: the arguments are its event, the result is what it returns. */
  | { kind: 'function'; arn: string; callback: false }
  | (Call & { kind: 'optimized'; optimized: Optimized })
  | (Call & { kind: 'sdk' })

interface Call {
  service: TaskService
  /** As the SDK names it, e.g. `PutItem`. */
  operation: string
  /** As history events name them, e.g. `aws-sdk:connect` and `describeContact`. */
  resourceType: string
  resource: string
  /** Whether the Task ends only when its token is answered. */
  callback: boolean
}

/** A Resource that cannot be run, and why. */
export class Unrecognized extends Error {
  override readonly name = 'Unrecognized'
}

const known = new Map<string, Resource>()

/** What `arn` asks for. Throws {@link Unrecognized} with AWS's sentence, or with what is not modelled here. */
export function parseResource(arn: string): Resource {
  const before = known.get(arn)
  if (before) return before
  const resource = read(arn)
  known.set(arn, resource)
  return resource
}

function read(arn: string): Resource {
  if (/^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w$-]+(:[\w$-]+)?$/.test(arn)) {
    return { kind: 'function', arn, callback: false }
  }
  if (/^arn:aws:states:[a-z0-9-]+:\d{12}:activity:/.test(arn))
    throw new Unrecognized(notModelled(arn, 'Activities are'))
  const parts =
    /^arn:aws:states:::(aws-sdk:)?([A-Za-z0-9-]+):([A-Za-z0-9]+)(\.sync|\.sync:2|\.waitForTaskToken)?$/.exec(
      arn,
    )
  if (!parts) throw new Unrecognized(unrecognized(arn))
  const [, sdk, service, action, pattern] = parts as unknown as [string, string?, string?, string?, string?]
  if (pattern?.startsWith('.sync')) throw new Unrecognized(notModelled(arn, "The pattern '.sync' is"))
  const callback = pattern !== undefined
  return sdk ? readSdk(arn, service!, action!, callback) : readOptimized(arn, service!, action!, callback)
}

function readOptimized(arn: string, name: string, action: string, callback: boolean): Resource {
  const optimized = OPTIMIZED[name]
  if (!optimized?.actions.includes(action)) throw new Unrecognized(notModelled(arn, `'${name}:${action}' is`))
  if (callback && !optimized.callback.includes(action)) throw new Unrecognized(unrecognized(arn))
  return {
    kind: 'optimized',
    optimized,
    service: optimized.service,
    operation: pascal(action),
    resourceType: name,
    resource: callback ? `${action}.waitForTaskToken` : action,
    callback,
  }
}

function readSdk(arn: string, name: string, action: string, callback: boolean): Resource {
  const service = SDK_SERVICES[name]
  if (!service) throw new Unrecognized(notModelled(arn, `'aws-sdk:${name}' is`))
  if (!/^[a-z]/.test(action) || service.sdk[`${pascal(action)}$`]?.[0] !== OPERATION) {
    throw new Unrecognized(unrecognized(arn))
  }
  return {
    kind: 'sdk',
    service,
    operation: pascal(action),
    resourceType: `aws-sdk:${name}`,
    resource: callback ? `${action}.waitForTaskToken` : action,
    callback,
  }
}

/** The mark of an operation among the SDK's schemas. */
const OPERATION = 9

const pascal = (action: string) => action.charAt(0).toUpperCase() + action.slice(1)

const unrecognized = (arn: string) =>
  `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`

const notModelled = (arn: string, what: string) =>
  `The resource provided ${arn} is not recognized. ${what} not modelled by the local contact centre.`
