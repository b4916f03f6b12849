import type { Alarms } from './alarms.ts'
import type { Chain } from './chain.ts'
import type { State } from './definition.ts'
import type { Frame } from './execution.ts'
import type { Groups } from './groups.ts'
import type { Json } from './payload.ts'
import type { Calling } from './tasks/call.ts'

/** What a state has come to, before its Assign and Output. */
export interface Finish {
  /** `$states.result`, and the output where none is written. */
  result?: Json
  /** `$states.errorOutput`, likewise: in a Catch. */
  errorOutput?: Json
  /** Where Assign and Output stand: a rule of Choice or Catch has its own. Default: the state. */
  part?: { Assign?: Json; Output?: Json }
  /** The rule's place, for messages: `Catch[0]/`. */
  prefix?: string
  /** Default: the state's Next; none ends the thread. */
  next?: string
}

/** A state to enter, with its input and the input's text. */
export interface Step {
  state: string
  input: Json
  text: string
}

/** What work on a frame comes to: its state is finished, it enters one, or (undefined) it waits or is over. */
export type Outcome = Finish | { enter: Step } | undefined

/** What the behaviour of a state may ask of the engine. */
export interface Stage {
  readonly calling: Calling
  readonly chain: Chain
  readonly alarms: Alarms
  readonly groups: Groups
  /** The value of a template in the state that the frame is in. */
  value(frame: Frame, template: Json, field: string): Promise<Json>
}

/**
 * What a type of state does: gives its finish, or undefined where it waits for something that the engine will hear of.
 * Throws a StateFailure. `alive` tells, after anything awaited, whether the frame is still in this attempt.
 */
export type Behaviour = (
  stage: Stage,
  frame: Frame,
  state: State,
  alive: () => boolean,
) => Promise<Finish | undefined>
