/**
 * How the catalogue describes an action of the flow language: what it may say, what it must say, where it may stand.
 * Evidence grades in the catalogue's comments: [L] a verdict of the live CreateContactFlow was published, [X] a real
 * export, [D] AWS documentation, [I] inference. Where [L] or [X] and [D] disagree, [L] and [X] win.
 */

export const FLOW_TYPES = [
  'CONTACT_FLOW',
  'CUSTOMER_QUEUE',
  'CUSTOMER_HOLD',
  'CUSTOMER_WHISPER',
  'AGENT_HOLD',
  'AGENT_WHISPER',
  'OUTBOUND_WHISPER',
  'AGENT_TRANSFER',
  'QUEUE_TRANSFER',
  'CAMPAIGN',
] as const

export type FlowType = (typeof FLOW_TYPES)[number]

/** What a content can be checked as: a flow of a type, or a module. */
export type ContentType = FlowType | 'MODULE'

/**
 * How dynamic a text may be [D flow-language-actions-parameter-restrictions]: `static`: no JSONPath; `whole`: static
 * or one whole JSONPath; `any`: static or dynamic, with paths anywhere; `path`: one whole JSONPath, never static.
 */
type Restriction = 'static' | 'whole' | 'any' | 'path'

export interface Text {
  is: 'text'
  restriction: Restriction
  oneOf?: readonly string[]
  integer?: { least: number; most?: number }
  /** A JSON number is accepted as well as a string. */
  numberToo?: true
}

export type Shape =
  | Text
  /** `open`: there may be other fields, of this shape; they are advice, not errors. */
  | { is: 'object'; fields: Fields; open?: Shape }
  | { is: 'map'; of: Shape }
  | { is: 'list'; of: Shape; least?: number; most?: number }
  /** A whole JSONPath in place of the structure, or the structure. */
  | { is: 'pathOr'; shape: Shape }
  /** Any structure, of texts only: elsewhere than in `json` every scalar is a string. */
  | { is: 'texts'; scalarToo?: true }
  /** Any JSON: its own types count, only empty strings are refused. */
  | { is: 'json' }

export type Fields = Readonly<Record<string, Shape & { required?: true }>>

export type Parameters = Readonly<Record<string, unknown>>

/** What else than its parameters decides which error branches an action has. */
interface Place {
  type: ContentType
  hasNext: boolean
  hasConditions: boolean
}

/** The error branches of an action. Any other is refused [L]. */
export interface ErrorRule {
  required: readonly string[]
  allowed?: readonly string[]
}

export type ConditionRule =
  | { kind: 'none' }
  /** `Equals` with the action's results. `all`: each must be there, once; `some`: no other may be there. */
  | { kind: 'results'; all?: readonly string[]; some?: readonly string[] }
  | Comparisons

/** Comparisons with a value. */
interface Comparisons {
  kind: 'comparisons'
  operators: readonly string[]
  atLeast: number
  /** The only one that makes sense. */
  operand?: string
  /** Operands are numbers. */
  numeric?: true
  /** A JSON number is accepted as well as a string. */
  numberToo?: true
}

export interface ActionSpec {
  parameters: Fields
  /** The list of parameters is not known to be complete: another one is advice, not an error, if it has this shape. */
  open?: Shape
  exactlyOne?: readonly string[]
  atMostOne?: readonly string[]
  atLeastOne?: readonly string[]
  /** Names that the service is known to refuse, with what it wants instead. */
  wrongNames?: Readonly<Record<string, string>>
  errors: ErrorRule | ((parameters: Parameters, place: Place) => ErrorRule)
  conditions: ConditionRule | ((parameters: Parameters) => ConditionRule)
  /** `none`: a terminal action, which has no transitions at all; `withErrors`: there if there are Errors, else not. */
  next: 'required' | 'withErrors' | 'none'
  /** The only flow types that have it. A module runs under any type, so nothing is said of modules. */
  onlyIn?: readonly ContentType[]
  /** Flow types in which the service is known to refuse it. */
  refusedIn?: readonly ContentType[]
  /** Flow types that documentation names, where exports have it elsewhere too: advice only. */
  documentedIn?: readonly ContentType[]
  /** The customer hears or sees it: it ends a run of consecutive Lambda blocks. */
  facesParticipant?: true
  /** Documented as not supported on email contacts. */
  notForEmail?: true
  /** What the shapes cannot say. Gives the paths below `Parameters` that are wrong, or whole messages. */
  check?(parameters: Parameters): Finding[]
}

export interface Finding {
  /** Below `Parameters`, e.g. `.EventHooks`. */
  at: string
  message?: string
  severity?: 'error' | 'warning'
  /** What to write instead. */
  hint?: string
}

export function missingParameter(name: string): Finding {
  return { at: `.${name}`, message: `Action is missing required property. Path: @.${name}` }
}

export type Family = Readonly<Record<string, ActionSpec>>
