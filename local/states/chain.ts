import type { HistoryEventType } from '@aws-sdk/client-sfn'
import type { StateType } from './definition.ts'
import type { Execution, Frame } from './execution.ts'
import { StateFailure } from './failure.ts'
import { type Entry, EVENT_LIMIT } from './history.ts'

/** Records events on a frame's thread. How they point at one another is as measured on AWS. */
export class Chain {
  private readonly now: () => number

  constructor(now: () => number) {
    this.now = now
  }

  /** The next event of the thread. Gives its id. Throws States.Runtime at the limit of events. */
  next(frame: Frame, type: HistoryEventType, details?: Entry['details']): number {
    const id = this.append(frame.execution, type, frame.last, details)
    frame.last = id
    frame.tail = id
    return id
  }

  /** An event that the thread passes by: its next event still points where it did. */
  aside(frame: Frame, type: HistoryEventType, details?: Entry['details']): void {
    frame.tail = this.append(frame.execution, type, frame.tail, details)
  }

  /** As {@link aside}, but several of these all point at the thread's last event. */
  beside(frame: Frame, type: HistoryEventType, details?: Entry['details']): void {
    frame.tail = this.append(frame.execution, type, frame.last, details)
  }

  /**
   * An expression that fails before its state has recorded anything but its Entered event points past that event, at the
   * one before it (recorded for Output of a Pass and Items of a Map; not so for a Wait, also recorded).
   */
  beforeEntry(frame: Frame, type: StateType): void {
    if (type === 'Wait' || frame.last !== frame.entered) return
    frame.last = frame.execution.events[frame.entered - 1]!.previous
  }

  /** The last event of an execution, which the limit does not count. */
  end(execution: Execution, type: HistoryEventType, previous: number, details: Entry['details']): void {
    execution.events.push({ at: this.now(), type, previous, details })
  }

  private append(
    execution: Execution,
    type: HistoryEventType,
    previous: number,
    details: Entry['details'],
  ): number {
    if (execution.events.length >= EVENT_LIMIT - 1) {
      const why = `The execution reached the maximum number of history events (${EVENT_LIMIT}).`
      throw new StateFailure('runtime', 'States.Runtime', why, { attributed: true })
    }
    return execution.events.push({ at: this.now(), type, previous, details })
  }
}
