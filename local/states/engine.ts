import type { Random } from '../random.ts'
import type { Aws } from '../service.ts'
import type { Timeline } from '../timeline.ts'
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
import { type AlarmKind, type Execution, type Frame, newFrame } from './execution.ts'
import { Expressions } from './expressions.ts'
import { asFailure, dataLimitFailure, StateFailure } from './failure.ts'
import { cutMembers, nextIteration, openBranches, openGroup } from './group.ts'
import { isTooLarge, type Json } from './payload.ts'
import { matches, type Retrier, retryDelayMs } from './retry.ts'
import type { Behaviour, Finish, Stage, Step } from './stage.ts'
import type { Calling } from './tasks/call.ts'
import { Tokens } from './tokens.ts'

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

/** A Standard execution lasts a year at most. */
const LONGEST_MS = 365 * 24 * 3600 * 1000

type Outcome = Finish | { enter: Step } | undefined
type Work = () => Promise<Outcome>

/**
 * Runs executions. A frame that waits is a record and one entry in the timeline; a promise is held only while an
 * expression or a call is being worked on, and the timeline knows it as busy.
 */
export class Engine implements Stage {
  readonly calling: Calling
  readonly chain: Chain
  readonly tokens: Tokens
  /** Executions that have not ended. */
  running = 0
  private readonly timeline: Timeline
  private readonly random: Random
  private readonly expressions: Expressions

  constructor({ timeline, random, aws }: { timeline: Timeline; random: Random; aws: Aws }) {
    this.timeline = timeline
    this.random = random
    this.calling = { aws, timeline, random }
    this.chain = new Chain(() => timeline.now())
    this.tokens = new Tokens(random)
    this.expressions = new Expressions(timeline, random)
  }

  start(execution: Execution): void {
    const { definition, roleArn } = execution.revision
    this.running++
    this.chain.end(execution, 'ExecutionStarted', 0, { input: execution.input, roleArn })
    const root = newFrame(execution, definition)
    execution.root = root
    if (definition.TimeoutSeconds !== undefined) this.limit(execution, definition.TimeoutSeconds)
    const input = JSON.parse(execution.input) as Json
    const text = JSON.stringify(input)
    const first = {
      state: definition.StartAt,
      input,
      text: text === execution.input ? execution.input : text,
    }
    void this.spin(root, async () => ({ enter: first }))
  }

  /** Ends an execution from outside, as ABORTED. */
  abort(execution: Execution, error: string | undefined, cause: string | undefined): void {
    const details = failureDetails(error, cause)
    this.end(execution, 'ABORTED', { error, cause }, () =>
      this.chain.end(execution, 'ExecutionAborted', 0, details),
    )
  }

  /** The token's Task has its result, given as JSON text. */
  succeedTask(token: string, output: string): void {
    const frame = this.tokens.holder(token)
    this.disarm(frame)
    void this.spin(frame, async () => {
      taskSucceeded(this, frame, stateOf(frame), output)
      return { result: JSON.parse(output) as Json }
    })
  }

  /** The token's Task has failed. */
  failTask(token: string, error: string | undefined, cause: string | undefined): void {
    const frame = this.tokens.holder(token)
    this.failTaskOf(frame, new StateFailure('plain', error, cause))
  }

