import type { Random } from '../random.ts'
import type { Aws } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { Alarms, LONGEST_MS } from './alarms.ts'
import { choice } from './behaviours/choice.ts'
import { fail } from './behaviours/fail.ts'
import { map } from './behaviours/map.ts'
import { parallel } from './behaviours/parallel.ts'
import { pass } from './behaviours/pass.ts'
import { task, taskFailed, taskSucceeded } from './behaviours/task.ts'
import { wait } from './behaviours/wait.ts'
import { Chain } from './chain.ts'
import { contextOf } from './context.ts'
import type { State, StateType } from './definition.ts'
import { Endings } from './endings.ts'
import { type AlarmKind, type Execution, type Frame, newFrame } from './execution.ts'
import { Expressions } from './expressions.ts'
import { asFailure, dataLimitFailure, StateFailure } from './failure.ts'
import { Groups, type Runner } from './groups.ts'
import { isTooLarge, type Json } from './payload.ts'
import { resume } from './redrive.ts'
import { caughtBy, nextAttempt } from './rules.ts'
import type { Behaviour, Finish, Outcome, Stage, Step } from './stage.ts'
import type { Calling } from './tasks/call.ts'
import { excessOf } from './variables.ts'

const BEHAVIOURS: Record<StateType, Behaviour> = {
  Pass: pass,
  Succeed: pass,
  Fail: fail,
  Choice: choice,
  Wait: wait,
  Task: task,
  Parallel: parallel,
  Map: map,
}

/** An Express execution lasts five minutes at most (Step Functions service quotas). */
const LONGEST_EXPRESS_S = 300

type Work = () => Promise<Outcome>

/**
 * Runs executions. A frame that waits is a record and one entry in the timeline; a promise is held only while an
 * expression or a call is being worked on, and the timeline knows it as busy.
 */
export class Engine implements Stage, Runner {
  readonly calling: Calling
  readonly chain: Chain
  readonly alarms: Alarms
  readonly groups: Groups
  /** Executions that have not ended. */
  running = 0
  private readonly timeline: Timeline
  private readonly random: Random
  private readonly expressions: Expressions
  private readonly endings: Endings

  constructor({ timeline, random, aws }: { timeline: Timeline; random: Random; aws: Aws }) {
    this.timeline = timeline
    this.random = random
    this.calling = { aws, timeline, random }
    this.expressions = new Expressions(timeline, random)
    this.chain = new Chain(() => timeline.now())
    this.alarms = new Alarms(timeline, random, (frame, kind) => this.ring(frame, kind))
    this.groups = new Groups(this)
    this.endings = new Endings(
      this.chain,
      () => timeline.now(),
      (execution) => this.close(execution),
    )
  }

  start(execution: Execution): void {
    const { definition, roleArn } = execution.revision
    this.chain.end(execution, 'ExecutionStarted', 0, { input: execution.input, roleArn })
    const input = JSON.parse(execution.input) as Json
    const compact = JSON.stringify(input)
    // The same string is kept once.
    const text = compact === execution.input ? execution.input : compact
    const pending = { state: definition.StartAt, input, text }
    const root = newFrame(execution, definition, { pending })
    execution.root = root
    this.open(execution)
    void this.spin(root, async () => ({ enter: pending }))
  }

  /** An execution that ended without success goes on where it stopped; its own time begins anew. */
  redrive(execution: Execution, token: string | undefined): void {
    execution.redrives.push({ at: this.timeline.now(), token })
    Object.assign(execution, { status: 'RUNNING', stoppedAt: undefined, error: undefined, cause: undefined })
    const { events, redrives } = execution
    this.chain.end(execution, 'ExecutionRedriven', events.length, { redriveCount: redrives.length })
    this.open(execution)
    resume(this, execution.root!)
  }

  private open(execution: Execution): void {
    const { definition, express, life } = execution.revision
    this.running++
    life.executions++
    const own = definition.TimeoutSeconds
    const seconds = express ? Math.min(own ?? LONGEST_EXPRESS_S, LONGEST_EXPRESS_S) : own
    if (seconds !== undefined) this.alarms.limit(execution, seconds, (late) => this.endings.timeOut(late))
  }

  /** Ends an execution from outside, as ABORTED. */
  abort(execution: Execution, error: string | undefined, cause: string | undefined): void {
    this.endings.abort(execution, error, cause)
  }

  /** The token's Task has its result, given as JSON text. */
  succeedTask(token: string, output: string): void {
    const frame = this.alarms.tokens.holder(token)
    this.alarms.disarm(frame)
    void this.spin(frame, async () => {
      taskSucceeded(this, frame, stateOf(frame), output)
      return { result: JSON.parse(output) as Json }
    })
  }

