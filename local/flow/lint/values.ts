import type { Fields, Shape, Text } from '../catalogue/spec.ts'
import { isRecord } from '../document.ts'
import { isDynamic, isPlaceholder, looksLikeOnePath } from '../json-path.ts'
import { invalidValue, missingProperty, type Problem } from './problem.ts'

/** Where a value stands: the path for messages, and the action it belongs to. */
interface Place {
  path: string
  action: string
}

const within = (place: Place, name: string): Place => ({ ...place, path: `${place.path}.${name}` })
const at = (place: Place, index: number): Place => ({ ...place, path: `${place.path}[${index}]` })
const invalid = (place: Place): Problem[] => [invalidValue(place.path, place.action)]

/** A value against its shape. Empty strings are passed over: they are reported once, by `lintEmptyStrings`. */
function lintValue(value: unknown, shape: Shape, place: Place): Problem[] {
  if (value === '') return []
  switch (shape.is) {
    case 'json':
      return value === undefined || value === null ? invalid(place) : []
    case 'texts':
      return shape.scalarToo || typeof value !== 'string' ? lintTexts(value, place) : invalid(place)
    case 'text':
      return isText(value, shape) ? [] : invalid(place)
    case 'pathOr':
      if (typeof value !== 'string') return lintValue(value, shape.shape, place)
      return looksLikeOnePath(value) || isPlaceholder(value) ? [] : invalid(place)
    case 'map':
      if (!isRecord(value)) return invalid(place)
      return Object.entries(value).flatMap(([key, item]) => lintValue(item, shape.of, within(place, key)))
    case 'list':
      return lintList(value, shape, place)
    case 'object':
      return isRecord(value) ? lintFields(value, shape.fields, shape.open, place) : invalid(place)
  }
}

/** A structure of which no more is known than that it holds texts. */
function lintTexts(value: unknown, place: Place): Problem[] {
  if (typeof value === 'string') return []
  if (Array.isArray(value)) return value.flatMap((item, index) => lintTexts(item, at(place, index)))
  if (!isRecord(value)) return invalid(place)
  return Object.entries(value).flatMap(([key, item]) => lintTexts(item, within(place, key)))
}

/** The fields of a structure: unknown names (of the shape `open`, if there may be any), missing ones, and each one's value. */
export function lintFields(
  value: Record<string, unknown>,
  fields: Fields,
  open: Shape | undefined,
  place: Place,
): Problem[] {
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name))
  const missing = Object.keys(fields).filter((name) => fields[name]?.required && value[name] === undefined)
  return [
    ...unknown.flatMap((name) => [
      unknownName(within(place, name), open !== undefined),
      ...(open ? lintValue(value[name], open, within(place, name)) : []),
    ]),
    ...missing.map((name) => missingProperty(within(place, name).path, place.action)),
    ...Object.entries(fields).flatMap(([name, shape]) =>
      value[name] === undefined ? [] : lintValue(value[name], shape, within(place, name)),
    ),
  ]
}

function unknownName({ path, action }: Place, open: boolean): Problem {
  return open
    ? { message: `Unknown property name. Path: ${path}`, path, action, severity: 'warning' }
    : { message: `Invalid Action property name. Path: ${path}`, path, action, severity: 'error' }
}

function lintList(value: unknown, shape: Shape & { is: 'list' }, place: Place): Problem[] {
  if (!Array.isArray(value)) return invalid(place)
  if (value.length < (shape.least ?? 0) || value.length > (shape.most ?? Infinity)) return invalid(place)
  return value.flatMap((item, index) => lintValue(item, shape.of, at(place, index)))
}

function isText(value: unknown, shape: Text): boolean {
  const text = shape.numberToo && typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return false
  if (isPlaceholder(text)) return shape.restriction !== 'path'
  return isAllowedDynamism(text, shape) && (isDynamic(text) || isStaticValue(text, shape))
}

function isAllowedDynamism(text: string, { restriction }: Text): boolean {
  switch (restriction) {
    case 'static':
      return !isDynamic(text)
    case 'whole':
      return !isDynamic(text) || looksLikeOnePath(text)
    case 'any':
      return true
    case 'path':
      return looksLikeOnePath(text)
  }
}

function isStaticValue(text: string, { oneOf, integer }: Text): boolean {
  if (oneOf && !oneOf.includes(text)) return false
  if (!integer) return true
  return /^-?\d+$/.test(text) && Number(text) >= integer.least && Number(text) <= (integer.most ?? Infinity)
}

/** An empty string is never a value, at any depth; " " is [L]. */
export function lintEmptyStrings(parameters: Record<string, unknown>, place: Place): Problem[] {
  const empty = emptyPaths(parameters, place.path)
  return empty.map((path) => {
    // The text the service has for this one case.
    const ofAttributes = path.startsWith(`${place.path}.Attributes.`)
    const message = ofAttributes ? 'Empty value in Parameters.Attributes' : invalidValue(path, '').message
    return { message, path, action: place.action, severity: 'error' }
  })
}

function emptyPaths(value: unknown, path: string): string[] {
  if (value === '') return [path]
  if (Array.isArray(value)) return value.flatMap((item, index) => emptyPaths(item, `${path}[${index}]`))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, item]) => emptyPaths(item, `${path}.${key}`))
}