  /** Whoever holds the token is still at work: the time for the next heartbeat begins anew. */
  heartbeat(token: string): void {
    const frame = this.tokens.holder(token)
    if (frame.heartbeatSeconds === undefined) return
    this.arm(frame, 'heartbeat', this.timeline.now() + 1000 * frame.heartbeatSeconds)
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

  arm(frame: Frame, kind: AlarmKind, at: number): void {
    this.callOff(frame, kind)
    const alarm: { frame: Frame | undefined; callOff: () => void } = { frame, callOff: () => {} }
    const due = kind === 'wait' ? Math.min(at, frame.execution.startedAt + LONGEST_MS) : at
    alarm.callOff = this.timeline.at(due, `Step Functions ${kind}`, () => {
      const { frame: waiting } = alarm
      alarm.frame = undefined
      if (waiting) return this.ring(waiting, kind)
    })
    frame.alarms = { ...frame.alarms, [kind]: alarm }
  }

  disarm(frame: Frame): void {
    for (const kind of Object.keys(frame.alarms ?? {}) as AlarmKind[]) this.callOff(frame, kind)
    frame.alarms = undefined
    if (frame.token !== undefined) this.tokens.release(frame.token)
    frame.token = undefined
    frame.heartbeatSeconds = undefined
  }

  openBranches(frame: Frame, input: Json): void {
    this.chain.next(frame, 'ParallelStateStarted')
    const text = JSON.stringify(input)
    if (isTooLarge(text)) throw dataLimitFailure(frame.state)
    for (const branch of openBranches(frame, stateOf(frame))) {
      void this.spin(branch, async () => ({ enter: { state: branch.scope.StartAt, input, text } }))
    }
  }

  openIterations(frame: Frame, items: Json[], limit: number): void {
    this.chain.next(frame, 'MapStateStarted', { length: items.length })
    frame.group = openGroup(frame, items)
    if (items.length === 0) void this.groupDone(frame)
    const { last } = frame
    for (let slot = 0; slot < Math.min(limit, items.length); slot++) this.iterate(frame, last)
  }

  /** Works on a frame until it waits or ends; whatever it was doing before is over. */
  private spin(frame: Frame, work: Work): Promise<void> {
    return this.timeline.busy(() => this.drive(frame, work))
  }

  private async drive(frame: Frame, work: Work): Promise<void> {
    for (let attempt = work; ; ) {
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
        this.endFailed(frame.execution, frame.tail, asFailure(limit))
        return undefined
      }
    }
  }

  private enter(frame: Frame, { state, input, text }: Step): void {
    frame.state = state
    frame.input = input
    frame.enteredAt = this.timeline.now()
    frame.attempts = undefined
    frame.retries = 0
    frame.entered = this.chain.next(frame, `${stateOf(frame).Type}StateEntered`, { name: state, input: text })
    frame.inside = true
  }

  private begin(frame: Frame): Promise<Outcome> {
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
    const assigned = part.Assign && (await this.value(frame, part.Assign, `${prefix}Assign`, extra))
    const plain = finish.errorOutput ?? (finish.result === undefined ? frame.input : finish.result)
    const output =
      part.Output === undefined ? plain : await this.value(frame, part.Output, `${prefix}Output`, extra)
    if (!alive()) return undefined
    const text = JSON.stringify(output)
    if (isTooLarge(text) || (assigned && isTooLarge(JSON.stringify(assigned))))
      throw dataLimitFailure(frame.state)
    this.exit(frame, text, assigned as Record<string, Json> | undefined)
    const next = finish.next ?? stateOf(frame).Next
    if (next !== undefined) return { state: next, input: output, text }
    this.threadDone(frame, output, text)
    return undefined
  }

  private exit(frame: Frame, output: string, assigned: Record<string, Json> | undefined): void {
    const { Type } = stateOf(frame)
    this.disarm(frame)
    frame.inside = false
    const variables = Object.entries(assigned ?? {}).map(([name, value]) => [name, JSON.stringify(value)])
    const assignedVariables = assigned && Object.fromEntries(variables)
    const details = { name: frame.state, output, ...(assignedVariables ? { assignedVariables } : {}) }
    // Fail is the one type without an Exited event, and it never comes here.
    this.chain.next(frame, `${Type as Exclude<StateType, 'Fail'>}StateExited`, details)
    if (assigned) frame.variables = { ...frame.variables, ...assigned }
  }

  /** Retry, then Catch, then the end of the thread. */
  private async fail(frame: Frame, alive: () => boolean, raised: StateFailure): Promise<Step | undefined> {
    this.disarm(frame)
    const failure = this.told(frame, raised)
    if (this.retry(frame, failure)) return undefined
    const before = frame.last
    this.stateFailed(frame, failure)
    try {
      const caught = this.caught(frame, failure)
      if (caught) return await this.leave(frame, alive, caught)
      this.threadFailed(frame, failure)
    } catch (error) {
      // A rule of Catch that fails is caught by none; the history goes on from before the state failed (measured).
      if (!alive()) return undefined
      frame.last = before
      frame.tail = before
      const own = this.told(frame, asFailure(error))
      this.stateFailed(frame, own)
      this.threadFailed(frame, own)
    }
    return undefined
  }

