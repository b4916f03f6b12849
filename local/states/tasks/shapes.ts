import { NormalizedSchema } from '@smithy/core/schema'
import type { Json } from '../payload.ts'
import type { TaskService } from './catalogue.ts'

/** A parameter that the operation does not have. */
export class UnknownParameter extends Error {
  override readonly name = 'UnknownParameter'
}

const schemas = new WeakMap<object, NormalizedSchema>()

/** The names that the arguments of an operation may have at the top, in Step Functions' PascalCase. */
export function parametersOf(service: TaskService, operation: string): string[] {
  return [...inputOf(service, operation).structIterator()].map(([name]) => pascal(name))
}

/**
 * Arguments of a Task as the SDK takes them: PascalCase becomes the operation's own names, ISO 8601 text becomes a Date,
 * text becomes bytes. Throws {@link UnknownParameter}.
 */
export function toSdk(service: TaskService, operation: string, args: Json): any {
  return inward(inputOf(service, operation), args)
}

/** An operation's output as a Task's result: PascalCase names, Dates as ISO 8601, bytes as text (AWS: SDK integrations). */
export function fromSdk(service: TaskService, operation: string, output: unknown): Json {
  return outward(schemaAt(service, operation, 5), output)
}

const inputOf = (service: TaskService, operation: string) => schemaAt(service, operation, 4)

function schemaAt(service: TaskService, operation: string, position: 4 | 5): NormalizedSchema {
  const described = service.sdk[`${operation}$`]
  const found = described[position]
  const key = typeof found === 'function' ? found : described
  const known = schemas.get(key)
  if (known) return known
  const schema = NormalizedSchema.of(found)
  schemas.set(key, schema)
  return schema
}

function inward(schema: NormalizedSchema, value: Json): unknown {
  if (value === null) return null
  if (schema.isTimestampSchema()) return moment(value)
  if (schema.isBlobSchema()) return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
  if (schema.isListSchema() && Array.isArray(value))
    return value.map((item) => inward(schema.getValueSchema(), item))
  if (typeof value !== 'object' || Array.isArray(value)) return value
  if (schema.isMapSchema()) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, inward(schema.getValueSchema(), item)]),
    )
  }
  if (!schema.isStructSchema()) return value
  const members = new Map(
    [...schema.structIterator()].map(([name, member]) => [pascal(name), { name, member }]),
  )
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const found = members.get(key)
      if (!found) throw new UnknownParameter(`The field "${key}" is not supported by Step Functions`)
      return [found.name, inward(found.member, item)]
    }),
  )
}

function moment(value: Json): unknown {
  if (typeof value === 'number') return new Date(value * 1000)
  return typeof value === 'string' ? new Date(value) : value
}

function outward(schema: NormalizedSchema, value: any): Json {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (Array.isArray(value)) {
    const inner = schema.isListSchema() ? schema.getValueSchema() : schema
    return value.map((item) => outward(inner, item))
  }
  if (value === null || typeof value !== 'object') return value ?? null
  const struct = schema.isStructSchema()
  const members = new Map(struct ? [...schema.structIterator()] : [])
  const inner = schema.isMapSchema() ? schema.getValueSchema() : schema
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => item !== undefined && item !== null && key !== '$metadata')
      .map(([key, item]) => [struct ? pascal(key) : key, outward(members.get(key) ?? inner, item)]),
  )
}

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
