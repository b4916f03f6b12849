/**
 * Why a state fails. `evaluation`: a JSONata expression (recorded as EvaluationFailed). `runtime`: States.Runtime, which
 * leaves no *StateFailed event. `heartbeat` and `timeout` both read States.Timeout. `plain`: everything else.
 */
type FailureKind = 'plain' | 'evaluation' | 'runtime' | 'timeout' | 'heartbeat'

/** A state's failure as Retry and Catch see it. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure'
  readonly kind: FailureKind
  /** What ErrorEquals is compared with. */
  readonly error: string | undefined
  readonly why: string | undefined
  /** The field whose expression failed, e.g. `Output/total`. */
  readonly location: string | undefined
  /** True once the cause says which state it was: that is said once, at the innermost state. */
  readonly attributed: boolean

  constructor(
    kind: FailureKind,
    error: string | undefined,
    why: string | undefined,
    rest: { location?: string | undefined; attributed?: boolean } = {},
  ) {
    super(`${error ?? 'failed'}: ${why ?? ''}`)
    this.kind = kind
    this.error = error
    this.why = why
    this.location = rest.location
    this.attributed = rest.attributed ?? !(kind === 'evaluation' || kind === 'runtime')
  }

  /** The same failure, its cause beginning with the state and its Entered event, as the real service words it. */
  attributedTo(state: string, enteredEventId: number): StateFailure {
    if (this.attributed) return this
    const where = `An error occurred while executing the state '${state}' (entered at the event id #${enteredEventId}). `
    return new StateFailure(this.kind, this.error, `${where}${this.why ?? ''}`, {
      location: this.location,
      attributed: true,
    })
  }
}

/** A JSONata expression that failed, at the field `location` of its state, if it is one field that failed. */
export function evaluationFailure(location: string | undefined, why: string): StateFailure {
  return new StateFailure('evaluation', 'States.QueryEvaluationError', why, { location })
}

/** A failure of the interpreter's own, which `States.ALL` does not catch. */
export function runtimeFailure(why: string): StateFailure {
  return new StateFailure('runtime', 'States.Runtime', why)
}

/** `who` (a state's name or a resource) gave more than 256 KiB. */
export function dataLimitFailure(who: string): StateFailure {
  const why = `The state/task '${who}' returned a result with a size exceeding the maximum number of bytes service limit.`
  return new StateFailure('plain', 'States.DataLimitExceeded', why)
}

/** What `error` is as a failure: itself, or States.Runtime for anything the interpreter did not expect. */
export function asFailure(error: unknown): StateFailure {
  if (error instanceof StateFailure) return error
  return runtimeFailure(error instanceof Error ? error.message : String(error))
}
