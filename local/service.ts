/** What the rooms of `local/` share: how an AWS service is described, who calls it, and how it refuses. */

/** Who makes a call, and therefore what it may do. */
export type Caller =
  /** Whoever points a tool at the endpoint, and the local contact centre itself: may do everything. */
  | { kind: 'operator' }
  /** A function or state machine under its own role from the template: may do what that role's policies allow. */
  | { kind: 'role'; arn: string }
  /** An AWS service acting for a resource: may do what the target's resource policy allows. */
  | { kind: 'service'; principal: string; sourceArn: string; sourceAccount: string }

export const OPERATOR: Caller = { kind: 'operator' }

/** Takes the operation's input as the SDK's schema describes it (Dates, Uint8Arrays), gives its output likewise. */
export type Operation = (input: any, caller: Caller) => unknown

/** A token bucket in virtual time: `rate` calls a second on average, `burst` at once. */
export interface Quota {
  rate: number
  burst: number
}

/** What a call must be allowed to do: every action on every one of its resources. */
export interface Access {
  /** e.g. `connect:DescribeContact` */
  action: string
  /** ARNs; `*` where the action knows no resource. */
  resources: string[]
}

export interface PolicyStatement {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Principal?: unknown
  Action: string | string[]
  Resource?: string | string[]
  Condition?: Record<string, Record<string, string | string[]>>
}

/** One AWS service of the local contact centre. The endpoint derives its routes and shapes from `sdk`. */
export interface Service {
  /** The SigV4 service name: connect, dynamodb, states, lambda, events, scheduler, sqs, kinesis, … */
  readonly name: string
  /** The SDK's client module, e.g. `import * as sdk from '@aws-sdk/client-connect'`. */
  readonly sdk: object
  /** An operation that is not listed answers 501: the service never pretends. */
  readonly operations: Readonly<Record<string, Operation>>
  /** What a role must be allowed for this call. Default: `<name>:<operation>` on `*`. */
  access?(operation: string, input: any): Access[]
  /** The target's own policy, for a caller that is a service. Default: none, so services are refused. */
  resourcePolicy?(operation: string, input: any): PolicyStatement[]
  /** Documented throttling of an operation; undefined where none is modelled. */
  quota?(operation: string): Quota | undefined
  /** Ends what the service holds open (servers, workers). */
  stop?(): void | Promise<void>
}

/**
 * The way to any service, for everything inside the local contact centre: the same gate as over HTTP (recorded,
 * authorised, throttled, faulted), without HTTP.
 */
export interface Aws {
  call<Output = any>(service: string, operation: string, input: object, caller: Caller): Promise<Output>
}

/** A refusal, under the name by which the real service's SDK knows it. `fields` are further members of the error shape. */
export class AwsError extends Error {
  override readonly name: string
  readonly fields: Readonly<Record<string, unknown>>

  constructor(name: string, message: string, fields: Record<string, unknown> = {}) {
    super(message)
    this.name = name
    this.fields = fields
  }
}
