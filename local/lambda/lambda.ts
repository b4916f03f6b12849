import * as sdk from '@aws-sdk/client-lambda'
import type { Random } from '../random.ts'
import { type Access, type Aws, AwsError, type Operation, type Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { AsyncInvocations } from './async-invoke.ts'
import type { Credentials } from './environment.ts'
import { eventInvokeOperations } from './event-invoke-config.ts'
import { EventSources, type WakeOn } from './event-sources.ts'
import {
  checkDefinition,
  configurationOf,
  definedFunction,
  type FunctionDefinition,
  functionArn,
  type LambdaFunction,
  nameIn,
  notFound,
} from './function.ts'
import { type ExecutionReport, Host, type LogLine } from './host.ts'
import { invoke } from './invoke.ts'
import { addPermission, policyDocument, removePermission } from './policy.ts'
import type { PoolOptions } from './pool.ts'
import type { WarmSandboxes } from './warm-sandboxes.ts'

export interface LambdaProps {
  timeline: Timeline
  random: Random
  aws: Aws
  /** The endpoint that the functions' AWS clients are pointed at, asked when a sandbox starts. */
  endpointUrl: () => string
  credentialsFor: (roleArn: string) => Credentials
  onLog: (line: LogLine) => void
  /** Calls `listener` whenever messages may have become visible in the queue (or records in the stream). */
  wakeOn: WakeOn
  pool?: Partial<PoolOptions>
  accountConcurrency?: number
  /** Executions one after the other, with a clock that stands still: for runs that must be the same twice. */
  repeatable?: boolean
  /** Sandboxes of centres before this one. */
  warm?: WarmSandboxes | undefined
  /** Asked at the end: whether those of a role may serve another centre. Default: they may. */
  unharmed?: (roleArn: string) => boolean
}

export interface Lambda extends Service {
  /** Creates a function, or replaces it and lets its sandboxes go. Throws as CreateFunction does. */
  define(definition: FunctionDefinition): void
  /** Forgets a function. */
  remove(name: string): void
  /** Sandboxes that a function has begun to use so far: one of a centre before this counts as begun. */
  coldStarts(name: string): number
  /** Calls `listener` at the end of each execution. Returns how to stop that. */
  onExecution(listener: (report: ExecutionReport) => void): () => void
  stop(): Promise<void>
}

const POOL: PoolOptions = { live: 4, warm: 4, idleMs: 30_000 }

/** AWS Lambda with real sandboxes: one worker thread per concurrent execution. See the operations for what is modelled. */
export function createLambda(props: LambdaProps): Lambda {
  const { timeline, aws, onLog } = props
  // Lambda's zone is UTC; the zone of a thread is that of its process.
  process.env.TZ = 'UTC'
  const functions = new Map<string, LambdaFunction>()
  const find = (reference: string | undefined, qualifier?: string): LambdaFunction => {
    const name = nameIn(reference, qualifier)
    const fn = functions.get(name)
    if (!fn) throw notFound(functionArn(name))
    return fn
  }
  const host = new Host({
    ...props,
    pool: { ...POOL, ...props.pool },
    accountConcurrency: props.accountConcurrency ?? 1000,
    repeatable: props.repeatable ?? false,
    warm: props.warm,
    unharmed: props.unharmed ?? (() => true),
  })
  const later = new AsyncInvocations({ host, timeline, aws, onLog })
  const sources = new EventSources({
    host,
    timeline,
    random: props.random,
    aws,
    onLog,
    wakeOn: props.wakeOn,
    find,
  })

  const operations: Record<string, Operation> = {
    Invoke: (input) => invoke(find(input.FunctionName, input.Qualifier), input, { host, later }),
    GetFunction: (input) => describe(find(input.FunctionName, input.Qualifier)),
    GetFunctionConfiguration: (input) => configurationOf(find(input.FunctionName, input.Qualifier)),
    ListFunctions: () => ({ Functions: [...functions.values()].map(configurationOf) }),
    AddPermission: (input) => ({ Statement: JSON.stringify(addPermission(find(input.FunctionName), input)) }),
    RemovePermission: (input) => {
      removePermission(find(input.FunctionName), input.StatementId)
      return {}
    },
    GetPolicy: (input) => ({ Policy: policyDocument(find(input.FunctionName)) }),
    PutFunctionConcurrency: (input) => {
      const fn = find(input.FunctionName)
      fn.reservedConcurrency = input.ReservedConcurrentExecutions
      return { ReservedConcurrentExecutions: fn.reservedConcurrency }
    },
    ...eventInvokeOperations(find, timeline),
    ...sources.operations,
  }

  return {
    name: 'lambda',
    sdk,
    operations,
    access: (operation, input) => access(operation, input, sources),
    resourcePolicy: (_, input) => {
      try {
        return find(input.FunctionName).policy
      } catch (error) {
        if (error instanceof AwsError) return []
        throw error
      }
    },
    define: (definition) => {
      checkDefinition(definition)
      const { name } = definition
      const before = functions.get(name)
      functions.set(name, definedFunction(definition, before, timeline.now()))
      if (before) host.recycle(name)
    },
    remove: (name) => {
      functions.delete(name)
      host.recycle(name)
    },
    coldStarts: (name) => host.coldStarts(name),
    onExecution: (listener) => host.onExecution(listener),
    stop: async () => {
      sources.stop()
      await host.stop()
    },
  }
}

function describe(fn: LambdaFunction): object {
  return {
    Configuration: configurationOf(fn),
    Code: { RepositoryType: 'S3' },
    ...(fn.reservedConcurrency !== undefined && {
      Concurrency: { ReservedConcurrentExecutions: fn.reservedConcurrency },
    }),
  }
}

/** The IAM actions of the Service Authorization Reference, "Actions defined by AWS Lambda". */
function access(operation: string, input: any, sources: EventSources): Access[] {
  const action = `lambda:${operation === 'Invoke' ? 'InvokeFunction' : operation}`
  if (operation.includes('EventSourceMapping'))
    return [{ action, resources: input.UUID ? [sources.arnOf(input.UUID)] : ['*'] }]
  const reference = input.FunctionName as string | undefined
  if (!reference) return [{ action, resources: ['*'] }]
  try {
    return [{ action, resources: [functionArn(nameIn(reference))] }]
  } catch {
    return [{ action, resources: [reference] }]
  }
}