  /** The failure with its state in its cause; an expression's is recorded, once for each attempt. */
  private told(frame: Frame, raised: StateFailure): StateFailure {
    const failure = raised.attributedTo(frame.state, frame.entered)
    if (raised.kind === 'evaluation' && !raised.attributed) {
      const details = {
        error: failure.error,
        cause: failure.why,
        location: failure.location,
        state: frame.state,
      }
      this.chain.next(frame, 'EvaluationFailed', details)
    }
    return failure
  }

  private retry(frame: Frame, failure: StateFailure): boolean {
    const rules: Retrier[] = stateOf(frame).Retry ?? []
    const at = failure.kind === 'runtime' ? -1 : rules.findIndex((rule) => matches(rule.ErrorEquals, failure))
    const rule = rules[at]
    if (!rule) return false
    frame.attempts ??= rules.map(() => 0)
    const attempt = frame.attempts[at]! + 1
    if (attempt > (rule.MaxAttempts ?? 3)) return false
    frame.attempts[at] = attempt
    this.arm(frame, 'retry', this.timeline.now() + retryDelayMs(rule, attempt, this.random))
    return true
  }

  private caught(frame: Frame, failure: StateFailure): Finish | undefined {
    const rules: any[] = stateOf(frame).Catch ?? []
    const at = rules.findIndex((rule) => matches(rule.ErrorEquals, failure))
    if (at < 0) return undefined
    const errorOutput = { Error: failure.error ?? '', Cause: failure.why ?? '' }
    return { part: rules[at], prefix: `Catch[${at}]/`, errorOutput, next: rules[at].Next }
  }

  /** States.Runtime leaves no such event (measured). */
  private stateFailed(frame: Frame, failure: StateFailure): void {
    const { Type } = stateOf(frame)
    if ((Type === 'Parallel' || Type === 'Map') && failure.kind !== 'runtime')
      this.chain.next(frame, `${Type}StateFailed`)
  }

  private threadFailed(frame: Frame, failure: StateFailure): void {
    if (!frame.parent) {
      this.endFailed(frame.execution, frame.tail, failure)
      return
    }
    if (stateOf(frame).Type === 'Task' && failure.kind !== 'runtime')
      this.chain.aside(frame, 'TaskStateAborted')
    this.memberFailed(frame, failure)
  }

  private memberFailed(member: Frame, failure: StateFailure): void {
    const { frame: parent } = member.parent!
    this.abandon(member)
    cutMembers(this.chain, parent, member, failure.kind !== 'runtime', (frame) => this.abandon(frame))
    void this.spin(parent, () => Promise.reject(failure))
  }

  private threadDone(frame: Frame, output: Json, text: string): void {
    const { execution, parent } = frame
    if (!parent) {
      const end = () => this.chain.end(execution, 'ExecutionSucceeded', frame.tail, { output: text })
      this.end(execution, 'SUCCEEDED', { output: text }, end)
      return
    }
    const { group } = parent.frame
    if (!group) return
    const freed = frame.last
    if (group.items)
      this.chain.next(frame, 'MapIterationSucceeded', { name: parent.frame.state, index: parent.slot })
    group.results[parent.slot] = output
    group.members[parent.slot] = undefined
    group.latest = Math.max(group.latest, frame.last)
    group.outstanding--
    this.abandon(frame)
    if (group.items && group.nextSlot < group.items.length) this.iterate(parent.frame, freed)
    else if (group.outstanding === 0) void this.groupDone(parent.frame)
  }

  private groupDone(frame: Frame): Promise<void> {
    const group = frame.group!
    frame.group = undefined
    frame.last = group.latest
    frame.tail = group.latest
    return this.spin(frame, async () => {
      this.chain.aside(frame, `${stateOf(frame).Type as 'Map' | 'Parallel'}StateSucceeded`)
      return { result: group.results }
    })
  }

