import type { ConditionRule, ContentType, ErrorRule, Fields, Shape, Text } from './spec.ts'

export const statically: Text = { is: 'text', restriction: 'static' }
export const whole: Text = { is: 'text', restriction: 'whole' }
export const any: Text = { is: 'text', restriction: 'any' }
export const path: Text = { is: 'text', restriction: 'path' }
export const texts: Shape = { is: 'texts' }
/** The same, or a text. */
export const ANY_TEXTS: Shape = { is: 'texts', scalarToo: true }
export const json: Shape = { is: 'json' }

/** "True" and "False", as most actions spell it. Some exports have them in lower case [X]. */
export const flag: Text = { ...statically, oneOf: ['True', 'False', 'true', 'false', 'TRUE', 'FALSE'] }

export function required<S extends Shape>(shape: S): S & { required: true } {
  return { ...shape, required: true }
}

export function oneOf(...values: string[]): Text {
  return { ...statically, oneOf: values }
}

export function integer(least: number, most?: number): Text {
  return { ...statically, integer: most === undefined ? { least } : { least, most } }
}

/** The same, or one whole JSONPath. */
export function dynamic(text: Text): Text {
  return { ...text, restriction: 'whole' }
}

export function map(of: Shape): Shape {
  return { is: 'map', of }
}

export function listOf(of: Shape): Shape {
  return { is: 'list', of }
}

export function object(fields: Fields): Shape {
  return { is: 'object', fields }
}

/** Exactly these: `NoMatchingError` alone is what most actions require [L for those that say so, X elsewhere]. */
export function errors(...required: string[]): ErrorRule {
  return { required }
}
export const NO_MATCHING_ERROR: ErrorRule = errors('NoMatchingError')
export const NO_ERRORS: ErrorRule = errors()

export const NO_CONDITIONS: ConditionRule = { kind: 'none' }

export const NUMBER_OPERATORS = [
  'NumberGreaterThan',
  'NumberGreaterOrEqualTo',
  'NumberLessThan',
  'NumberLessOrEqualTo',
] as const

export const INBOUND: readonly ContentType[] = ['CONTACT_FLOW']
export const TRANSFERS: readonly ContentType[] = ['AGENT_TRANSFER', 'QUEUE_TRANSFER']
export const HOLDS: readonly ContentType[] = ['CUSTOMER_HOLD', 'AGENT_HOLD']
export const WHISPERS: readonly ContentType[] = ['CUSTOMER_WHISPER', 'AGENT_WHISPER', 'OUTBOUND_WHISPER']
export const QUEUE: readonly ContentType[] = ['CUSTOMER_QUEUE']

export const MEDIA: Shape = {
  is: 'object',
  fields: { Uri: required(any), SourceType: required(oneOf('S3')), MediaType: required(oneOf('Audio')) },
}

/** The number and name that a call shows [X, D]. */
export const CALLER_ID: Shape = { is: 'object', fields: { Number: any, Name: any } }

/** What a prompt can be made of. PromptId and SSML are for voice only [D]. */
export const PROMPT = { PromptId: whole, Text: any, SSML: any, Media: MEDIA }
