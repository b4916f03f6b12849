import { ACCOUNT, PARTITION, REGION } from '../place.ts'
import type { Template } from './read.ts'

/** What a reference to a created resource gives. */
export interface Created {
  ref: string
  attributes: Readonly<Record<string, unknown>>
}

/** Everything that the value of an intrinsic function may come from. */
export interface Scope {
  stack: string
  stackId: string
  template: Template
  created: ReadonlyMap<string, Created>
  exports: ReadonlyMap<string, unknown>
  /** Outputs of the stacks that are up: stack name → output name → value. */
  outputs: ReadonlyMap<string, ReadonlyMap<string, unknown>>
}

const NO_VALUE = Symbol('AWS::NoValue')

/**
 * The value with every intrinsic function replaced by what it stands for. `at` says where the value sits
 * (`Table.Properties.KeySchema`), for messages. Throws on anything unknown or not yet known, naming stack and place:
 * a silent fallback would hide a fault of the template.
 */
export function resolve(value: unknown, scope: Scope, at: string): any {
  const resolved = walk(value, scope, at)
  return resolved === NO_VALUE ? undefined : resolved
}

/** Whether a named condition of the template holds. Throws on an unknown name, and on one that rests on itself. */
export function conditionHolds(
  name: string,
  scope: Scope,
  at: string,
  seen: readonly string[] = [],
): boolean {
  const condition = scope.template.Conditions?.[name]
  if (condition === undefined) refuse(scope, at, `there is no condition ${name}`)
  if (seen.includes(name)) refuse(scope, at, `the condition ${name} rests on itself`)
  return truth(condition, scope, `Conditions.${name}`, [...seen, name])
}

function walk(value: unknown, scope: Scope, at: string): unknown {
  if (typeof value === 'string') {
    if (value.includes('{{resolve:')) refuse(scope, at, `the dynamic reference ${value} is not supported`)
    return value
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value))
    return value.map((item, i) => walk(item, scope, `${at}[${i}]`)).filter((item) => item !== NO_VALUE)
  const intrinsic = Object.keys(value).find((key) => key === 'Ref' || key.startsWith('Fn::'))
  if (intrinsic !== undefined) {
    if (Object.keys(value).length > 1) refuse(scope, at, `${intrinsic} must be the only key of its object`)
    const evaluate = Object.hasOwn(INTRINSICS, intrinsic) ? INTRINSICS[intrinsic] : undefined
    if (!evaluate) refuse(scope, at, `the function ${intrinsic} is not supported`)
    return evaluate((value as Record<string, unknown>)[intrinsic], scope, `${at}.${intrinsic}`)
  }
  const members = Object.entries(value).map(
    ([key, item]) => [key, walk(item, scope, `${at}.${key}`)] as const,
  )
  return Object.fromEntries(members.filter(([, item]) => item !== NO_VALUE))
}

type Intrinsic = (argument: any, scope: Scope, at: string) => unknown

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope, at) => reference(text(name, scope, at), scope, at),
  'Fn::GetAtt': (argument, scope, at) => {
    const [id, ...rest] = typeof argument === 'string' ? argument.split('.') : list(argument, scope, at)
    return attribute(
      text(id, scope, at),
      rest.map((part) => text(walk(part, scope, at), scope, at)).join('.'),
      scope,
      at,
    )
  },
  'Fn::Join': (argument, scope, at) => {
    const [separator, items] = pair(argument, scope, at)
    const texts = list(walk(items, scope, at), scope, at).map((item, i) =>
      text(item, scope, `${at}[1][${i}]`),
    )
    return texts.join(text(separator, scope, at))
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, scope, at) => {
    const [index, items] = pair(argument, scope, at)
    const values = list(walk(items, scope, at), scope, at)
    const chosen = values[Number(walk(index, scope, at))]
    return (
      chosen ?? refuse(scope, at, `there is no item ${JSON.stringify(index)} in a list of ${values.length}`)
    )
  },
  'Fn::Split': (argument, scope, at) => {
    const [separator, source] = pair(argument, scope, at)
    return text(walk(source, scope, at), scope, at).split(text(separator, scope, at))
  },
  'Fn::If': (argument, scope, at) => {
    const [name, yes, no] = list(argument, scope, at)
    return walk(conditionHolds(text(name, scope, at), scope, at) ? yes : no, scope, at)
  },
  'Fn::ImportValue': (argument, scope, at) => {
    const name = text(walk(argument, scope, at), scope, at)
    return scope.exports.get(name) ?? refuse(scope, at, `no stack that is up exports ${name}`)
  },
  'Fn::GetStackOutput': (argument, scope, at) => {
    const { StackName, OutputName, Region, RoleArn, ...rest } = walk(argument, scope, at) as Record<
      string,
      unknown
    >
    const odd = Object.keys(rest)[0]
    if (odd) refuse(scope, at, `${odd} is no part of Fn::GetStackOutput`)
    if (RoleArn !== undefined || (Region !== undefined && Region !== REGION))
      refuse(scope, at, 'an output of another account or region is not supported')
    const outputs = scope.outputs.get(text(StackName, scope, at))
    return (
      outputs?.get(text(OutputName, scope, at)) ??
      refuse(scope, at, `${StackName} has no output ${OutputName}`)
    )
  },
  'Fn::FindInMap': (argument, scope, at) => {
    const [map, top, second] = list(argument, scope, at).map((part) => text(walk(part, scope, at), scope, at))
    const found = scope.template.Mappings?.[map!]?.[top!]?.[second!]
    return found ?? refuse(scope, at, `there is no mapping ${map}.${top}.${second}`)
  },
  'Fn::Base64': (argument, scope, at) =>
    Buffer.from(text(walk(argument, scope, at), scope, at)).toString('base64'),
}