  /** The token's Task has failed. */
  failTask(token: string, error: string | undefined, cause: string | undefined): void {
    const frame = this.alarms.tokens.holder(token)
    void this.failTaskOf(frame, new StateFailure('plain', error, cause))
  }

  /** Whoever holds the token is still at work: the time for the next heartbeat begins anew. */
  heartbeat(token: string): void {
    const frame = this.alarms.tokens.holder(token)
    if (frame.heartbeatSeconds === undefined) return
    this.alarms.arm(frame, 'heartbeat', this.timeline.now() + 1000 * frame.heartbeatSeconds)
  }

  async value(frame: Frame, template: Json, field: string, extra: object = {}): Promise<Json> {
    const states = {
      input: frame.input,
      ...extra,
      get context() {
        return contextOf(frame)
      },
    }
    return this.expressions.evaluate(template, field, { states, variables: frame.variables })
  }

  /**
   * Works on a frame until it waits or ends; whatever it was doing before is over. Of a machine that is being deleted the
   * execution fails instead, without an event of what it was doing (recorded).
   */
  spin(frame: Frame, work: Work): Promise<void> {
    return this.timeline.busy(() => this.drive(frame, work))
  }

  private async drive(frame: Frame, work: Work): Promise<void> {
    for (let attempt = work; ; ) {
      const { name, life } = frame.execution.revision
      if (life.deleting) {
        const why = `State machine ${name} has been deleted`
        this.endings.fail(frame.execution, frame.tail, new StateFailure('runtime', 'States.Runtime', why))
        return
      }
      const visit = ++frame.visit
      const step = await this.attempt(frame, () => frame.visit === visit, attempt)
      // The frame may have been abandoned between its exit and here.
      if (!step || frame.visit !== visit) return
      attempt = async () => {
        this.enter(frame, step)
        return this.begin(frame)
      }
    }
  }

  private async attempt(frame: Frame, alive: () => boolean, work: Work): Promise<Step | undefined> {
    try {
      const outcome = await work()
      if (!alive() || outcome === undefined) return undefined
      return 'enter' in outcome ? outcome.enter : await this.leave(frame, alive, outcome)
    } catch (error) {
      if (!alive()) return undefined
      if (!(error instanceof StateFailure)) warn(frame, error)
      try {
        return await this.fail(frame, alive, asFailure(error))
      } catch (limit) {
        this.endings.fail(frame.execution, frame.tail, asFailure(limit))
        return undefined
      }
    }
  }

  private enter(frame: Frame, { state, input, text }: Step): void {
    frame.pending = undefined
    frame.state = state
    frame.input = input
    frame.enteredAt = this.timeline.now()
    frame.attempts = undefined
    frame.retries = 0
    frame.entered = this.chain.next(frame, `${stateOf(frame).Type}StateEntered`, { name: state, input: text })
    frame.inside = true
  }

  begin(frame: Frame): Promise<Outcome> {
    const { visit } = frame
    const state = stateOf(frame)
    return BEHAVIOURS[state.Type](this, frame, state, () => frame.visit === visit)
  }

  /** Assign and Output, both with the variables as they were; then the next state, or the thread's end. */
  private async leave(frame: Frame, alive: () => boolean, finish: Finish): Promise<Step | undefined> {
    const { part = stateOf(frame), prefix = '' } = finish
    const extra = {
      ...(finish.result === undefined ? {} : { result: finish.result }),
      ...(finish.errorOutput === undefined ? {} : { errorOutput: finish.errorOutput }),
    }
    const assigned =
      part.Assign &&
      ((await this.value(frame, part.Assign, `${prefix}Assign`, extra)) as Record<string, Json>)
    if (assigned && alive()) this.checkVariables(frame, assigned, `${prefix}Assign`)
    const plain = finish.errorOutput ?? (finish.result === undefined ? frame.input : finish.result)
    const output =
      part.Output === undefined ? plain : await this.value(frame, part.Output, `${prefix}Output`, extra)
    if (!alive()) return undefined
    const text = JSON.stringify(output)
    if (isTooLarge(text)) throw dataLimitFailure(frame.state)
    this.exit(frame, text, assigned)
    const next = finish.next ?? stateOf(frame).Next
    if (next !== undefined) {
      frame.pending = { state: next, input: output, text }
      return frame.pending
    }
    if (frame.parent) this.groups.memberDone(frame, output)
    else this.endings.succeed(frame.execution, frame.tail, text)
    return undefined
  }

  /** Variables that are too much are told as an evaluation, but in words of their own (recorded). */
  private checkVariables(frame: Frame, assigned: Record<string, Json>, location: string): void {
    const cause = excessOf(frame.state, frame.variables, assigned)
    if (cause === undefined) return
    const error = 'States.DataLimitExceeded'
    this.chain.next(frame, 'EvaluationFailed', { error, cause, location, state: frame.state })
    throw new StateFailure('plain', error, cause)
  }

