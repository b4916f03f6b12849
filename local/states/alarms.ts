import type { Random } from '../random.ts'
import type { Timeline } from '../timeline.ts'
import type { AlarmKind, Execution, Frame } from './execution.ts'
import { Tokens } from './tokens.ts'

/** A Standard execution lasts a year at most (Step Functions service quotas). */
export const LONGEST_MS = 365 * 24 * 3600 * 1000

/**
 * What frames wait for: moments, each kind armed and called off on its own, and the answers to task tokens. What is
 * planned in the timeline lets go of its frame when called off, since the plan itself stays there until its time.
 */
export class Alarms {
  readonly tokens: Tokens
  private readonly timeline: Timeline
  private readonly ring: (frame: Frame, kind: AlarmKind) => Promise<void> | void

  constructor(
    timeline: Timeline,
    random: Random,
    ring: (frame: Frame, kind: AlarmKind) => Promise<void> | void,
  ) {
    this.timeline = timeline
    this.tokens = new Tokens(random)
    this.ring = ring
  }

  /** Plans an alarm for `at` (epoch ms), in place of the frame's one of that kind. */
  arm(frame: Frame, kind: AlarmKind, at: number): void {
    this.callOff(frame, kind)
    const alarm: { frame: Frame | undefined; callOff: () => void } = { frame, callOff: () => {} }
    const due = kind === 'wait' ? Math.min(at, frame.execution.startedAt + LONGEST_MS) : at
    alarm.callOff = this.timeline.at(due, `Step Functions ${kind}`, () => {
      const { frame: waiting } = alarm
      if (!waiting) return
      this.callOff(waiting, kind)
      return this.ring(waiting, kind)
    })
    frame.alarms = { ...frame.alarms, [kind]: alarm }
  }

  /** The frame waits for nothing any more, its token's answer included. */
  disarm(frame: Frame): void {
    for (const kind of Object.keys(frame.alarms ?? {}) as AlarmKind[]) this.callOff(frame, kind)
    frame.alarms = undefined
    if (frame.token !== undefined) this.tokens.release(frame.token)
    frame.token = undefined
    frame.heartbeatSeconds = undefined
  }

  /** Plans the end of an execution that is not over `seconds` from now. */
  limit(execution: Execution, seconds: number, end: (execution: Execution) => void): void {
    const waiting: { execution: Execution | undefined } = { execution }
    const callOff = this.timeline.at(
      this.timeline.now() + 1000 * seconds,
      'Step Functions execution timeout',
      () => {
        if (waiting.execution) end(waiting.execution)
      },
    )
    execution.limit = () => {
      waiting.execution = undefined
      callOff()
    }
  }

  private callOff(frame: Frame, kind: AlarmKind): void {
    const alarm = frame.alarms?.[kind]
    if (!alarm) return
    alarm.frame = undefined
    alarm.callOff()
    delete frame.alarms![kind]
  }
}