function reference(name: string, scope: Scope, at: string): unknown {
  const created = scope.created.get(name)
  if (created) return created.ref
  if (name.startsWith('AWS::')) return pseudo(name, scope, at)
  const parameter = scope.template.Parameters?.[name]
  if (parameter) return parameterValue(name, parameter, scope, at)
  if (scope.template.Resources[name]) refuse(scope, at, `${name} does not exist yet`)
  return refuse(scope, at, `there is no resource or parameter ${name}`)
}

function parameterValue(
  name: string,
  parameter: { Type: string; Default?: unknown },
  scope: Scope,
  at: string,
): unknown {
  if (parameter.Type.startsWith('AWS::SSM::')) refuse(scope, at, `the SSM parameter ${name} is not supported`)
  return parameter.Default ?? refuse(scope, at, `the parameter ${name} has no value`)
}

function pseudo(name: string, scope: Scope, at: string): unknown {
  switch (name) {
    case 'AWS::AccountId':
      return ACCOUNT
    case 'AWS::Region':
      return REGION
    case 'AWS::Partition':
      return PARTITION
    case 'AWS::URLSuffix':
      return 'amazonaws.com'
    case 'AWS::StackName':
      return scope.stack
    case 'AWS::StackId':
      return scope.stackId
    case 'AWS::NoValue':
      return NO_VALUE
    default:
      return refuse(scope, at, `the pseudo parameter ${name} is not supported`)
  }
}

function attribute(id: string, name: string, scope: Scope, at: string): unknown {
  const created = scope.created.get(id)
  if (!created) {
    const why = scope.template.Resources[id] ? 'does not exist yet' : 'is no resource of this template'
    return refuse(scope, at, `${id} ${why}`)
  }
  const type = scope.template.Resources[id]?.Type
  return created.attributes[name] ?? refuse(scope, at, `${type} gives no attribute ${name}`)
}

function substitute(argument: unknown, scope: Scope, at: string): string {
  const [pattern, variables] = typeof argument === 'string' ? [argument, {}] : pair(argument, scope, at)
  return text(pattern, scope, at).replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`
    if (Object.hasOwn(variables as object, name))
      return text(walk((variables as Record<string, unknown>)[name], scope, at), scope, at)
    const [id, ...rest] = name.split('.')
    return text(
      rest.length > 0 ? attribute(id!, rest.join('.'), scope, at) : reference(name, scope, at),
      scope,
      at,
    )
  })
}

function truth(condition: unknown, scope: Scope, at: string, seen: readonly string[]): boolean {
  const entries = Object.entries((condition ?? {}) as object)
  if (entries.length !== 1) refuse(scope, at, 'a condition is one function')
  const [name, argument] = entries[0] as [string, unknown]
  const each = () => list(argument, scope, at).map((part) => truth(part, scope, at, seen))
  switch (name) {
    case 'Condition':
      return conditionHolds(text(argument, scope, at), scope, at, seen)
    case 'Fn::Equals': {
      const [a, b] = pair(argument, scope, at).map((side) => text(walk(side, scope, at), scope, at))
      return a === b
    }
    case 'Fn::And':
      return each().every(Boolean)
    case 'Fn::Or':
      return each().some(Boolean)
    case 'Fn::Not':
      return !each()[0]
    default:
      return refuse(scope, at, `the condition function ${name} is not supported`)
  }
}

/** CloudFormation takes numbers and booleans for strings; lists and objects it refuses. */
function text(value: unknown, scope: Scope, at: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return refuse(
    scope,
    at,
    `a string is wanted here, not ${value === NO_VALUE ? 'AWS::NoValue' : JSON.stringify(value)}`,
  )
}

function list(value: unknown, scope: Scope, at: string): unknown[] {
  return Array.isArray(value)
    ? value
    : refuse(scope, at, `a list is wanted here, not ${JSON.stringify(value)}`)
}

function pair(value: unknown, scope: Scope, at: string): [unknown, unknown] {
  const items = list(value, scope, at)
  return items.length === 2
    ? (items as [unknown, unknown])
    : refuse(scope, at, 'exactly two items are wanted here')
}

function refuse(scope: Scope, at: string, why: string): never {
  throw new Error(`${scope.stack}/${at}: ${why}`)
}
