import type { Execution, Frame } from './execution.ts'
import type { Runner } from './groups.ts'
import { EVENT_LIMIT } from './history.ts'
import type { Stage } from './stage.ts'

const DAY_MS = 24 * 3600 * 1000
/** For how long after its end an execution may be redriven, and after its start (API reference, RedriveExecution). */
const REDRIVABLE_MS = 14 * DAY_MS
const LONGEST_OPEN_MS = 365 * DAY_MS

/**
 * Why an execution cannot be redriven at `now`, in the words of AWS (API reference, DescribeExecution); undefined if it
 * can. The limit of events is worded as recorded. That its machine is being deleted is no reason, whatever the reference
 * says (recorded): it fails again at once.
 */
export function notRedrivable(execution: Execution, now: number): string | undefined {
  const { status, startedAt, stoppedAt = now, events } = execution
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`
  if (events.length >= EVENT_LIMIT - 1) return 'Execution has exceeded the maximum history event limit'
  if (now > startedAt + LONGEST_OPEN_MS) return 'Execution has exceeded the max execution time'
  return now > stoppedAt + REDRIVABLE_MS ? 'Execution redrivable period exceeded' : undefined
}

/** A client's token is good for this long, and for the latest ten (API reference). */
const TOKEN_MS = 15 * 60 * 1000
const TOKENS = 10

/** When the redrive was that the same request has been granted already, if it was. */
export function redrivenBy(
  { redrives }: Execution,
  token: string | undefined,
  now: number,
): number | undefined {
  if (token === undefined) return undefined
  return redrives.slice(-TOKENS).find((redrive) => redrive.token === token && now < redrive.at + TOKEN_MS)?.at
}

/** What resuming needs of the engine. */
type Resumer = Runner &
  Pick<Stage, 'groups'> & { begin(frame: Frame): ReturnType<Parameters<Runner['spin']>[1]> }

/**
 * A frame goes on where it stopped, its retries counted anew. As recorded: no state is entered a second time, what it
 * does now points at its Entered event, and of a Parallel or a Map only what did not succeed goes on. A Fail points at
 * the redrive instead. What fails once all its members are done (its Output) runs them all again, as the developer guide
 * says of results that are too large.
 */
export function resume(engine: Resumer, frame: Frame): void {
  const { pending, group } = frame
  frame.attempts = undefined
  frame.retries = 0
  if (pending) void engine.spin(frame, async () => ({ enter: pending }))
  else if (group) for (const member of group.members) resumeMember(engine, frame, member)
  else {
    const failing = frame.scope.States[frame.state]!.Type === 'Fail'
    frame.last = failing ? frame.execution.events.length : frame.entered
    frame.tail = frame.last
    void engine.spin(frame, () => engine.begin(frame))
  }
}

function resumeMember(engine: Resumer, frame: Frame, member: Frame | undefined): void {
  if (!member) return
  if (member.entered > 0 || member.pending) resume(engine, member)
  else engine.groups.beginIteration(frame, member)
}
