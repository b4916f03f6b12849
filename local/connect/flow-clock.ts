import type { Timeline } from '../timeline.ts'
import type { Run } from './centre.ts'

/** The flow's contact has gone elsewhere: no further block begins. */
export class FlowStopped extends Error {
  override readonly name = 'FlowStopped'
}

/** Keeps virtual time still while a flow computes, and lets it move while the flow waits. */
export class FlowClock {
  private readonly timeline: Timeline
  private readonly flow: Run
  private release: (() => void) | undefined

  constructor(timeline: Timeline, flow: Run) {
    this.timeline = timeline
    this.flow = flow
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.hold()
    try {
      return await work()
    } finally {
      this.letGo()
    }
  }

  /** For calls that keep the time themselves, or wait for it. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    const outcome = work()
    this.letGo()
    try {
      return await outcome
    } finally {
      this.hold()
    }
  }

  /** Virtual time; ends early, with FlowStopped, when the flow is stopped. */
  async wait(ms: number, what: string): Promise<void> {
    await this.answer(ms, what, () => undefined)
  }

  /** What `ask` is answered with, or undefined after that long; ends early as `wait` does. */
  answer<T>(ms: number, what: string, ask: (answer: (value: T) => void) => void): Promise<T | undefined> {
    return this.outside(
      () =>
        new Promise<T | undefined>((resolve, reject) => {
          const callOff = this.timeline.after(ms, what, () => {
            this.flow.interrupt = undefined
            resolve(undefined)
          })
          ask((value) => {
            callOff()
            this.flow.interrupt = undefined
            // Before time goes on, not when the flow gets to it.
            this.hold()
            resolve(value)
          })
          this.flow.interrupt = () => {
            callOff()
            reject(new FlowStopped(`${what} was interrupted`))
          }
        }),
    )
  }

  private hold(): void {
    if (this.release) return
    void this.timeline.busy(
      () =>
        new Promise<void>((resolve) => {
          this.release = resolve
        }),
    )
  }

  private letGo(): void {
    this.release?.()
    this.release = undefined
  }
}