  /** Starts a Map's next iteration, whose history goes on from the event `from` that made room for it (recorded). */
  private iterate(frame: Frame, from: number): void {
    const iteration = nextIteration(frame, stateOf(frame), from)
    const index = iteration.parent!.slot
    void this.spin(iteration, async () => {
      const { visit } = iteration
      try {
        this.chain.next(iteration, 'MapIterationStarted', { name: frame.state, index })
        const selector = stateOf(frame).ItemSelector
        const seen = { ...frame, item: iteration.item }
        const input =
          selector === undefined ? iteration.item!.Value : await this.value(seen, selector, 'ItemSelector')
        const text = JSON.stringify(input)
        if (isTooLarge(text)) throw dataLimitFailure(frame.state)
        return { enter: { state: iteration.scope.StartAt, input, text } }
      } catch (error) {
        if (iteration.visit === visit) this.memberFailed(iteration, asFailure(error))
        return undefined
      }
    })
  }

  private ring(frame: Frame, kind: AlarmKind): Promise<void> | void {
    const { execution } = frame
    if (this.timeline.now() >= execution.startedAt + LONGEST_MS) return this.endTimedOut(execution)
    this.callOff(frame, kind)
    if (kind === 'wait') return this.spin(frame, async () => ({}))
    if (kind !== 'retry') return this.failTaskOf(frame, new StateFailure(kind, 'States.Timeout', undefined))
    frame.retries++
    return this.spin(frame, () => this.begin(frame))
  }

  private failTaskOf(frame: Frame, failure: StateFailure): void {
    this.disarm(frame)
    void this.spin(frame, async () => {
      taskFailed(this, frame, stateOf(frame), failure)
      throw failure
    })
  }

  private callOff(frame: Frame, kind: AlarmKind): void {
    const alarm = frame.alarms?.[kind]
    if (!alarm) return
    alarm.frame = undefined
    alarm.callOff()
    delete frame.alarms![kind]
  }

  private abandon(frame: Frame): void {
    frame.visit++
    frame.inside = false
    this.disarm(frame)
    for (const member of frame.group?.members ?? []) if (member) this.abandon(member)
    frame.group = undefined
  }

  private limit(execution: Execution, seconds: number): void {
    const waiting: { execution: Execution | undefined } = { execution }
    const callOff = this.timeline.at(
      execution.startedAt + 1000 * seconds,
      'Step Functions execution timeout',
      () => {
        if (waiting.execution) this.endTimedOut(waiting.execution)
      },
    )
    execution.limit = () => {
      waiting.execution = undefined
      callOff()
    }
  }

  /** Error and cause are in the event only (measured). */
  private endTimedOut(execution: Execution): void {
    const details = { error: 'States.Timeout' }
    this.end(execution, 'TIMED_OUT', {}, () => this.chain.end(execution, 'ExecutionTimedOut', 0, details))
  }

  private endFailed(execution: Execution, previous: number, { error, why }: StateFailure): void {
    const details = failureDetails(error, why)
    const end = () => this.chain.end(execution, 'ExecutionFailed', previous, details)
    this.end(execution, 'FAILED', { error, cause: why }, end)
  }

  private end(
    execution: Execution,
    status: Execution['status'],
    outcome: Partial<Pick<Execution, 'output' | 'error' | 'cause'>>,
    record: () => void,
  ): void {
    if (execution.status !== 'RUNNING') return
    record()
    Object.assign(execution, outcome, { status, stoppedAt: this.timeline.now() })
    if (execution.root) this.abandon(execution.root)
    execution.root = undefined
    execution.limit?.()
    execution.limit = undefined
    this.running--
  }
}

function stateOf(frame: Frame): State {
  return frame.scope.States[frame.state]!
}

function failureDetails(error: string | undefined, cause: string | undefined): Record<string, unknown> {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) }
}

/** What is no failure of a state is a fault of the local contact centre: it must be seen. */
function warn(frame: Frame, error: unknown): void {
  const told = error instanceof Error ? error.stack : String(error)
  process.emitWarning(`${frame.execution.arn}, state '${frame.state}': ${told}`)
}
