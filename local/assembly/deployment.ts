import { isDeepStrictEqual } from 'node:util'
import { arn } from '../place.ts'
import type { Random } from '../random.ts'
import { type Aws, OPERATOR } from '../service.ts'
import { kindOf } from './catalogue.ts'
import { type Created, conditionHolds, resolve, type Scope } from './intrinsics.ts'
import { generatedName, letters } from './names.ts'
import { creationOrder } from './order.ts'
import { patient } from './patience.ts'
import { CustomResourceFailed } from './provision/custom.ts'
import type {
  FunctionHost,
  Kind,
  Made,
  ReceiptRuleBook,
  ResponseDesk,
  RoleBook,
  TemplateBook,
  TopicBook,
  Wanted,
  Workshop,
} from './provision/kind.ts'
import type { Assembly, Stack } from './read.ts'

export interface DeploymentProps {
  aws: Aws
  roles: RoleBook
  functions: FunctionHost
  receiptRules: ReceiptRuleBook
  templates: TemplateBook
  topics: TopicBook
  desk: ResponseDesk
  random: Random
  /** Resolves when so many milliseconds of virtual time have passed. */
  pause(ms: number): Promise<void>
}

/** A stack that is up. */
interface Standing {
  stackId: string
  made: Map<string, Made>
  outputs: Map<string, unknown>
  exports: Map<string, unknown>
}

/** What is under way: how to take each step back, and what goes once all has succeeded. */
interface Attempt {
  undo: { what: string; run: () => unknown }[]
  retired: Made[]
}

/** A resource could not be made or changed. All that had been done was taken back, but for what `leftOver` names. */
class DeploymentFailed extends Error {
  override readonly name = 'DeploymentFailed'
  readonly leftOver: readonly string[]

  constructor(message: string, leftOver: readonly string[], cause: unknown) {
    super(message, { cause })
    this.leftOver = leftOver
  }
}

/**
 * What `cdk deploy --all` would have made of an assembly, and how it changes with the next. All stacks are one deployment:
 * where one fails, those before it are taken back as well.
 */
export class Deployment {
  private stacks = new Map<string, Standing>()
  private readonly assets = new Map<string, string>()
  private readonly workshop: Workshop
  private readonly random: Random

  constructor({ aws, random, pause, ...books }: DeploymentProps) {
    this.random = random
    const asking = patient(aws, pause)
    this.workshop = {
      call: (service, operation, input) => asking.call(service, operation, input, OPERATOR),
      ...books,
      policies: new Map(),
      asset: (stack, key) => this.asset(stack, key),
      name: (wanted, limit) => generatedName(wanted, limit, random),
      letters: (length) => letters(length, random),
      uuid: () => random.uuid(),
    }
  }

  /**
   * Makes what is new, changes what differs, removes what is gone. Throws before touching anything where a resource type is
   * not supported, and DeploymentFailed, with everything taken back, where a resource refuses.
   */
  async apply(assembly: Assembly): Promise<void> {
    for (const stack of assembly.stacks) refuseUnknownTypes(stack)
    for (const { name, assets } of assembly.stacks)
      for (const [key, path] of assets) this.assets.set(`${name}/${key}`, path)
    const attempt: Attempt = { undo: [], retired: [] }
    const next = new Map<string, Standing>()
    try {
      for (const stack of assembly.stacks) next.set(stack.name, await this.raise(stack, next, attempt))
    } catch (error) {
      const leftOver = await takeBack(attempt)
      const note = leftOver.length > 0 ? ` (could not be taken back: ${leftOver.join('; ')})` : ''
      throw new DeploymentFailed(`${messageOf(error)}${note}`, leftOver, error)
    }
    for (const [name, { made }] of this.stacks) if (!next.has(name)) attempt.retired.push(...made.values())
    this.stacks = next
    for (const made of attempt.retired.reverse()) await this.remove(made)
  }

  /** Everything that is there, in the order it was made. */
  resources(): Made[] {
    return [...this.stacks.values()].flatMap(({ made }) => [...made.values()])
  }

  /** Outputs of a stack by name; empty where there is no such stack. */
  outputs(stack: string): ReadonlyMap<string, unknown> {
    return this.stacks.get(stack)?.outputs ?? new Map()
  }

  private async raise(stack: Stack, up: ReadonlyMap<string, Standing>, attempt: Attempt): Promise<Standing> {
    const before = this.stacks.get(stack.name)
    const standing: Standing = {
      stackId: before?.stackId ?? arn('cloudformation', `stack/${stack.name}/${this.random.uuid()}`),
      made: new Map(),
      outputs: new Map(),
      exports: new Map(),
    }
    const scope = scopeOf(stack, standing, up)
    for (const logicalId of creationOrder(stack.name, stack.template)) {
      const { Type, Properties = {}, Condition, DeletionPolicy } = stack.template.Resources[logicalId]!
      if (Condition !== undefined && !conditionHolds(Condition, scope, logicalId)) continue
      const wanted: Wanted = {
        stack: stack.name,
        stackId: standing.stackId,
        logicalId,
        type: Type,
        properties: resolve(Properties, scope, `${logicalId}.Properties`),
      }
      const created = await this.settle(wanted, before?.made.get(logicalId), attempt)
      const keepOnDelete = DeletionPolicy?.startsWith('Retain') ?? false
      standing.made.set(logicalId, { ...wanted, ...created, keepOnDelete })
    }
    for (const [logicalId, made] of before?.made ?? [])
      if (!standing.made.has(logicalId)) attempt.retired.push(made)
    fillOutputs(stack, scope, standing)
    return standing
  }

