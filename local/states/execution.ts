import type {
  EncryptionConfiguration,
  ExecutionStatus,
  LoggingConfiguration,
  TracingConfiguration,
} from '@aws-sdk/client-sfn'
import type { Definition, Scope } from './definition.ts'
import type { Entry } from './history.ts'
import type { Json } from './payload.ts'
import type { Step } from './stage.ts'

/** What a state machine was at one time; executions keep the revision they began with. */
export interface Revision {
  arn: string
  name: string
  definition: Definition
  text: string
  roleArn: string
  /** Of an Express machine; else a Standard one. */
  express: boolean
  updatedAt: number
  /** Given by an update; a machine as created has none. */
  revisionId: string | undefined
  logging: LoggingConfiguration
  tracing: TracingConfiguration
  encryption: EncryptionConfiguration | undefined
  /** Shared by all revisions of the machine: whether it is being deleted, and how many executions keep it until then. */
  life: { deleting: boolean; executions: number }
}

/** A redrive that was granted. */
export interface Redrive {
  at: number
  /** The client's, by which a repeated request is known. */
  token: string | undefined
}

export interface Execution {
  arn: string
  name: string
  revision: Revision
  status: ExecutionStatus
  startedAt: number
  stoppedAt: number | undefined
  /** As it was sent. */
  input: string
  output: string | undefined
  error: string | undefined
  cause: string | undefined
  events: Entry[]
  /** Kept where the execution stopped, for a redrive; undefined once there can be none. */
  root: Frame | undefined
  /** Oldest first. */
  redrives: Redrive[]
  /** Calls off the machine's own TimeoutSeconds. */
  limit: (() => void) | undefined
  /** Hears of the end, whatever it is. */
  ended: (() => void) | undefined
}

/** What a frame may wait for; each kind is armed and called off on its own. */
export type AlarmKind = 'wait' | 'retry' | 'timeout' | 'heartbeat'

interface Alarm {
  /** Undefined once called off, so that what is planned holds nothing alive. */
  frame: Frame | undefined
  callOff: () => void
}

/** One thread of an execution: the machine itself, a branch, or an iteration. Plain data: a wait is a record, not a promise. */
export interface Frame {
  execution: Execution
  scope: Scope
  parent: { frame: Frame; slot: number } | undefined
  /** The item of the nearest Map around this frame. */
  item: { Index: number; Value: Json } | undefined
  /** Those of the outer scopes included; an inner scope's assignments end with it. */
  variables: Readonly<Record<string, Json>>
  state: string
  input: Json
  enteredAt: number
  /** Id of the Entered event. */
  entered: number
  /** Between Entered and Exited. */
  inside: boolean
  /** What it is about to enter, between two states. */
  pending: Step | undefined
  /** Changes whenever what the frame was doing is over, so that a late result is known to be late. */
  visit: number
  /** Attempts made by each retrier of this state. */
  attempts: number[] | undefined
  retries: number
  /** The last event of this thread, which its next event points at. */
  last: number
  /** As `last`, or an event recorded beside the thread that the next such event points at. */
  tail: number
  alarms: Partial<Record<AlarmKind, Alarm>> | undefined
  token: string | undefined
  heartbeatSeconds: number | undefined
  group: Group | undefined
}

/** The branches of a Parallel or the iterations of a Map: while they run, and where they stopped. */
export interface Group {
  members: (Frame | undefined)[]
  results: Json[]
  outstanding: number
  /** The latest event of the members that have ended. */
  latest: number
  items: Json[] | undefined
  nextSlot: number
}

/** A frame about to enter its first state. */
export function newFrame(execution: Execution, scope: Scope, from: Partial<Frame> = {}): Frame {
  return {
    execution,
    scope,
    parent: undefined,
    item: undefined,
    variables: {},
    state: scope.StartAt,
    input: null,
    enteredAt: 0,
    entered: 0,
    inside: false,
    pending: undefined,
    visit: 0,
    attempts: undefined,
    retries: 0,
    last: 0,
    tail: 0,
    alarms: undefined,
    token: undefined,
    heartbeatSeconds: undefined,
    group: undefined,
    ...from,
  }
}