  private exit(frame: Frame, output: string, assigned: Record<string, Json> | undefined): void {
    const { Type } = stateOf(frame)
    this.alarms.disarm(frame)
    frame.inside = false
    frame.group = undefined
    const variables = Object.entries(assigned ?? {}).map(([name, value]) => [name, JSON.stringify(value)])
    const assignedVariables = assigned && Object.fromEntries(variables)
    const details = { name: frame.state, output, ...(assignedVariables ? { assignedVariables } : {}) }
    // Fail is the one type without an Exited event, and it never comes here.
    this.chain.next(frame, `${Type as Exclude<StateType, 'Fail'>}StateExited`, details)
    if (assigned) frame.variables = { ...frame.variables, ...assigned }
  }

  /** Retry, then Catch, then the end of the thread. */
  private async fail(frame: Frame, alive: () => boolean, raised: StateFailure): Promise<Step | undefined> {
    this.alarms.disarm(frame)
    const failure = this.told(frame, raised)
    const delayMs = nextAttempt(frame, failure, this.random)
    if (delayMs !== undefined) {
      frame.group = undefined
      this.alarms.arm(frame, 'retry', this.timeline.now() + delayMs)
      return undefined
    }
    const before = frame.last
    this.stateFailed(frame, failure)
    const caught = caughtBy(frame, failure)
    if (!caught) return this.threadFailed(frame, failure)
    try {
      return await this.leave(frame, alive, caught)
    } catch (error) {
      if (!alive()) return undefined
      // A rule of Catch that fails is caught by none; the history goes on from before the state failed (measured).
      frame.last = before
      frame.tail = before
      const own = this.told(frame, asFailure(error))
      this.stateFailed(frame, own)
      return this.threadFailed(frame, own)
    }
  }

  /** The failure with its state in its cause; an expression's is recorded, once for each attempt. */
  private told(frame: Frame, raised: StateFailure): StateFailure {
    const failure = raised.attributedTo(frame.state, frame.entered)
    if (raised.kind === 'evaluation' && !raised.attributed) {
      const details = {
        error: failure.error,
        cause: failure.why,
        ...(failure.location === undefined ? {} : { location: failure.location }),
        state: frame.state,
      }
      this.chain.beforeEntry(frame, stateOf(frame).Type)
      this.chain.next(frame, 'EvaluationFailed', details)
    }
    return failure
  }

  /** States.Runtime leaves no such event (measured). */
  private stateFailed(frame: Frame, failure: StateFailure): void {
    const { Type } = stateOf(frame)
    const group = Type === 'Parallel' || Type === 'Map'
    if (group && failure.kind !== 'runtime') this.chain.next(frame, `${Type}StateFailed`)
  }

  private threadFailed(frame: Frame, failure: StateFailure): undefined {
    if (frame.parent) this.groups.memberFailed(frame, failure)
    else this.endings.fail(frame.execution, frame.tail, failure)
  }

  private async ring(frame: Frame, kind: AlarmKind): Promise<void> {
    const { execution } = frame
    if (this.timeline.now() >= execution.startedAt + LONGEST_MS) {
      this.endings.timeOut(execution)
    } else if (kind === 'wait') {
      await this.spin(frame, async () => ({}))
    } else if (kind === 'retry') {
      frame.retries++
      await this.spin(frame, () => this.begin(frame))
    } else {
      await this.failTaskOf(frame, new StateFailure(kind, 'States.Timeout', undefined))
    }
  }

  private failTaskOf(frame: Frame, failure: StateFailure): Promise<void> {
    this.alarms.disarm(frame)
    return this.spin(frame, async () => {
      taskFailed(this, frame, stateOf(frame), failure)
      throw failure
    })
  }

  abandon(frame: Frame): void {
    frame.visit++
    this.alarms.disarm(frame)
    for (const member of frame.group?.members ?? []) if (member) this.abandon(member)
  }

  private close(execution: Execution): void {
    if (execution.root) this.abandon(execution.root)
    if (execution.status === 'SUCCEEDED' || execution.revision.express) execution.root = undefined
    this.running--
    execution.revision.life.executions--
    execution.ended?.()
  }
}

function stateOf(frame: Frame): State {
  return frame.scope.States[frame.state]!
}

/** What is no failure of a state is a fault of the local contact centre: it must be seen. */
function warn(frame: Frame, error: unknown): void {
  const told = error instanceof Error ? error.stack : String(error)
  process.emitWarning(`${frame.execution.arn}, state '${frame.state}': ${told}`)
}
