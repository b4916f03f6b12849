import type { Random } from '../../random.ts'
import type { ContentType } from '../catalogue/spec.ts'
import type { Action } from '../document.ts'
import { isRecord } from '../document.ts'
import { interpolate, isWholePath, segmentsOf } from '../json-path.ts'
import { FlowRefusal, type FlowWorld } from '../world.ts'

/** What a block leads to: on to NextAction (undefined), a result for its conditions, back to another, an end, another flow. */
export type Outcome =
  | undefined
  | { result: string }
  | { compare: unknown }
  | { backTo: string }
  | { end: 'queued' | 'disconnected' | 'ended' }
  | { flowId: string; content: string }

/** Does one action. Refuses with FlowRefusal, which takes the error branch of that type. */
export type Block = (run: Run, action: Action) => Outcome | Promise<Outcome>

/** A refusal that has no type of its own. */
export function fail(because: string): never {
  throw new FlowRefusal('NoMatchingError', because)
}

/** Namespaces of JSONPaths that belong to the run; all others are the contact's. */
type Own = 'External' | 'FlowAttributes' | 'Loop' | 'Metrics' | 'Task' | 'Email' | 'Views'

/** One contact on its way through flows: what they have set so far, and how texts are resolved against it. */
export class Run {
  readonly world: FlowWorld
  readonly random: Random
  readonly type: ContentType
  /** The flow the contact is in: '' for the first. */
  flowId = ''
  logging: boolean
  /** Loop counters outlive the flow [D loop]. */
  readonly loops = new Map<string, number>()
  template: Readonly<Record<string, unknown>> | undefined
  createdContactId: string | undefined
  /** The prompts in a loop that were interrupted last, by their action's identifier. */
  interrupted: string | undefined
  private readonly own: Partial<Record<Own, unknown>> = {}

  constructor(props: { world: FlowWorld; random: Random; type: ContentType }) {
    this.world = props.world
    this.random = props.random
    this.type = props.type
    this.logging = false
  }

  /** Flow attributes and the last Lambda's answer stay behind [D set-contact-attributes]. */
  enter(flowId: string): void {
    this.flowId = flowId
    this.set('FlowAttributes', undefined)
    this.set('External', undefined)
  }

  set(namespace: Own, value: unknown): void {
    this.own[namespace] = value
  }

  get(namespace: Own): unknown {
    return this.own[namespace]
  }

  /** What a JSONPath holds now; undefined when there is nothing. Lists cannot be indexed [D]. */
  read(path: string): unknown {
    const [root = '', ...names] = segmentsOf(path)
    if (root === 'LambdaInvocation' && names[0] === 'ResultData')
      return below(this.own.External, names.slice(1))
    // Unlike those of functions, lists of a form's answers are indexed: FormData.topic.0.
    if (root === 'Views') return names.reduce<unknown>(item, this.own.Views)
    if (isOwn(root)) return below(this.own[root], names)
    return root === 'LambdaInvocation' ? undefined : this.world.read(path)
  }

  /** A parameter as text: static, one whole path (undefined when that holds nothing), or with paths in between. */
  text(value: unknown): string | undefined {
    if (typeof value !== 'string') return value === undefined ? undefined : asText(value)
    if (isWholePath(value)) return asText(this.read(value))
    return interpolate(value, (path) => asText(this.read(path)) ?? '')
  }

  /** The same where nothing would do: without a value the block fails. */
  need(value: unknown, name: string): string {
    const text = this.text(value)
    return text === undefined || text === '' ? fail(`${name} has no value`) : text
  }

  /** A map of texts. What resolves to nothing is left out, as a null of a Lambda's answer is. */
  texts(map: unknown): Record<string, string> {
    const resolved = Object.entries(isRecord(map) ? map : {}).map(([key, value]) => [key, this.text(value)])
    return Object.fromEntries(resolved.filter(([, text]) => text !== undefined))
  }

  /** A whole structure, with every text in it resolved. */
  deep(value: unknown): unknown {
    if (typeof value === 'string') return isWholePath(value) ? this.read(value) : this.text(value)
    if (Array.isArray(value)) return value.map((item) => this.deep(item))
    if (!isRecord(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.deep(item)]))
  }
}

const OWN: readonly Own[] = ['External', 'FlowAttributes', 'Loop', 'Metrics', 'Task', 'Email', 'Views']

function isOwn(root: string): root is Own {
  return OWN.some((namespace) => namespace === root)
}

function below(value: unknown, names: string[]): unknown {
  return names.reduce<unknown>(
    (found, name) => (isRecord(found) && Object.hasOwn(found, name) ? found[name] : undefined),
    value,
  )
}

function item(value: unknown, name: string): unknown {
  return Array.isArray(value) ? value[Number(name)] : below(value, [name])
}

function asText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
