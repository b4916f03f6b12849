import type { Chain } from './chain.ts'
import type { Frame } from './execution.ts'
import { asFailure, dataLimitFailure, type StateFailure } from './failure.ts'
import { cutMembers, nextIteration, openBranches, openGroup } from './group.ts'
import { isTooLarge, type Json } from './payload.ts'
import type { Outcome } from './stage.ts'

/** What groups need of the engine. */
export interface Runner {
  readonly chain: Chain
  /** Works on a frame; whatever it was doing before is over. */
  spin(frame: Frame, work: () => Promise<Outcome>): Promise<void>
  /** The frame, and all inside it, is over. */
  abandon(frame: Frame): void
  value(frame: Frame, template: Json, field: string): Promise<Json>
}

/** The branches of Parallels and the iterations of Maps: how they begin, and what their ends mean to the state around them. */
export class Groups {
  private readonly runner: Runner

  constructor(runner: Runner) {
    this.runner = runner
  }

  /** Throws States.DataLimitExceeded. */
  openBranches(frame: Frame, input: Json): void {
    this.runner.chain.next(frame, 'ParallelStateStarted')
    const text = JSON.stringify(input)
    if (isTooLarge(text)) throw dataLimitFailure(frame.state)
    for (const branch of openBranches(frame, frame.scope.States[frame.state]!, { input, text })) {
      void this.runner.spin(branch, async () => ({ enter: branch.pending! }))
    }
  }

  openIterations(frame: Frame, items: Json[], limit: number): void {
    this.runner.chain.next(frame, 'MapStateStarted', { length: items.length })
    frame.group = openGroup(frame, items)
    if (items.length === 0) this.done(frame)
    const { last } = frame
    for (let slot = 0; slot < Math.min(limit, items.length); slot++) this.iterate(frame, last)
  }

  /** A member has come to its end, with what it gives. */
  memberDone(member: Frame, output: Json): void {
    const { frame, slot } = member.parent!
    const { group } = frame
    if (!group) return
    const freed = member.last
    if (group.items)
      this.runner.chain.next(member, 'MapIterationSucceeded', { name: frame.state, index: slot })
    group.results[slot] = output
    group.members[slot] = undefined
    group.latest = Math.max(group.latest, member.last)
    group.outstanding--
    this.runner.abandon(member)
    if (group.items && group.nextSlot < group.items.length) this.iterate(frame, freed)
    else if (group.outstanding === 0) this.done(frame)
  }

  /** A member has failed: the others end with it, and the state around them fails. */
  memberFailed(member: Frame, failure: StateFailure): void {
    const { frame } = member.parent!
    const tell = failure.kind !== 'runtime'
    cutMembers(this.runner.chain, frame, member, tell, (other) => this.runner.abandon(other))
    this.runner.abandon(member)
    void this.runner.spin(frame, () => Promise.reject(failure))
  }

  private done(frame: Frame): void {
    const group = frame.group!
    const type = group.items ? 'MapStateSucceeded' : 'ParallelStateSucceeded'
    frame.group = undefined
    frame.last = group.latest
    frame.tail = group.latest
    void this.runner.spin(frame, async () => {
      this.runner.chain.aside(frame, type)
      return { result: group.results }
    })
  }

  /** Starts a Map's next iteration, whose history goes on from the event `from` that made room for it (recorded). */
  private iterate(frame: Frame, from: number): void {
    this.beginIteration(frame, nextIteration(frame, frame.scope.States[frame.state]!, from))
  }

  /** Also goes on with one that stopped before it had its input. */
  beginIteration(frame: Frame, iteration: Frame): void {
    void this.runner.spin(iteration, async () => {
      const { visit } = iteration
      try {
        const index = iteration.parent!.slot
        const started = iteration.execution.events[iteration.last - 1]?.type === 'MapIterationStarted'
        if (!started) this.runner.chain.next(iteration, 'MapIterationStarted', { name: frame.state, index })
        const input = await this.inputOf(frame, iteration)
        const text = JSON.stringify(input)
        if (isTooLarge(text)) throw dataLimitFailure(frame.state)
        return { enter: { state: iteration.scope.StartAt, input, text } }
      } catch (error) {
        if (iteration.visit === visit) this.memberFailed(iteration, asFailure(error))
        return undefined
      }
    })
  }

  /** The item, or what the Map's ItemSelector makes of it, seen from the Map. */
  private async inputOf(frame: Frame, { item }: Frame): Promise<Json> {
    const selector = frame.scope.States[frame.state]!.ItemSelector
    if (selector === undefined) return item!.Value
    return this.runner.value({ ...frame, item }, selector, 'ItemSelector')
  }
}