  private async settle(wanted: Wanted, before: Made | undefined, attempt: Attempt): Promise<Created> {
    const kind = kindOf(wanted.type)!
    try {
      if (!before) return await this.create(kind, wanted, attempt)
      if (before.type !== wanted.type) throw new Error(`its type was ${before.type}: it cannot change`)
      if (isDeepStrictEqual(before.properties, wanted.properties)) return before
      return await this.change(kind, wanted, before, attempt)
    } catch (error) {
      throw new Error(`${placeOf(wanted)}: ${messageOf(error)}`, { cause: error })
    }
  }

  private async create(kind: Kind, wanted: Wanted, attempt: Attempt): Promise<Created> {
    try {
      const created = await kind.create(wanted, this.workshop)
      const made: Made = { ...wanted, ...created, keepOnDelete: false }
      attempt.undo.push({ what: placeOf(wanted), run: () => kind.remove?.(made, this.workshop) })
      return created
    } catch (error) {
      if (error instanceof CustomResourceFailed) this.undoFailedCreate(kind, wanted, error, attempt)
      throw error
    }
  }

  /** CloudFormation deletes a custom resource also when its creation has failed. */
  private undoFailedCreate(kind: Kind, wanted: Wanted, error: CustomResourceFailed, attempt: Attempt): void {
    const ref = error.physicalId ?? this.workshop.name(wanted, 255)
    const made: Made = { ...wanted, ref, attributes: {}, keepOnDelete: false }
    attempt.undo.push({ what: placeOf(wanted), run: () => kind.remove?.(made, this.workshop) })
  }

  private async change(kind: Kind, wanted: Wanted, before: Made, attempt: Attempt): Promise<Created> {
    const changed = (kind.fixed ?? []).find((key) => before.properties[key] !== wanted.properties[key])
    if (!kind.update || changed)
      throw new Error(`${changed ?? wanted.type} cannot be changed in place here: start afresh`)
    let current: Made = { ...before, properties: wanted.properties }
    let renamed = false
    attempt.undo.push({
      what: placeOf(wanted),
      run: async () => {
        const restored = await kind.update?.(before, current, this.workshop)
        if (restored?.ref !== current.ref) await kind.remove?.(current, this.workshop)
        if (renamed && restored && restored.ref !== before.ref) {
          await kind.remove?.(before, this.workshop)
          Object.assign(before, restored)
        }
      },
    })
    try {
      const created = await kind.update(wanted, before, this.workshop)
      current = { ...current, ...created }
      if (created.ref !== before.ref) attempt.retired.push(before)
      return created
    } catch (error) {
      if (error instanceof CustomResourceFailed && error.physicalId !== undefined) {
        // CloudFormation takes the id for a replacement even from an update that failed. That it also deletes the first of
        // three is not documented: the harsher is assumed.
        renamed = error.physicalId !== before.ref
        current = { ...current, ref: error.physicalId }
      }
      throw error
    }
  }

  private async remove(made: Made): Promise<void> {
    if (made.keepOnDelete) return
    await kindOf(made.type)?.remove?.(made, this.workshop)
  }

  private asset(stack: string, key: string): string {
    const path = this.assets.get(`${stack}/${key}`)
    if (path === undefined) throw new Error(`the assembly has no asset ${key} for ${stack}`)
    return path
  }
}

function refuseUnknownTypes({ name, template }: Stack): void {
  for (const [logicalId, { Type }] of Object.entries(template.Resources))
    if (!kindOf(Type)) throw new Error(`${name}/${logicalId}: the resource type ${Type} is not supported`)
}

function scopeOf(stack: Stack, standing: Standing, up: ReadonlyMap<string, Standing>): Scope {
  return {
    stack: stack.name,
    stackId: standing.stackId,
    template: stack.template,
    created: standing.made,
    exports: new Map([...up.values()].flatMap(({ exports }) => [...exports])),
    outputs: new Map([...up].map(([name, { outputs }]) => [name, outputs])),
  }
}

function fillOutputs(stack: Stack, scope: Scope, standing: Standing): void {
  for (const [name, { Value, Export, Condition }] of Object.entries(stack.template.Outputs ?? {})) {
    if (Condition !== undefined && !conditionHolds(Condition, scope, `Outputs.${name}`)) continue
    const value = resolve(Value, scope, `Outputs.${name}.Value`)
    standing.outputs.set(name, value)
    if (Export) standing.exports.set(resolve(Export.Name, scope, `Outputs.${name}.Export.Name`), value)
  }
}

/** Takes the steps back, last first; gives what refused. */
async function takeBack({ undo }: Attempt): Promise<string[]> {
  const leftOver: string[] = []
  for (const { what, run } of undo.reverse()) {
    try {
      await run()
    } catch (error) {
      leftOver.push(`${what}: ${messageOf(error)}`)
    }
  }
  return leftOver
}

function placeOf({ stack, logicalId, type }: Wanted): string {
  return `${stack}/${logicalId} (${type})`
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.name === 'Error' || error.name === 'CustomResourceFailed'
    ? error.message
    : `${error.name}: ${error.message}`
}
