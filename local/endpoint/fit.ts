import type { NormalizedSchema } from '@smithy/core/schema'

/** A value that the operation's schema does not describe. `member` is its path, e.g. `InitialSystemMessage.Content`. */
export class Unfit extends Error {
  override readonly name = 'Unfit'
  readonly kind: 'missing' | 'unknown' | 'type'
  readonly member: string

  constructor(kind: Unfit['kind'], member: string, message: string) {
    super(message)
    this.kind = kind
    this.member = member
  }
}

type Direction = 'input' | 'output'
type Fit = (value: unknown, at: string) => unknown

interface Member {
  name: string
  fit: Fit
  required: boolean
}

const structures = { input: new WeakMap<object, Fit>(), output: new WeakMap<object, Fit>() }

/**
 * Compiles a check of one schema: takes a value as the SDK has it (Dates, Uint8Arrays), gives a copy that shares
 * nothing with it, without null members. Throws {@link Unfit} at a missing required member, an unknown member or a wrong type.
 */
export function fitOf(schema: NormalizedSchema, direction: Direction): (value: unknown) => any {
  const check = compile(schema, direction)
  return (value) => check(value, '')
}

function compile(schema: NormalizedSchema, direction: Direction): Fit {
  if (schema.isUnitSchema()) return () => ({})
  if (schema.isStructSchema()) return structure(schema, direction)
  if (schema.isListSchema()) return list(schema, direction)
  if (schema.isMapSchema()) return map(schema, direction)
  if (schema.isDocumentSchema()) return (value) => structuredClone(value)
  if (schema.isTimestampSchema()) return simple('a valid Date', isMoment)
  if (schema.isBlobSchema()) return simple('a Uint8Array', (value) => value instanceof Uint8Array)
  if (schema.isBooleanSchema()) return simple('a boolean', (value) => typeof value === 'boolean')
  if (schema.isNumericSchema()) return simple('a number', (value) => typeof value === 'number')
  if (schema.isBigIntegerSchema()) return simple('a bigint', (value) => typeof value === 'bigint')
  if (schema.isBigDecimalSchema()) return simple('a big decimal', (value) => typeof value === 'object')
  return text
}

function simple(what: string, is: (value: unknown) => boolean): Fit {
  return (value, at) => {
    if (!is(value)) throw wrongType(at, what, value)
    return value
  }
}

const isMoment = (value: unknown) => value instanceof Date && !Number.isNaN(value.getTime())

function text(value: unknown, at: string): unknown {
  if (typeof value === 'string') return value
  // Strings with a JSON media type arrive from the SDK's codec as String objects.
  if (value instanceof String) return String(value)
  throw wrongType(at, 'a string', value)
}

function structure(schema: NormalizedSchema, direction: Direction): Fit {
  const tuple = schema.getSchema() as unknown as object
  const known = structures[direction].get(tuple)
  if (known) return known
  let members: Map<string, Member> | undefined
  const fit: Fit = (value, at) => {
    members ??= membersOf(schema, direction)
    return fitMembers(members, value, at, direction === 'output' && schema.isUnionSchema())
  }
  structures[direction].set(tuple, fit)
  return fit
}

function membersOf(schema: NormalizedSchema, direction: Direction): Map<string, Member> {
  // The seventh element of a structure's tuple counts its required members, which come first.
  const required = (schema.getSchema() as unknown as unknown[])[6]
  const count = schema.isUnionSchema() || typeof required !== 'number' ? 0 : required
  return new Map(
    [...schema.structIterator()].map(([name, member], index) => [
      name,
      { name, fit: compile(member, direction), required: index < count },
    ]),
  )
}

function fitMembers(members: Map<string, Member>, value: unknown, at: string, oneOnly: boolean): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongType(at, 'a structure', value)
  const copy: Record<string, unknown> = {}
  let count = 0
  for (const name of Object.keys(value)) {
    const given = (value as Record<string, unknown>)[name]
    if (given === undefined || given === null) continue
    const member = members.get(name)
    if (!member) throw new Unfit('unknown', join(at, name), `${join(at, name)} is no member of this shape`)
    copy[name] = member.fit(given, join(at, name))
    count++
  }
  for (const member of members.values()) {
    if (!member.required) break
    if (copy[member.name] === undefined)
      throw new Unfit('missing', join(at, member.name), `${join(at, member.name)} is required`)
  }
  if (oneOnly && count !== 1)
    throw new Unfit('type', at, `${at} is a union and has ${count} members, not one`)
  return copy
}

function list(schema: NormalizedSchema, direction: Direction): Fit {
  const item = lazily(() => compile(schema.getValueSchema(), direction))
  const sparse = Boolean(schema.getMergedTraits().sparse)
  return (value, at) => {
    if (!Array.isArray(value)) throw wrongType(at, 'a list', value)
    return value.map((each, index) => (sparse && each === null ? null : item()(each, `${at}[${index}]`)))
  }
}

function map(schema: NormalizedSchema, direction: Direction): Fit {
  const entry = lazily(() => compile(schema.getValueSchema(), direction))
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw wrongType(at, 'a map', value)
    const given = Object.entries(value).filter(([, each]) => each !== undefined && each !== null)
    return Object.fromEntries(given.map(([key, each]) => [key, entry()(each, `${at}.${key}`)]))
  }
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const join = (at: string, name: string) => (at ? `${at}.${name}` : name)

function wrongType(at: string, what: string, value: unknown): Unfit {
  const given = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value
  return new Unfit('type', at, `${at || 'the value'} must be ${what}, not ${given}`)
}
