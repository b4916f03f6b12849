import jsonata from 'jsonata'
import type { Random } from '../random.ts'
import type { Timeline } from '../timeline.ts'
import { evaluationFailure } from './failure.ts'
import { pad, stepFunctions } from './functions.ts'
import type { Json } from './payload.ts'

/** What an expression sees: `$states` and the variables. */
interface Sight {
  states: object
  variables: Readonly<Record<string, Json>>
}

/** AWS refuses an evaluation that nests deeper, in these words (measured). */
const DEEPEST = 100
const TOO_DEEP =
  'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive'
/** AWS bounds the time of an evaluation; counting its steps gives the same end on every machine. */
const MOST_STEPS = 1_000_000
const TOO_LONG = 'Expression evaluation timeout: Check for infinite loop'
/** A name no expression can spell. */
const METER = ' meter'

/** Whether a string of a definition is an expression: the whole of it is `{% … %}`. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 4 && value.startsWith('{%') && value.endsWith('%}')
}

/** What stands between `{%` and `%}`. */
export function sourceOf(expression: string): string {
  return expression.slice(2, -2).trim()
}

/** Evaluates the templates of JSONata states, each expression compiled once. */
export class Expressions {
  private readonly programs = new Map<string, jsonata.Expression>()
  private readonly functions: ReturnType<typeof stepFunctions>

  constructor(timeline: Timeline, random: Random) {
    this.functions = stepFunctions(timeline, random)
  }

  /**
   * The value of a template: every string in it that is an expression is replaced by what it gives; keys never are.
   * `field` is its path in the state, for messages. Throws States.QueryEvaluationError as a {@link evaluationFailure},
   * also where an expression gives nothing, since JSON has no undefined.
   */
  async evaluate(template: Json, field: string, sight: Sight): Promise<Json> {
    if (isExpression(template)) return this.run(sourceOf(template), field, sight)
    if (Array.isArray(template)) {
      const values: Json[] = []
      for (const [at, item] of template.entries())
        values.push(await this.evaluate(item, `${field}[${at}]`, sight))
      return values
    }
    if (template === null || typeof template !== 'object') return template
    const values: Record<string, Json> = {}
    for (const [key, item] of Object.entries(template)) {
      values[key] = await this.evaluate(item, `${field}/${key}`, sight)
    }
    return values
  }

  private async run(source: string, field: string, sight: Sight): Promise<Json> {
    const told = `The JSONata expression '${source}' specified for the field '${field}'`
    let result: unknown
    try {
      const bindings = { ...sight.variables, states: sight.states, [METER]: { depth: 0, steps: 0 } }
      result = await this.program(source).evaluate(undefined, bindings)
    } catch (error) {
      throw evaluationFailure(field, `${told} threw an error during evaluation${reason(error)}`)
    }
    if (result === undefined) throw evaluationFailure(field, `${told} returned nothing (undefined).`)
    if (isFunction(result)) throw evaluationFailure(field, `${told} returned an unsupported result type.`)
    return plain(result)
  }

  private program(source: string): jsonata.Expression {
    const known = this.programs.get(source)
    if (known) return known
    const program = jsonata(source)
    for (const [name, implementation] of Object.entries(this.functions)) {
      program.registerFunction(name, implementation)
    }
    program.registerFunction('pad', pad, '<s-ns?:s>')
    // AWS has no $eval: calling it is T1006, as calling any name that is no function.
    program.assign('eval', undefined)
    program.assign(Symbol.for('jsonata.__evaluate_entry') as unknown as string, enterStep)
    program.assign(Symbol.for('jsonata.__evaluate_exit') as unknown as string, leaveStep)
    this.programs.set(source, program)
    return program
  }
}

function enterStep(_node: unknown, _input: unknown, environment: { lookup(name: string): any }): void {
  const meter = environment.lookup(METER)
  if (meter === undefined) return
  if (++meter.depth > DEEPEST) throw new Error(TOO_DEEP)
  if (++meter.steps > MOST_STEPS) throw new Error(TOO_LONG)
}

function leaveStep(_node: unknown, _input: unknown, environment: { lookup(name: string): any }): void {
  const meter = environment.lookup(METER)
  if (meter !== undefined) meter.depth--
}

/** A coded error follows a full stop, any other a colon: so AWS joins them. */
function reason(error: any): string {
  return error?.code ? `. ${error.code}: ${error.message}` : `: ${error?.message ?? String(error)}`
}

const isFunction = (value: any) =>
  typeof value === 'function' || value?._jsonata_lambda === true || value?._jsonata_function === true

/** A copy without JSONata's sequence marks. JSON has no Infinity: AWS writes such a number as its name. */
function plain(value: any): Json {
  if (Array.isArray(value)) return Array.from(value, (item) => (item === undefined ? null : plain(item)))
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(([, item]) => item !== undefined && !isFunction(item))
  return Object.fromEntries(kept.map(([key, item]) => [key, plain(item)]))
}
